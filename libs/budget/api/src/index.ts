export * from './budget.actions';
export * from './budget.module';
export * from './budget.reader';
export { RecomputeTotalsUseCase, type TotalsDifference } from './recompute-totals/recompute-totals.use-case';
export { ChangeLinesUseCase } from './change-lines/change-lines.use-case';
