import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength, ValidateNested } from 'class-validator';
import type { Permission } from '@passerelle/shared/kernel';
import type { Cents } from '@passerelle/shared/money';
import { BUDGET_STATUSES, type BudgetStatus } from '@passerelle/budget/model';
import { SHIFT_LEVELS, type ShiftLevel } from '@passerelle/programme/model';
import { PROBLEM_LEVELS, type ProblemLevel } from './problems.rules';
import type { AgreementReason } from './agreement.rules';

/** What was submitted, as a list shows it. */
export class SubmissionView {
  @IsInt() number: number;
  @IsString() at: string;
  @IsString() byName: string;
  /** Of what was submitted: hexadecimal. */
  @IsString() sha256: string;
}

/** A version of a project's budget. Amounts in cents, moments and days ISO. */
export class VersionView {
  @IsUUID() budgetId: string;
  @IsInt() versionNumber: number;
  @IsIn(BUDGET_STATUSES) status: BudgetStatus;
  @IsInt() revision: number;
  /** The version that it was opened beside; null for the first. */
  @IsOptional() @IsInt() basedOn: number | null;
  /** Counts today: lists, sheets and totals show it. */
  @IsBoolean() isValid: boolean;
  /** The latest one, which is worked on. */
  @IsBoolean() isWorking: boolean;
  @IsString() changedAt: string;
  @IsOptional() @IsString() submittedAt: string | null;
  @IsString() submittedByName: string;
  @IsOptional() @IsString() decidedAt: string | null;
  @IsString() decidedByName: string;
  /** Of the last decision: who took it, its number, and what was said with it (the reasons, where it was returned). */
  @IsString() decisionBody: string;
  @IsString() decisionNumber: string;
  @IsString() decisionNote: string;
  @IsOptional() @IsString() effectiveDate: string | null;
  @IsInt() totalCents: Cents;
  @IsInt() toAllocateCents: Cents;
  @IsInt() erdfCents: Cents;
  /** Latest first. */
  @ValidateNested({ each: true }) @Type(() => SubmissionView) submissions: SubmissionView[];
}

/** A modification that was withdrawn, with what was submitted of it before. Its number is not given again. */
export class WithdrawnVersionView {
  @IsInt() versionNumber: number;
  @IsString() withdrawnAt: string;
  /** Latest first. */
  @ValidateNested({ each: true }) @Type(() => SubmissionView) submissions: SubmissionView[];
}

/** Who may agree to the version that is worked on, by what it shifts. */
export class AgreementView {
  @IsIn(SHIFT_LEVELS) level: ShiftLevel;
  @IsIn(['FIRST', 'MORE_ERDF', 'NO_RULES', 'SHIFTS']) reason: AgreementReason;
  /** The permissions that approving and returning it need: buttons are judged by them. */
  @IsString() approve: Permission;
  @IsString() return: Permission;
}

export class VersionsView {
  @IsUUID() programmeId: string;
  @IsUUID() projectId: string;
  /** By its lead, for permissions that reach so far. */
  @IsOptional() @IsString() leadVersantCode: string | null;
  @IsArray() @IsString({ each: true }) versantCodes: string[];
  /** Latest first: the first one is worked on. */
  @ValidateNested({ each: true }) @Type(() => VersionView) versions: VersionView[];
  /** Of which something was submitted; latest first. */
  @ValidateNested({ each: true }) @Type(() => WithdrawnVersionView) withdrawn: WithdrawnVersionView[];
  @ValidateNested() @Type(() => AgreementView) agreement: AgreementView;
}

export class ProblemView {
  @IsIn(PROBLEM_LEVELS) level: ProblemLevel;
  @IsString() code: string;
  @IsObject() params: Record<string, string | number>;
  /** Its cell: operator × category (TOTAL for the agreed total, own for the own contribution), and where it is of one line, the line and its field. */
  @IsOptional() @IsUUID() operatorId: string | null;
  @IsOptional() @IsString() category: string | null;
  @IsOptional() @IsUUID() lineId: string | null;
  @IsOptional() @IsString() field: string | null;
}

export class ProblemsView {
  /** The revision that was looked at: what is submitted is this one. */
  @IsInt() revision: number;
  @ValidateNested({ each: true }) @Type(() => ProblemView) problems: ProblemView[];
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What a decision on a version says. `effectiveDate`: from which day on it is the valid one, ISO. */
export class ApproveBudget {
  @Matches(DAY) effectiveDate: string;
  @IsString() @MinLength(1) @MaxLength(200) body: string;
  @IsString() @MaxLength(60) number: string;
  @IsString() @MaxLength(2000) note: string;
}

export class ReturnBudget {
  @IsString() @MinLength(1) @MaxLength(2000) reasons: string;
}

/** A submission read again: what was frozen, and whether it still is what its hash says. Of other operators' lines what tells salaries is withheld from a partner's officer. */
export class SubmissionContentView extends SubmissionView {
  @IsBoolean() isIntact: boolean;
  @IsObject() content: object;
}

