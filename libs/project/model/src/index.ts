export * from './project';
export * from './retention.rules';
