import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A project sheet that was accepted, with its source and all that was said about it: what the stored figures are compared with later. */
@Entity('accepted_sheet')
@ForeignKey('ProjectEntity', ['projectId'], ['id'], { name: 'fk_accepted_sheet_project', onDelete: 'CASCADE' })
@Unique('uq_accepted_sheet_content', ['projectId', 'contentHash'])
@Index('ix_accepted_sheet_project', ['projectId'])
export class AcceptedSheetEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') projectId: string;
  @Column('text') fileName: string;
  /** sha-256 of what the sheet says, whatever its file looks like. */
  @Column('text') contentHash: string;
  @Column('text') source: string;
  @Column('jsonb') sheet: unknown;
  @Column('jsonb') findings: unknown;
  @Column({ type: 'uuid', nullable: true }) acceptedById: string | null;
  @Column({ type: 'timestamptz', default: () => 'now()' }) acceptedAt: Date;
}
