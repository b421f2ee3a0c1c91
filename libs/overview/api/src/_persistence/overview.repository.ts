import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Assignment, Reach, Texts } from '@passerelle/shared/kernel';
import type { ListProjects, PersonAct, ProjectPage, ProjectSheetView } from '@passerelle/overview/model';
import { ACCESS_TARGET, type ProjectAccess } from '@passerelle/partnership/api';

/** A sheet as it is stored: without the sums that the rules make of its rows. */
export type StoredSheet = Omit<ProjectSheetView, 'versants'> & ProjectAccess & { erdfRates: number[]; revision: number; summaries: Texts };

/** The reader's assignments that carry a permission, with how far each reaches. */
export type Reached = readonly { readonly reach: Reach; readonly assignment: Assignment }[];

/** By what an act's project is known to a reader. */
export type ProjectPlace = Pick<PersonAct, 'programmeCode' | 'projectCode' | 'projectAcronym'>;

const ORDERS: Readonly<Record<NonNullable<ListProjects['order']>, string>> = { code: 'p.code', acronym: 'lower(p.acronym)', total: 'b.total_cents', erdf: 'b.erdf_cents', start: 'p.start_date' };

/** As the JSON list that REACHED takes. */
const listed = (programmeId: string, reaches: Reached): string =>
  JSON.stringify(
    reaches
      .filter(({ assignment }) => assignment.programmeId === null || assignment.programmeId === programmeId)
      .map(({ reach, assignment }) => ({ reach, projectId: assignment.projectId, versantCode: assignment.versantCode })),
  );

// What an assignment reaches, as a condition on `project p`; the parameters come as one JSON list.
const REACHED = `exists (
  select 1 from json_to_recordset($2::json) r(reach text, "projectId" uuid, "versantCode" text)
   where r.reach = 'programme'
      or (r.reach = 'project' and r."projectId" = p.id)
      or (r.reach = 'versant' and exists (select 1 from operator o join versant v on v.id = o.versant_id where o.project_id = p.id and v.code = r."versantCode"))
      or (r.reach = 'led-from-versant' and exists (select 1 from operator o join versant v on v.id = o.versant_id where o.project_id = p.id and o.role = 'LEAD' and v.code = r."versantCode")))`;

const FOUND = `
  from project p
  join valid_budget b on b.project_id = p.id
  join operator l on l.project_id = p.id and l.role = 'LEAD'
  join versant lv on lv.id = l.versant_id
 where p.programme_id = $1 and ${REACHED}
   and ($3::text is null or p.code ilike $3 or p.acronym ilike $3 or p.titles::text ilike $3 or exists (select 1 from operator o where o.project_id = p.id and o.name ilike $3))
   and ($4::text is null or exists (select 1 from operator o join versant v on v.id = o.versant_id where o.project_id = p.id and v.code = $4))`;

const escapedForLike = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** Reads across the domains; owns no table. */
@Injectable()
export class OverviewRepository {
  async projects(tx: Transaction, programmeId: string, reaches: Reached, ask: ListProjects, page: number, pageSize: number): Promise<ProjectPage> {
    const common = [programmeId, listed(programmeId, reaches), ask.q?.trim() ? `%${escapedForLike(ask.q.trim())}%` : null, ask.versant || null];
    const [totals] = await tx.query(
      `select count(*)::int "rowCount", coalesce(sum(b.total_cents), 0)::float8 "totalCents", coalesce(sum(b.erdf_cents), 0)::float8 "erdfCents" ${FOUND}`,
      common,
    );
    const order = ORDERS[ask.order ?? 'code'];
    const rows = await tx.query(
      `select p.id "projectId", p.code, p.acronym, p.titles, p.status, p.start_date::text "startDate", p.end_date::text "endDate", l.name "leadName", lv.code "leadVersantCode",
              array(select v.code from versant v where v.programme_id = p.programme_id and exists (select 1 from operator o where o.project_id = p.id and o.versant_id = v.id) order by v.position) "versantCodes",
              (select count(*)::int from operator o where o.project_id = p.id) "operatorCount", b.total_cents::float8 "totalCents", b.erdf_cents::float8 "erdfCents"
         ${FOUND} order by ${order} ${ask.direction === 'desc' ? 'desc' : 'asc'} nulls last, p.code limit $5 offset $6`,
      [...common, pageSize, (page - 1) * pageSize],
    );
    return { ...totals, rows, page, pageSize };
  }

