export * from './project.actions';
export * from './project.module';
