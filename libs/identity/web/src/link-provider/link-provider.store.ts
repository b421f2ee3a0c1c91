import { Injectable, computed, inject, signal } from '@angular/core';
import type { ProviderDeparture } from '@passerelle/identity/model';
import { ApiClient, SessionStore } from '@passerelle/shared/web-kit';
import { AccountStore } from '../_account/account.store';
import { Form, missing } from '../_ui/form';

/** Accounts elsewhere that open this one: those that are linked, and those that could be. */
@Injectable()
export class LinkProviderStore {
  readonly #api = inject(ApiClient);
  readonly #account = inject(AccountStore);
  readonly #session = inject(SessionStore);
  readonly #proving = signal<string | null>(null);
  /** What is asked of her before anything is linked: her password, or a code where she has none; nothing of who has neither. */
  readonly asks = computed(() => {
    const account = this.#account.account();
    if (account?.hasPassword) return 'password';
    return account?.totp.on ? 'code' : null;
  });
  readonly form = new Form(['password', 'code'], ({ password, code }) => ({
    password: this.asks() === 'password' ? missing(password, 'signIn.passwordMissing') : null,
    code: this.asks() === 'code' ? missing(code, 'account.code.missing') : null,
  }));
  readonly providers = computed(() => {
    const linked = (this.#account.account()?.providers ?? []).map(({ provider, name }) => ({ id: provider, name, isLinked: true }));
    const others = (this.#session.session()?.providers ?? []).filter(({ id }) => !linked.some((other) => other.id === id));
    return [...linked, ...others.map(({ id, name }) => ({ id, name, isLinked: false }))];
  });
  /** The account elsewhere for which she is being asked. */
  readonly proving = computed(() => this.providers().find(({ id, isLinked }) => id === this.#proving() && !isLinked) ?? null);

  /** Where the browser goes to show that the account there is hers; null where something is asked first, or it is refused. */
  async begin(provider: string): Promise<string | null> {
    this.form.clear();
    if (this.asks() === null) return this.link(provider);
    this.#proving.set(provider);
    return null;
  }

  cancel(): void {
    this.#proving.set(null);
    this.form.clear();
  }

  /** With what was asked. Out: as for begin. */
  async link(provider: string): Promise<string | null> {
    let url: string | null = null;
    await this.form.submit(async ({ password, code }) => {
      const proof = { password: { password }, code: { code: code.trim() } };
      const asked = this.asks();
      url = (await this.#api.change<ProviderDeparture>('POST', `/api/account/providers/${encodeURIComponent(provider)}`, asked ? proof[asked] : {})).body.url;
    });
    return url;
  }

  unlink(provider: string): Promise<boolean> {
    this.cancel();
    return this.form.run(async () => {
      await this.#api.change('DELETE', `/api/account/providers/${encodeURIComponent(provider)}`);
      await this.#account.load();
    });
  }
}
