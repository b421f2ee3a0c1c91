import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { Refused, type Transaction } from '@passerelle/shared/api-kit';
import { refusal } from '@passerelle/shared/kernel';
import type { LinkPurpose } from '@passerelle/identity/model';
import { LinkRepository, type LinkRecord, type NewLink } from '../_persistence/link.repository';

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
const PATHS: Readonly<Record<LinkPurpose, string>> = { INVITATION: '/invitation', PASSWORD_RESET: '/new-password', EMAIL_CHANGE: '/confirm-email' };

/** Links in mails that work once, for a time. */
@Injectable()
export class OneTimeLinks {
  constructor(private readonly links: LinkRepository) {}

  /** Makes a link. Out: where it leads in the application. The token stands behind the #, which browsers send to nobody: it reaches no log. */
  async make(tx: Transaction, link: Omit<NewLink, 'tokenHash'>): Promise<`/${string}`> {
    const token = randomBytes(32).toString('base64url');
    await this.links.add(tx, { ...link, tokenHash: hashOf(token) });
    return `${PATHS[link.purpose]}#${token}` as `/${string}`;
  }

  /** What a link is for, without using it. Refusals: 404 identity.link-unknown, 410 identity.link-used, 410 identity.link-expired. */
  async look(tx: Transaction, purpose: LinkPurpose, token: string): Promise<LinkRecord> {
    return refuseUnlessGood(await this.links.find(tx, hashOf(token), purpose, { lock: false }));
  }

  /** Uses a link, in the transaction of what it was made for: where that is refused, the link is still good. Refusals: as for looking. */
  async use(tx: Transaction, purpose: LinkPurpose, token: string): Promise<LinkRecord> {
    const link = refuseUnlessGood(await this.links.find(tx, hashOf(token), purpose, { lock: true }));
    await this.links.markUsed(tx, hashOf(token));
    return link;
  }

  /** Links of the person, for one purpose or all, lead nowhere any more. */
  endOfPerson(tx: Transaction, personId: string, purpose: LinkPurpose | null = null): Promise<void> {
    return this.links.endOfPerson(tx, personId, purpose);
  }

  endOfInvitation(tx: Transaction, invitationId: string): Promise<void> {
    return this.links.endOfInvitation(tx, invitationId);
  }
}

/** A link that was used, or replaced by a newer one, or whose account is no more. */
export const linkIsUsed = (): Refused => new Refused(410, 'identity.link-used');

function refuseUnlessGood(link: LinkRecord | null): LinkRecord {
  if (!link) throw new Refused(404, [refusal('identity.link-unknown', {}, '/token')]);
  if (link.isUsed) throw linkIsUsed();
  if (link.isExpired) throw new Refused(410, 'identity.link-expired');
  return link;
}
