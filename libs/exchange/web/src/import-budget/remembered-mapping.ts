import { DOCUMENT, Injectable, inject } from '@angular/core';
import type { FreeTable, TableMapping } from '@passerelle/exchange/model';
import { SessionStore } from '@passerelle/shared/web-kit';

const PREFIX = 'passerelle.mapping.';

/** What a table means to this person: kept on her device by project and by the table's heads, so that next half-year's table is understood at once. */
@Injectable({ providedIn: 'root' })
export class RememberedMapping {
  readonly #storage = inject(DOCUMENT).defaultView?.localStorage;
  readonly #person = inject(SessionStore).person;

  /** The guess with what was chosen before for the same heads; null where nothing was. Answers and rows belong to one file. */
  recall(project: string, { mapping, columns }: FreeTable): TableMapping | null {
    const kept = this.#read(this.#name(project, columns));
    if (!kept) return null;
    return { ...mapping, ...kept, operators: { ...mapping.operators, ...kept.operators }, categories: { ...mapping.categories, ...kept.categories }, workPackages: { ...mapping.workPackages, ...kept.workPackages } };
  }

  keep(project: string, { mapping, columns }: FreeTable): void {
    const { columns: fields, operators, categories, workPackages, operatorId, categoryCode, workPackageId } = mapping;
    try {
      this.#storage?.setItem(this.#name(project, columns), JSON.stringify({ columns: fields, operators, categories, workPackages, operatorId, categoryCode, workPackageId }));
    } catch {
      // no room on the device: the mapping lasts as long as the page
    }
  }

  #name(project: string, columns: FreeTable['columns']): string {
    return `${PREFIX}${this.#person()?.personId ?? ''}.${project}.${columns.map(({ letters, head }) => `${letters}:${head}`).join('|')}`;
  }

  #read(name: string): Partial<TableMapping> | null {
    try {
      return JSON.parse(this.#storage?.getItem(name) ?? 'null') as Partial<TableMapping> | null;
    } catch {
      return null; // not ours, or half written
    }
  }
}
