import type { AccessTarget } from '@passerelle/shared/kernel';

/** A project as access to it is judged: by its operators' versants and the lead's. */
export interface ProjectAccess extends AccessTarget {
  readonly programmeId: string;
  readonly programmeCode: string;
  readonly projectId: string;
  readonly projectCode: string;
  readonly versantCodes: readonly string[];
  readonly leadVersantCode: string | null;
}

/** The columns of a ProjectAccess for queries of domains above that read a `project p`: one round trip instead of two. */
export const ACCESS_TARGET = `
  p.programme_id "programmeId", p.id "projectId",
  array(select distinct v.code from operator o join versant v on v.id = o.versant_id where o.project_id = p.id) "versantCodes",
  (select v.code from operator o join versant v on v.id = o.versant_id where o.project_id = p.id and o.role = 'LEAD') "leadVersantCode"`;
