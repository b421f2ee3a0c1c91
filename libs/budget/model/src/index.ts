export * from './budget.contract';
export * from './budget.rules';
export * from './cells';
export * from './explain.rules';
export * from './lines';
export * from './line-changes.rules';
export * from './lines.contract';
