import { Injectable, inject, signal } from '@angular/core';
import type { CrossTableView, Dimension } from '@passerelle/budget/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';

/** The dimensions, as the choosers list them. */
export const ALL_DIMENSIONS: readonly Dimension[] = ['operator', 'versant', 'category', 'workPackage', 'halfYear', 'source'];
const isDimension = (text: string | undefined): text is Dimension => ALL_DIMENSIONS.some((dimension) => dimension === text);

/** The dimensions that an address names; what it does not say, or says twice, is operators by categories, or the first other one. */
export function dimensionsOf(rows: string | undefined, columns: string | undefined): { readonly rows: Dimension; readonly columns: Dimension } {
  const chosen = isDimension(rows) ? rows : columns === 'operator' ? 'category' : 'operator';
  const others = ALL_DIMENSIONS.filter((dimension) => dimension !== chosen);
  if (isDimension(columns) && columns !== chosen) return { rows: chosen, columns };
  return { rows: chosen, columns: chosen === 'category' ? others[0]! : 'category' };
}

/** One table of the budget. The one before stays on the screen until the next is here. */
@Injectable()
export class CrossTableStore {
  readonly #api = inject(ApiClient);
  #asked = 0;
  readonly table = signal<CrossTableView | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly busy = signal(false);

  async load(programme: string, project: string, rows: Dimension, columns: Dimension): Promise<void> {
    const asked = (this.#asked += 1);
    this.busy.set(true);
    try {
      const { body } = await this.#api.get<CrossTableView>(`/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}/budget/cross-table`, { rows, columns });
      if (asked !== this.#asked) return;
      this.table.set(body);
      this.problem.set(null);
    } catch (thrown) {
      if (asked === this.#asked) this.problem.set(ApiProblem.from(thrown));
    } finally {
      if (asked === this.#asked) this.busy.set(false);
    }
  }
}
