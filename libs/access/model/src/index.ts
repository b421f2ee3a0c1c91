export * from './access.contract';
export * from './grant.rules';
