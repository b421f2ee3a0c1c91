import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { FieldComponent } from '../_ui/field.component';
import { firstErrorFocus } from '../_ui/form';
import { NEW_PASSWORD_HINT } from '../_ui/passwords';
import { ChangePasswordStore } from './change-password.store';

@Component({
  selector: 'pa-change-password',
  imports: [FieldComponent, ProblemComponent, RouterLink, SayPipe],
  providers: [ChangePasswordStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: '../_account/section.css',
  template: `
    <h2>{{ 'account.tab.password' | say }}</h2>
    @if (store.hasPassword()) {
      <p>{{ 'account.password.lead' | say }}</p>
      @if (store.isChanged()) {
        <p class="notice" role="status">{{ 'account.password.changed' | say }}</p>
      }
      <form novalidate (submit)="submit($event)">
        @if (form.problem(); as problem) {
          <pa-problem [problem]="problem" />
        }
        <!-- Password managers keep the new password under this address. -->
        <input type="email" class="visually-hidden" autocomplete="username" tabindex="-1" aria-hidden="true" readonly [value]="store.email()" />
        <pa-field name="current-password" type="password" autocomplete="current-password" label="account.password.current" [error]="form.errors().current" [(value)]="form.values.current" />
        <pa-field
          name="changed-password"
          type="password"
          autocomplete="new-password"
          label="account.password.new"
          hint="account.password.hint"
          [hintParams]="passwordHint"
          [revealable]="true"
          [error]="form.errors().password"
          [(value)]="form.values.password"
        />
        <p class="actions">
          <button type="submit" [attr.aria-disabled]="form.busy() ? true : null">{{ 'account.password.change' | say }}</button>
        </p>
      </form>
    } @else {
      <p>{{ 'account.noPassword' | say }}</p>
      <p class="actions"><a class="button" routerLink="/new-password">{{ 'account.reset.ask' | say }}</a></p>
    }
  `,
})
export class ChangePasswordComponent {
  readonly store = inject(ChangePasswordStore);
  readonly form = this.store.form;
  readonly #focusError = firstErrorFocus();
  readonly passwordHint = NEW_PASSWORD_HINT;

  async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (!(await this.store.change())) this.#focusError();
  }
}
