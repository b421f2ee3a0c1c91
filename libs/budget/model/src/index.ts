export * from './budget.contract';
export * from './budget.rules';
export * from './explain.rules';
