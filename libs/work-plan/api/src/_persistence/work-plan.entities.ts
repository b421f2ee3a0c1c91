import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { TextsColumn } from '@passerelle/shared/api-kit';

/** A project's work plan: `revision` counts its saved acts, and every one of them locks the row. It comes with the first act. */
@Entity('work_plan')
@ForeignKey('ProjectEntity', ['projectId', 'programmeId'], ['id', 'programmeId'], { name: 'fk_work_plan_project', onDelete: 'CASCADE' })
@Unique('uq_work_plan_project', ['projectId', 'programmeId'])
@Check('ck_work_plan_revision', 'revision >= 0')
export class WorkPlanEntity {
  @PrimaryColumn('uuid') projectId: string;
  /** The project's, for the row's policy. */
  @Column('uuid') programmeId: string;
  @Column({ type: 'bigint', default: 0 }) revision: string;
  @Column({ type: 'timestamptz', default: () => 'now()' }) changedAt: Date;
}

/** A part of the work that a project sets out to do. Other tables refer to it together with its project: nothing hangs on another project's. */
@Entity('work_package')
@ForeignKey('WorkPlanEntity', ['projectId', 'programmeId'], ['projectId', 'programmeId'], { name: 'fk_work_package_work_plan', onDelete: 'CASCADE' })
@ForeignKey('OperatorEntity', ['responsibleOperatorId'], ['id'], { name: 'fk_work_package_responsible', onDelete: 'SET NULL' })
@Unique('uq_work_package_project', ['id', 'projectId'])
@Unique('uq_work_package_number', ['projectId', 'number'], { deferrable: 'INITIALLY IMMEDIATE' })
@Index('ix_work_package_responsible', ['responsibleOperatorId'])
@Check('ck_work_package_number', 'number between 1 and 99')
@Check('ck_work_package_kind', `kind in ('OPERATIONAL', 'COORDINATION', 'COMMUNICATION')`)
export class WorkPackageEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') projectId: string;
  /** The project's, for the row's policy. */
  @Column('uuid') programmeId: string;
  /** Its place in the plan, from 1 on and without a gap: the number by which people name it. */
  @Column('integer') number: number;
  @Column('text') kind: string;
  @TextsColumn() names: unknown;
  @Column({ type: 'uuid', nullable: true }) responsibleOperatorId: string | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  @Column({ type: 'timestamptz', default: () => 'now()' }) changedAt: Date;
}
