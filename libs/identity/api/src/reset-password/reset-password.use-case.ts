import { Inject, Injectable } from '@nestjs/common';
import { INSTALLATION, refuseIfAny, SYSTEM, UnitOfWork, writeJournal, type Installation } from '@passerelle/shared/api-kit';
import { MailActions } from '@passerelle/mail/api';
import { passwordRefusals } from '@passerelle/identity/model';
import { IdentityRepository } from '../_persistence/identity.repository';
import { inEvenTime } from '../_answers/even-time';
import { Attempts } from '../_attempts/attempts';
import { linkIsUsed, OneTimeLinks } from '../_links/one-time-links';
import { hashPassword } from '../_passwords/password';
import { LinkedProviders } from '../_providers/linked-providers';
import { Sessions } from '../_sessions/sessions';

const MINUTES = 60;

/** A new password for whoever reads the account's mail: forgotten, or never had by who signs in elsewhere. */
@Injectable()
export class ResetPasswordUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityRepository,
    private readonly links: OneTimeLinks,
    private readonly sessions: Sessions,
    private readonly linked: LinkedProviders,
    private readonly attempts: Attempts,
    private readonly mails: MailActions,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** Sends a link where there is such an account; whether there is, neither answer nor time tells. Refusal: 429 identity.too-many-attempts. */
  async ask(email: string, address: string): Promise<void> {
    const account = email.trim().toLowerCase();
    await this.attempts.take('RESET', { account, address });
    await inEvenTime(() =>
      this.unitOfWork.run(SYSTEM, async (tx) => {
        const person = await this.identity.findByEmail(tx, account, this.installation.demo);
        if (!person) return;
        await this.links.endOfPerson(tx, person.personId, 'PASSWORD_RESET');
        const link = await this.links.make(tx, { purpose: 'PASSWORD_RESET', personId: person.personId, minutes: MINUTES });
        await this.mails.send(tx, { to: person.email, personId: person.personId, language: person.language, kind: 'identity.password-reset', params: { name: person.name, minutes: MINUTES }, link });
      }),
    );
  }

  /**
   * Sets the password, ends every session and takes every linked account of a provider away: whoever reads the mail alone opens the account afterwards. The second factor
   * stays. Refusals: 404 identity.link-unknown, 410 identity.link-used, identity.link-expired, 422
   * identity.password-… at /password, 429.
   */
  async use(token: string, password: string, address: string): Promise<void> {
    await this.attempts.take('LINK', { address });
    await this.unitOfWork.run(SYSTEM, async (tx) => {
      const { personId } = await this.links.use(tx, 'PASSWORD_RESET', token);
      const person = await this.identity.lockPerson(tx, personId!);
      if (!person) throw linkIsUsed();
      refuseIfAny(422, passwordRefusals(password, person.email));
      await this.identity.setPassword(tx, person.personId, await hashPassword(password));
      await this.sessions.endAll(tx, person.personId);
      await this.linked.removeAll(tx, person);
      await this.links.endOfPerson(tx, person.personId, 'PASSWORD_RESET');
      await this.attempts.forget(tx, 'SIGN_IN', person.email.toLowerCase());
      await this.mails.send(tx, { to: person.email, personId: person.personId, language: person.language, kind: 'identity.password-changed', params: { name: person.name } });
      await writeJournal(tx, { projectId: null, actor: person, act: 'resetPassword', changes: [{ subject: `person:${person.personId}`, label: '', before: null, after: null }] });
    });
  }
}
