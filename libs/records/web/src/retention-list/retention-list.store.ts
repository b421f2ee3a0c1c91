import { Injectable, computed, inject, signal } from '@angular/core';
import type { RetentionPage } from '@passerelle/records/model';
import type { RetentionState } from '@passerelle/project/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';

/** One page of the projects, in the order in which their terms end. The last page stays on the screen until the next is here. */
@Injectable()
export class RetentionListStore {
  readonly #api = inject(ApiClient);
  #asked = 0;
  readonly page = signal<RetentionPage | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly pageCount = computed(() => {
    const page = this.page();
    return page ? Math.max(1, Math.ceil(page.rowCount / page.pageSize)) : 1;
  });
  readonly projectCount = computed(() => Object.values(this.page()?.counts ?? {}).reduce((sum: number, count: number) => sum + count, 0));

  async find(programme: string, state: RetentionState | null, page: number): Promise<void> {
    const asked = (this.#asked += 1);
    try {
      const { body } = await this.#api.get<RetentionPage>(`/api/programmes/${encodeURIComponent(programme)}/retention`, { state, page });
      if (asked !== this.#asked) return;
      this.page.set(body);
      this.problem.set(null);
    } catch (thrown) {
      if (asked === this.#asked) this.problem.set(ApiProblem.from(thrown));
    }
  }
}
