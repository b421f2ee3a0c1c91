import { LANGUAGES, type Texts } from '@passerelle/shared/kernel';
import { lineAmount, splitByWeights, splitEvenly, subtractCents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import type { BudgetRules } from '@passerelle/programme/model';
import type { BudgetLine, LineKind } from './lines';
import type { LineChange, NewLine } from './lines.contract';

export type Catalogue = Pick<BudgetRules, 'lumpSums' | 'unitCosts'>;

/**
 * A line's amount: quantity × unit price, cut at the cent, where both stand; else as entered; else the sum of its half-years; null where there is nothing. Throws
 * RangeError for an enormous product.
 */
export function amountOf(line: Pick<BudgetLine, 'quantity' | 'unitPriceCents' | 'amountCents' | 'amountEntered' | 'periodCents'>): Pick<BudgetLine, 'amountCents' | 'amountEntered'> {
  if (line.quantity !== null && line.unitPriceCents !== null) return { amountCents: lineAmount(line.quantity, line.unitPriceCents), amountEntered: false };
  if (line.amountEntered && line.amountCents !== null) return { amountCents: line.amountCents, amountEntered: true };
  const spread = line.periodCents.filter((period) => period !== null);
  return { amountCents: spread.length > 0 ? sumCents(spread) : null, amountEntered: false };
}

/** What the half-years do not cover; negative where they exceed the amount. It is shown and counted, never moved silently. */
export const toAllocateOf = ({ amountCents, periodCents }: Pick<BudgetLine, 'amountCents' | 'periodCents'>): Cents =>
  subtractCents(amountCents ?? ZERO_CENTS, sumCents(periodCents.map((period) => period ?? ZERO_CENTS)));

/** An amount spread evenly over these half-years; the first take the cents left over. Out: half-year number → cents, as a change of a line takes it. */
export const spreadEvenly = (amountCents: Cents, halfYears: readonly number[]): Record<number, Cents> =>
  halfYears.length === 0 ? {} : numbered(halfYears, splitEvenly(amountCents, halfYears.length));

/** An amount spread by weights (days, another line's half-years), one for each half-year; largest remainder. Throws RangeError when no weight is above zero. */
export const spreadByWeights = (amountCents: Cents, halfYears: readonly number[], weights: readonly number[]): Record<number, Cents> => numbered(halfYears, splitByWeights(amountCents, weights));

const numbered = (halfYears: readonly number[], parts: readonly Cents[]): Record<number, Cents> => Object.fromEntries(halfYears.map((number, index) => [number, parts[index] ?? ZERO_CENTS]));

/** A new line: what is not named is empty. */
export function lineOf(line: NewLine, catalogue: Catalogue, kind: LineKind = 'LINE'): BudgetLine {
  const { lineId, operatorId, categoryCode, position } = line;
  const empty: BudgetLine = {
    lineId, operatorId, categoryCode, position, kind, workPackageId: null, descriptions: {}, quantity: null, unitPriceCents: null, amountCents: null, amountEntered: false, periodCents: [], comment: '', inKindBy: '', formula: '', catalogueCode: null,
  };
  return mergedLine(empty, line, catalogue);
}

/**
 * A line with a change in it; what the change does not name stays. A unit cost brings its price from the catalogue; an amount typed without its arithmetic loses the
 * arithmetic of before. A product whose quantity or price is emptied leaves its amount standing, as if it had been entered. A cell that gets more than an amount is an ordinary line from then on.
 */
export function mergedLine(line: BudgetLine, change: LineChange, catalogue: Catalogue): BudgetLine {
  const { lineId: _, descriptions, periods, ...fields } = change;
  const merged: BudgetLine = {
    ...line,
    ...(fields as Partial<BudgetLine>),
    amountEntered: fields.amountCents === undefined ? line.amountEntered || isPriced(line) : fields.amountCents !== null,
    descriptions: mergedTexts(line.descriptions, descriptions),
    periodCents: mergedPeriods(line.periodCents, periods),
    formula: fields.formula ?? (fields.amountCents === undefined ? line.formula : ''),
  };
  const unitCost = fields.catalogueCode ? catalogue.unitCosts.find(({ code }) => code === fields.catalogueCode) : undefined;
  const unitPriceCents = fields.unitPriceCents === undefined && unitCost ? (unitCost.unitPriceCents as Cents) : merged.unitPriceCents;
  const priced = { ...merged, unitPriceCents };
  const isProduct = isPriced(priced);
  // A unit cost without a quantity is nothing yet: its amount is never typed.
  const isUnitCost = catalogue.unitCosts.some(({ code }) => code === priced.catalogueCode);
  const amount = isUnitCost && priced.quantity === null ? { amountCents: null, amountEntered: false } : amountOf(priced);
  return { ...priced, ...amount, formula: isProduct ? '' : priced.formula, kind: line.kind === 'CELL' && !(isPlain({ ...priced, ...amount }) && isInPlace(line, priced)) ? 'LINE' : line.kind };
}

const mergedTexts = (before: Texts, change: Texts | undefined): Texts => {
  const all = { ...before, ...change };
  return Object.fromEntries(LANGUAGES.flatMap((language) => (all[language] ? [[language, all[language]]] : [])));
};

function mergedPeriods(before: BudgetLine['periodCents'], change: LineChange['periods']): BudgetLine['periodCents'] {
  if (!change) return before;
  const numbers = Object.keys(change).map(Number);
  const length = Math.max(before.length, ...numbers);
  const periods = Array.from({ length }, (_, index) => (change[index + 1] === undefined ? (before[index] ?? null) : (change[index + 1] as Cents | null)));
  return periods.slice(0, periods.findLastIndex((period) => period !== null) + 1);
}

const isPriced = ({ quantity, unitPriceCents }: BudgetLine): boolean => quantity !== null && unitPriceCents !== null;

/** A plain amount is an amount where it stands, and nothing else. */
const isInPlace = (before: BudgetLine, after: BudgetLine): boolean => before.operatorId === after.operatorId && before.categoryCode === after.categoryCode && before.position === after.position;

const isPlain = (line: BudgetLine): boolean =>
  line.workPackageId === null && line.quantity === null && line.unitPriceCents === null && line.catalogueCode === null && line.comment === '' && line.inKindBy === '' && line.formula === '' && Object.keys(line.descriptions).length === 0 && line.periodCents.length === 0;

/** The fields in which two states of a line differ: descriptions by language (descriptions.fr), half-years by number (period.3); an amount that follows others too. */
export function changedFields(before: BudgetLine, after: BudgetLine): string[] {
  const plain = (['operatorId', 'categoryCode', 'workPackageId', 'position', 'quantity', 'unitPriceCents', 'amountCents', 'comment', 'inKindBy', 'formula', 'catalogueCode'] as const).filter((field) => before[field] !== after[field]);
  const texts = LANGUAGES.filter((language) => (before.descriptions[language] ?? '') !== (after.descriptions[language] ?? '')).map((language) => `descriptions.${language}`);
  const length = Math.max(before.periodCents.length, after.periodCents.length);
  const periods = Array.from({ length }, (_, index) => index).filter((index) => (before.periodCents[index] ?? null) !== (after.periodCents[index] ?? null));
  return [...plain, ...texts, ...periods.map((index) => `period.${index + 1}`)];
}
