import { Injectable, computed, inject, signal } from '@angular/core';
import { ApiClient } from '@passerelle/shared/web-kit';
import { AccountStore } from '../_account/account.store';
import { addressReason } from '../_ui/addresses';
import { Form, missing, reason } from '../_ui/form';

/** Asks for another e-mail address. It is hers once she has opened the link that is sent there. */
@Injectable()
export class ChangeEmailStore {
  readonly #api = inject(ApiClient);
  readonly #account = inject(AccountStore).account;
  readonly email = computed(() => this.#account()?.email ?? '');
  readonly hasPassword = computed(() => this.#account()?.hasPassword ?? false);
  /** Where the link was sent. */
  readonly sentTo = signal<string | null>(null);
  readonly form = new Form(['email', 'password'], ({ email, password }) => ({
    email: addressReason(email) ?? (email.trim().toLowerCase() === this.email().toLowerCase() ? reason('identity.email-unchanged') : null),
    password: missing(password, 'signIn.passwordMissing'),
  }));

  async ask(): Promise<boolean> {
    const email = this.form.values.email().trim();
    const isSent = await this.form.submit(({ password }) => this.#api.change('POST', '/api/account/email', { email, password }));
    if (!isSent) return false;
    this.sentTo.set(email);
    this.form.clear();
    return true;
  }
}
