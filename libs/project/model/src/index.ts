export * from './half-years';
export * from './project';
export * from './retention.rules';
