export * from './session.contract';
