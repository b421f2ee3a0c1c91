export * from './budget-rules';
export * from './budget-rules.contract';
export * from './budget-rules.rules';
export * from './programme';
export * from './programme.contract';
export * from './programme.rules';
