import { Injectable, inject } from '@angular/core';
import { closedCategories, type OperatorBudgetView } from '@passerelle/budget/model';
import type { FlatRate } from '@passerelle/programme/model';
import { textIn } from '@passerelle/shared/kernel';
import { LanguageStore, ProgrammeStore } from '@passerelle/shared/web-kit';

type Row = Pick<OperatorBudgetView, 'flatRates'>;
interface Named {
  readonly code: string;
  readonly names: FlatRate['names'];
}

/** Which categories of an operator its flat rates cover: nothing is typed there. */
@Injectable({ providedIn: 'root' })
export class CoveredCategories {
  readonly #programme = inject(ProgrammeStore).current;
  readonly #language = inject(LanguageStore).language;
  /** By the operator's choice: grids ask for every cell. */
  #known = new WeakMap<Row['flatRates'], ReadonlyMap<string, string>>();
  #of: unknown = null;

  /** The flat rate that covers an operator's category; null where none does. */
  rateOf({ flatRates }: Row, category: string): FlatRate | null {
    const programme = this.#programme();
    if (!programme || flatRates.length === 0) return null;
    const rules: readonly FlatRate[] = programme.budgetRules.flatRates;
    if (this.#of !== rules) [this.#known, this.#of] = [new WeakMap(), rules];
    const closed = this.#known.get(flatRates) ?? closedCategories(flatRates, rules, programme.costCategories.map(({ code }) => code));
    this.#known.set(flatRates, closed);
    return rules.find(({ code }) => code === closed.get(category)) ?? null;
  }

  /** The parameters of a refusal in which the names of flat rates and categories stand for their codes. */
  inWords(params: Readonly<Record<string, string | number>>): Record<string, string> {
    const programme = this.#programme();
    const lists: Record<string, readonly Named[]> = { rate: programme?.budgetRules.flatRates ?? [], other: programme?.budgetRules.flatRates ?? [], category: programme?.costCategories ?? [] };
    return Object.fromEntries(
      Object.entries(lists).flatMap(([param, list]) => {
        const found = list.find(({ code }) => code === params[param]);
        return found ? [[param, textIn(found.names, this.#language())]] : [];
      }),
    );
  }
}
