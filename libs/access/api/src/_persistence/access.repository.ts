import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Assignment, Language, OperatorRole, PersonRole, Texts } from '@passerelle/shared/kernel';
import type { ListPeople, PersonStatus } from '@passerelle/access/model';
import type { ProjectAccess } from '@passerelle/partnership/api';

/** A role that somebody has, with since when and by whom. */
export interface HeldRole extends Required<Assignment> {
  readonly assignmentId: string;
  readonly personId: string;
  readonly since: string;
  readonly givenByName: string | null;
}

export interface PendingInvitation {
  readonly invitationId: string;
  readonly email: string;
  readonly language: Language;
  readonly assignment: Required<Assignment>;
  readonly invitedByName: string | null;
  readonly invitedAt: string;
  readonly expiresAt: string;
  readonly isExpired: boolean;
}

/** What the person's own row and sessions tell; for who was found in the actor's own transaction before. */
export interface PersonDetails {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly status: PersonStatus;
  readonly lastSeenAt: string | null;
  readonly sessionCount: number;
  readonly hasSecondFactor: boolean;
  /** Every programme in which she has a role, or was invited to one and came; null: to all of them. What she did is not asked for: it would be looked up for a whole page of people. */
  readonly programmeIds: readonly (string | null)[];
}

export interface PlaceOperator {
  readonly operatorId: string;
  readonly name: string;
  readonly role: OperatorRole;
}

/** A project as a place for roles. */
export interface PlaceProject {
  readonly projectId: string;
  readonly projectCode: string;
  readonly projectAcronym: string;
  readonly operators: readonly PlaceOperator[];
}

export interface PersonRow {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly status: PersonStatus;
}

const MOMENT = (column: string): string => `to_json(${column})#>>'{}'`;
const nameOrNull = (column: string): string => `case when ${column} is not null then person_name(${column}) end`;
const HELD = `
  a.id "assignmentId", a.person_id "personId", a.role, a.programme_id "programmeId", a.versant_code "versantCode", a.project_id "projectId", a.operator_id "operatorId",
  ${MOMENT('a.given_at')} since, ${nameOrNull('a.given_by_id')} "givenByName"`;
/** Whether a role, given or offered, reaches a project: its programme ($1), itself ($2), its versants ($3), its lead's ($4). */
const reachesProject = (alias: string): string => `
  ${alias}.programme_id = $1
  and (${alias}.project_id = $2 or (${alias}.project_id is null and (${alias}.role in ('SECRETARIAT', 'MANAGING_AUTHORITY')
       or (${alias}.role = 'VERIFIER' and ${alias}.versant_code = any($3)) or (${alias}.role = 'CONTACT_POINT' and ${alias}.versant_code = $4))))`;

const INVITATIONS = `
  select i.id "invitationId", i.email, i.language, ${nameOrNull('i.invited_by_id')} "invitedByName", ${MOMENT('i.invited_at')} "invitedAt", ${MOMENT('i.expires_at')} "expiresAt", i.expires_at <= now() "isExpired",
         json_build_object('role', i.role, 'programmeId', i.programme_id, 'versantCode', i.versant_code, 'projectId', i.project_id, 'operatorId', i.operator_id) assignment
    from invitation i where i.accepted_at is null and i.ended_at is null`;
const INVITATIONS_SHOWN = 200;

const escapedForLike = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
export const searched = (q: string | undefined): string | null => (q?.trim() ? escapedForLike(q.trim()) : null);

/** Who has which role, and for what roles are given. Reads the tables of people and partnerships; owns none. */
@Injectable()
export class AccessRepository {
  /** Every role by which somebody sees the project; officers in the order of their operators. */
  async rolesReaching(tx: Transaction, { programmeId, projectId, versantCodes, leadVersantCode }: ProjectAccess, roleOrder: readonly PersonRole[]): Promise<HeldRole[]> {
    return tx.query(
      `select ${HELD} from role_assignment a left join operator o on o.id = a.operator_id
        where ${reachesProject('a')}
        order by array_position($5::text[], a.role), o.position, a.given_at, a.id`,
      [programmeId, projectId, versantCodes, leadVersantCode, roleOrder],
    );
  }

  /** Those by which somebody will have access to the project, whether they are bound to it, to a versant or to the programme. */
  async invitationsReaching(tx: Transaction, { programmeId, projectId, versantCodes, leadVersantCode }: ProjectAccess): Promise<PendingInvitation[]> {
    return tx.query(`${INVITATIONS} and ${reachesProject('i')} order by i.invited_at desc, i.id`, [programmeId, projectId, versantCodes, leadVersantCode]);
  }

  /** Those to the programme and to every programme, as far as they are shown. */
  async invitationsToProgramme(tx: Transaction, programmeId: string): Promise<PendingInvitation[]> {
    return tx.query(`${INVITATIONS} and (i.programme_id = $1 or i.programme_id is null) order by i.invited_at desc, i.id limit ${INVITATIONS_SHOWN}`, [programmeId]);
  }

