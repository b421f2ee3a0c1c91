import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { LinkPurpose } from '@passerelle/identity/model';

export interface LinkRecord {
  readonly personId: string | null;
  readonly invitationId: string | null;
  readonly newEmail: string | null;
  readonly isUsed: boolean;
  readonly isExpired: boolean;
}

export interface NewLink {
  readonly tokenHash: Buffer;
  readonly purpose: LinkPurpose;
  readonly personId?: string;
  readonly invitationId?: string;
  readonly newEmail?: string;
  readonly minutes: number;
}

/** One-time links, named by the sha-256 of their token. */
@Injectable()
export class LinkRepository {
  async add(tx: Transaction, link: NewLink): Promise<void> {
    await tx.query(`delete from one_time_link where expires_at < now() - interval '90 days'`);
    await tx.query(`insert into one_time_link (token_hash, purpose, person_id, invitation_id, new_email, expires_at) values ($1, $2, $3, $4, $5, now() + make_interval(mins => $6))`, [
      link.tokenHash, link.purpose, link.personId ?? null, link.invitationId ?? null, link.newEmail ?? null, link.minutes,
    ]);
  }

  /** The link; with `lock` its row is held, so that of two clicks the second sees what the first did. */
  async find(tx: Transaction, tokenHash: Buffer, purpose: LinkPurpose, { lock }: { lock: boolean }): Promise<LinkRecord | null> {
    const rows = await tx.query(
      `select person_id "personId", invitation_id "invitationId", new_email "newEmail", used_at is not null "isUsed", expires_at <= now() "isExpired"
         from one_time_link where token_hash = $1 and purpose = $2 ${lock ? 'for update' : ''}`,
      [tokenHash, purpose],
    );
    return rows[0] ?? null;
  }

  async markUsed(tx: Transaction, tokenHash: Buffer): Promise<void> {
    await tx.query('update one_time_link set used_at = now() where token_hash = $1', [tokenHash]);
  }

  /** Links of the person, for one purpose or all, that lead nowhere from now on. */
  async endOfPerson(tx: Transaction, personId: string, purpose: LinkPurpose | null = null): Promise<void> {
    await tx.query('update one_time_link set used_at = now() where person_id = $1 and ($2::text is null or purpose = $2) and used_at is null', [personId, purpose]);
  }

  async endOfInvitation(tx: Transaction, invitationId: string): Promise<void> {
    await tx.query('update one_time_link set used_at = now() where invitation_id = $1 and used_at is null', [invitationId]);
  }
}
