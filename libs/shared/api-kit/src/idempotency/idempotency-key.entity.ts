import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Impersonal, Personal } from '../persistence/personal';

const OF_ACT = { kind: 'BEHAVIOUR', purpose: 'SECURITY', basis: 'SECURITY_OF_PROCESSING', kept: 'DAY', seenBy: [] } as const;

/** An act that a person asked for under a key, and what was answered. Forgotten after 24 hours. */
@Entity('idempotency_key')
@Index('ix_idempotency_key_created', ['createdAt'])
@Check('ck_idempotency_key_state', `state in ('PENDING', 'DONE')`)
export class IdempotencyKeyEntity {
  @Personal({ ...OF_ACT, kind: 'IDENTITY' })
  @PrimaryColumn('uuid') personId: string;
  @Impersonal('a number of the act')
  @PrimaryColumn('text') key: string;
  @Personal(OF_ACT)
  @Column('text') route: string;
  /** sha-256 of method, path and body. */
  @Impersonal('a hash of what was asked')
  @Column('bytea') requestHash: Buffer;
  @Impersonal('whether the act is done')
  @Column({ type: 'text', default: 'PENDING' }) state: string;
  @Impersonal('the answer’s status')
  @Column({ type: 'smallint', nullable: true }) status: number | null;
  @Personal({ ...OF_ACT, kind: 'CONTENT', seenBy: ['SELF'] })
  @Column({ type: 'jsonb', nullable: true }) body: unknown;
  @Impersonal('the answer’s headers, of which none names anybody')
  @Column({ type: 'jsonb', default: {} }) headers: unknown;
  @Personal(OF_ACT)
  @Column({ type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
}
