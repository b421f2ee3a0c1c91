import { signal } from '@angular/core';
import type { BudgetCatalogueView, LineView } from '@passerelle/budget/model';
import { textIn, type Language } from '@passerelle/shared/kernel';
import { writeAmount } from '@passerelle/shared/money';
import type { Say } from '@passerelle/shared/web-kit';
import { isKept, type Standing } from '../_saving/edit-acts';

type Item = { readonly unitPriceCents: number | null; readonly categoryCode: string; readonly names: BudgetCatalogueView['lumpSums'][number]['names'] };

/** The lump sums and unit costs that may be chosen for a line, and what choosing one does to its other fields. */
export class LineItems {
  readonly #items = signal<ReadonlyMap<string, Item>>(new Map());

  constructor(
    private readonly say: Say['say'],
    private readonly language: () => Language,
  ) {}

  take({ lumpSums, unitCosts }: Pick<BudgetCatalogueView, 'lumpSums' | 'unitCosts'>): void {
    const all = [...unitCosts, ...lumpSums.map((item) => ({ ...item, unitPriceCents: null }))];
    this.#items.set(new Map(all.map(({ code, names, categoryCode, unitPriceCents }) => [code, { names, categoryCode, unitPriceCents }])));
  }

  /** Each item with the code by which people know it; a unit cost with its price. */
  choices(): { value: string; code: string; label: string }[] {
    return [...this.#items()].map(([code, { unitPriceCents }]) => ({ value: code, code, label: unitPriceCents === null ? this.name(code) : `${this.name(code)} (${this.#price(unitPriceCents)})` }));
  }

  name(code: string): string {
    const item = this.#items().get(code);
    return item ? textIn(item.names, this.language()) : code;
  }

  /** Why the item of a line leaves a field to the catalogue; '' where it does not. */
  lockedReason({ catalogueCode, quantity }: Pick<LineView, 'catalogueCode' | 'quantity'>, field: string): string {
    const item = catalogueCode === null ? undefined : this.#items().get(catalogueCode);
    if (!item) return '';
    const name = this.name(catalogueCode!);
    if (item.unitPriceCents === null) return field === 'quantity' || field === 'unitPriceCents' ? this.say('line.catalogue-amount', { item: name }) : '';
    if (field === 'unitPriceCents') return this.say('line.catalogue-price', { item: name, priceCents: item.unitPriceCents });
    return field === 'amountCents' && quantity === null ? this.say('line.catalogue-quantity', { item: name }) : '';
  }

  /** What a chosen item brings along, where nothing else was typed there: its category; of a lump sum, that there is neither quantity nor price. */
  broughtBy(typed: readonly Standing[], lineOf: (lineId: string) => Pick<LineView, 'categoryCode' | 'quantity' | 'unitPriceCents'> | undefined): Standing[] {
    const named = new Set(typed.map(({ rowId, field }) => `${rowId} ${field}`));
    return typed.flatMap((standing): Standing[] => {
      const { rowId, field } = standing;
      const item = field === 'catalogueCode' && !isKept(standing) ? this.#items().get(String(standing.value)) : undefined;
      if (!item) return [];
      const line = lineOf(rowId);
      const brought: Standing[] = line?.categoryCode === item.categoryCode ? [] : [{ rowId, field: 'categoryCode', text: '', value: item.categoryCode }];
      if (item.unitPriceCents === null) for (const figure of ['quantity', 'unitPriceCents'] as const) if (line && line[figure] !== null) brought.push({ rowId, field: figure, text: '', value: null });
      return brought.filter((one) => !named.has(`${rowId} ${one.field}`));
    });
  }

  #price(priceCents: number): string {
    return writeAmount(priceCents as Parameters<typeof writeAmount>[0], this.language(), { currency: true });
  }
}
