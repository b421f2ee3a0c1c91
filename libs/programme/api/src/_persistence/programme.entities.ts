import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { RateColumn, TextsColumn } from '@passerelle/shared/api-kit';

@Entity('programme')
@Unique('uq_programme_code', ['code'])
@Check('ck_programme_rounding_rule', `rounding_rule in ('CUT', 'HALF_UP')`)
@Check('ck_programme_retention_years', 'retention_years between 5 and 99')
export class ProgrammeEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') code: string;
  @TextsColumn() names: unknown;
  @Column({ type: 'text', default: 'EUR' }) currency: string;
  @Column({ type: 'text', default: 'CUT' }) roundingRule: string;
  @Column({ type: 'integer', default: 20 }) acronymMaxLength: number;
  @Column({ type: 'integer', default: 5 }) retentionYears: number;
  /** Language → translation key → the programme's own word. */
  @TextsColumn() terms: unknown;
  /** Simplified costs and who may agree to shifts. */
  @TextsColumn() budgetRules: unknown;
}

@Entity('versant')
@ForeignKey('ProgrammeEntity', ['programmeId'], ['id'], { name: 'fk_versant_programme', onDelete: 'CASCADE' })
@Unique('uq_versant_code', ['programmeId', 'code'])
export class VersantEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') programmeId: string;
  @Column('text') code: string;
  @TextsColumn() names: unknown;
  @Column('text') country: string;
  @Column('integer') position: number;
}

@Entity('fund')
@ForeignKey('ProgrammeEntity', ['programmeId'], ['id'], { name: 'fk_fund_programme', onDelete: 'CASCADE' })
@Unique('uq_fund_code', ['programmeId', 'code'])
export class FundEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') programmeId: string;
  @Column('text') code: string;
  @TextsColumn() names: unknown;
  @Column('integer') position: number;
}

/** A kind of project and the rate that the fund pays for it. */
@Entity('project_type')
@ForeignKey('ProgrammeEntity', ['programmeId'], ['id'], { name: 'fk_project_type_programme', onDelete: 'CASCADE' })
@Unique('uq_project_type_code', ['programmeId', 'code'])
@Check('ck_project_type_rate', 'erdf_rate_bp between 0 and 10000')
export class ProjectTypeEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') programmeId: string;
  @Column('text') code: string;
  @TextsColumn() names: unknown;
  @RateColumn() erdfRateBp: number;
  @Column('boolean') operatorRateAllowed: boolean;
  @Column('integer') position: number;
}

@Entity('cost_category')
@ForeignKey('ProgrammeEntity', ['programmeId'], ['id'], { name: 'fk_cost_category_programme', onDelete: 'CASCADE' })
@Check('ck_cost_category_kind', `kind in ('REAL', 'LUMP_SUM', 'UNIT_COST', 'FLAT_RATE')`)
@Unique('uq_cost_category_code', ['programmeId', 'code'])
export class CostCategoryEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') programmeId: string;
  @Column('text') code: string;
  @TextsColumn() names: unknown;
  @Column('integer') position: number;
  @Column({ type: 'text', default: 'REAL' }) kind: string;
  /** What stands in the lines of other operators is not shown to a partner's officer. */
  @Column({ type: 'boolean', default: false }) masked: boolean;
}

@Entity('priority')
@ForeignKey('ProgrammeEntity', ['programmeId'], ['id'], { name: 'fk_priority_programme', onDelete: 'CASCADE' })
@Unique('uq_priority_code', ['programmeId', 'code'])
export class PriorityEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') programmeId: string;
  @Column('text') code: string;
  @TextsColumn() names: unknown;
  @Column('integer') position: number;
}

@Entity('specific_objective')
@ForeignKey('PriorityEntity', ['priorityId'], ['id'], { name: 'fk_specific_objective_priority', onDelete: 'CASCADE' })
@Unique('uq_specific_objective_code', ['priorityId', 'code'])
export class SpecificObjectiveEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') priorityId: string;
  @Column('text') code: string;
  @TextsColumn() names: unknown;
  @Column('integer') position: number;
}

@Entity('intervention_category')
@ForeignKey('ProgrammeEntity', ['programmeId'], ['id'], { name: 'fk_intervention_category_programme', onDelete: 'CASCADE' })
@Unique('uq_intervention_category_code', ['programmeId', 'code'])
export class InterventionCategoryEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') programmeId: string;
  @Column('text') code: string;
  @TextsColumn() names: unknown;
  @Column('integer') position: number;
}
