export * from './budget.actions';
export * from './budget.module';
export * from './budget.reader';
export * from './budget.versions';
export type { BudgetCategory, BudgetPath, LoadedBudget, OperatorBudgetRow, WhichVersion } from './_persistence/budget.repository';
export type { Decision, VersionRow, WithdrawnRow } from './_persistence/versions.repository';
export { ruleDate } from './_saving/simplified-scopes';
export { RecomputeTotalsUseCase, type TotalsDifference } from './recompute-totals/recompute-totals.use-case';
export { ChangeLinesUseCase } from './change-lines/change-lines.use-case';
