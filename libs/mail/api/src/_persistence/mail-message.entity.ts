import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** A mail that is to be sent, or was sent in the last thirty days. Personal data: recipient, recipient_person_id, subject, body. */
@Entity('mail_message')
@Index('ix_mail_message_pending', { synchronize: false })
@Index('ix_mail_message_created', ['createdAt'])
@Index('ix_mail_message_person', ['recipientPersonId'])
@Check('ck_mail_message_status', `status in ('PENDING', 'SENT', 'FAILED')`)
@Check('ck_mail_message_language', `language in ('fr', 'nl', 'en', 'de')`)
@Check('ck_mail_message_body', `(status = 'PENDING') = (body is not null)`)
@Check('ck_mail_message_sent', `(status = 'SENT') = (sent_at is not null)`)
export class MailMessageEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') recipient: string;
  /** No foreign key: people are a higher domain, and a mail outlives the account that it told of. */
  @Column({ type: 'uuid', nullable: true }) recipientPersonId: string | null;
  @Column('text') language: string;
  @Column('text') kind: string;
  @Column('text') subject: string;
  /** Sealed, since it may hold a link that opens an account; null once nobody needs to send it any more. */
  @Column({ type: 'bytea', nullable: true }) body: Buffer | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  /** Not before; while it is being sent, when another attempt may begin. `infinity`: the demo shows it and never sends it. */
  @Column({ type: 'timestamptz', default: () => 'now()' }) sendAfter: Date;
  @Column({ type: 'integer', default: 0 }) attempts: number;
  /** Codes of what went wrong, never an address or a text. */
  @Column({ type: 'text', nullable: true }) lastError: string | null;
  @Column({ type: 'timestamptz', nullable: true }) sentAt: Date | null;
  @Column({ type: 'text', default: 'PENDING' }) status: string;
}
