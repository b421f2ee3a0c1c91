import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import { Impersonal, Personal } from '@passerelle/shared/api-kit';

// Nobody is shown a mail but the application itself.
const OF_MAIL = { purpose: 'MESSAGES', basis: 'PUBLIC_TASK', kept: 'MAIL', seenBy: [] } as const;

/** A mail that is to be sent, or was sent in the last thirty days. */
@Entity('mail_message')
@Index('ix_mail_message_pending', { synchronize: false })
@Index('ix_mail_message_created', ['createdAt'])
@Index('ix_mail_message_person', ['recipientPersonId'])
@Check('ck_mail_message_status', `status in ('PENDING', 'SENT', 'FAILED')`)
@Check('ck_mail_message_language', `language in ('fr', 'nl', 'en', 'de')`)
@Check('ck_mail_message_body', `(status = 'PENDING') = (body is not null)`)
@Check('ck_mail_message_sent', `(status = 'SENT') = (sent_at is not null)`)
export class MailMessageEntity {
  @Impersonal('a number that tells one mail from another')
  @PrimaryColumn('uuid') id: string;
  @Personal({ kind: 'CONTACT', ...OF_MAIL })
  @Column('text') recipient: string;
  /** No foreign key: people are a higher domain, and a mail outlives the account that it told of. */
  @Personal({ kind: 'IDENTITY', ...OF_MAIL })
  @Column({ type: 'uuid', nullable: true }) recipientPersonId: string | null;
  @Personal({ kind: 'PREFERENCE', ...OF_MAIL })
  @Column('text') language: string;
  @Personal({ kind: 'CONTENT', ...OF_MAIL, seenBy: ['SELF'] })
  @Column('text') kind: string;
  @Personal({ kind: 'CONTENT', ...OF_MAIL, seenBy: ['SELF'] })
  @Column('text') subject: string;
  /** Sealed, since it may hold a link that opens an account; null once nobody needs to send it any more. */
  @Personal({ kind: 'CONTENT', ...OF_MAIL })
  @Column({ type: 'bytea', nullable: true }) body: Buffer | null;
  @Personal({ kind: 'BEHAVIOUR', ...OF_MAIL, seenBy: ['SELF'] })
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  /** Not before; while it is being sent, when another attempt may begin. `infinity`: the demo shows it and never sends it. */
  @Impersonal('when the application tries again')
  @Column({ type: 'timestamptz', default: () => 'now()' }) sendAfter: Date;
  @Impersonal('how often the application tried')
  @Column({ type: 'integer', default: 0 }) attempts: number;
  /** Codes of what went wrong, never an address or a text. */
  @Impersonal('codes of what went wrong, never an address')
  @Column({ type: 'text', nullable: true }) lastError: string | null;
  @Personal({ kind: 'BEHAVIOUR', ...OF_MAIL, seenBy: ['SELF'] })
  @Column({ type: 'timestamptz', nullable: true }) sentAt: Date | null;
  @Impersonal('what the application still has to do')
  @Column({ type: 'text', default: 'PENDING' }) status: string;
}
