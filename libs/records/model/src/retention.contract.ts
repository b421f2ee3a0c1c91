import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, ValidateIf, ValidateNested } from 'class-validator';
import { RETENTION_STATES, type RetentionState } from '@passerelle/project/model';

/** A hold on a project's records, and whether it was let go. */
export class HoldView {
  @IsUUID() holdId: string;
  @IsString() reason: string;
  @IsString() heldByName: string;
  @IsISO8601() heldAt: string;
  @IsOptional() @IsString() releasedByName: string | null;
  @IsOptional() @IsISO8601() releasedAt: string | null;
}

/** How long the records of a project are kept. Dates are ISO. */
export class RetentionView {
  @IsUUID() programmeId: string;
  @IsUUID() projectId: string;
  @IsIn(RETENTION_STATES) state: RetentionState;
  @IsOptional() @IsISO8601() lastPaymentOn: string | null;
  /** The last day on which they must be kept, if nothing holds them longer; null as long as nothing was paid. */
  @IsOptional() @IsISO8601() until: string | null;
  /** For how many years after the year of the last payment: the programme's setting. */
  @IsInt() years: number;
  /** Latest first; null for whom the reasons do not concern. */
  @IsOptional() @ValidateNested({ each: true }) @Type(() => HoldView) holds: HoldView[] | null;
}

/** When the last payment of the grant was made; null takes the date back. Refusal: 422 retention.payment-in-future. */
export class SetLastPayment {
  @ValidateIf((_, value) => value !== null) @IsISO8601({ strict: true }) @Matches(/^(19|20)\d{2}-\d{2}-\d{2}$/) lastPaymentOn: string | null;
}

/** Why the records are held, for those who may see it. It should name no person. */
export class HoldRecords {
  @IsString() @MaxLength(500) @Matches(/^[^\0]*\S[^\0]*$/) reason: string;
}

/** What the list is asked: a page, the projects of one state alone. */
export class ListRetention {
  @IsOptional() @IsIn(RETENTION_STATES) state?: RetentionState;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) page?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) pageSize?: number;
}

export class RetentionRow {
  @IsUUID() projectId: string;
  @IsString() code: string;
  @IsString() acronym: string;
  @IsString() status: string;
  @IsIn(RETENTION_STATES) state: RetentionState;
  @IsOptional() @IsISO8601() lastPaymentOn: string | null;
  @IsOptional() @IsISO8601() until: string | null;
}

/** How many of all projects, whatever was asked for, are in each state. */
export class RetentionCounts {
  @IsInt() NOT_STARTED: number;
  @IsInt() RUNNING: number;
  @IsInt() HELD: number;
  @IsInt() OVER: number;
}

/** Projects in the order in which their terms end; those without an end last. */
export class RetentionPage {
  @ValidateNested({ each: true }) @Type(() => RetentionRow) rows: RetentionRow[];
  @IsInt() rowCount: number;
  @IsInt() page: number;
  @IsInt() pageSize: number;
  @ValidateNested() @Type(() => RetentionCounts) counts: RetentionCounts;
  @IsInt() years: number;
}
