import { Injectable } from '@nestjs/common';
import { Refused, SYSTEM, UnitOfWork, writeJournal } from '@passerelle/shared/api-kit';
import { refusal, type Actor } from '@passerelle/shared/kernel';
import { MailActions } from '@passerelle/mail/api';
import type { AskEmailChange } from '@passerelle/identity/model';
import { IdentityRepository } from '../_persistence/identity.repository';
import { inEvenTime } from '../_answers/even-time';
import { Attempts } from '../_attempts/attempts';
import { linkIsUsed, OneTimeLinks } from '../_links/one-time-links';
import { OwnPassword } from '../_passwords/own-password';

const MINUTES = 24 * 60;

/** Another e-mail address for the own account: asked for, then confirmed by whoever reads its mail. */
@Injectable()
export class ChangeEmailUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityRepository,
    private readonly ownPassword: OwnPassword,
    private readonly links: OneTimeLinks,
    private readonly attempts: Attempts,
    private readonly mails: MailActions,
  ) {}

  /**
   * Sends a link to the new address; where that has an account already nobody is written to, and the answer is the same. Refusals: 409 identity.no-password,
   * 422 identity.password-wrong at /password, identity.email-unchanged at /email, 429.
   */
  async ask(actor: Actor, { email, password }: AskEmailChange, address: string): Promise<void> {
    const { personId, name, language, email: present } = await this.ownPassword.check(actor.personId!, password, { address });
    if (present.toLowerCase() === email.trim().toLowerCase()) throw new Refused(422, [refusal('identity.email-unchanged', {}, '/email')]);
    await this.attempts.take('EMAIL_CHANGE', { account: personId, address });
    await inEvenTime(() =>
      this.unitOfWork.run(SYSTEM, async (tx) => {
        await this.links.endOfPerson(tx, personId, 'EMAIL_CHANGE');
        if (await this.identity.statusOfEmail(tx, email)) return;
        const link = await this.links.make(tx, { purpose: 'EMAIL_CHANGE', personId, newEmail: email.trim(), minutes: MINUTES });
        await this.mails.send(tx, { to: email.trim(), personId, language, kind: 'identity.email-change', params: { name }, link });
      }),
    );
  }

  /**
   * Puts the new address in place, and tells the old one. Refusals: 404 identity.link-unknown, 409 identity.email-taken, 410 identity.link-used, identity.link-expired, 429.
   */
  async confirm(token: string, address: string): Promise<void> {
    await this.attempts.take('LINK', { address });
    await this.unitOfWork.run(SYSTEM, async (tx) => {
      const { personId, newEmail } = await this.links.use(tx, 'EMAIL_CHANGE', token);
      const person = await this.identity.lockPerson(tx, personId!);
      if (!person) throw linkIsUsed();
      await this.identity.lockEmail(tx, newEmail!);
      if (await this.identity.statusOfEmail(tx, newEmail!)) throw new Refused(409, 'identity.email-taken');
      await this.identity.setEmail(tx, person.personId, newEmail!);
      // A link to a new password that lies in the old mailbox opens nothing any more.
      await this.links.endOfPerson(tx, person.personId);
      await this.mails.send(tx, { to: person.email, personId: person.personId, language: person.language, kind: 'identity.email-changed-notice', params: { name: person.name } });
      await writeJournal(tx, { projectId: null, actor: person, act: 'changeEmail', changes: [{ subject: `person:${person.personId}`, label: '', before: null, after: null }] });
    });
  }
}
