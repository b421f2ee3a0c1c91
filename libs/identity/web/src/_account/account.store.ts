import { Injectable, inject, signal } from '@angular/core';
import type { AccountView } from '@passerelle/identity/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';

/** The own account, as all parts of its page show it. */
@Injectable()
export class AccountStore {
  readonly #api = inject(ApiClient);
  readonly #account = signal<AccountView | null>(null);
  readonly account = this.#account.asReadonly();
  readonly problem = signal<ApiProblem | null>(null);

  async load(): Promise<void> {
    try {
      this.take((await this.#api.get<AccountView>('/api/account')).body);
      this.problem.set(null);
    } catch (thrown) {
      this.problem.set(ApiProblem.from(thrown));
    }
  }

  take(account: AccountView): void {
    this.#account.set(account);
  }
}
