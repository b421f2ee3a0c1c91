import { type BudgetChanges, type BudgetView, type OperatorBudgetView, TOTAL_CELL } from '@passerelle/budget/model';
import type { Cents } from '@passerelle/shared/money';
import type { FieldAt } from '../_saving/drafts';

const byId = new WeakMap<readonly OperatorBudgetView[], ReadonlyMap<string, OperatorBudgetView>>();

/** A row by its operator. A pasted block asks thousands of times, of thousands of rows. */
function rowOf(operators: readonly OperatorBudgetView[], operatorId: string): OperatorBudgetView | undefined {
  const known = byId.get(operators) ?? new Map(operators.map((row) => [row.operatorId, row]));
  byId.set(operators, known);
  return known.get(operatorId);
}

/** What the server holds in a cell; null where it is empty, or where the total follows the lines. */
export function savedCents(operators: readonly OperatorBudgetView[], { rowId, field }: FieldAt): Cents | null {
  const row = rowOf(operators, rowId);
  return (field === TOTAL_CELL ? row?.agreedTotalCents : row?.amountsCents[field]) ?? null;
}

/**
 * The budget with the rows and totals of an answer put in place. Rows that did not change stay the same objects. An answer older than the screen, which one overtook that was asked for
 * later, brings nothing: what is in it stands there already, or something newer.
 */
export function withChanges(view: BudgetView, changes: BudgetChanges): BudgetView {
  if (changes.revision < view.revision) return view;
  const changed = new Map(changes.operators.map((row) => [row.operatorId, row]));
  return {
    ...view,
    revision: changes.revision,
    changedAt: changes.changedAt,
    totals: changes.totals,
    operators: view.operators.map((row) => changed.get(row.operatorId) ?? row),
  };
}
