import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { CentsColumn, Impersonal, Personal, RateColumn, TextsColumn } from '@passerelle/shared/api-kit';

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
@Check('ck_budget_closes', 'own_contribution_cents = total_cents - erdf_cents - other_sources_cents')
@Check('ck_budget_agreed', `status <> 'APPROVED' or (effective_date is not null and decided_at is not null)`)
@Check('ck_budget_valid', '(valid_from is null) = (valid_until is null) and valid_from < valid_until')
export class BudgetEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') projectId: string;
  /** The project's, for the row's policy. */
  @Column('uuid') programmeId: string;
  @Column('integer') versionNumber: number;
  @Column('text') status: string;
  @Column({ type: 'bigint', default: 1 }) revision: string;
  /** The first revision of this version: what was seen before it was another. */
  @Column({ type: 'bigint', default: 1 }) openedRevision: string;
  @Column({ type: 'timestamptz', default: () => 'now()' }) changedAt: Date;
  @CentsColumn({ default: 0 }) totalCents: string;
  @CentsColumn({ default: 0 }) toAllocateCents: string;
  @CentsColumn({ default: 0 }) erdfCents: string;
  @CentsColumn({ default: 0 }) otherSourcesCents: string;
  @CentsColumn({ default: 0 }) ownContributionCents: string;
  /** The number of the version that this one was copied from; null for the first. */
  @Column({ type: 'integer', nullable: true }) basedOn: number | null;
  /** The last submission and the last decision (approved or returned). */
  @Column({ type: 'timestamptz', nullable: true }) submittedAt: Date | null;
  @Personal(WHO_DID_SO)
  @Column({ type: 'uuid', nullable: true }) submittedById: string | null;
  @Column({ type: 'timestamptz', nullable: true }) decidedAt: Date | null;
  @Personal(WHO_DID_SO)
  @Column({ type: 'uuid', nullable: true }) decidedById: string | null;
  @Impersonal('a body: the steering committee, the managing authority')
  @Column({ type: 'text', default: '' }) decisionBody: string;
  @Impersonal('the number of a decision')
  @Column({ type: 'text', default: '' }) decisionNumber: string;
  @Impersonal('the reasons of a decision; the screens ask for no names')
  @Column({ type: 'text', default: '' }) decisionNote: string;
  @Column({ type: 'date', nullable: true }) effectiveDate: string | null;
  /** The days on which this version is the valid one, the last one not included; written by the database's own rule. None: never. docs/decisions/0025. */
  @Column({ type: 'date', nullable: true }) validFrom: string | null;
  @Column({ type: 'date', nullable: true }) validUntil: string | null;
}

/** A modification that was withdrawn, written by the database when it goes: its number and its revisions are not given again, and its submissions stay known by them. */
@Entity('budget_withdrawn')
@ForeignKey('ProjectEntity', ['projectId', 'programmeId'], ['id', 'programmeId'], { name: 'fk_budget_withdrawn_project', onDelete: 'CASCADE' })
@Index('ix_budget_withdrawn_project', ['projectId', 'versionNumber'])
export class BudgetWithdrawnEntity {
  @PrimaryColumn('uuid') budgetId: string;
  @Column('uuid') projectId: string;
  @Column('uuid') programmeId: string;
  @Column('integer') versionNumber: number;
  /** That of the withdrawal: one more than the version's last. */
  @Column('bigint') revision: string;
  @Column('timestamptz') withdrawnAt: Date;
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
@Check('ck_operator_budget_closes', 'own_contribution_cents = total_cents - erdf_cents - other_sources_cents')
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
  /** What other sources than the fund and the operator pay. */
  @CentsColumn({ default: 0 }) otherSourcesCents: string;
  /** May be below nought in a draft: then the sources pay more than there is to pay. */
  @CentsColumn({ default: 0 }) ownContributionCents: string;
  /** Category code → sum of its lines in cents, and → how many lines of their own it has; kept in the act that changes a line. */
  @Impersonal('sums by cost category')
  @Column({ type: 'jsonb', default: {} }) amounts: unknown;
  @Impersonal('numbers of lines by cost category')
  @Column({ type: 'jsonb', default: {} }) lineCounts: unknown;
  /** The flat rates chosen: [{ code, rateBp }]. */
  @Impersonal('codes and rates of the programme')
  @Column({ type: 'jsonb', default: [] }) flatRates: unknown;
  @Column({ type: 'bigint', default: 1 }) flatRatesRevision: string;
  /** The revision that last changed anything in this row or its lines. */
  @Column({ type: 'bigint', default: 1 }) rowRevision: string;
  /** The revision that last changed the agreed total, by whom and when: what a second writer is shown. */
  @Column({ type: 'bigint', default: 1 }) agreedRevision: string;
  @Personal(WHO_DID_SO)
  @Column({ type: 'uuid', nullable: true }) agreedById: string | null;
  @Column({ type: 'timestamptz', default: () => 'now()' }) agreedAt: Date;
}

/**
 * A line: an operator's amount in a cost category, with a work package and half-years where that is known already. Its id is the same in every version of the
 * budget. What each half-year gets stands in one list; what the list leaves of the amount is to allocate.
 */
