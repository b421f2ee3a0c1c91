import { refusal, type OperatorRole, type Refusal } from '@passerelle/shared/kernel';
import { MAX_AMOUNT_CENTS, remainderOf, shareOf, subtractCents, sumCents, ZERO_CENTS, type BasisPoints, type Cents, type RoundingRule } from '@passerelle/shared/money';
import type { BudgetTotalsView } from './budget.contract';
import { TOTAL_CELL } from './cells';

/** What an operator's figures are computed from. `amountsCents`: cost category code → sum of its lines. */
export interface OperatorBudgetInput {
  readonly agreedTotalCents: Cents | null;
  readonly amountsCents: Readonly<Record<string, Cents>>;
  readonly erdfRateBp: BasisPoints;
  readonly roundingRule: RoundingRule;
  readonly otherSourcesCents: Cents;
}

export interface OperatorFigures {
  readonly totalCents: Cents;
  readonly toAllocateCents: Cents;
  readonly erdfCents: Cents;
  readonly otherSourcesCents: Cents;
  readonly ownContributionCents: Cents;
}

/**
 * An operator's figures, in cents. The total is the agreed one, or follows the lines where none is agreed. What the lines do not cover is
 * *to allocate* (negative where they exceed the agreed total). The ERDF is total × rate by the programme's rounding rule (cut off at the
 * cent), and the own contribution takes the remainder after the other sources, so that every table
 * closes (below nought where the sources exceed the total: a finding, not another total). Source: programme manual, co-financing.
 */
export function figuresOf(input: OperatorBudgetInput): OperatorFigures {
  const linesCents = sumCents(Object.values(input.amountsCents));
  const totalCents = input.agreedTotalCents ?? linesCents;
  const erdfCents = shareOf(totalCents, input.erdfRateBp, input.roundingRule);
  return {
    totalCents,
    toAllocateCents: subtractCents(totalCents, linesCents),
    erdfCents,
    otherSourcesCents: input.otherSourcesCents,
    ownContributionCents: remainderOf(totalCents, erdfCents, input.otherSourcesCents),
  };
}

/** A project's totals: each the sum of its rows, never a share computed anew (694 870,08 €, not half of 1 389 740,18 €). */
export function totalsOf(rows: readonly (OperatorFigures & { readonly amountsCents: Readonly<Record<string, Cents>> })[]): BudgetTotalsView {
  const amountsCents: Record<string, Cents> = {};
  for (const row of rows) {
    for (const [category, amount] of Object.entries(row.amountsCents)) amountsCents[category] = sumCents([amountsCents[category] ?? ZERO_CENTS, amount]);
  }
  return {
    totalCents: sumCents(rows.map((row) => row.totalCents)),
    toAllocateCents: sumCents(rows.map((row) => row.toAllocateCents)),
    erdfCents: sumCents(rows.map((row) => row.erdfCents)),
    otherSourcesCents: sumCents(rows.map((row) => row.otherSourcesCents)),
    ownContributionCents: sumCents(rows.map((row) => row.ownContributionCents)),
    amountsCents,
  };
}

/** What a change is checked against: the project's operators and the programme's cost categories. */
export interface BudgetScope {
  readonly operators: ReadonlyMap<string, { readonly name: string; readonly role: OperatorRole; readonly lineCounts?: Readonly<Record<string, number>> }>;
  readonly categoryCodes: readonly string[];
  /** Category code → code of the flat rate that covers it, for an operator; none where nothing is said. */
  readonly closedFor?: (operatorId: string) => ReadonlyMap<string, string>;
}

/**
 * Every reason against a list of changed cells, each at its field; none when they may be saved. An associated operator never has a budget;
 * amounts are whole cents from 0 to 999 999 999,99 €; one act names a cell once. Where a category has lines of its own, its amount is their sum and is changed there; where a flat
 * rate covers it, it is computed.
 */
export function refuseChanges(changes: readonly { operatorId: string; cell: string; amountCents: number | null }[], scope: BudgetScope): Refusal[] {
  const seen = new Set<string>();
  return changes.flatMap(({ operatorId, cell, amountCents }, index) => {
    const at = `/changes/${index}`;
    const operator = scope.operators.get(operatorId);
    const where = { operator: operator?.name ?? '', cell };
    const found: Refusal[] = [];
    if (!operator) found.push(refusal('budget.unknown-operator', where, `${at}/operatorId`));
    else if (operator.role === 'ASSOCIATED') found.push(refusal('budget.associated-operator-has-no-budget', where, `${at}/operatorId`));
    if (cell !== TOTAL_CELL && !scope.categoryCodes.includes(cell)) found.push(refusal('budget.unknown-category', where, `${at}/cell`));
    const rate = scope.closedFor?.(operatorId).get(cell);
    if (rate) found.push(refusal('budget.category-is-closed', { ...where, category: cell, rate }, `${at}/cell`));
    else if ((operator?.lineCounts?.[cell] ?? 0) > 0) found.push(refusal('budget.cell-has-lines', { ...where, lines: operator!.lineCounts![cell]! }, `${at}/cell`));
    if (amountCents !== null && amountCents < 0) found.push(refusal('budget.amount-negative', where, `${at}/amountCents`));
    if (amountCents !== null && amountCents > MAX_AMOUNT_CENTS) found.push(refusal('budget.amount-too-large', { ...where, limitCents: MAX_AMOUNT_CENTS }, `${at}/amountCents`));
    const key = `${operatorId} ${cell}`;
    if (seen.has(key)) found.push(refusal('budget.duplicate-cell', where, at));
    seen.add(key);
    return found;
  });
}

/** A budget is edited as a draft or after it was returned; never while it waits for its decision or once approved. */
export const isEditable = (status: string): boolean => status === 'DRAFT' || status === 'RETURNED';
