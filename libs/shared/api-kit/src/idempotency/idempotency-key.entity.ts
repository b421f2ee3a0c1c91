import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An act that a person asked for under a key, and what was answered. Forgotten after 24 hours. */
@Entity('idempotency_key')
@Index('ix_idempotency_key_created', ['createdAt'])
@Check('ck_idempotency_key_state', `state in ('PENDING', 'DONE')`)
export class IdempotencyKeyEntity {
  @PrimaryColumn('uuid') personId: string;
  @PrimaryColumn('text') key: string;
  @Column('text') route: string;
  /** sha-256 of method, path and body. */
  @Column('bytea') requestHash: Buffer;
  @Column({ type: 'text', default: 'PENDING' }) state: string;
  @Column({ type: 'smallint', nullable: true }) status: number | null;
  @Column({ type: 'jsonb', nullable: true }) body: unknown;
  @Column({ type: 'jsonb', default: {} }) headers: unknown;
  @Column({ type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
}
