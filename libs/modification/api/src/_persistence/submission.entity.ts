import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Impersonal, Personal } from '@passerelle/shared/api-kit';

/** What was submitted, as it was then: append-only, with the hash of its canonical form. It stays when a modification is withdrawn. */
@Entity('budget_submission')
@ForeignKey('ProjectEntity', ['projectId', 'programmeId'], ['id', 'programmeId'], { name: 'fk_budget_submission_project' })
@Unique('uq_budget_submission_number', ['budgetId', 'number'])
@Index('ix_budget_submission_project', ['projectId'])
@Check('ck_budget_submission_sha256', `sha256 ~ '^[0-9a-f]{64}$'`)
export class BudgetSubmissionEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') budgetId: string;
  @Column('integer') versionNumber: number;
  @Column('uuid') projectId: string;
  @Column('uuid') programmeId: string;
  /** Counts the submissions of the version, from 1 on. */
  @Column('integer') number: number;
  @Column('timestamptz') submittedAt: Date;
  @Personal({ kind: 'IDENTITY', purpose: 'ACCOUNTABILITY', basis: 'AUDIT_TRAIL', kept: 'RECORDS', seenBy: ['SELF', 'budget.read'] })
  @Column('uuid') submittedById: string;
  @Impersonal('a budget: amounts, texts on what is bought, names of organisations')
  @Column('jsonb') content: unknown;
  @Column('text') sha256: string;
}
