export * from './own-operators.contract';
export * from './partnership.rules';
