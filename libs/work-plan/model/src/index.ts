export * from './work-package';
