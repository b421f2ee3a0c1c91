import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, IsString, IsUUID, ValidateNested } from 'class-validator';
import type { Texts } from '@passerelle/shared/kernel';
import type { RoundingRule } from '@passerelle/shared/money';
import { CATEGORY_KINDS, type CategoryKind } from './budget-rules';
import { BudgetRulesView } from './budget-rules.contract';

export class CodedView {
  @IsString() code: string;
  @IsObject() names: Texts;
}

export class ProjectTypeView extends CodedView {
  /** Basis points: 5000 = 50 %. */
  @IsInt() erdfRateBp: number;
}

export class CostCategoryView extends CodedView {
  @IsIn(CATEGORY_KINDS) kind: CategoryKind;
  /** What stands in the lines of other operators is not shown to a partner's officer; their amounts are. */
  @IsBoolean() masked: boolean;
}

/** A programme as the screens need it: its names, its own words, its lists in their order. */
export class ProgrammeView extends CodedView {
  @IsUUID() programmeId: string;
  @IsIn(['CUT', 'HALF_UP']) roundingRule: RoundingRule;
  @IsInt() acronymMaxLength: number;
  /** Language → translation key → the programme's own word. */
  @IsObject() terms: Record<string, Record<string, string>>;
  @ValidateNested({ each: true }) @Type(() => CodedView) versants: CodedView[];
  @ValidateNested({ each: true }) @Type(() => CodedView) funds: CodedView[];
  @ValidateNested({ each: true }) @Type(() => ProjectTypeView) projectTypes: ProjectTypeView[];
  @ValidateNested({ each: true }) @Type(() => CostCategoryView) costCategories: CostCategoryView[];
  @ValidateNested() @Type(() => BudgetRulesView) budgetRules: BudgetRulesView;
}
