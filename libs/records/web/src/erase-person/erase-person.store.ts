import { Injectable, computed, inject, signal } from '@angular/core';
import type { ManagedPersonView } from '@passerelle/access/model';
import type { Refusal } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';
import type { ErasedPerson, ErasureReason } from '@passerelle/records/model';

const REASONS = ['REQUEST', 'NO_LONGER_NEEDED', 'NOT_LAWFUL', 'LAW'] as const satisfies readonly ErasureReason[];

type Reason = Pick<Refusal, 'code' | 'params'>;
const isSame = (typed: string, email: string): boolean => typed.trim().toLowerCase() === email.toLowerCase();

/** The erasure of one person. Nothing is sent before a reason was chosen and her address was typed as it is. */
@Injectable()
export class ErasePersonStore {
  readonly #api = inject(ApiClient);
  readonly #tried = signal(false);
  #path = '';
  readonly reasons = REASONS;
  readonly person = signal<ManagedPersonView | null>(null);
  /** Why the page cannot be shown. */
  readonly closed = signal<ApiProblem | null>(null);
  readonly reason = signal<ErasureReason | null>(null);
  readonly typed = signal('');
  readonly problem = signal<ApiProblem | null>(null);
  readonly busy = signal(false);
  readonly erased = signal<ErasedPerson | null>(null);

  readonly #missing = computed<{ reason?: Reason; typed?: Reason }>(() => ({
    ...(this.reason() ? {} : { reason: { code: 'erase.reasonMissing', params: {} } }),
    ...(isSame(this.typed(), this.person()?.email ?? '') ? {} : { typed: { code: 'erase.typedWrong', params: {} } }),
  }));
  readonly errors = computed(() => (this.#tried() ? this.#missing() : {}));

  async load(programme: string, personId: string): Promise<void> {
    this.#path = `/api/programmes/${encodeURIComponent(programme)}/people/${encodeURIComponent(personId)}`;
    try {
      this.person.set((await this.#api.get<ManagedPersonView>(this.#path)).body);
    } catch (thrown) {
      this.closed.set(ApiProblem.from(thrown));
    }
  }

  /** Whether it was done. */
  async erase(): Promise<boolean> {
    this.#tried.set(true);
    this.problem.set(null);
    if (this.busy() || Object.keys(this.#missing()).length > 0) return false;
    this.busy.set(true);
    try {
      this.erased.set((await this.#api.change<ErasedPerson>('DELETE', `${this.#path}/personal-data`, { reason: this.reason() })).body);
      this.person.set(null);
      return true;
    } catch (thrown) {
      this.problem.set(ApiProblem.from(thrown));
      return false;
    } finally {
      this.busy.set(false);
    }
  }
}
