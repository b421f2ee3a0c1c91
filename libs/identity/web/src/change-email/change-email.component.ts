import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { FieldComponent } from '../_ui/field.component';
import { firstErrorFocus } from '../_ui/form';
import { ChangeEmailStore } from './change-email.store';

@Component({
  selector: 'pa-change-email',
  imports: [FieldComponent, ProblemComponent, RouterLink, SayPipe],
  providers: [ChangeEmailStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: '../_account/section.css',
  template: `
    <h2>{{ 'account.tab.email' | say }}</h2>
    <p>{{ 'account.email.present' | say }} <strong>{{ store.email() }}</strong></p>
    @if (store.sentTo(); as email) {
      <p class="notice" role="status">{{ 'account.email.sent' | say: { email } }}</p>
    }
    @if (store.hasPassword()) {
      <form novalidate (submit)="submit($event)">
        @if (form.problem(); as problem) {
          <pa-problem [problem]="problem" />
        }
        <pa-field name="new-email" type="email" autocomplete="email" label="account.email.new" hint="account.email.hint" [error]="form.errors().email" [(value)]="form.values.email" />
        <pa-field name="email-password" type="password" autocomplete="current-password" label="account.password.current" [error]="form.errors().password" [(value)]="form.values.password" />
        <p class="actions">
          <button type="submit" [attr.aria-disabled]="form.busy() ? true : null">{{ 'account.email.ask' | say }}</button>
        </p>
      </form>
    } @else {
      <p>{{ 'account.noPassword' | say }}</p>
      <p class="actions"><a class="button" routerLink="/new-password">{{ 'account.reset.ask' | say }}</a></p>
    }
  `,
})
export class ChangeEmailComponent {
  readonly store = inject(ChangeEmailStore);
  readonly form = this.store.form;
  readonly #focusError = firstErrorFocus();

  async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (!(await this.store.ask())) this.#focusError();
  }
}
