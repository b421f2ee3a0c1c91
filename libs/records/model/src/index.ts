export * from './retention.contract';
