export * from './demo-persons';
export * from './identity.actions';
export * from './identity.module';
