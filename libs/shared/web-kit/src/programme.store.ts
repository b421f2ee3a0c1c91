import { Injectable, computed, inject, signal } from '@angular/core';
import type { ProgrammeView } from '@passerelle/programme/model';
import { ApiClient } from './api-client';
import { DictionaryStore, type Terms } from './dictionary';
import { SessionState } from './session.state';

/** The programmes that the reader may see, and the one in which she works; its words stand over the dictionary's. */
@Injectable({ providedIn: 'root' })
export class ProgrammeStore {
  readonly #api = inject(ApiClient);
  readonly #dictionary = inject(DictionaryStore);
  readonly #session = inject(SessionState).session;
  #loadedFor: string | null = null;
  readonly #programmes = signal<readonly ProgrammeView[]>([]);
  readonly #code = signal<string | null>(null);
  readonly programmes = this.#programmes.asReadonly();
  readonly current = computed(() => this.#programmes().find(({ code }) => code === this.#code()) ?? null);

  async load(): Promise<void> {
    const personId = this.#session()?.person?.personId ?? null;
    this.#programmes.set((await this.#api.get<ProgrammeView[]>('/api/programmes')).body);
    this.#loadedFor = personId;
    this.#applyTerms();
  }

  /** Loads what this person has not loaded yet. */
  async loadOnce(): Promise<void> {
    const personId = this.#session()?.person?.personId ?? null;
    if (personId === null || personId !== this.#loadedFor) await this.load();
  }

  choose(code: string): void {
    if (code === this.#code()) return;
    this.#code.set(code);
    this.#applyTerms();
  }

  #applyTerms(): void {
    this.#dictionary.applyTerms((this.current()?.terms ?? {}) as Terms);
  }
}
