import { Injectable, computed, inject, signal } from '@angular/core';
import type { ManagedPeoplePage, PersonStatus } from '@passerelle/access/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';
import { programmePath } from '../_acts/paths';

/** What the address of the list says. */
export interface PeopleQuestion {
  readonly q: string;
  readonly status: PersonStatus | '';
  readonly page: number;
}

/** One page of the people of a programme. The last page stays on the screen until the next is here. */
@Injectable()
export class PeopleListStore {
  readonly #api = inject(ApiClient);
  #asked = 0;
  readonly page = signal<ManagedPeoplePage | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly busy = signal(false);
  readonly pageCount = computed(() => {
    const page = this.page();
    return page ? Math.max(1, Math.ceil(page.rowCount / page.pageSize)) : 1;
  });

  async find(programme: string, { q, status, page }: PeopleQuestion): Promise<void> {
    const asked = (this.#asked += 1);
    this.busy.set(true);
    try {
      const { body } = await this.#api.get<ManagedPeoplePage>(`${programmePath(programme)}/people`, { q, status, page, pageSize: 50 });
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
