import { Injectable, computed, inject, signal } from '@angular/core';
import type { ListProjects, ProjectPage } from '@passerelle/overview/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';

export type ProjectOrder = NonNullable<ListProjects['order']>;
/** What the address of the list says. */
export interface ListQuestion {
  readonly q: string;
  readonly versant: string;
  readonly order: ProjectOrder;
  readonly direction: 'asc' | 'desc';
  readonly page: number;
}

/** One page of the projects found. The last page stays on the screen until the next is here. */
@Injectable()
export class ProjectListStore {
  readonly #api = inject(ApiClient);
  #asked = 0;
  readonly page = signal<ProjectPage | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly busy = signal(false);
  readonly pageCount = computed(() => {
    const page = this.page();
    return page ? Math.max(1, Math.ceil(page.rowCount / page.pageSize)) : 1;
  });

  async find(programme: string, { q, versant, order, direction, page }: ListQuestion): Promise<void> {
    const asked = (this.#asked += 1);
    this.busy.set(true);
    try {
      const query = { q, versant, order, direction, page, pageSize: 50 };
      const { body } = await this.#api.get<ProjectPage>(`/api/programmes/${encodeURIComponent(programme)}/projects`, query);
      if (asked !== this.#asked) return;
      this.page.set(body);
      this.problem.set(null);
    } catch (thrown) {
      if (asked === this.#asked) this.problem.set(ApiProblem.from(thrown));
    } finally {
      if (asked === this.#asked) this.busy.set(false);
    }
  }
}
