import { Injectable } from '@nestjs/common';
import { refuseIfAny, SYSTEM, UnitOfWork, writeJournal, type SignedIn } from '@passerelle/shared/api-kit';
import { MailActions } from '@passerelle/mail/api';
import { passwordRefusals, type ChangePassword } from '@passerelle/identity/model';
import { IdentityRepository } from '../_persistence/identity.repository';
import { OneTimeLinks } from '../_links/one-time-links';
import { OwnPassword } from '../_passwords/own-password';
import { hashPassword } from '../_passwords/password';
import { Sessions } from '../_sessions/sessions';

/** Changing one's own password. */
@Injectable()
export class ChangePasswordUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityRepository,
    private readonly ownPassword: OwnPassword,
    private readonly links: OneTimeLinks,
    private readonly sessions: Sessions,
    private readonly mails: MailActions,
  ) {}

  /** Every other session ends. Refusals: 409 identity.no-password, 422 identity.password-wrong at /current, identity.password-… at /password, 429. */
  async change({ actor, sessionId }: SignedIn, { current, password }: ChangePassword, address: string): Promise<void> {
    const { personId, email, language, name } = await this.ownPassword.check(actor.personId!, current, { address, pointer: '/current' });
    refuseIfAny(422, passwordRefusals(password, email));
    const passwordHash = await hashPassword(password);
    await this.unitOfWork.run(SYSTEM, async (tx) => {
      await this.identity.setPassword(tx, personId, passwordHash);
      await this.sessions.endAll(tx, personId, sessionId);
      await this.links.endOfPerson(tx, personId, 'PASSWORD_RESET');
      await this.mails.send(tx, { to: email, personId, language, kind: 'identity.password-changed', params: { name } });
      await writeJournal(tx, { projectId: null, actor, act: 'changePassword', changes: [{ subject: `person:${personId}`, label: '', before: null, after: null }] });
    });
  }
}
