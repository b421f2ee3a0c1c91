export * from './modification.module';
