export * from './project.actions';
export * from './project.module';
export * from './retention.actions';
