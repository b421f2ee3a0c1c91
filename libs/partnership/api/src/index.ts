export * from './access-target';
export * from './partnership.actions';
export * from './partnership.module';
export * from './partnership.reader';
