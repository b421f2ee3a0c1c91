import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { INSTALLATION, keyFor, seal, unseal, type Installation, type Transaction } from '@passerelle/shared/api-kit';
import type { Language } from '@passerelle/shared/kernel';
import type { WrittenMail } from '@passerelle/mail/model';

export interface MailToSend extends Omit<WrittenMail, 'body'> {
  readonly mailId: string;
  readonly recipient: string;
  readonly language: Language;
  readonly kind: string;
  readonly attempts: number;
  readonly createdAt: string;
  /** null where it was sealed under another secret. */
  readonly body: string | null;
}

export interface NewMail extends WrittenMail {
  readonly recipient: string;
  readonly recipientPersonId: string | null;
  readonly language: Language;
  readonly kind: string;
  readonly isOnlyShown: boolean;
}

type Row = Omit<MailToSend, 'body'> & { readonly sealed: Buffer };
const COLUMNS = `id "mailId", recipient, language, kind, subject, attempts, to_json(created_at)#>>'{}' "createdAt", body "sealed"`;

/** Mails to send and sent. Bodies are sealed on the way in and opened on the way out. */
@Injectable()
export class MailRepository {
  readonly #key: Buffer;

  constructor(@Inject(INSTALLATION) installation: Installation) {
    this.#key = keyFor(installation, 'mail');
  }

  async add(tx: Transaction, mail: NewMail): Promise<void> {
    const id = uuid();
    await tx.query(
      `insert into mail_message (id, recipient, recipient_person_id, language, kind, subject, body, send_after) values ($1, $2, $3, $4, $5, $6, $7, case when $8::boolean then 'infinity' else now() end)`,
      [id, mail.recipient, mail.recipientPersonId, mail.language, mail.kind, mail.subject, seal(this.#key, id, mail.body), mail.isOnlyShown],
    );
  }

  /**
   * Takes the mail that waits longest and counts the attempt. Whoever asks at the same time gets another one; should this process die while sending, the
   * mail is free again after `minutes`.
   */
  async takeNext(tx: Transaction, minutes: number): Promise<MailToSend | null> {
    const rows: Row[] = await tx.query(
      `with taken as (
         update mail_message set attempts = attempts + 1, send_after = now() + make_interval(mins => $1)
          where id = (select id from mail_message where status = 'PENDING' and send_after <= now() order by send_after, id limit 1 for update skip locked)
         returning *)
       select ${COLUMNS} from taken`,
      [minutes],
    );
    return rows[0] ? this.opened(rows[0]) : null;
  }

  /** Sent: its text goes. */
  async markSent(tx: Transaction, mailId: string): Promise<void> {
    await tx.query(`update mail_message set status = 'SENT', sent_at = now(), body = null, last_error = null where id = $1 and status = 'PENDING'`, [mailId]);
  }

  async waitAfterFailure(tx: Transaction, mailId: string, minutes: number, error: string): Promise<void> {
    await tx.query(`update mail_message set send_after = now() + make_interval(mins => $2), last_error = $3 where id = $1 and status = 'PENDING'`, [mailId, minutes, error]);
  }

  /** Given up: nobody will send its text any more. */
  async markFailed(tx: Transaction, mailId: string, error: string): Promise<void> {
    await tx.query(`update mail_message set status = 'FAILED', body = null, last_error = $2 where id = $1 and status = 'PENDING'`, [mailId, error]);
  }

  /** A person's mails, and those that went to one of these addresses before it was known as hers. */
  async forgetOf(tx: Transaction, personId: string, addresses: readonly string[]): Promise<void> {
    await tx.query('delete from mail_message where recipient_person_id = $1 or (recipient_person_id is null and lower(recipient) = any($2))', [personId, addresses]);
  }

  async forgetOlderThan(tx: Transaction, days: number): Promise<void> {
    await tx.query('delete from mail_message where created_at < now() - make_interval(days => $1)', [days]);
  }

  /** Mails that the demo shows instead of sending them, latest first; without those of an earlier secret, which nobody can read any more. */
  async listOnlyShown(tx: Transaction, limit: number): Promise<(MailToSend & { readonly body: string })[]> {
    const rows: Row[] = await tx.query(`select ${COLUMNS} from mail_message where status = 'PENDING' and send_after = 'infinity' order by created_at desc, id desc limit $1`, [limit]);
    return rows.map((row) => this.opened(row)).filter((mail): mail is MailToSend & { readonly body: string } => mail.body !== null);
  }

  private opened({ sealed, ...mail }: Row): MailToSend {
    return { ...mail, body: unseal(this.#key, mail.mailId, sealed) };
  }
}
