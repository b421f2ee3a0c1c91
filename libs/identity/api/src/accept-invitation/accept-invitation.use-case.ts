import { Injectable } from '@nestjs/common';
import { Refused, refuseIfAny, SYSTEM, UnitOfWork, writeJournal, type Transaction } from '@passerelle/shared/api-kit';
import { refusal } from '@passerelle/shared/kernel';
import { passwordRefusals, type AcceptInvitation, type InvitationView } from '@passerelle/identity/model';
import { IdentityRepository } from '../_persistence/identity.repository';
import { InvitationRepository, type InvitationRecord } from '../_persistence/invitation.repository';
import { Attempts } from '../_attempts/attempts';
import { linkIsUsed, OneTimeLinks } from '../_links/one-time-links';
import { hashPassword } from '../_passwords/password';
import { Sessions, type SessionOrigin, type StartedSession } from '../_sessions/sessions';

/** From a link in a mail to an account with its roles. */
@Injectable()
export class AcceptInvitationUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityRepository,
    private readonly invitations: InvitationRepository,
    private readonly links: OneTimeLinks,
    private readonly sessions: Sessions,
    private readonly attempts: Attempts,
  ) {}

  /** What the invitation is for. Refusals: 404 identity.link-unknown, 410 identity.link-used, identity.link-expired, 429. */
  async look(token: string, address: string): Promise<InvitationView> {
    await this.attempts.take('LINK', { address });
    const { email, language, assignment, place, expiresAt } = await this.unitOfWork.read(SYSTEM, (tx) => this.invitationOf(tx, token));
    return { email, language, role: assignment.role, versantCode: assignment.versantCode ?? null, place, expiresAt };
  }

  /**
   * Makes the account, gives it every role to which its address is invited, and signs it in. Refusals: as for looking; 409 identity.email-taken, 422
   * identity.password-… at /password.
   */
  async accept({ token, name, language, password }: AcceptInvitation, origin: Omit<SessionOrigin, 'secondFactor'>): Promise<StartedSession> {
    await this.attempts.take('LINK', { address: origin.address });
    return this.unitOfWork.run(SYSTEM, async (tx) => {
      const { email } = await this.invitationOf(tx, token);
      // The address first, then its invitations, then the link: whoever else has to do with them comes after.
      await this.identity.lockEmail(tx, email);
      const pending = await this.invitations.lockPendingOf(tx, email);
      const { invitationId } = await this.links.use(tx, 'INVITATION', token);
      if (!pending.some((invitation) => invitation.invitationId === invitationId)) throw linkIsUsed();
      if (await this.identity.statusOfEmail(tx, email)) throw new Refused(409, [refusal('identity.email-taken')]);
      refuseIfAny(422, passwordRefusals(password, email));
      const personId = await this.identity.addPerson(tx, { email, name: name.trim(), language, passwordHash: await hashPassword(password), isDemo: false });
      for (const invitation of pending) await this.give(tx, personId, invitation);
      return this.sessions.start(tx, personId, { ...origin, secondFactor: false });
    });
  }

  private async invitationOf(tx: Transaction, token: string): Promise<InvitationRecord> {
    const { invitationId } = await this.links.look(tx, 'INVITATION', token);
    const invitation = await this.invitations.findPending(tx, invitationId!, { lock: false });
    if (!invitation) throw linkIsUsed();
    return invitation;
  }

  private async give(tx: Transaction, personId: string, { invitationId, assignment }: InvitationRecord): Promise<void> {
    await this.identity.addAssignment(tx, personId, assignment);
    await this.invitations.markAccepted(tx, invitationId, personId);
    await this.links.endOfInvitation(tx, invitationId);
    const change = { subject: `person:${personId}`, label: '', before: null, after: assignment };
    await writeJournal(tx, { projectId: assignment.projectId ?? null, actor: { personId }, act: 'acceptInvitation', changes: [change] });
  }
}
