import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { LineView, LineWorkPackageView, PeriodView, type LineDifferenceKind } from '@passerelle/budget/model';
import type { Texts } from '@passerelle/shared/kernel';
import type { Cents } from '@passerelle/shared/money';

/** A sum in both versions. `key`: an operator's id, a versant's or category's code, a work package's id, a half-year's number; null: to allocate. Cents. */
export class AmountDifferenceView {
  @IsOptional() @IsString() key: string | null;
  @IsInt() beforeCents: Cents;
  @IsInt() afterCents: Cents;
  @IsInt() differenceCents: Cents;
}

/** A line that only one version has, or that both have otherwise. `fields`: amountCents, descriptions.fr, period.3 … */
export class LineDifferenceView {
  @IsUUID() lineId: string;
  @IsIn(['ADDED', 'REMOVED', 'CHANGED']) kind: LineDifferenceKind;
  @IsOptional() @ValidateNested() @Type(() => LineView) before: LineView | null;
  @IsOptional() @ValidateNested() @Type(() => LineView) after: LineView | null;
  @IsArray() @IsString({ each: true }) fields: string[];
  @IsInt() differenceCents: Cents;
}

export class ComparedOperator {
  @IsUUID() operatorId: string;
  @IsString() name: string;
  @IsString() versantCode: string;
}

export class ComparedCategory {
  @IsString() code: string;
  @IsObject() names: Texts;
}

export class DifferencesBy {
  @ValidateNested({ each: true }) @Type(() => AmountDifferenceView) operator: AmountDifferenceView[];
  @ValidateNested({ each: true }) @Type(() => AmountDifferenceView) versant: AmountDifferenceView[];
  @ValidateNested({ each: true }) @Type(() => AmountDifferenceView) category: AmountDifferenceView[];
  @ValidateNested({ each: true }) @Type(() => AmountDifferenceView) workPackage: AmountDifferenceView[];
  @ValidateNested({ each: true }) @Type(() => AmountDifferenceView) halfYear: AmountDifferenceView[];
}

/** How version `after` differs from version `before`: each dimension's differences add up to that of the totals. Amounts in cents. */
export class DifferenceView {
  @IsInt() before: number;
  @IsInt() after: number;
  @ValidateNested() @Type(() => AmountDifferenceView) total: AmountDifferenceView;
  @ValidateNested() @Type(() => AmountDifferenceView) erdf: AmountDifferenceView;
  @ValidateNested() @Type(() => DifferencesBy) by: DifferencesBy;
  /** Those that differ. */
  @ValidateNested({ each: true }) @Type(() => LineDifferenceView) lines: LineDifferenceView[];
  /** How many lines are the same in both. */
  @IsInt() sameLines: number;
  /** true where what tells salaries was withheld, so that a difference in it is not shown either. */
  @IsBoolean() withheld: boolean;
  /** What the keys stand for. */
  @ValidateNested({ each: true }) @Type(() => ComparedOperator) operators: ComparedOperator[];
  @ValidateNested({ each: true }) @Type(() => ComparedCategory) categories: ComparedCategory[];
  @ValidateNested({ each: true }) @Type(() => LineWorkPackageView) workPackages: LineWorkPackageView[];
  @ValidateNested({ each: true }) @Type(() => PeriodView) periods: PeriodView[];
}
