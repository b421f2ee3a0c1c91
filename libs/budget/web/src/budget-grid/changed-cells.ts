import { type BudgetView, type OperatorBudgetView, TOTAL_CELL } from '@passerelle/budget/model';
import type { CellAddress } from '@passerelle/shared/grid';

/** The typed cells in which another amount stands than before, of rows in the same order. */
export function changedCells(before: BudgetView, after: BudgetView): CellAddress[] {
  const cells = [...after.categories.map(({ code }) => code), TOTAL_CELL];
  return after.operators.flatMap((row, index) => {
    const old = before.operators[index];
    if (!old || old === row || old.operatorId !== row.operatorId) return [];
    return cells.filter((cell) => amountIn(old, cell) !== amountIn(row, cell)).map((cell) => ({ rowId: row.operatorId, columnId: cell }));
  });
}

const amountIn = (row: OperatorBudgetView, cell: string): number | null => (cell === TOTAL_CELL ? row.agreedTotalCents : row.amountsCents[cell]) ?? null;
