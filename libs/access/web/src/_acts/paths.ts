import type { CoverageView } from '@passerelle/access/model';

/** Where roles are looked after: a project, or (null) the programme as a whole. */
export interface Place {
  readonly programme: string;
  readonly project: string | null;
}

export const programmePath = (programme: string): string => `/api/programmes/${encodeURIComponent(programme)}`;
export const placePath = ({ programme, project }: Place): string => programmePath(programme) + (project === null ? '' : `/projects/${encodeURIComponent(project)}`);

/** Roles that are bound to no project are looked after in the programme, also where they are seen from a project. */
export const pathFor = (place: Place, { projectId }: Pick<CoverageView, 'projectId'>): string => placePath(projectId === null ? { ...place, project: null } : place);
