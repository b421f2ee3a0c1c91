export * from './overview.module';
export * from './overview.reader';
