import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Refused, type Transaction } from '@passerelle/shared/api-kit';
import type { Assignment, Language } from '@passerelle/shared/kernel';

export interface PersonRecord {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly assignments: Assignment[];
  readonly totpOn: boolean;
}

export interface AccountRecord extends PersonRecord {
  readonly passwordHash: string | null;
}

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  readonly passwordHash: string | null;
  readonly isDemo: boolean;
}

/** A role that somebody has, with its holder. */
export interface HeldAssignment extends Assignment {
  readonly assignmentId: string;
  readonly personId: string;
}

/** A person as the statements of this domain select her; `p` is the person's row. */
export const PERSON = `
  p.id "personId", p.name, p.email, p.language, exists (select 1 from totp t where t.person_id = p.id and t.confirmed_at is not null) "totpOn",
  coalesce((select json_agg(json_build_object('role', a.role, 'programmeId', a.programme_id, 'versantCode', a.versant_code,
                                              'projectId', a.project_id, 'operatorId', a.operator_id) order by a.id)
              from role_assignment a where a.person_id = p.id), '[]'::json) assignments`;

/** What an assignment binds to, in the order of its columns. */
export const bindingOf = ({ role, programmeId, versantCode = null, projectId = null, operatorId = null }: Assignment): unknown[] => [role, programmeId, versantCode, projectId, operatorId];

const ASSIGNMENT = `a.id "assignmentId", a.person_id "personId", a.role, a.programme_id "programmeId", a.versant_code "versantCode", a.project_id "projectId", a.operator_id "operatorId"`;

/** People and their roles. Persons of the demo count only where `demo` says so. */
@Injectable()
export class IdentityRepository {
  async findByEmail(tx: Transaction, email: string, demo: boolean): Promise<AccountRecord | null> {
    const rows = await tx.query(`select p.password_hash "passwordHash", ${PERSON} from person p where lower(p.email) = lower($1) and p.status = 'ACTIVE' and (not p.is_demo or $2)`, [email, demo]);
    return rows[0] ?? null;
  }

  /** An active person, her row locked: two acts on one account come one after the other. */
  async lockPerson(tx: Transaction, personId: string): Promise<AccountRecord | null> {
    const locked = await tx.query(`select 1 from person where id = $1 and status = 'ACTIVE' for update`, [personId]);
    return locked.length ? this.findPerson(tx, personId) : null;
  }

  async findPerson(tx: Transaction, personId: string): Promise<AccountRecord | null> {
    const rows = await tx.query(`select p.password_hash "passwordHash", ${PERSON} from person p where p.id = $1 and p.status = 'ACTIVE'`, [personId]);
    return rows[0] ?? null;
  }

  /** Whether the address has an account, active or not. */
  async statusOfEmail(tx: Transaction, email: string): Promise<'ACTIVE' | 'DEACTIVATED' | null> {
    const rows = await tx.query('select status from person where lower(email) = lower($1)', [email]);
    return rows[0]?.status ?? null;
  }

  /** Whatever is about this address comes one after the other until the transaction ends: there may be no row yet that could be locked. */
  async lockEmail(tx: Transaction, email: string): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('address ' || lower($1), 0))`, [email]);
  }

  async addPerson(tx: Transaction, person: NewPerson): Promise<string> {
    const id = uuid();
    await tx.query('insert into person (id, email, name, language, password_hash, is_demo) values ($1, $2, $3, $4, $5, $6)', [id, person.email, person.name, person.language, person.passwordHash, person.isDemo]);
    return id;
  }

  async changePerson(tx: Transaction, personId: string, { name = null, language = null }: { name?: string | null; language?: Language | null }): Promise<void> {
    await tx.query('update person set name = coalesce($2, name), language = coalesce($3, language) where id = $1', [personId, name, language]);
  }

  async setPassword(tx: Transaction, personId: string, passwordHash: string): Promise<void> {
    await tx.query('update person set password_hash = $2 where id = $1', [personId, passwordHash]);
  }

  async setEmail(tx: Transaction, personId: string, email: string): Promise<void> {
    await tx.query('update person set email = $2 where id = $1', [personId, email]);
  }

  /** Whether it was another before. */
  async setStatus(tx: Transaction, personId: string, status: 'ACTIVE' | 'DEACTIVATED'): Promise<boolean> {
    const [, changed] = await tx.query(`update person set status = $2 where id = $1 and status <> $2 and status <> 'ERASED'`, [personId, status]);
    return changed > 0;
  }

  /** The new assignment's id; null where the person has this very role already. */
  async addAssignment(tx: Transaction, personId: string, assignment: Assignment, givenById: string | null): Promise<string | null> {
    const rows = await tx.query(
      `insert into role_assignment (id, person_id, role, programme_id, versant_code, project_id, operator_id, given_by_id) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
      [uuid(), personId, ...bindingOf(assignment), givenById],
    );
    return rows[0]?.id ?? null;
  }

  async findAssignment(tx: Transaction, assignmentId: string): Promise<HeldAssignment | null> {
    const rows = await tx.query(`select ${ASSIGNMENT} from role_assignment a where a.id = $1`, [assignmentId]);
    return rows[0] ?? null;
  }

  async assignmentsOf(tx: Transaction, personId: string): Promise<HeldAssignment[]> {
    return tx.query(`select ${ASSIGNMENT} from role_assignment a where a.person_id = $1 order by a.id`, [personId]);
  }

  /** Whether it was there to end. */
  async endAssignment(tx: Transaction, assignmentId: string): Promise<boolean> {
    const [, ended] = await tx.query('delete from role_assignment where id = $1', [assignmentId]);
    return ended > 0;
  }

  /** Acts that could take away the last administrator come one after the other. */
  async lockAdministrators(tx: Transaction): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('administrators', 0))`);
  }

  /** Whether an active person, by an assignment that stays, administers what would lose this one: the programme, or (null) the installation. */
  async hasOtherAdministrator(tx: Transaction, programmeId: string | null, without: { assignmentId?: string; personId?: string }, demo: boolean): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from role_assignment a join person p on p.id = a.person_id and p.status = 'ACTIVE' and (not p.is_demo or $4)
        where a.role = 'ADMINISTRATOR' and (a.programme_id is null or a.programme_id = $1) and a.id is distinct from $2 and a.person_id is distinct from $3 limit 1`,
      [programmeId, without.assignmentId ?? null, without.personId ?? null, demo],
    );
    return rows.length > 0;
  }
}

/** Without an administrator nobody could give anybody a role again. Refusal: 409 identity.last-administrator. */
export async function requireOtherAdministrators(identity: IdentityRepository, tx: Transaction, lost: readonly HeldAssignment[], without: { assignmentId?: string; personId?: string }, demo: boolean): Promise<void> {
  for (const { role, programmeId } of lost) {
    if (role === 'ADMINISTRATOR' && !(await identity.hasOtherAdministrator(tx, programmeId, without, demo))) throw new Refused(409, 'identity.last-administrator');
  }
}
