import { Injectable, inject, signal } from '@angular/core';
import type { DifferenceView, VersionsView } from '@passerelle/modification/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';
import { budgetAddress } from '../_versions/versions.store';

/** How two versions differ. The difference before stays on the screen until the next is here. */
@Injectable()
export class VersionDifferenceStore {
  readonly #api = inject(ApiClient);
  #asked = 0;
  /** The numbers of the versions that there are, latest first. */
  readonly numbers = signal<readonly number[]>([]);
  readonly difference = signal<DifferenceView | null>(null);
  readonly problem = signal<ApiProblem | null>(null);

  async list(programme: string, project: string): Promise<void> {
    const answer = await this.#api.get<VersionsView>(`${budgetAddress(programme, project)}/versions`).catch(() => null);
    if (answer) this.numbers.set(answer.body.versions.map(({ versionNumber }) => versionNumber));
  }

  async load(programme: string, project: string, from: number, to: number): Promise<void> {
    const asked = (this.#asked += 1);
    try {
      const { body } = await this.#api.get<DifferenceView>(`${budgetAddress(programme, project)}/versions/${from}/difference/${to}`);
      if (asked !== this.#asked) return;
      this.difference.set(body);
      this.problem.set(null);
    } catch (thrown) {
      if (asked === this.#asked) this.problem.set(ApiProblem.from(thrown));
    }
  }
}
