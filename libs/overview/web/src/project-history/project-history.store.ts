import { Injectable, inject, signal } from '@angular/core';
import type { HistoryEntry, HistoryPage } from '@passerelle/overview/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';

/** The journal of a project as far as it was asked for, latest first. */
@Injectable()
export class ProjectHistoryStore {
  readonly #api = inject(ApiClient);
  #address = '';
  readonly entries = signal<readonly HistoryEntry[] | null>(null);
  readonly earlierBefore = signal<number | null>(null);
  readonly problem = signal<ApiProblem | null>(null);

  async begin(programme: string, project: string): Promise<void> {
    this.#address = `/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}/history`;
    this.entries.set(null);
    await this.#read(null);
  }

  async earlier(): Promise<void> {
    if (this.earlierBefore() !== null) await this.#read(this.earlierBefore());
  }

  async #read(before: number | null): Promise<void> {
    const address = this.#address;
    try {
      const { body } = await this.#api.get<HistoryPage>(address, { before });
      if (address !== this.#address) return;
      this.problem.set(null);
      this.entries.update((entries) => [...(before === null ? [] : (entries ?? [])), ...body.entries]);
      this.earlierBefore.set(body.earlierBefore);
    } catch (thrown) {
      if (address === this.#address) this.problem.set(ApiProblem.from(thrown));
    }
  }
}
