import { Injectable, inject, signal } from '@angular/core';
import type { ManagedPersonView } from '@passerelle/access/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';
import { programmePath } from '../_acts/paths';

export type AccountAct = 'deactivate' | 'reactivate' | 'endSessions' | 'resetTotp';

/** What an act ends; the others are requests of their own name. */
const ENDS: Partial<Record<AccountAct, string>> = { endSessions: 'sessions', resetTotp: 'second-factor' };

/** One person of a programme and her account. What concerns the account is asked about once before it is done. */
@Injectable()
export class PersonPageStore {
  readonly #api = inject(ApiClient);
  #path = '';
  readonly person = signal<ManagedPersonView | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly question = signal<AccountAct | null>(null);
  readonly refused = signal<ApiProblem | null>(null);
  readonly done = signal<AccountAct | null>(null);
  readonly busy = signal(false);

  async load(programme: string, personId: string): Promise<void> {
    const path = `${programmePath(programme)}/people/${encodeURIComponent(personId)}`;
    if (path !== this.#path) {
      this.#path = path;
      this.person.set(null);
      this.question.set(null);
      this.done.set(null);
    }
    try {
      const { body } = await this.#api.get<ManagedPersonView>(path);
      if (path !== this.#path) return;
      this.person.set(body);
      this.problem.set(null);
    } catch (thrown) {
      if (path === this.#path) this.problem.set(ApiProblem.from(thrown));
    }
  }

  ask(act: AccountAct): void {
    if (this.busy()) return;
    this.refused.set(null);
    this.question.set(act);
  }

  leave(): void {
    this.question.set(null);
    this.refused.set(null);
  }

  /** Whether it was done. */
  async confirm(): Promise<boolean> {
    const act = this.question();
    if (!act || this.busy()) return false;
    this.busy.set(true);
    this.refused.set(null);
    try {
      await (ENDS[act] ? this.#api.change('DELETE', `${this.#path}/${ENDS[act]}`) : this.#api.change('POST', `${this.#path}/${act}`));
      this.person.set((await this.#api.get<ManagedPersonView>(this.#path)).body);
      this.question.set(null);
      this.done.set(act);
      return true;
    } catch (thrown) {
      this.refused.set(ApiProblem.from(thrown));
      return false;
    } finally {
      this.busy.set(false);
    }
  }
}
