import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { SHIFT_LEVELS, SHIFT_SUBJECTS, type ShiftLevel, type ShiftSubject } from '@passerelle/programme/model';
import type { Cents } from '@passerelle/shared/money';
import { BUDGET_STATUSES, type BudgetStatus } from '@passerelle/budget/model';
import { AgreementView } from './versions.contract';

/** How far the version that is worked on has moved from what was first agreed. Cents, basis points (cut). */
export class ShiftView {
  @IsIn(SHIFT_SUBJECTS) of: ShiftSubject;
  /** Category code or operator id; '' for the project. */
  @IsString() key: string;
  /** What the operator is called; '' where it is about no operator. */
  @IsString() operatorName: string;
  @IsInt() agreedCents: Cents;
  @IsInt() draftCents: Cents;
  @IsInt() shiftCents: Cents;
  /** null where nothing was agreed. */
  @IsOptional() @IsInt() shiftBp: number | null;
  @IsIn(SHIFT_LEVELS) level: ShiftLevel;
  /** The threshold that it exceeds; null where it needs nobody. */
  @IsOptional() @IsInt() overBp: number | null;
}

export class ShiftsView {
  /** The version that is worked on and its revision. */
  @IsInt() versionNumber: number;
  @IsInt() revision: number;
  @IsIn(BUDGET_STATUSES) status: BudgetStatus;
  /** The first agreed version, from which shifts are counted; null where none was agreed yet: then nothing shifts. */
  @IsOptional() @IsInt() agreedVersion: number | null;
  @ValidateNested() @Type(() => AgreementView) agreement: AgreementView;
  /** Categories, operators, project; those that moved. */
  @ValidateNested({ each: true }) @Type(() => ShiftView) shifts: ShiftView[];
  /** Those that need the highest level, largest percentage first. */
  @ValidateNested({ each: true }) @Type(() => ShiftView) decisive: ShiftView[];
}
