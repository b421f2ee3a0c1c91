export * from './work-package';
export * from './work-plan.contract';
export * from './work-plan.rules';
