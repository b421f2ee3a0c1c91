import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Impersonal, Personal } from '@passerelle/shared/api-kit';

const WHO_DID_SO = { kind: 'IDENTITY', purpose: 'ACCOUNTABILITY', basis: 'AUDIT_TRAIL', kept: 'RECORDS', seenBy: ['SELF', 'project.readHistory'] } as const;

/** A project sheet that was accepted, with its source and all that was said about it: what the stored figures are compared with later. */
@Entity('accepted_sheet')
@ForeignKey('ProjectEntity', ['projectId'], ['id'], { name: 'fk_accepted_sheet_project', onDelete: 'CASCADE' })
@Unique('uq_accepted_sheet_content', ['projectId', 'contentHash'])
@Index('ix_accepted_sheet_project', ['projectId'])
export class AcceptedSheetEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') projectId: string;
  @Impersonal('the name of a published sheet’s file')
  @Column('text') fileName: string;
  /** sha-256 of what the sheet says, whatever its file looks like. */
  @Column('text') contentHash: string;
  @Column('text') source: string;
  @Impersonal('the published sheet: organisations and amounts, no persons')
  @Column('jsonb') sheet: unknown;
  @Impersonal('what was noticed while reading the sheet')
  @Column('jsonb') findings: unknown;
  @Personal(WHO_DID_SO)
  @Column({ type: 'uuid', nullable: true }) acceptedById: string | null;
  @Column({ type: 'timestamptz', default: () => 'now()' }) acceptedAt: Date;
}
