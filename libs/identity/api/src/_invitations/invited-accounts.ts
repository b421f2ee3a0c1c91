import { Injectable } from '@nestjs/common';
import { Refused, writeJournal, type Transaction } from '@passerelle/shared/api-kit';
import { refusal, type Language } from '@passerelle/shared/kernel';
import { IdentityRepository } from '../_persistence/identity.repository';
import { InvitationRepository, type InvitationRecord } from '../_persistence/invitation.repository';
import { linkIsUsed, OneTimeLinks } from '../_links/one-time-links';

/** Who accepts, as she wishes to be called; the address is the invitation's. */
export interface Invited {
  readonly token: string;
  readonly name: string;
  readonly language: Language;
}

/** From an invitation's link to an account with its roles, however its holder will sign in. */
@Injectable()
export class InvitedAccounts {
  constructor(
    private readonly identity: IdentityRepository,
    private readonly invitations: InvitationRepository,
    private readonly links: OneTimeLinks,
  ) {}

  /** What an invitation is for. Refusals: 404 identity.link-unknown, 410 identity.link-used, identity.link-expired. */
  async look(tx: Transaction, token: string): Promise<InvitationRecord> {
    const { invitationId } = await this.links.look(tx, 'INVITATION', token);
    const invitation = await this.invitations.findPending(tx, invitationId!, { lock: false });
    if (!invitation) throw linkIsUsed();
    return invitation;
  }

  /**
   * Makes the account and gives it every role to which its address is invited. `passwordHashFor` is asked once the address is known and free: null for who will sign in
   * by a provider. Out: the person's id. Refusals: as for looking; 409 identity.email-taken.
   */
  async make(tx: Transaction, { token, name, language }: Invited, passwordHashFor: (email: string) => Promise<string | null>): Promise<string> {
    const { email } = await this.look(tx, token);
    // The address first, then its invitations, then the link: whoever else has to do with them comes after.
    await this.identity.lockEmail(tx, email);
    const pending = await this.invitations.lockPendingOf(tx, email);
    const { invitationId } = await this.links.use(tx, 'INVITATION', token);
    if (!pending.some((invitation) => invitation.invitationId === invitationId)) throw linkIsUsed();
    if (await this.identity.statusOfEmail(tx, email)) throw new Refused(409, [refusal('identity.email-taken')]);
    const personId = await this.identity.addPerson(tx, { email, name: name.trim(), language, passwordHash: await passwordHashFor(email), isDemo: false });
    for (const invitation of pending) await this.give(tx, personId, invitation);
    return personId;
  }

  private async give(tx: Transaction, personId: string, { invitationId, assignment, invitedById }: InvitationRecord): Promise<void> {
    await this.identity.addAssignment(tx, personId, assignment, invitedById);
    await this.invitations.markAccepted(tx, invitationId, personId);
    await this.links.endOfInvitation(tx, invitationId);
    const change = { subject: `person:${personId}`, label: '', before: null, after: assignment };
    await writeJournal(tx, { projectId: assignment.projectId ?? null, actor: { personId }, act: 'acceptInvitation', changes: [change] });
  }
}
