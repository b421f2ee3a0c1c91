import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Assignment, Language } from '@passerelle/shared/kernel';
import type { InvitationPlace } from '@passerelle/identity/model';
import { bindingOf } from './identity.repository';

export interface InvitationRecord {
  readonly invitationId: string;
  readonly email: string;
  readonly language: Language;
  readonly assignment: Assignment;
  readonly place: InvitationPlace;
  readonly invitedById: string | null;
  readonly invitedAt: string;
  readonly expiresAt: string;
}

const MOMENT = (column: string): string => `to_json(${column})#>>'{}'`;
const INVITATION = `
  id "invitationId", email, language, place, invited_by_id "invitedById", ${MOMENT('invited_at')} "invitedAt", ${MOMENT('expires_at')} "expiresAt",
  json_build_object('role', role, 'programmeId', programme_id, 'versantCode', versant_code, 'projectId', project_id, 'operatorId', operator_id) "assignment"`;
const PENDING = 'accepted_at is null and ended_at is null';

/** Invitations. Pending ones are neither accepted nor ended; one whose time is over is pending still, and can be renewed. */
@Injectable()
export class InvitationRepository {
  async add(tx: Transaction, invitation: { email: string; language: Language; assignment: Assignment; place: InvitationPlace; invitedById: string | null; minutes: number }): Promise<string> {
    // An address that nobody came from is kept for a while, so that the invitation can be renewed, and not for ever.
    await tx.query(`delete from invitation where accepted_at is null and expires_at < now() - interval '90 days'`);
    const id = uuid();
    await tx.query(
      `insert into invitation (id, email, language, place, invited_by_id, expires_at, role, programme_id, versant_code, project_id, operator_id)
       values ($1, $2, $3, $4, $5, now() + make_interval(mins => $6), $7, $8, $9, $10, $11)`,
      [id, invitation.email, invitation.language, JSON.stringify(invitation.place), invitation.invitedById, invitation.minutes, ...bindingOf(invitation.assignment)],
    );
    return id;
  }

  /** A pending invitation of this address to this very role. */
  async findSame(tx: Transaction, email: string, assignment: Assignment): Promise<InvitationRecord | null> {
    const rows = await tx.query(
      `select ${INVITATION} from invitation where lower(email) = lower($1) and ${PENDING}
          and (role, programme_id, versant_code, project_id, operator_id) is not distinct from ($2::text, $3::uuid, $4::text, $5::uuid, $6::uuid)`,
      [email, ...bindingOf(assignment)],
    );
    return rows[0] ?? null;
  }

  async findPending(tx: Transaction, invitationId: string, { lock }: { lock: boolean }): Promise<InvitationRecord | null> {
    const rows = await tx.query(`select ${INVITATION} from invitation where id = $1 and ${PENDING} ${lock ? 'for update' : ''}`, [invitationId]);
    return rows[0] ?? null;
  }

  /** Every pending invitation of the address that has not run out, held until the transaction ends. */
  async lockPendingOf(tx: Transaction, email: string): Promise<InvitationRecord[]> {
    return tx.query(`select ${INVITATION} from invitation where lower(email) = lower($1) and ${PENDING} and expires_at > now() order by id for update`, [email]);
  }

  /** Every pending invitation that the person sent, run out or not: one that has run out can be renewed. */
  async lockPendingBy(tx: Transaction, personId: string): Promise<InvitationRecord[]> {
    return tx.query(`select ${INVITATION} from invitation where invited_by_id = $1 and ${PENDING} order by id for update`, [personId]);
  }

  async markAccepted(tx: Transaction, invitationId: string, personId: string): Promise<void> {
    await tx.query('update invitation set accepted_at = now(), accepted_person_id = $2 where id = $1', [invitationId, personId]);
  }

  async end(tx: Transaction, invitationId: string): Promise<void> {
    await tx.query('update invitation set ended_at = now() where id = $1', [invitationId]);
  }

  async renew(tx: Transaction, invitationId: string, minutes: number): Promise<void> {
    await tx.query('update invitation set expires_at = now() + make_interval(mins => $2) where id = $1', [invitationId, minutes]);
  }
}
