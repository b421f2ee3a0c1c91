import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Append-only: a trigger refuses update, delete and truncate, and the application's role is not granted them. Chained: the trigger that writes an entry puts
 * it at the end of its project's chain and gives it the hash of itself and of the entry before.
 */
@Entity('journal_entry')
@Index('uq_journal_entry_chain', ['chainId', 'chainPosition'], { unique: true })
@Index('ix_journal_entry_actor', ['actorId', 'id'])
@Index('ix_journal_entry_subjects', { synchronize: false })
export class JournalEntryEntity {
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' }) id: string;
  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' }) at: Date;
  @Column({ type: 'uuid', nullable: true }) projectId: string | null;
  @Column({ type: 'uuid', nullable: true }) actorId: string | null;
  @Column({ type: 'text' }) act: string;
  @Column({ type: 'text', array: true }) subjects: string[];
  @Column({ type: 'jsonb' }) changes: unknown;
  /** The project, or nil for what belongs to none. */
  @Column({ type: 'uuid' }) chainId: string;
  @Column({ type: 'bigint' }) chainPosition: string;
  @Column({ type: 'bytea' }) hash: Buffer;
}

/** The end of a chain: how long it is, and the hash of its last entry. */
@Entity('journal_chain')
export class JournalChainEntity {
  @PrimaryColumn('uuid') chainId: string;
  @Column({ type: 'bigint' }) length: string;
  @Column({ type: 'bytea' }) head: Buffer;
}
