export * from './programme.actions';
export * from './programme.module';
export * from './programme.reader';
