/** Where a project stands. A project that comes in by its published sheet is approved already. */
export const PROJECT_STATUSES = ['DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED', 'CLOSED'] as const;
export type ProjectStatus = (typeof PROJECT_STATUSES)[number];
