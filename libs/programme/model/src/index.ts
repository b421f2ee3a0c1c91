export * from './programme';
export * from './programme.contract';
