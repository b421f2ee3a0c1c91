import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Language, PersonRole } from '@passerelle/shared/kernel';

/** What is kept about a person, by subject. Moments are ISO; nothing in it is a secret, or about somebody else. */
export interface PersonData {
  readonly account: { readonly name: string; readonly email: string; readonly language: Language; readonly status: string; readonly hasPassword: boolean; readonly hasSecondFactor: boolean; readonly createdAt: string };
  readonly roles: readonly { readonly role: PersonRole; readonly programme: string | null; readonly versant: string | null; readonly project: string | null; readonly operator: string | null; readonly since: string }[];
  readonly providers: readonly { readonly provider: string; readonly issuer: string; readonly account: string; readonly linkedAt: string }[];
  readonly sessions: readonly { readonly startedAt: string; readonly lastSeenAt: string; readonly endsAt: string; readonly browser: string; readonly address: string; readonly secondFactor: boolean }[];
  readonly invitations: readonly { readonly email: string; readonly role: PersonRole; readonly programme: string | null; readonly project: string | null; readonly operator: string | null; readonly invitedAt: string; readonly expiresAt: string; readonly acceptedAt: string | null; readonly endedAt: string | null }[];
  readonly mails: readonly { readonly kind: string; readonly subject: string; readonly createdAt: string; readonly sentAt: string | null }[];
  /** What she did, and what others did about her account and roles (`byHerself` false); who they are is not hers to have. */
  readonly acts: readonly { readonly at: string; readonly act: string; readonly byHerself: boolean; readonly programme: string | null; readonly project: string | null }[];
}

const MOMENT = (column: string): string => `to_json(${column})#>>'{}'`;
const list = (query: string): string => `coalesce((select json_agg(x) from (${query}) x), '[]'::json)`;

/** Reads across the domains what is kept about one person; owns no table. */
@Injectable()
export class PersonDataRepository {
  /** Everything, the latest first, at most `acts` acts; null where there is no such person. */
  async of(tx: Transaction, personId: string, acts: number): Promise<PersonData | null> {
    const rows = await tx.query(
      `select json_build_object('name', p.name, 'email', p.email, 'language', p.language, 'status', p.status, 'hasPassword', p.password_hash is not null,
                                'hasSecondFactor', exists (select 1 from totp where person_id = p.id and confirmed_at is not null), 'createdAt', p.created_at) account,
              ${list(`select a.role, g.code programme, a.versant_code versant, pr.code project, o.name "operator", a.given_at since from role_assignment a
                        left join programme g on g.id = a.programme_id left join project pr on pr.id = a.project_id left join operator o on o.id = a.operator_id where a.person_id = p.id order by a.id`)} roles,
              ${list(`select provider, issuer, subject account, linked_at "linkedAt" from external_identity where person_id = p.id order by linked_at`)} providers,
              ${list(`select created_at "startedAt", last_seen_at "lastSeenAt", expires_at "endsAt", user_agent browser, address, second_factor "secondFactor" from session where person_id = p.id order by created_at desc`)} sessions,
              ${list(`select i.email, i.role, g.code programme, pr.code project, o.name "operator", i.invited_at "invitedAt", i.expires_at "expiresAt", i.accepted_at "acceptedAt", i.ended_at "endedAt" from invitation i
                        left join programme g on g.id = i.programme_id left join project pr on pr.id = i.project_id left join operator o on o.id = i.operator_id
                       where i.accepted_person_id = p.id or (i.accepted_person_id is null and lower(i.email) = lower(p.email)) order by i.invited_at desc`)} invitations,
              ${list(`select kind, subject, created_at "createdAt", sent_at "sentAt" from mail_message where recipient_person_id = p.id or (recipient_person_id is null and lower(recipient) = lower(p.email)) order by created_at desc`)} mails
         from person p where p.id = $1`,
      [personId],
    );
    return rows[0] ? { ...rows[0], acts: await this.actsOf(tx, personId, acts) } : null;
  }

  private async actsOf(tx: Transaction, personId: string, limit: number): Promise<PersonData['acts']> {
    return tx.query(
      `select ${MOMENT('e.at')} "at", e.act, e.actor_id is not distinct from $1 "byHerself", g.code programme, p.code project from journal_entry e left join project p on p.id = e.project_id left join programme g on g.id = p.programme_id
        where e.actor_id = $1 or e.subjects @> array['person:' || $1::text] order by e.id desc limit $2`,
      [personId, limit],
    );
  }

  /**
   * The programmes that have to do with a person: where she has a role or had one, accepted an invitation, or did anything in a project; null among them: all of
   * them, by a role that reaches all. Null in their place: there is no such person, or not any more.
   */
  async programmesOf(tx: Transaction, personId: string): Promise<(string | null)[] | null> {
    const rows = await tx.query(
      `select ${list(`select programme_id from role_assignment where person_id = p.id
                      union select programme_id from invitation where accepted_person_id = p.id
                      union select r.programme_id from project r where exists (select 1 from journal_entry e where e.project_id = r.id and e.actor_id = p.id)
                      union select (c -> 'before' ->> 'programmeId')::uuid from journal_entry e cross join jsonb_array_elements(e.changes) c
                       where e.act = 'endAssignment' and e.subjects @> array['person:' || p.id]`)} ties
         from person p where p.id = $1 and p.status <> 'ERASED'`,
      [personId],
    );
    return rows[0]?.ties.map(({ programme_id }: { programme_id: string | null }) => programme_id) ?? null;
  }
}
