import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Append-only: a trigger refuses update, delete and truncate. */
@Entity('journal_entry')
@Index('ix_journal_entry_project', ['projectId', 'id'])
@Index('ix_journal_entry_subjects', { synchronize: false })
export class JournalEntryEntity {
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' }) id: string;
  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' }) at: Date;
  @Column({ type: 'uuid', nullable: true }) projectId: string | null;
  @Column({ type: 'uuid', nullable: true }) actorId: string | null;
  @Column({ type: 'text' }) actorName: string;
  @Column({ type: 'text' }) act: string;
  @Column({ type: 'text', array: true }) subjects: string[];
  @Column({ type: 'jsonb' }) changes: unknown;
}
