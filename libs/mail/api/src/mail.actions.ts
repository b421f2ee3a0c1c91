import { Inject, Injectable } from '@nestjs/common';
import { INSTALLATION, type Installation, type Transaction } from '@passerelle/shared/api-kit';
import { loadDictionary } from '@passerelle/shared/texts';
import { writeMail, type Mail } from '@passerelle/mail/model';
import { MailRepository } from './_persistence/mail.repository';
import { MAIL_OPTIONS, type MailOptions } from './mail-options';

/** What other domains may do with mails, in their own transaction. */
@Injectable()
export class MailActions {
  constructor(
    private readonly mails: MailRepository,
    @Inject(INSTALLATION) private readonly installation: Installation,
    @Inject(MAIL_OPTIONS) private readonly options: MailOptions,
  ) {}

  /**
   * Writes a mail with the act that it tells of: it is sent once the transaction is committed, and never where it is not. Mails are sent every few
   * seconds; `MailSender.nudge()` after the commit sends this one at once.
   */
  async send(tx: Transaction, mail: Mail): Promise<void> {
    const written = writeMail(await loadDictionary[mail.language](), mail, this.installation.publicUrl);
    // A demo that sends nothing now shall not send it later, when it has been given a server.
    const isOnlyShown = this.installation.demo && this.options.smtp === null;
    await this.mails.add(tx, { recipient: mail.to, recipientPersonId: mail.personId ?? null, language: mail.language, kind: mail.kind, ...written, isOnlyShown });
  }

  /** Takes away a person's mails, sent or waiting; what is on its way can no longer be called back. The transaction is one of SYSTEM. */
  forget(tx: Transaction, personId: string, addresses: readonly string[]): Promise<void> {
    return this.mails.forgetOf(tx, personId, addresses);
  }
}
