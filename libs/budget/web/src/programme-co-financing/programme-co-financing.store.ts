import { Injectable, computed, inject, signal } from '@angular/core';
import type { ProgrammeCoFinancingView } from '@passerelle/budget/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';

/** A page of who pays how much in a programme. */
@Injectable()
export class ProgrammeCoFinancingStore {
  readonly #api = inject(ApiClient);
  #asked = '';
  readonly view = signal<ProgrammeCoFinancingView | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly pageCount = computed(() => {
    const view = this.view();
    return view ? Math.max(1, Math.ceil(view.rowCount / view.pageSize)) : 1;
  });

  async load(programme: string, page: number): Promise<void> {
    const asked = (this.#asked = `${programme} ${page}`);
    this.problem.set(null);
    try {
      const { body } = await this.#api.get<ProgrammeCoFinancingView>(`/api/programmes/${encodeURIComponent(programme)}/co-financing`, { page });
      if (asked === this.#asked) this.view.set(body);
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.view.set(null);
      this.problem.set(ApiProblem.from(thrown));
    }
  }
}
