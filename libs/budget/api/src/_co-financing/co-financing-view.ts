import { coFinancingView, whoPaysView, type CoFinancingView, type OperatorCoFinancingView } from '@passerelle/budget/model';
import type { BudgetHeader, OperatorBudgetRow } from '../_persistence/budget.repository';
import type { StoredSource } from '../_persistence/match-funding.repository';

/** The co-financing of a budget, from its rows and its sources. */
export function viewOf(budget: BudgetHeader & { readonly operators: readonly OperatorBudgetRow[] }, sources: readonly StoredSource[]): CoFinancingView {
  const operators = budget.operators.map((row): OperatorCoFinancingView => {
    const own = sources.filter((source) => source.operatorId === row.operatorId);
    return {
      operatorId: row.operatorId,
      name: row.name,
      role: row.role,
      versantCode: row.versantCode,
      erdfRateBp: row.erdfRateBp,
      ...coFinancingView(row.totalCents, row.erdfCents, own),
      sources: own.map(({ sourceId, position, kind, name, amountCents, letterReference, letterDate, letterStatus }) => ({ sourceId, position, kind, name, amountCents, letterReference, letterDate, letterStatus })),
    };
  });
  const { budgetId, programmeId, projectId, projectCode, revision, status, versionNumber, isWorking, changedAt } = budget;
  return { budgetId, programmeId, projectId, projectCode, revision, status, versionNumber, isWorking, changedAt, operators, whoPays: whoPaysView(operators) };
}
