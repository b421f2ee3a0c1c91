export * from './demo-persons';
export * from './identity.actions';
export * from './identity.module';
export * from './identity.reader';
