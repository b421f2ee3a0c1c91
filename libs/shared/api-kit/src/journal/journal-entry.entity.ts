import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Impersonal, Personal } from '../persistence/personal';

const OF_ACT = { kind: 'BEHAVIOUR', purpose: 'ACCOUNTABILITY', basis: 'AUDIT_TRAIL', kept: 'RECORDS', seenBy: ['SELF', 'project.readHistory', 'person.readActs'] } as const;

/**
 * Append-only: a trigger refuses update, delete and truncate, and the application's role is not granted them. Chained: the trigger that writes an entry puts
 * it at the end of its project's chain and gives it the hash of itself and of the entry before.
 */
@Entity('journal_entry')
@Index('uq_journal_entry_chain', ['chainId', 'chainPosition'], { unique: true })
@Index('ix_journal_entry_actor', ['actorId', 'id'])
@Index('ix_journal_entry_subjects', { synchronize: false })
export class JournalEntryEntity {
  @Impersonal('a number that tells one entry from another')
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' }) id: string;
  @Personal(OF_ACT)
  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' }) at: Date;
  @Personal(OF_ACT)
  @Column({ type: 'uuid', nullable: true }) projectId: string | null;
  @Personal({ ...OF_ACT, kind: 'IDENTITY' })
  @Column({ type: 'uuid', nullable: true }) actorId: string | null;
  @Personal(OF_ACT)
  @Column({ type: 'text' }) act: string;
  @Personal(OF_ACT)
  @Column({ type: 'text', array: true }) subjects: string[];
  @Impersonal('what changed in a project; persons stand in it by their number alone')
  @Column({ type: 'jsonb' }) changes: unknown;
  /** The project, or nil for what belongs to none. */
  @Impersonal('the project’s chain')
  @Column({ type: 'uuid' }) chainId: string;
  @Impersonal('the place in the chain')
  @Column({ type: 'bigint' }) chainPosition: string;
  @Impersonal('the hash of the entry')
  @Column({ type: 'bytea' }) hash: Buffer;
}

/** The end of a chain: how long it is, and the hash of its last entry. */
@Entity('journal_chain')
export class JournalChainEntity {
  @PrimaryColumn('uuid') chainId: string;
  @Column({ type: 'bigint' }) length: string;
  @Impersonal('the hash of the last entry')
  @Column({ type: 'bytea' }) head: Buffer;
}
