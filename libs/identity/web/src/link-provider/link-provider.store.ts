import { Injectable, computed, inject } from '@angular/core';
import type { ProviderDeparture } from '@passerelle/identity/model';
import { ApiClient, SessionStore } from '@passerelle/shared/web-kit';
import { AccountStore } from '../_account/account.store';
import { Form } from '../_ui/form';

/** Accounts elsewhere that open this one: those that are linked, and those that could be. */
@Injectable()
export class LinkProviderStore {
  readonly #api = inject(ApiClient);
  readonly #account = inject(AccountStore);
  readonly #session = inject(SessionStore);
  readonly form = new Form([], () => ({}));
  readonly providers = computed(() => {
    const linked = (this.#account.account()?.providers ?? []).map(({ provider, name }) => ({ id: provider, name, isLinked: true }));
    const others = (this.#session.session()?.providers ?? []).filter(({ id }) => !linked.some((other) => other.id === id));
    return [...linked, ...others.map(({ id, name }) => ({ id, name, isLinked: false }))];
  });

  /** Where the browser goes to show that the account there is hers; null where that is refused. */
  async link(provider: string): Promise<string | null> {
    let url: string | null = null;
    await this.form.run(async () => {
      url = (await this.#api.change<ProviderDeparture>('POST', `/api/account/providers/${encodeURIComponent(provider)}`)).body.url;
    });
    return url;
  }

  unlink(provider: string): Promise<boolean> {
    return this.form.run(async () => {
      await this.#api.change('DELETE', `/api/account/providers/${encodeURIComponent(provider)}`);
      await this.#account.load();
    });
  }
}
