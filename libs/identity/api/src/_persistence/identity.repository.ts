import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Assignment, Language } from '@passerelle/shared/kernel';

export interface PersonRecord {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly assignments: Assignment[];
}

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  readonly passwordHash: string | null;
  readonly isDemo: boolean;
}

const PERSON = `
  p.id "personId", p.name, p.email, p.language,
  coalesce((select json_agg(json_build_object('role', a.role, 'programmeId', a.programme_id, 'versantCode', a.versant_code,
                                              'projectId', a.project_id, 'operatorId', a.operator_id) order by a.id)
              from role_assignment a where a.person_id = p.id), '[]'::json) assignments`;

/** People, their sessions and roles. */
@Injectable()
export class IdentityRepository {
  /** Persons of the demo count only where `demo` says so. */
  async findBySession(tx: Transaction, tokenHash: Buffer, demo: boolean): Promise<(PersonRecord & { csrfToken: string }) | null> {
    const rows = await tx.query(
      `select s.csrf_token "csrfToken", ${PERSON} from session s join person p on p.id = s.person_id
        where s.token_hash = $1 and s.expires_at > now() and p.status = 'ACTIVE' and (not p.is_demo or $2)`,
      [tokenHash, demo],
    );
    return rows[0] ?? null;
  }

  async findByEmail(tx: Transaction, email: string, demo: boolean): Promise<(PersonRecord & { passwordHash: string | null }) | null> {
    const rows = await tx.query(`select p.password_hash "passwordHash", ${PERSON} from person p where lower(p.email) = lower($1) and p.status = 'ACTIVE' and (not p.is_demo or $2)`, [email, demo]);
    return rows[0] ?? null;
  }

  async emailExists(tx: Transaction, email: string): Promise<boolean> {
    const rows = await tx.query('select 1 from person where lower(email) = lower($1)', [email]);
    return rows.length > 0;
  }

  async addPerson(tx: Transaction, person: NewPerson): Promise<string> {
    const id = uuid();
    await tx.query('insert into person (id, email, name, language, password_hash, is_demo) values ($1, $2, $3, $4, $5, $6)', [id, person.email, person.name, person.language, person.passwordHash, person.isDemo]);
    return id;
  }

  async addAssignment(tx: Transaction, personId: string, assignment: Assignment): Promise<void> {
    await tx.query(`insert into role_assignment (id, person_id, role, programme_id, versant_code, project_id, operator_id) values ($1, $2, $3, $4, $5, $6, $7)`, [
      uuid(), personId, assignment.role, assignment.programmeId, assignment.versantCode ?? null, assignment.projectId ?? null, assignment.operatorId ?? null,
    ]);
  }

  async addSession(tx: Transaction, session: { tokenHash: Buffer; personId: string; csrfToken: string; hours: number }): Promise<void> {
    await tx.query('delete from session where expires_at < now()');
    await tx.query(`insert into session (token_hash, person_id, csrf_token, expires_at) values ($1, $2, $3, now() + make_interval(hours => $4))`, [
      session.tokenHash, session.personId, session.csrfToken, session.hours,
    ]);
  }

  async endSession(tx: Transaction, tokenHash: Buffer): Promise<void> {
    await tx.query('delete from session where token_hash = $1', [tokenHash]);
  }

  /** Failed attempts of the last quarter of an hour: with this address on this account, from this address, on this account. */
  async countFailures(tx: Transaction, account: string, address: string): Promise<{ both: number; address: number; account: number }> {
    const rows = await tx.query(
      `select count(*) filter (where account = $1 and address = $2)::int "both", count(*) filter (where address = $2)::int "address", count(*) filter (where account = $1)::int "account"
         from sign_in_failure where at > now() - interval '15 minutes' and (account = $1 or address = $2)`,
      [account, address],
    );
    return rows[0];
  }

  async addFailure(tx: Transaction, account: string, address: string): Promise<void> {
    await tx.query(`delete from sign_in_failure where at < now() - interval '15 minutes'`);
    await tx.query('insert into sign_in_failure (id, account, address) values ($1, $2, $3)', [uuid(), account, address]);
  }

  async forgetFailures(tx: Transaction, account: string, address: string): Promise<void> {
    await tx.query('delete from sign_in_failure where account = $1 and address = $2', [account, address]);
  }
}
