import { Injectable, computed, inject, signal } from '@angular/core';
import type { PersonalColumnView, PersonalDataRegister } from '@passerelle/records/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';

/** Columns of a table of which the same holds: they share a line. */
export interface RegisterLine extends Omit<PersonalColumnView, 'table' | 'column'> {
  readonly columns: readonly string[];
}
export interface RegisterTable {
  readonly table: string;
  readonly lines: readonly RegisterLine[];
}

/** The accounts come first: what the other tables are about. */
const FIRST = 'person';

/** The register of personal data, a part per table. */
@Injectable()
export class PersonalDataStore {
  readonly #api = inject(ApiClient);
  #asked = 0;
  readonly register = signal<PersonalDataRegister | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly tables = computed<RegisterTable[]>(() => tablesOf(this.register()?.columns ?? []));

  async load(programme: string): Promise<void> {
    const asked = (this.#asked += 1);
    this.register.set(null);
    this.problem.set(null);
    try {
      const { body } = await this.#api.get<PersonalDataRegister>(`/api/programmes/${encodeURIComponent(programme)}/personal-data`);
      if (asked === this.#asked) this.register.set(body);
    } catch (thrown) {
      if (asked === this.#asked) this.problem.set(ApiProblem.from(thrown));
    }
  }
}

function tablesOf(columns: readonly PersonalColumnView[]): RegisterTable[] {
  const tables = [...Map.groupBy(columns, ({ table }) => table)].map(([table, those]) => ({ table, lines: linesOf(those) }));
  return tables.sort((a, b) => Number(b.table === FIRST) - Number(a.table === FIRST));
}

const linesOf = (columns: readonly PersonalColumnView[]): RegisterLine[] =>
  [...Map.groupBy(columns, ({ table: _table, column: _column, ...said }) => JSON.stringify(said)).values()].map((those) => {
    const { table: _table, column: _column, ...said } = those[0]!;
    return { ...said, columns: those.map(({ column }) => column) };
  });