  /** A page of the people with a role in the programme, by name; or one of them. */
  async people(tx: Transaction, programmeId: string, ask: ListPeople & { personId?: string }, page: number, pageSize: number): Promise<{ rowCount: number; rows: PersonRow[] }> {
    const [found] = await tx.query(
      `with found as (
         select p.id, p.name, p.email, p.language, p.status from person p
          where exists (select 1 from role_assignment a where a.person_id = p.id and (a.programme_id = $1 or a.programme_id is null))
            and ($2::text is null or p.name ilike $2 or p.email ilike $2) and ($3::text is null or p.status = $3) and ($6::uuid is null or p.id = $6))
       select (select count(*)::int from found) "rowCount",
              (select coalesce(json_agg(json_build_object('personId', x.id, 'name', x.name, 'email', x.email, 'language', x.language, 'status', x.status) order by lower(x.name), x.id), '[]')
                 from (select * from found order by lower(name), id limit $4 offset $5) x) rows`,
      [programmeId, searched(ask.q), ask.status ?? null, pageSize, (page - 1) * pageSize, ask.personId ?? null],
    );
    return found;
  }

  /** The roles of these people in the programme and in every programme. */
  async rolesOf(tx: Transaction, programmeId: string, personIds: readonly string[], roleOrder: readonly PersonRole[]): Promise<HeldRole[]> {
    return tx.query(
      `select ${HELD} from role_assignment a where a.person_id = any($2) and (a.programme_id = $1 or a.programme_id is null) order by array_position($3::text[], a.role), a.given_at, a.id`,
      [programmeId, personIds, roleOrder],
    );
  }

  /** Whether the person has a role in the programme that is shown to who asks. */
  async isInProgramme(tx: Transaction, programmeId: string, personId: string): Promise<boolean> {
    const rows = await tx.query('select 1 from role_assignment a where a.person_id = $2 and (a.programme_id = $1 or a.programme_id is null) limit 1', [programmeId, personId]);
    return rows.length > 0;
  }

  /** The same, where her own row is shown too: to an administrator of what she works in. */
  async isManaged(tx: Transaction, programmeId: string, personId: string): Promise<boolean> {
    const rows = await tx.query('select 1 from person p where p.id = $1', [personId]);
    return rows.length > 0 && this.isInProgramme(tx, programmeId, personId);
  }

  /** By person. Sessions and other people's rows are shown to SYSTEM alone. */
  async details(tx: Transaction, personIds: readonly string[]): Promise<Map<string, PersonDetails>> {
    const rows: PersonDetails[] = await tx.query(
      `select p.id "personId", p.name, p.email, p.status,
              ${MOMENT('p.last_seen_at')} "lastSeenAt",
              (select count(*)::int from session s where s.person_id = p.id and s.expires_at > now()) "sessionCount",
              exists (select 1 from totp t where t.person_id = p.id and t.confirmed_at is not null) "hasSecondFactor",
              (select coalesce(json_agg(x.programme_id), '[]') from (select a.programme_id from role_assignment a where a.person_id = p.id
                                                                  union select i.programme_id from invitation i where i.accepted_person_id = p.id) x) "programmeIds"
         from person p where p.id = any($1)`,
      [personIds],
    );
    return new Map(rows.map((row) => [row.personId, row]));
  }

  async languageOf(tx: Transaction, personId: string): Promise<Language | null> {
    const rows = await tx.query('select language from person where id = $1', [personId]);
    return rows[0]?.language ?? null;
  }

  /** A project that the actor sees, with its operators. */
  async project(tx: Transaction, projectId: string): Promise<PlaceProject[]> {
    return tx.query(
      `select p.id "projectId", p.code "projectCode", p.acronym "projectAcronym",
              (select json_agg(json_build_object('operatorId', o.id, 'name', o.name, 'role', o.role) order by o.position) from operator o where o.project_id = p.id) operators
         from project p where p.id = $1`,
      [projectId],
    );
  }

  /** Projects of a programme in which the actor gives roles everywhere: she may see no more of them than this. By ids, by code, or by a search. */
  async places(tx: Transaction, programmeId: string, which: { projectIds: readonly string[] } | { code: string } | { search: string | null; atMost: number }): Promise<PlaceProject[]> {
    const ids = 'projectIds' in which ? which.projectIds : null;
    const code = 'code' in which ? which.code : null;
    const [search, atMost] = 'atMost' in which ? [which.search, which.atMost] : [null, null];
    return tx.query(
      `select project_id "projectId", project_code "projectCode", project_acronym "projectAcronym", coalesce(operators, '[]') operators from granting_places($1, $2, $3, $4, $5)`,
      [programmeId, ids, code, search, atMost],
    );
  }

  async programmeNames(tx: Transaction, programmeId: string): Promise<Texts> {
    const rows = await tx.query('select names from programme where id = $1', [programmeId]);
    return rows[0]?.names ?? {};
  }
}