@Entity('budget_line')
@ForeignKey('OperatorBudgetEntity', ['budgetId', 'operatorId'], ['budgetId', 'operatorId'], { name: 'fk_budget_line_operator_budget', onDelete: 'CASCADE' })
@ForeignKey('CostCategoryEntity', ['costCategoryId'], ['id'], { name: 'fk_budget_line_cost_category' })
@ForeignKey('WorkPackageEntity', ['workPackageId'], ['id'], { name: 'fk_budget_line_work_package' })
@Index('uq_budget_line_one', { synchronize: false })
@Index('ix_budget_line_work_package', { synchronize: false })
@Index('ix_budget_line_operator', ['budgetId', 'operatorId', 'costCategoryId'])
@Index('ix_budget_line_changed', ['budgetId', 'changedRevision'])
@Check('ck_budget_line_amount', 'amount_cents between 0 and 99999999999')
@Check('ck_budget_line_kind', `kind in ('CELL', 'LINE', 'COMPUTED')`)
@Check('ck_budget_line_quantity', 'quantity between 0 and 9999999999999')
@Check('ck_budget_line_unit_price', 'unit_price_cents between 0 and 99999999999')
@Check('ck_budget_line_product', `kind <> 'LINE' or quantity is null or unit_price_cents is null or (amount_cents = trunc(quantity::numeric * unit_price_cents / 10000) and not amount_entered)`)
@Check('ck_budget_line_periods', 'cardinality(period_cents) <= 40')
export class BudgetLineEntity {
  @PrimaryColumn('uuid') budgetId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') operatorId: string;
  @Column('uuid') costCategoryId: string;
  @Column({ type: 'uuid', nullable: true }) workPackageId: string | null;
  @Column({ type: 'text', default: 'CELL' }) kind: string;
  @Column({ type: 'bigint', default: 0 }) position: string;
  @TextsColumn() descriptions: unknown;
  /** Ten-thousandths. */
  @Column({ type: 'bigint', nullable: true }) quantity: string | null;
  @CentsColumn({ nullable: true }) unitPriceCents: string | null;
  /** What counts; null where nothing is entered. A plain amount's row stays when it was emptied, so that who still sees the old amount is told. */
  @CentsColumn({ nullable: true }) amountCents: string | null;
  /** Whether the amount was entered; else it is quantity × unit price, or the sum of the half-years. */
  @Column({ type: 'boolean', default: true }) amountEntered: boolean;
  @Column({ type: 'bigint', array: true, default: [] }) periodCents: string[];
  @Impersonal('says what is bought, not for whom; the screens ask for no names')
  @Column({ type: 'text', default: '' }) comment: string;
  @Impersonal('an organisation that pays in kind')
  @Column({ type: 'text', default: '' }) inKindBy: string;
  @Impersonal('a calculation')
  @Column({ type: 'text', default: '' }) formula: string;
  @Column({ type: 'text', nullable: true }) catalogueCode: string | null;
  /** Field → the revision that last changed it; a field that is not here is as old as the line. */
  @Impersonal('numbers of revisions')
  @Column({ type: 'jsonb', default: {} }) fieldRevisions: unknown;
  @Column({ type: 'bigint', default: 1 }) createdRevision: string;
  @Column('bigint') changedRevision: string;
  @Personal(WHO_DID_SO)
  @Column({ type: 'uuid', nullable: true }) changedById: string | null;
  @Column({ type: 'timestamptz', default: () => 'now()' }) changedAt: Date;
}

/** A line that was removed, and by which revision: whoever still sees it is told. */
@Entity('budget_line_removed')
@ForeignKey('OperatorBudgetEntity', ['budgetId', 'operatorId'], ['budgetId', 'operatorId'], { name: 'fk_budget_line_removed_operator_budget', onDelete: 'CASCADE' })
export class RemovedLineEntity {
  @PrimaryColumn('uuid') budgetId: string;
  @PrimaryColumn('uuid') lineId: string;
  @Column('uuid') operatorId: string;
  @Column('bigint') revision: string;
}

/**
 * Who pays besides the fund and the operator itself, and the letter that promises it. Its id is the same in every version of the budget. Its amounts add up to the
 * operator's other sources, in the act's own transaction.
 */
@Entity('match_funding')
@ForeignKey('OperatorBudgetEntity', ['budgetId', 'operatorId'], ['budgetId', 'operatorId'], { name: 'fk_match_funding_operator_budget', onDelete: 'CASCADE' })
@ForeignKey('BudgetEntity', ['budgetId', 'projectId', 'programmeId'], ['id', 'projectId', 'programmeId'], { name: 'fk_match_funding_project' })
@Index('ix_match_funding_operator', ['budgetId', 'operatorId'])
@Check('ck_match_funding_kind', `kind in ('PUBLIC', 'AUTOMATIC_PUBLIC', 'PRIVATE')`)
@Check('ck_match_funding_amount', 'amount_cents between 0 and 99999999999')
@Check('ck_match_funding_letter_status', `letter_status in ('NONE', 'PROMISED', 'SIGNED')`)
export class MatchFundingEntity {
  @PrimaryColumn('uuid') budgetId: string;
  @PrimaryColumn('uuid') id: string;
  /** The budget's, for the row's policy. */
  @Column('uuid') projectId: string;
  @Column('uuid') programmeId: string;
  @Column('uuid') operatorId: string;
  @Column({ type: 'bigint', default: 0 }) position: string;
  @Column('text') kind: string;
  @Impersonal('a public body, a company, a foundation that pays')
  @Column('text') name: string;
  @CentsColumn({ default: 0 }) amountCents: string;
  @Column({ type: 'text', default: '' }) letterReference: string;
  @Column({ type: 'date', nullable: true }) letterDate: string | null;
  @Column({ type: 'text', default: 'NONE' }) letterStatus: string;
  /** Field → the revision that last changed it; a field that is not here is as old as the source. */
  @Impersonal('numbers of revisions')
  @Column({ type: 'jsonb', default: {} }) fieldRevisions: unknown;
  @Column('bigint') createdRevision: string;
  /** The budget's revision that last changed it. */
  @Column('bigint') revision: string;
}
