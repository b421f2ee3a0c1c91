import { Injectable, inject, signal } from '@angular/core';
import { ApiClient, ApiProblem, SessionStore } from '@passerelle/shared/web-kit';
import { noToken } from '../_ui/link-problems';

/** A new address is put in place by an act of hers, not by the page's opening: some mail programs open every link before their reader does. */
@Injectable()
export class ConfirmEmailStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(SessionStore);
  #token = '';
  readonly step = signal<'ready' | 'done'>('ready');
  readonly busy = signal(false);
  readonly problem = signal<ApiProblem | null>(null);

  begin(token: string): void {
    this.#token = token;
    this.step.set('ready');
    this.problem.set(token === '' ? noToken() : null);
  }

  async confirm(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      await this.#api.change('POST', '/api/account/email/confirm', { token: this.#token });
      this.problem.set(null);
      this.step.set('done');
      await this.#session.refresh();
    } catch (thrown) {
      this.problem.set(ApiProblem.from(thrown));
    } finally {
      this.busy.set(false);
    }
  }
}
