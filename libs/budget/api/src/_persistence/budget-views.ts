import { totalsOf, type BudgetTotalsView, type BudgetView, type OperatorBudgetView } from '@passerelle/budget/model';
import type { BudgetTotals, LoadedBudget, OperatorBudgetRow } from './budget.repository';

/** A row without the revisions that only the server judges by. */
export const rowView = ({ operatorId, name, role, versantCode, erdfRateBp, agreedTotalCents, amountsCents, lineCounts, flatRates, totalCents, toAllocateCents, erdfCents, otherSourcesCents, ownContributionCents }: OperatorBudgetRow): OperatorBudgetView => ({
  operatorId, name, role, versantCode, erdfRateBp, agreedTotalCents, amountsCents, lineCounts, flatRates, totalCents, toAllocateCents, erdfCents, otherSourcesCents, ownContributionCents,
});

/** The stored totals, and the sums by category of the rows that were read with them. */
export const totalsView = (stored: BudgetTotals, rows: readonly OperatorBudgetRow[]): BudgetTotalsView => ({
  totalCents: stored.totalCents,
  toAllocateCents: stored.toAllocateCents,
  erdfCents: stored.erdfCents,
  otherSourcesCents: stored.otherSourcesCents,
  ownContributionCents: stored.ownContributionCents,
  amountsCents: totalsOf(rows).amountsCents,
});

export const budgetView = (budget: LoadedBudget): BudgetView => ({
  budgetId: budget.budgetId,
  programmeId: budget.programmeId,
  projectId: budget.projectId,
  projectCode: budget.projectCode,
  revision: budget.revision,
  status: budget.status,
  versionNumber: budget.versionNumber,
  isWorking: budget.isWorking,
  isValid: budget.isValid,
  changedAt: budget.changedAt,
  categories: budget.categories.map(({ code, names, kind }) => ({ code, names, kind })),
  operators: budget.operators.map(rowView),
  totals: totalsView(budget, budget.operators),
});
