import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Transaction } from '@passerelle/shared/api-kit';
import { PERSON, type PersonRecord } from './identity.repository';

const MOMENT = (column: string): string => `to_json(${column})#>>'{}'`;

export interface SessionRecord extends PersonRecord {
  readonly sessionId: string;
  readonly csrfToken: string;
  readonly endsAt: string;
  readonly secondFactor: boolean;
  /** Whether its end was last moved more than a minute ago. */
  readonly isDue: boolean;
}

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly personId: string;
  readonly csrfToken: string;
  readonly userAgent: string;
  readonly address: string;
  readonly secondFactor: boolean;
}

export interface OwnSession {
  readonly sessionId: string;
  readonly startedAt: string;
  readonly lastSeenAt: string;
  readonly userAgent: string;
  readonly address: string;
  readonly secondFactor: boolean;
}

/** A session's life: so many minutes after the last request, so many hours from the beginning at most. */
export interface SessionLife {
  readonly minutes: number;
  readonly hours: number;
}

/** Sessions, named by the sha-256 of their token. */
@Injectable()
export class SessionRepository {
  async find(tx: Transaction, tokenHash: Buffer, demo: boolean): Promise<SessionRecord | null> {
    const rows = await tx.query(
      `select s.id "sessionId", s.csrf_token "csrfToken", ${MOMENT('s.expires_at')} "endsAt", s.second_factor "secondFactor", s.last_seen_at < now() - interval '1 minute' "isDue", ${PERSON}
         from session s join person p on p.id = s.person_id
        where s.token_hash = $1 and s.expires_at > now() and p.status = 'ACTIVE' and (not p.is_demo or $2)`,
      [tokenHash, demo],
    );
    return rows[0] ?? null;
  }

  async add(tx: Transaction, session: NewSession, life: SessionLife): Promise<{ sessionId: string; endsAt: string }> {
    await tx.query('delete from session where expires_at < now()');
    await tx.query('update person set last_seen_at = now() where id = $1', [session.personId]);
    const rows = await tx.query(
      `insert into session (token_hash, id, person_id, csrf_token, user_agent, address, second_factor, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, now() + least(make_interval(mins => $8), make_interval(hours => $9))) returning id "sessionId", ${MOMENT('expires_at')} "endsAt"`,
      [session.tokenHash, uuid(), session.personId, session.csrfToken, session.userAgent, session.address, session.secondFactor, life.minutes, life.hours],
    );
    return rows[0];
  }

  /** Moves the end of a session that has not ended; null where it has. */
  async extend(tx: Transaction, sessionId: string, life: SessionLife): Promise<string | null> {
    const [rows] = await tx.query(
      `with s as (update session set last_seen_at = now(), expires_at = least(now() + make_interval(mins => $2), created_at + make_interval(hours => $3))
                   where id = $1 and expires_at > now() returning person_id, expires_at)
       update person set last_seen_at = now() from s where person.id = s.person_id returning ${MOMENT('s.expires_at')} "endsAt"`,
      [sessionId, life.minutes, life.hours],
    );
    return rows[0]?.endsAt ?? null;
  }

  async stands(tx: Transaction, sessionId: string): Promise<boolean> {
    const rows = await tx.query('select 1 from session where id = $1 and expires_at > now()', [sessionId]);
    return rows.length > 0;
  }

  async markSecondFactor(tx: Transaction, sessionId: string): Promise<void> {
    await tx.query('update session set second_factor = true where id = $1', [sessionId]);
  }

  async listOf(tx: Transaction, personId: string): Promise<OwnSession[]> {
    return tx.query(
      `select id "sessionId", ${MOMENT('created_at')} "startedAt", ${MOMENT('last_seen_at')} "lastSeenAt", user_agent "userAgent", address, second_factor "secondFactor"
         from session where person_id = $1 and expires_at > now() order by last_seen_at desc, id desc`,
      [personId],
    );
  }

  async endByToken(tx: Transaction, tokenHash: Buffer): Promise<void> {
    await tx.query('delete from session where token_hash = $1', [tokenHash]);
  }

  /** Whether the person had such a session. */
  async end(tx: Transaction, personId: string, sessionId: string): Promise<boolean> {
    const [, ended] = await tx.query('delete from session where person_id = $1 and id = $2', [personId, sessionId]);
    return ended > 0;
  }

  /** Ends the person's sessions, all of them or all but one. Out: how many. */
  async endAll(tx: Transaction, personId: string, except: string | null = null): Promise<number> {
    const [, ended] = await tx.query('delete from session where person_id = $1 and id is distinct from $2', [personId, except]);
    return ended;
  }
}
