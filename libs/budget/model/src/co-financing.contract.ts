import { Type } from 'class-transformer';
import { ArrayMaxSize, IsBoolean, IsIn, IsInt, IsISO8601, IsObject, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, ValidateIf, ValidateNested } from 'class-validator';
import { OPERATOR_ROLES, type OperatorRole } from '@passerelle/shared/kernel';
import type { Cents } from '@passerelle/shared/money';
import type { BudgetStatus } from './budget.contract';
import { FUNDING_KINDS, LONGEST_SOURCE_NAME, type FundingKind, type Payer } from './co-financing.rules';
import { LETTER_STATUSES, LONGEST_LETTER_REFERENCE, SOURCES_AT_ONCE, type LetterStatus } from './match-funding';

/** Somebody who pays besides the fund and the operator itself. Amounts in cents. */
export class MatchFundingView {
  @IsUUID() sourceId: string;
  @IsInt() position: number;
  @IsIn(FUNDING_KINDS) kind: FundingKind;
  @IsString() name: string;
  @IsInt() amountCents: Cents;
  @IsString() letterReference: string;
  @IsOptional() @IsISO8601() letterDate: string | null;
  @IsIn(LETTER_STATUSES) letterStatus: LetterStatus;
}

/** Who pays how much, and which part of the whole that is. */
export class WhoPaysView {
  @IsInt() totalCents: Cents;
  /** ERDF, PUBLIC, AUTOMATIC_PUBLIC, PRIVATE, OWN → cents, the own contribution nought at least; with the difference they add up to the total. */
  @IsObject() byPayer: Record<Payer, Cents>;
  /** The same as parts of the total in basis points, by largest remainder: they add up to 10 000 where nothing is too much; null where the total is nought. */
  @IsObject() shareBp: Record<Payer, number | null>;
  /** By how much ERDF and sources exceed the budgets of those where they do: nought or negative. */
  @IsInt() differenceCents: Cents;
}

/** A funded operator's co-financing: ERDF by its rate, its sources, and its own contribution, which takes the remainder. */
export class OperatorCoFinancingView extends WhoPaysView {
  @IsUUID() operatorId: string;
  @IsString() name: string;
  @IsIn(OPERATOR_ROLES) role: OperatorRole;
  @IsString() versantCode: string;
  @IsInt() erdfRateBp: number;
  @ValidateNested({ each: true }) @Type(() => MatchFundingView) sources: MatchFundingView[];
}

/** The co-financing of a project's budget. `revision` is the budget's, for If-Match. */
export class CoFinancingView {
  @IsUUID() budgetId: string;
  @IsUUID() programmeId: string;
  @IsUUID() projectId: string;
  @IsString() projectCode: string;
  @IsInt() revision: number;
  @IsIn(['DRAFT', 'SUBMITTED', 'APPROVED', 'RETURNED']) status: BudgetStatus;
  @IsInt() versionNumber: number;
  /** The latest version, which is worked on; another one is read. */
  @IsBoolean() isWorking: boolean;
  @IsString() changedAt: string;
  @ValidateNested({ each: true }) @Type(() => OperatorCoFinancingView) operators: OperatorCoFinancingView[];
  @ValidateNested() @Type(() => WhoPaysView) whoPays: WhoPaysView;
}

const ifSent = ValidateIf((_: unknown, value: unknown) => value !== undefined);

/** The fields of a source; left out: as it is. */
export class MatchFundingFields {
  @ifSent @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) position?: number;
  @ifSent @IsIn(FUNDING_KINDS) kind?: FundingKind;
  @ifSent @IsString() @MaxLength(LONGEST_SOURCE_NAME) name?: string;
  @ifSent @IsInt() amountCents?: number;
  @ifSent @IsString() @MaxLength(LONGEST_LETTER_REFERENCE) letterReference?: string;
  /** ISO date; null: none. */
  @IsOptional() @IsISO8601({ strict: true }) @Matches(/^(19|20)\d{2}-\d{2}-\d{2}$/) letterDate?: string | null;
  @ifSent @IsIn(LETTER_STATUSES) letterStatus?: LetterStatus;
}

/** A source that did not exist. Its id is made by the sender: sending it once more makes no second one, and undoing its removal brings the same one back. */
export class NewMatchFunding extends MatchFundingFields {
  @IsUUID() sourceId: string;
  @IsUUID() operatorId: string;
}

export class MatchFundingChange extends MatchFundingFields {
  @IsUUID() sourceId: string;
}

/**
 * The one act that changes sources: all or nothing, one transaction, one journal entry, in the budget's own sequence of revisions. Sent with If-Match: the revision on
 * which the sender's screen stands. A field that somebody else changed after it is stale; all others merge.
 */
export class ChangeMatchFunding {
  @ArrayMaxSize(SOURCES_AT_ONCE) @ValidateNested({ each: true }) @Type(() => NewMatchFunding) inserted: NewMatchFunding[];
  @ArrayMaxSize(SOURCES_AT_ONCE) @ValidateNested({ each: true }) @Type(() => MatchFundingChange) changed: MatchFundingChange[];
  @ArrayMaxSize(SOURCES_AT_ONCE) @IsUUID(undefined, { each: true }) removed: string[];
}

/** A field of a source that somebody else changed in the meantime, or a source that somebody else removed or changed (`field` null). Comes with a 412; nothing was saved. */
export class StaleMatchFunding {
  @IsUUID() sourceId: string;
  @IsOptional() @IsString() field: string | null;
  @IsOptional() yours: string | number | null;
  @IsOptional() theirs: string | number | null;
  @IsString() changedByName: string;
  @IsString() changedAt: string;
}

/** A page of a programme's projects by who pays. */
export class ProgrammeCoFinancingQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) page?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) pageSize?: number;
}

export class ProjectCoFinancingView extends WhoPaysView {
  @IsUUID() projectId: string;
  @IsString() code: string;
  @IsString() acronym: string;
}

/** Who pays how much in a programme: of all its projects together, and project by project. Each project counts with its valid version. */
export class ProgrammeCoFinancingView {
  @ValidateNested() @Type(() => WhoPaysView) whoPays: WhoPaysView;
  @ValidateNested({ each: true }) @Type(() => ProjectCoFinancingView) projects: ProjectCoFinancingView[];
  @IsInt() rowCount: number;
  @IsInt() page: number;
  @IsInt() pageSize: number;
}
