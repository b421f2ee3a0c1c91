export * from './programme';
export * from './programme.contract';
export * from './programme.rules';
