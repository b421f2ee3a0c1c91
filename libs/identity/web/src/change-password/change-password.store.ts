import { Injectable, computed, inject, signal } from '@angular/core';
import { ApiClient } from '@passerelle/shared/web-kit';
import { AccountStore } from '../_account/account.store';
import { Form, missing } from '../_ui/form';
import { newPasswordReason } from '../_ui/passwords';

/** Another password for the own account. */
@Injectable()
export class ChangePasswordStore {
  readonly #api = inject(ApiClient);
  readonly #account = inject(AccountStore).account;
  readonly email = computed(() => this.#account()?.email ?? '');
  readonly hasPassword = computed(() => this.#account()?.hasPassword ?? false);
  readonly isChanged = signal(false);
  readonly form = new Form(['current', 'password'], ({ current, password }) => ({
    current: missing(current, 'signIn.passwordMissing'),
    password: newPasswordReason(password, this.email()),
  }));

  async change(): Promise<boolean> {
    this.isChanged.set(false);
    const isChanged = await this.form.submit((values) => this.#api.change('PUT', '/api/account/password', values));
    if (isChanged) this.form.clear();
    this.isChanged.set(isChanged);
    return isChanged;
  }
}
