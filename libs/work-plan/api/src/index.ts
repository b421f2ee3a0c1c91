export * from './work-plan.actions';
export * from './work-plan.module';
export * from './work-plan.reader';
