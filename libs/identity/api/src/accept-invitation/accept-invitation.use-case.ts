import { Injectable } from '@nestjs/common';
import { refuseIfAny, SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import { passwordRefusals, type AcceptInvitation, type InvitationView } from '@passerelle/identity/model';
import { Attempts } from '../_attempts/attempts';
import { InvitedAccounts } from '../_invitations/invited-accounts';
import { hashPassword } from '../_passwords/password';
import { Sessions, type SessionOrigin, type StartedSession } from '../_sessions/sessions';

/** From a link in a mail to an account with its roles and a password. */
@Injectable()
export class AcceptInvitationUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly invited: InvitedAccounts,
    private readonly sessions: Sessions,
    private readonly attempts: Attempts,
  ) {}

  /** What the invitation is for. Refusals: 404 identity.link-unknown, 410 identity.link-used, identity.link-expired, 429. */
  async look(token: string, address: string): Promise<InvitationView> {
    await this.attempts.take('LINK', { address });
    const { email, language, assignment, place, expiresAt } = await this.unitOfWork.read(SYSTEM, (tx) => this.invited.look(tx, token));
    return { email, language, role: assignment.role, versantCode: assignment.versantCode ?? null, place, expiresAt };
  }

  /**
   * Makes the account, gives it every role to which its address is invited, and signs it in. Refusals: as for looking; 409 identity.email-taken, 422
   * identity.password-… at /password.
   */
  async accept({ password, ...invited }: AcceptInvitation, origin: Omit<SessionOrigin, 'secondFactor'>): Promise<StartedSession> {
    await this.attempts.take('LINK', { address: origin.address });
    return this.unitOfWork.run(SYSTEM, async (tx) => {
      const personId = await this.invited.make(tx, invited, (email) => {
        refuseIfAny(422, passwordRefusals(password, email));
        return hashPassword(password);
      });
      return this.sessions.start(tx, personId, { ...origin, secondFactor: false });
    });
  }
}
