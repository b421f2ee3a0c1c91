export * from './partnership.rules';
