import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Impersonal, Personal, TextsColumn } from '@passerelle/shared/api-kit';

const WHO_DID_SO = { kind: 'IDENTITY', purpose: 'ACCOUNTABILITY', basis: 'AUDIT_TRAIL', kept: 'RECORDS', seenBy: ['SELF', 'retention.read'] } as const;

@Entity('project')
@ForeignKey('ProgrammeEntity', ['programmeId'], ['id'], { name: 'fk_project_programme' })
@ForeignKey('ProjectTypeEntity', ['projectTypeId'], ['id'], { name: 'fk_project_project_type' })
@ForeignKey('SpecificObjectiveEntity', ['specificObjectiveId'], ['id'], { name: 'fk_project_specific_objective' })
@ForeignKey('InterventionCategoryEntity', ['interventionCategoryId'], ['id'], { name: 'fk_project_intervention_category' })
@Unique('uq_project_code', ['programmeId', 'code'])
@Unique('uq_project_programme', ['id', 'programmeId'])
@Index('ix_project_specific_objective', ['specificObjectiveId'])
@Check('ck_project_status', `status in ('DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED', 'CLOSED')`)
@Check('ck_project_dates', 'end_date >= start_date')
export class ProjectEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') programmeId: string;
  @Column('text') code: string;
  /** As it was given, however long: applications are held to the programme's length, imported sheets are not cut. */
  @Column('text') acronym: string;
  @TextsColumn() titles: unknown;
  @TextsColumn() summaries: unknown;
  /** null where a sheet's rate belongs to no kind of project of the programme. */
  @Column({ type: 'uuid', nullable: true }) projectTypeId: string | null;
  @Column({ type: 'uuid', nullable: true }) specificObjectiveId: string | null;
  @Column({ type: 'uuid', nullable: true }) interventionCategoryId: string | null;
  /** The category as the sheet words it; kept beside the programme's own where that was recognised. */
  @Column({ type: 'text', nullable: true }) interventionCategoryText: string | null;
  @Column('text') status: string;
  @Column({ type: 'date', nullable: true }) startDate: string | null;
  @Column({ type: 'date', nullable: true }) endDate: string | null;
  /** When the programme last updated the published sheet. */
  @Column({ type: 'date', nullable: true }) lastUpdate: string | null;
  /** When the last payment of the grant was made: from the end of that year on the records' term runs. */
  @Column({ type: 'date', nullable: true }) lastPaymentOn: string | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

/** An audit's or a court's hold on the records of a project: they are kept whatever their term, until it is let go. */
@Entity('project_hold')
@ForeignKey('ProjectEntity', ['projectId', 'programmeId'], ['id', 'programmeId'], { name: 'fk_project_hold_project', onDelete: 'CASCADE' })
@Index('ix_project_hold_project', ['projectId'])
@Check('ck_project_hold_released', '(released_at is null) = (released_by_id is null)')
export class ProjectHoldEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') projectId: string;
  /** The project's, for the row's policy. */
  @Column('uuid') programmeId: string;
  @Impersonal('asked for without names of persons')
  @Column('text') reason: string;
  @Personal(WHO_DID_SO)
  @Column('uuid') heldById: string;
  @Column({ type: 'timestamptz', default: () => 'now()' }) heldAt: Date;
  @Personal(WHO_DID_SO)
  @Column({ type: 'uuid', nullable: true }) releasedById: string | null;
  @Column({ type: 'timestamptz', nullable: true }) releasedAt: Date | null;
}
