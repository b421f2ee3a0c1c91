import { cents, subtractCents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import type { CategoryKind, LumpSum, UnitCost } from '@passerelle/programme/model';
import type { BudgetLine } from './lines';
import type { ChangeLines, LineFields } from './lines.contract';
import type { Catalogue } from './line.rules';

/** The category in which the lines of a catalogue's item stand: the one that it is for, else the programme's own for lump sums or for unit costs over several categories. */
export function categoryOfItem(item: LumpSum | UnitCost, categories: readonly { readonly code: string; readonly kind: CategoryKind }[]): string {
  const kind = 'phase' in item ? 'LUMP_SUM' : 'UNIT_COST';
  return ('phase' in item ? null : item.categoryCode) ?? categories.find((category) => category.kind === kind)?.code ?? '';
}

/**
 * The act in which each lump sum that is chosen without an amount takes what the lines of the budget, and those before it in the act, leave of it. In: the lines that the act
 * names as they stand, and every line of the lump sums. Source: programme manual, lump sums are split between operators.
 */
export function withLumpSums(request: ChangeLines, lines: ReadonlyMap<string, BudgetLine>, { lumpSums }: Catalogue): ChangeLines {
  if (lumpSums.length === 0) return request;
  const standing = new Map([...lines].map(([lineId, { catalogueCode, amountCents }]) => [lineId, { catalogueCode, amountCents }]));
  for (const lineId of request.removed) standing.delete(lineId);
  const filled = <T extends LineFields & { readonly lineId: string }>(line: T): T => {
    const lumpSum = lumpSums.find(({ code }) => code === line.catalogueCode);
    standing.delete(line.lineId);
    const isWhole = lumpSum && [line.amountCents, line.periods, line.quantity, line.unitPriceCents].every((value) => value === undefined || value === null);
    const amountCents = isWhole ? leftOf(lumpSum, [...standing.values()]) : (line.amountCents ?? lines.get(line.lineId)?.amountCents ?? null);
    const catalogueCode = line.catalogueCode === undefined ? (lines.get(line.lineId)?.catalogueCode ?? null) : line.catalogueCode;
    standing.set(line.lineId, { catalogueCode, amountCents: Number.isSafeInteger(amountCents) ? (amountCents as Cents) : null });
    return isWhole ? { ...line, amountCents } : line;
  };
  return { inserted: request.inserted.map(filled), changed: request.changed.map(filled), removed: request.removed };
}

/** What lines leave of a lump sum, in cents; never below nought. */
const leftOf = (lumpSum: LumpSum, lines: readonly { readonly catalogueCode: string | null; readonly amountCents: Cents | null }[]): Cents => {
  const used = sumCents(lines.filter(({ catalogueCode }) => catalogueCode === lumpSum.code).map(({ amountCents }) => amountCents ?? ZERO_CENTS));
  return cents(Math.max(0, subtractCents(cents(lumpSum.amountCents), used)));
};
