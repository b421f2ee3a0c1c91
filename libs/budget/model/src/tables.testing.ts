import * as fc from 'fast-check';
import { basisPoints, cents, shareOf, sumCents, ZERO_CENTS } from '@passerelle/shared/money';
import { coFinancingOf, FUNDING_KINDS } from './co-financing.rules';
import type { TableInput, TableOperator } from './cross-table.rules';
import { lineOf } from './line.rules';
import type { BudgetLine } from './lines';

// Small figures beside large ones: with few cents is where a split shows.
const amount = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 999_999_999 })).map(cents);
const ids = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

export const VERSANTS = ['FR', 'WA', 'VL'];
export const CATEGORIES = ['STAFF', 'OFFICE', 'TRAVEL'];
export const WORK_PACKAGES = ids('wp', 3);
const OPERATORS = ids('o', 4);
const HALF_YEARS = [1, 2, 3];

const anyLine = fc
  .record({
    lineId: fc.constantFrom(...ids('l', 12)),
    operatorId: fc.constantFrom(...OPERATORS),
    categoryCode: fc.constantFrom(...CATEGORIES),
    workPackageId: fc.option(fc.constantFrom(...WORK_PACKAGES)),
    amountCents: fc.option(amount),
    periodCents: fc.array(fc.option(amount), { maxLength: HALF_YEARS.length }),
    comment: fc.constantFrom('', 'x'),
  })
  .map((fields): BudgetLine => ({ ...lineOf({ ...fields, position: 1 }, { lumpSums: [], unitCosts: [] }), ...fields }));

/** Up to twelve lines of four operators, spread over half-years as a draft may be: not at all, in part, or beyond the amount. */
export const anyLines = fc.uniqueArray(anyLine, { selector: ({ lineId }) => lineId, maxLength: 12 });

const anyOperator = (operatorId: string) =>
  fc.record({
    versantCode: fc.constantFrom(...VERSANTS),
    agreedCents: fc.option(amount),
    rateBp: fc.integer({ min: 0, max: 10_000 }),
    sources: fc.array(fc.record({ kind: fc.constantFrom(...FUNDING_KINDS), amountCents: amount }), { maxLength: 3 }),
  }).map((fields) => ({ operatorId, ...fields }));

/** A budget in any state that a draft may have: totals agreed above or below the lines, sources above the budget. */
export const anyBudget = fc.tuple(fc.tuple(...OPERATORS.map(anyOperator)), anyLines).map(([operators, lines]) => ({
  lines,
  operators: operators.map(({ operatorId, versantCode, agreedCents, rateBp, sources }): TableOperator => {
    const ofLines = sumCents(lines.filter((line) => line.operatorId === operatorId).map((line) => line.amountCents ?? ZERO_CENTS));
    const totalCents = agreedCents ?? ofLines;
    return { operatorId, versantCode, totalCents, byPayer: coFinancingOf(totalCents, shareOf(totalCents, basisPoints(rateBp), 'CUT'), sources).byPayer };
  }),
}));

export const tableOf = (budget: Pick<TableInput, 'operators' | 'lines'>): TableInput => ({ ...budget, versantCodes: VERSANTS, categoryCodes: CATEGORIES, workPackageIds: WORK_PACKAGES, halfYears: HALF_YEARS });
