import { Injectable, computed, inject, signal } from '@angular/core';
import type { RecoveryCodes, TotpSetup } from '@passerelle/identity/model';
import { ApiClient, SessionStore } from '@passerelle/shared/web-kit';
import { AccountStore } from '../_account/account.store';
import { Form, missing } from '../_ui/form';

/** The own second factor: set up in three steps, each shown once; or taken away. */
@Injectable()
export class SetUpTotpStore {
  readonly #api = inject(ApiClient);
  readonly #account = inject(AccountStore);
  readonly #session = inject(SessionStore);
  readonly #setup = signal<TotpSetup | null>(null);
  readonly #codes = signal<readonly string[]>([]);
  readonly setup = this.#setup.asReadonly();
  /** Not kept anywhere: they are on this page until it is left. */
  readonly codes = this.#codes.asReadonly();
  readonly state = computed(() => this.#account.account()?.totp ?? { on: false, required: false, recoveryCodesLeft: 0 });
  readonly isRemoved = signal(false);
  readonly hasPassword = computed(() => this.#account.account()?.hasPassword ?? false);
  readonly step = computed(() => {
    if (this.#codes().length > 0) return 'codes';
    if (this.#setup()) return 'confirm';
    return this.state().on ? 'on' : 'off';
  });
  /** The secret as one types it: groups of four. */
  readonly secret = computed(() => (this.#setup()?.secret.match(/.{1,4}/g) ?? []).join(' '));

  readonly beginning = new Form([], () => ({}));
  readonly confirming = new Form(['code'], ({ code }) => ({ code: missing(code, 'account.code.missing') }));
  readonly renewing = new Form(['code'], ({ code }) => ({ code: missing(code, 'account.code.missing') }));
  readonly removing = new Form(['password', 'code'], ({ password, code }) => ({
    password: missing(password, 'signIn.passwordMissing'),
    code: missing(code, 'account.code.missing'),
  }));

  async begin(): Promise<boolean> {
    this.isRemoved.set(false);
    return this.beginning.run(async () => this.#setup.set((await this.#api.change<TotpSetup>('POST', '/api/account/totp')).body));
  }

  cancel(): void {
    this.#setup.set(null);
    this.confirming.clear();
  }

  async confirm(): Promise<boolean> {
    return this.confirming.submit(async ({ code }) => {
      const { body } = await this.#api.change<RecoveryCodes>('POST', '/api/account/totp/confirm', { code: code.trim() });
      this.#codes.set(body.codes);
      this.cancel();
      await this.#follow();
    });
  }

  /** New codes in place of those that are left. */
  async renew(): Promise<boolean> {
    return this.renewing.submit(async ({ code }) => {
      const { body } = await this.#api.change<RecoveryCodes>('POST', '/api/account/totp/recovery-codes', { code: code.trim() });
      this.#codes.set(body.codes);
      this.renewing.clear();
      await this.#account.load();
    });
  }

  /** She has put the codes somewhere: they are gone from here. */
  forgetCodes(): void {
    this.#codes.set([]);
  }

  async remove(): Promise<boolean> {
    const isRemoved = await this.removing.submit(async ({ password, code }) => {
      await this.#api.change('DELETE', '/api/account/totp', { password, code: code.trim() });
      this.removing.clear();
      await this.#follow();
    });
    this.isRemoved.set(isRemoved);
    return isRemoved;
  }

  /** What was closed to her for want of a second factor is open now. */
  async #follow(): Promise<void> {
    await Promise.all([this.#account.load(), this.#session.refresh()]);
  }
}
