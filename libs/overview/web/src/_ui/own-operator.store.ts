import { Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import type { OwnOperatorView } from '@passerelle/partnership/model';
import { ApiClient, ProgrammeStore, SessionStore } from '@passerelle/shared/web-kit';

/** The operators for which an officer works in this programme: their names stand beside hers on every screen. */
@Injectable({ providedIn: 'root' })
export class OwnOperatorStore {
  readonly #api = inject(ApiClient);
  readonly #programme = inject(ProgrammeStore).current;
  readonly #session = inject(SessionStore);
  readonly #operators = signal<readonly OwnOperatorView[]>([]);
  /** Whose operators are asked for; null where the person has none, and nothing needs to be asked. */
  readonly #officer = computed(() => {
    const person = this.#session.person();
    return person?.assignments.some(({ operatorId }) => operatorId) ? person.personId : null;
  });

  readonly name = computed(() => {
    const code = this.#programme()?.code;
    const names = this.#operators().filter(({ programmeCode }) => programmeCode === code).map(({ name }) => name);
    return [...new Set(names)].join(', ') || null;
  });

  constructor() {
    effect(() => {
      const officer = this.#officer();
      untracked(() => {
        this.#operators.set([]);
        if (officer) void this.#load(officer);
      });
    });
  }

  async #load(officer: string): Promise<void> {
    // Where it fails the role alone is shown; the page itself reports what is wrong.
    const answer = await this.#api.get<OwnOperatorView[]>('/api/own-operators').catch(() => null);
    if (answer && officer === this.#officer()) this.#operators.set(answer.body);
  }
}
