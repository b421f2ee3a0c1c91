import { v5 as namedUuid } from 'uuid';
import type { JournalChange } from '@passerelle/shared/api-kit';
import { refusal, type Refusal } from '@passerelle/shared/kernel';
import { basisPoints, cents, MAX_AMOUNT_CENTS, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { cellSubject, computedLines, figuresOf, type ChosenRate, type CountedLine, type OperatorFigures } from '@passerelle/budget/model';
import type { FlatRate } from '@passerelle/programme/model';
import type { OperatorBudgetRow, OperatorSums, SavedLine } from '../_persistence/budget.repository';
import type { StoredLine } from '../_persistence/lines.repository';

/** The lines of an operator in a category that are not computed, added up. `ownLines`: how many of them are more than a plain amount. */
export interface RealSum extends Pick<CountedLine, 'categoryCode' | 'amountCents' | 'periodCents'> {
  readonly operatorId: string;
  readonly lines: number;
  readonly ownLines: number;
}

/** What of an operator's row its computed lines depend on. */
export type SettlingRow = Pick<OperatorBudgetRow, 'operatorId' | 'name' | 'flatRates' | 'agreedTotalCents' | 'erdfRateBp' | 'roundingRule' | 'otherSourcesCents'>;

export interface SettledOperator<Row extends SettlingRow = OperatorBudgetRow> {
  readonly row: Row & OperatorSums & OperatorFigures;
  /** The computed lines that are not yet stored as they are. */
  readonly lines: readonly SavedLine[];
  readonly removed: readonly { lineId: string; operatorId: string }[];
  readonly changes: readonly JournalChange[];
  /** A flat rate of several lines may give more than one line may hold. */
  readonly refusals: readonly Refusal[];
  /** The computed lines that are stored otherwise, or not at all, or that should not be there. */
  readonly faults: readonly { readonly categoryCode: string; readonly storedCents: Cents; readonly computedCents: Cents }[];
}

/** A computed line has the same id in every version of the budget, and again when its rate was given up and is taken up. */
const computedLineId = (operatorId: string, categoryCode: string): string => namedUuid(`computed ${categoryCode}`, operatorId);

/**
 * An operator's row and its computed lines as they follow from its real lines and the rates that it has chosen. In: the row with everything else that the act changes of
 * it, the real lines after the act, and the computed lines that are stored.
 */
export function settled<Row extends SettlingRow>(row: Row, real: readonly RealSum[], stored: readonly StoredLine[], flatRates: readonly FlatRate[], categories: readonly { readonly id: string; readonly code: string }[], revision: number): SettledOperator<Row> {
  const ids = new Map(categories.map(({ code, id }) => [code, id]));
  const counted = real.map((sum): CountedLine => ({ ...sum, kind: 'LINE' }));
  const computed = computedLines(counted, row.flatRates, flatRates);
  const before = new Map(stored.map((line) => [line.categoryCode, line]));
  const others = computed.filter(({ categoryCode, amountCents, periodCents }) => {
    const line = before.get(categoryCode);
    return !line || line.amountCents !== amountCents || !samePeriods(line.periodCents, trimmed(periodCents));
  });
  const lines = others.map(({ categoryCode, amountCents, periodCents }) => computedLine(row.operatorId, categoryCode, ids.get(categoryCode)!, amountCents, trimmed(periodCents), before.get(categoryCode) ?? null, revision));
  const kept = new Set(computed.map(({ categoryCode }) => categoryCode));
  const gone = stored.filter(({ categoryCode }) => !kept.has(categoryCode));
  const label = (code: string): string => `${row.name} · ${code}`;
  const told = (code: string, then: Cents | null, now: Cents | null): JournalChange[] => (then === now ? [] : [{ subject: cellSubject(row.operatorId, code), label: label(code), before: then, after: now }]);
  return {
    row: withSums(row, real, computed),
    lines,
    removed: gone.map(({ lineId }) => ({ lineId, operatorId: row.operatorId })),
    changes: [
      ...computed.flatMap(({ categoryCode, amountCents }) => told(categoryCode, before.get(categoryCode)?.amountCents ?? null, amountCents)),
      ...gone.flatMap(({ categoryCode, amountCents }) => told(categoryCode, amountCents, null)),
    ],
    refusals: computed.flatMap(({ rateCode, categoryCode, amountCents }) => (amountCents > MAX_AMOUNT_CENTS ? [refusal('flat-rate.amount-too-large', { rate: rateCode, operator: row.name, category: categoryCode, limitCents: MAX_AMOUNT_CENTS })] : [])),
    faults: [
      ...others.map(({ categoryCode, amountCents }) => ({ categoryCode, storedCents: before.get(categoryCode)?.amountCents ?? ZERO_CENTS, computedCents: amountCents })),
      ...gone.map(({ categoryCode, amountCents }) => ({ categoryCode, storedCents: amountCents ?? ZERO_CENTS, computedCents: ZERO_CENTS })),
    ],
  };
}

function computedLine(operatorId: string, categoryCode: string, costCategoryId: string, amountCents: Cents, periodCents: (Cents | null)[], before: StoredLine | null, revision: number): SavedLine {
  return {
    lineId: before?.lineId ?? computedLineId(operatorId, categoryCode), operatorId, costCategoryId, workPackageId: null, kind: 'COMPUTED', position: 0, descriptions: {}, quantity: null, unitPriceCents: null,
    amountCents, amountEntered: false, periodCents, comment: '', inKindBy: '', formula: '', catalogueCode: null,
    fieldRevisions: before ? { ...before.fieldRevisions, amountCents: revision } : {}, createdRevision: before?.createdRevision ?? revision,
  };
}

function withSums<Row extends SettlingRow>(row: Row, real: readonly RealSum[], computed: readonly { categoryCode: string; amountCents: Cents }[]): SettledOperator<Row>['row'] {
  const amountsCents: Record<string, Cents> = {};
  const lineCounts: Record<string, number> = {};
  for (const { categoryCode, amountCents, ownLines } of real) {
    if (amountCents !== null) amountsCents[categoryCode] = amountCents;
    if (ownLines > 0) lineCounts[categoryCode] = ownLines;
  }
  for (const { categoryCode, amountCents } of computed) {
    amountsCents[categoryCode] = cents((amountsCents[categoryCode] ?? 0) + amountCents);
    lineCounts[categoryCode] = (lineCounts[categoryCode] ?? 0) + 1;
  }
  return { ...row, amountsCents, lineCounts, ...figuresOf({ ...row, erdfRateBp: basisPoints(row.erdfRateBp), amountsCents }) };
}

/** The real lines with those that the act saves in their place. */
export function withSaved(standing: readonly RealSum[], lines: readonly SavedLine[], codeOf: ReadonlyMap<string, string>): RealSum[] {
  const sums = new Map(standing.map((sum) => [`${sum.operatorId} ${sum.categoryCode}`, sum]));
  for (const { operatorId, costCategoryId, kind, amountCents, periodCents } of lines) {
    if (kind === 'COMPUTED' || (kind === 'CELL' && amountCents === null)) continue;
    const categoryCode = codeOf.get(costCategoryId)!;
    const sum = sums.get(`${operatorId} ${categoryCode}`) ?? { operatorId, categoryCode, amountCents: null, periodCents: [], lines: 0, ownLines: 0 };
    sums.set(`${operatorId} ${categoryCode}`, {
      ...sum,
      amountCents: added(sum.amountCents, amountCents),
      periodCents: Array.from({ length: Math.max(sum.periodCents.length, periodCents.length) }, (_, index) => added(sum.periodCents[index] ?? null, periodCents[index] ?? null)),
      lines: sum.lines + 1,
      ownLines: sum.ownLines + (kind === 'CELL' ? 0 : 1),
    });
  }
  return [...sums.values()];
}

const added = (a: Cents | null, b: Cents | null): Cents | null => (a === null ? b : b === null ? a : cents(a + b));
const trimmed = (periods: readonly (Cents | null)[]): (Cents | null)[] => periods.slice(0, periods.findLastIndex((amount) => amount !== null) + 1);
const samePeriods = (a: readonly (Cents | null)[], b: readonly (Cents | null)[]): boolean => a.length === b.length && a.every((amount, index) => amount === b[index]);

export const sameRates = (a: readonly ChosenRate[], b: readonly ChosenRate[]): boolean => a.length === b.length && a.every(({ code, rateBp }) => b.some((other) => other.code === code && other.rateBp === rateBp));
