export { RECORDS_ROUTES } from './records.routes';
export { ProjectRetentionComponent } from './project-retention/project-retention.component';
