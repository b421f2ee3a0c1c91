import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PageTitleDirective } from '@passerelle/shared/ui';
import { ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { BrokenLinkComponent } from '../_ui/broken-link.component';
import { FieldComponent } from '../_ui/field.component';
import { firstErrorFocus, headingFocus } from '../_ui/form';
import { tokenOfLink } from '../_ui/link-token';
import { NEW_PASSWORD_HINT } from '../_ui/passwords';
import { ResetPasswordStore } from './reset-password.store';

/** A forgotten password: the address to which a link goes, or by that link the new one. */
@Component({
  selector: 'pa-reset-password',
  imports: [BrokenLinkComponent, FieldComponent, PageTitleDirective, ProblemComponent, RouterLink, SayPipe],
  providers: [ResetPasswordStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: '../_ui/narrow-page.css',
  template: `
    <h1 [paPageTitle]="heading() | say">{{ heading() | say }}</h1>
    @if (store.problem(); as problem) {
      <pa-broken-link [problem]="problem" [way]="null" wayText="account.reset.askAgain" (again)="beginAgain()" />
    } @else {
      @switch (store.step()) {
        @case ('ask') {
          <p class="lead">{{ 'account.reset.lead' | say }}</p>
          <form novalidate (submit)="ask($event)">
            @if (store.asking.problem(); as problem) {
              <pa-problem [problem]="problem" />
            }
            <pa-field name="reset-email" type="email" autocomplete="username" label="signIn.email" [error]="store.asking.errors().email" [(value)]="store.asking.values.email" />
            <p class="actions">
              <button type="submit" class="primary" [attr.aria-disabled]="store.asking.busy() ? true : null">{{ 'account.reset.ask' | say }}</button>
              <a class="button quiet" routerLink="/sign-in">{{ 'account.toSignIn' | say }}</a>
            </p>
          </form>
        }
        @case ('asked') {
          <p class="notice" role="status">{{ 'account.reset.asked' | say: { email: store.asking.values.email().trim() } }}</p>
          <p>{{ 'account.reset.askedHelp' | say }}</p>
          <p class="actions">
            <button type="button" (click)="beginAgain()">{{ 'account.reset.otherAddress' | say }}</button>
            <a class="button quiet" routerLink="/sign-in">{{ 'account.toSignIn' | say }}</a>
          </p>
        }
        @case ('set') {
          <p class="lead">{{ 'account.reset.setLead' | say }}</p>
          <form novalidate (submit)="set($event)">
            @if (store.setting.problem(); as problem) {
              <pa-problem [problem]="problem" />
            }
            <pa-field
              name="new-password"
              type="password"
              autocomplete="new-password"
              label="account.password.new"
              hint="account.password.hint"
              [hintParams]="passwordHint"
              [revealable]="true"
              [error]="store.setting.errors().password"
              [(value)]="store.setting.values.password"
            />
            <p class="actions">
              <button type="submit" class="primary" [attr.aria-disabled]="store.setting.busy() ? true : null">{{ 'account.password.set' | say }}</button>
            </p>
          </form>
        }
        @case ('done') {
          <p class="notice" role="status">{{ 'account.reset.done' | say }}</p>
          <p class="actions"><a class="button primary" routerLink="/sign-in">{{ 'account.toSignIn' | say }}</a></p>
        }
      }
    }
  `,
})
export class ResetPasswordComponent {
  readonly store = inject(ResetPasswordStore);
  readonly #focusError = firstErrorFocus();
  readonly #focusHeading = headingFocus();
  readonly passwordHint = NEW_PASSWORD_HINT;
  readonly heading = computed(() => (['ask', 'asked'].includes(this.store.step()) ? 'account.forgotten' : 'account.reset.heading'));

  constructor() {
    tokenOfLink((token) => this.store.begin(token));
  }

  beginAgain(): void {
    this.store.begin('');
    this.#focusHeading();
  }

  async ask(event: Event): Promise<void> {
    event.preventDefault();
    if (await this.store.ask()) this.#focusHeading();
    else this.#focusError();
  }

  async set(event: Event): Promise<void> {
    event.preventDefault();
    if ((await this.store.set()) || this.store.problem()) this.#focusHeading();
    else this.#focusError();
  }
}
