import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsString, IsUUID, ValidateNested } from 'class-validator';
import type { Texts } from '@passerelle/shared/kernel';
import type { RoundingRule } from '@passerelle/shared/money';

export class CodedView {
  @IsString() code: string;
  @IsObject() names: Texts;
}

export class ProjectTypeView extends CodedView {
  /** Basis points: 5000 = 50 %. */
  @IsInt() erdfRateBp: number;
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
  @ValidateNested({ each: true }) @Type(() => CodedView) costCategories: CodedView[];
}
