export * from './budget.contract';
export * from './budget.rules';
export * from './cells';
export * from './explain.rules';
export * from './line.rules';
export * from './lines';
export * from './refuse-lines.rules';
export * from './simplified-costs.rules';
