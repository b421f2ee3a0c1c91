import { Injectable, inject, signal } from '@angular/core';
import type { ActsPage, HistoryEntry } from '@passerelle/overview/model';
import { ApiClient, ApiProblem, type Query } from '@passerelle/shared/web-kit';

type Page = ActsPage & { readonly entries: readonly HistoryEntry[] };

/** Entries of the journal as far as they were asked for, latest first. What is on the screen stays until the answer to another question is here. */
@Injectable()
export class JournalStore<P extends Page> {
  readonly #api = inject(ApiClient);
  #address = '';
  #query: Query = {};
  #asked = 0;
  /** The first page, with what there is to choose from. */
  readonly page = signal<P | null>(null);
  readonly entries = signal<P['entries']>([]);
  readonly names = signal<Readonly<Record<string, string>>>({});
  readonly earlierBefore = signal<number | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly busy = signal(false);

  async begin(address: string, query: Query): Promise<void> {
    if (address !== this.#address) this.page.set(null);
    [this.#address, this.#query] = [address, query];
    await this.#read(query, (page) => {
      this.page.set(page);
      this.entries.set(page.entries);
      this.names.set(page.names);
    });
  }

  async earlier(): Promise<void> {
    const before = this.earlierBefore();
    if (before === null || this.busy()) return;
    await this.#read({ ...this.#query, before }, (page) => {
      this.entries.update((entries) => [...entries, ...page.entries]);
      this.names.update((names) => ({ ...names, ...page.names }));
    });
  }

  async #read(query: Query, take: (page: P) => void): Promise<void> {
    const asked = (this.#asked += 1);
    this.busy.set(true);
    try {
      const { body } = await this.#api.get<P>(this.#address, query);
      if (asked !== this.#asked) return;
      take(body);
      this.earlierBefore.set(body.earlierBefore);
      this.problem.set(null);
    } catch (thrown) {
      if (asked === this.#asked) this.problem.set(ApiProblem.from(thrown));
    } finally {
      if (asked === this.#asked) this.busy.set(false);
    }
  }
}
