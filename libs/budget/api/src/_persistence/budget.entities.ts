import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { CentsColumn, Personal, RateColumn, TextsColumn } from '@passerelle/shared/api-kit';

const WHO_DID_SO = { kind: 'IDENTITY', purpose: 'ACCOUNTABILITY', basis: 'AUDIT_TRAIL', kept: 'RECORDS', seenBy: ['SELF', 'budget.read'] } as const;

/**
 * A version of a project's budget, and its totals: rows that lists read, kept in the transaction that changes an amount. `revision` counts the saved
 * acts; the row is locked by every one of them.
 */
@Entity('budget')
@ForeignKey('ProjectEntity', ['projectId'], ['id'], { name: 'fk_budget_project', onDelete: 'CASCADE' })
@ForeignKey('ProjectEntity', ['projectId', 'programmeId'], ['id', 'programmeId'], { name: 'fk_budget_programme' })
@Unique('uq_budget_version', ['projectId', 'versionNumber'])
@Unique('uq_budget_project', ['id', 'projectId', 'programmeId'])
@Check('ck_budget_status', `status in ('DRAFT', 'SUBMITTED', 'APPROVED', 'RETURNED')`)
@Check('ck_budget_closes', 'own_contribution_cents = total_cents - erdf_cents')
export class BudgetEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') projectId: string;
  /** The project's, for the row's policy. */
  @Column('uuid') programmeId: string;
  @Column('integer') versionNumber: number;
  @Column('text') status: string;
  @Column({ type: 'bigint', default: 1 }) revision: string;
  @Column({ type: 'timestamptz', default: () => 'now()' }) changedAt: Date;
  @CentsColumn({ default: 0 }) totalCents: string;
  @CentsColumn({ default: 0 }) toAllocateCents: string;
  @CentsColumn({ default: 0 }) erdfCents: string;
  @CentsColumn({ default: 0 }) ownContributionCents: string;
}

/**
 * A funded operator's part of a budget: what was agreed (typed or published), the rate and rule it is computed by, and its totals. `funded` can only
 * be true and refers to the operator's: the database itself refuses a budget for an associated operator.
 */
@Entity('operator_budget')
@ForeignKey('BudgetEntity', ['budgetId'], ['id'], { name: 'fk_operator_budget_budget', onDelete: 'CASCADE' })
@ForeignKey('OperatorEntity', ['operatorId', 'funded'], ['id', 'funded'], { name: 'fk_operator_budget_operator' })
@ForeignKey('BudgetEntity', ['budgetId', 'projectId', 'programmeId'], ['id', 'projectId', 'programmeId'], { name: 'fk_operator_budget_project' })
@Index('ix_operator_budget_operator', ['operatorId'])
@Check('ck_operator_budget_funded', 'funded')
@Check('ck_operator_budget_agreed', 'agreed_total_cents between 0 and 99999999999')
@Check('ck_operator_budget_rate', 'erdf_rate_bp between 0 and 10000')
@Check('ck_operator_budget_erdf', `rounding_rule <> 'CUT' or erdf_cents = total_cents * erdf_rate_bp / 10000`)
@Check('ck_operator_budget_closes', 'own_contribution_cents = total_cents - erdf_cents and own_contribution_cents >= 0')
@Check('ck_operator_budget_total', 'total_cents = coalesce(agreed_total_cents, total_cents - to_allocate_cents)')
export class OperatorBudgetEntity {
  @PrimaryColumn('uuid') budgetId: string;
  @PrimaryColumn('uuid') operatorId: string;
  /** The budget's, for the row's policy. */
  @Column('uuid') projectId: string;
  @Column('uuid') programmeId: string;
  @Column({ type: 'boolean', default: true }) funded: boolean;
  /** The agreed or published total; null where the total follows the lines. */
  @CentsColumn({ nullable: true }) agreedTotalCents: string | null;
  @RateColumn() erdfRateBp: number;
  @Column('text') roundingRule: string;
  @CentsColumn({ default: 0 }) totalCents: string;
  @CentsColumn({ default: 0 }) toAllocateCents: string;
  @CentsColumn({ default: 0 }) erdfCents: string;
  @CentsColumn({ default: 0 }) ownContributionCents: string;
  /** The revision that last changed anything in this row or its lines. */
  @Column({ type: 'bigint', default: 1 }) rowRevision: string;
  /** The revision that last changed the agreed total, by whom and when: what a second writer is shown. */
  @Column({ type: 'bigint', default: 1 }) agreedRevision: string;
  @Personal(WHO_DID_SO)
  @Column({ type: 'uuid', nullable: true }) agreedById: string | null;
  @Column({ type: 'timestamptz', default: () => 'now()' }) agreedAt: Date;
}

/** An amount of an operator in a cost category; work package and half-year may be open still. */
@Entity('budget_line')
@ForeignKey('OperatorBudgetEntity', ['budgetId', 'operatorId'], ['budgetId', 'operatorId'], { name: 'fk_budget_line_operator_budget', onDelete: 'CASCADE' })
@ForeignKey('CostCategoryEntity', ['costCategoryId'], ['id'], { name: 'fk_budget_line_cost_category' })
@Index('uq_budget_line_cell', { synchronize: false })
@Check('ck_budget_line_amount', 'amount_cents between 0 and 99999999999')
export class BudgetLineEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') budgetId: string;
  @Column('uuid') operatorId: string;
  @Column('uuid') costCategoryId: string;
  @Column({ type: 'uuid', nullable: true }) workPackageId: string | null;
  /** The half-year's number in the project, from 1 on. */
  @Column({ type: 'integer', nullable: true }) periodNumber: number | null;
  @TextsColumn() descriptions: unknown;
  /** null once it was emptied: the row stays, so that who still sees the old amount is told. */
  @CentsColumn({ nullable: true }) amountCents: string | null;
  @Column('bigint') changedRevision: string;
  @Personal(WHO_DID_SO)
  @Column({ type: 'uuid', nullable: true }) changedById: string | null;
  @Column({ type: 'timestamptz', default: () => 'now()' }) changedAt: Date;
}