  async programmeId(tx: Transaction, code: string): Promise<string | null> {
    const rows = await tx.query('select id from programme where code = $1', [code]);
    return rows[0]?.id ?? null;
  }

  /** Those of the projects that are the programme's and reached, by their ids. */
  async reachedProjects(tx: Transaction, programmeId: string, reaches: Reached, projectIds: readonly string[]): Promise<ReadonlyMap<string, ProjectPlace>> {
    const rows: (ProjectPlace & { id: string })[] = await tx.query(
      `select p.id, g.code "programmeCode", p.code "projectCode", p.acronym "projectAcronym" from project p join programme g on g.id = p.programme_id where p.programme_id = $1 and ${REACHED} and p.id = any($3)`,
      [programmeId, listed(programmeId, reaches), projectIds],
    );
    return new Map(rows.map(({ id, ...place }) => [id, place]));
  }

  /** What a person is called, for a reader who may know of her: because she acted in a project that is reached, or has a role there. */
  async personName(tx: Transaction, personId: string, of: { programmeId: string; reaches: Reached; hasActed: boolean }): Promise<string | null> {
    const rows = await tx.query(
      `select person_name($3) name
        where $4 or exists (select 1 from role_assignment a, json_to_recordset($2::json) r(reach text, "projectId" uuid)
                             where a.person_id = $3 and a.programme_id = $1 and (r.reach = 'programme' or (r.reach = 'project' and r."projectId" = a.project_id)))`,
      [of.programmeId, listed(of.programmeId, of.reaches), personId, of.hasActed],
    );
    return rows[0] ? (rows[0].name ?? '') : null;
  }

  /** What ids of the journal stand for, as it is called now: persons and operators by name, projects and programmes by code, work packages by number and name. */
  async namesOf(tx: Transaction, ids: readonly string[]): Promise<Record<string, string>> {
    if (ids.length === 0) return {};
    const rows: { id: string; name: string }[] = await tx.query(
      `select x.id, coalesce(o.name, p.code, g.code, w.number || ' · ' || coalesce(w.names->>'fr', w.names->>'nl', w.names->>'en', w.names->>'de', ''), person_name(x.id)) name
         from unnest($1::uuid[]) x(id) left join operator o on o.id = x.id left join project p on p.id = x.id left join programme g on g.id = x.id left join work_package w on w.id = x.id`,
      [ids],
    );
    return Object.fromEntries(rows.filter(({ name }) => name !== null).map(({ id, name }) => [id, name]));
  }

  async sheet(tx: Transaction, programmeCode: string, projectCode: string): Promise<StoredSheet | null> {
    const rows = await tx.query(
      `select ${ACCESS_TARGET}, p.code "projectCode", g.code "programmeCode", p.code, p.acronym, p.titles, p.summaries, p.status, p.start_date::text "startDate", p.end_date::text "endDate",
              p.last_update::text "lastUpdate", coalesce(ic.names, (select jsonb_object_agg(language, p.intervention_category_text) from jsonb_object_keys(p.titles) language where p.intervention_category_text is not null)) "interventionCategory",
              p.intervention_category_text "interventionCategoryText",
              array(select distinct ob.erdf_rate_bp from operator_budget ob where ob.budget_id = b.id) "erdfRates",
              json_build_object('name', l.name, 'postcode', org.postcode, 'city', org.city, 'country', org.country) lead,
              (select json_agg(json_build_object('operatorId', o.id, 'name', o.name, 'role', o.role, 'versantCode', v.code, 'totalCents', ob.total_cents, 'erdfCents', ob.erdf_cents) order by o.position)
                 from operator o join versant v on v.id = o.versant_id left join operator_budget ob on ob.operator_id = o.id and ob.budget_id = b.id where o.project_id = p.id) operators,
              b.total_cents::float8 "totalCents", b.erdf_cents::float8 "erdfCents", b.to_allocate_cents::float8 "toAllocateCents", b.revision::float8 "budgetRevision"
         from programme g
         join project p on p.programme_id = g.id
         join valid_budget b on b.project_id = p.id
         join operator l on l.project_id = p.id and l.role = 'LEAD'
         join organisation org on org.id = l.organisation_id
         left join intervention_category ic on ic.id = p.intervention_category_id
        where g.code = $1 and p.code = $2`,
      [programmeCode, projectCode],
    );
    return rows[0] ?? null;
  }
}
