import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PageTitleDirective } from '@passerelle/shared/ui';
import { SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { BrokenLinkComponent } from '../_ui/broken-link.component';
import { headingFocus } from '../_ui/form';
import { tokenOfLink } from '../_ui/link-token';
import { ConfirmEmailStore } from './confirm-email.store';

/** The link that a new address is confirmed by. */
@Component({
  selector: 'pa-confirm-email',
  imports: [BrokenLinkComponent, PageTitleDirective, RouterLink, SayPipe],
  providers: [ConfirmEmailStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: '../_ui/narrow-page.css',
  template: `
    <h1 [paPageTitle]="'account.confirmEmail.heading' | say">{{ 'account.confirmEmail.heading' | say }}</h1>
    @if (store.problem(); as problem) {
      <pa-broken-link
        [problem]="problem"
        [way]="session.signedIn() ? '/account/email' : '/sign-in'"
        [wayText]="session.signedIn() ? 'account.toAccount' : 'account.toSignIn'"
        (again)="confirm()"
      />
    } @else if (store.step() === 'ready') {
      <p class="lead">{{ 'account.confirmEmail.lead' | say }}</p>
      <p class="actions">
        <button type="button" class="primary" [attr.aria-disabled]="store.busy() ? true : null" (click)="confirm()">{{ 'account.confirmEmail.confirm' | say }}</button>
      </p>
    } @else {
      <p class="notice" role="status">{{ 'account.confirmEmail.done' | say }}</p>
      <p class="actions">
        @if (session.signedIn()) {
          <a class="button" routerLink="/account/email">{{ 'account.toAccount' | say }}</a>
        } @else {
          <a class="button primary" routerLink="/sign-in">{{ 'account.toSignIn' | say }}</a>
        }
      </p>
    }
  `,
})
export class ConfirmEmailComponent {
  readonly store = inject(ConfirmEmailStore);
  readonly session = inject(SessionStore);
  readonly #focusHeading = headingFocus();

  constructor() {
    tokenOfLink((token) => this.store.begin(token));
  }

  async confirm(): Promise<void> {
    await this.store.confirm();
    this.#focusHeading();
  }
}
