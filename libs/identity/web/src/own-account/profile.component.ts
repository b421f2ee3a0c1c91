import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { LANGUAGES, type Language } from '@passerelle/shared/kernel';
import { LANGUAGE_NAMES, MomentPipe, ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { FieldComponent } from '../_ui/field.component';
import { firstErrorFocus } from '../_ui/form';
import { ProfileStore } from './profile.store';

@Component({
  selector: 'pa-profile',
  imports: [FieldComponent, MomentPipe, ProblemComponent, SayPipe],
  providers: [ProfileStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: '../_account/section.css',
  template: `
    <h2>{{ 'account.tab.profile' | say }}</h2>
    @if (form.problem(); as problem) {
      <pa-problem [problem]="problem" />
    }
    <form novalidate (submit)="saveName($event)" (change)="saveName($event)">
      <pa-field name="account-name" autocomplete="name" label="account.name" hint="account.name.hint" [maxlength]="200" [error]="form.errors().name" [(value)]="form.values.name" />
    </form>
    <form novalidate (submit)="$event.preventDefault()">
      <div class="field">
        <label for="account-language">{{ 'account.language' | say }}</label>
        <select id="account-language" #language (change)="saveLanguage(language.value)">
          @for (choice of languages; track choice.code) {
            <option [value]="choice.code" [attr.lang]="choice.code" [selected]="choice.code === store.language()">{{ choice.name }}</option>
          }
        </select>
      </div>
    </form>
    <p class="aside" role="status">
      @if (form.busy()) {
        {{ 'account.saving' | say }}
      } @else if (store.savedAt()) {
        {{ 'account.saved' | say: { time: (store.savedAt() | moment: 'time') } }}
      } @else {
        {{ 'account.profile.autosave' | say }}
      }
    </p>
    <p><a href="/api/account/data" download>{{ 'personalData.download' | say }}</a></p>
  `,
})
export class ProfileComponent {
  readonly store = inject(ProfileStore);
  readonly form = this.store.form;
  readonly #focusError = firstErrorFocus();
  readonly languages = LANGUAGES.map((code) => ({ code, name: LANGUAGE_NAMES[code] }));

  async saveName(event: Event): Promise<void> {
    event.preventDefault();
    if (!(await this.store.saveName())) this.#focusError();
  }

  saveLanguage(language: string): void {
    void this.store.saveLanguage(language as Language);
  }
}
