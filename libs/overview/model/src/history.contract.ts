import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsISO8601, IsObject, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';

// PostgreSQL's texts cannot hold it.
const NO_NUL = /^[^\0]*$/;
const DAY_OR_MOMENT = /^[12]\d{3}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?Z)?$/;

/** What acts are asked for: of a time, of one kind, a page at a time. A day is a whole day by UTC; a moment is exact, and `to` itself is no longer within. */
export class ActsQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) before?: number;
  @IsOptional() @IsISO8601({ strict: true }) @Matches(DAY_OR_MOMENT) from?: string;
  @IsOptional() @IsISO8601({ strict: true }) @Matches(DAY_OR_MOMENT) to?: string;
  @IsOptional() @IsString() @MaxLength(60) @Matches(NO_NUL) act?: string;
}

/** A project's history is also asked for by who acted (a person's id, or `passerelle`) and by what changed: the history of one row. */
export class HistoryQuery extends ActsQuery {
  @IsOptional() @Matches(/^(passerelle|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/) actor?: string;
  @IsOptional() @IsString() @MaxLength(200) @Matches(NO_NUL) subject?: string;
}

/** What changed, before and after. `subject` names the thing (budget-cell:<operatorId>:<cell>), `label` says it to a reader; '' where the page's `names` do. */
export class HistoryChange {
  @IsString() subject: string;
  @IsString() label: string;
  @IsOptional() before: unknown;
  @IsOptional() after: unknown;
  /** true where both values are withheld, since they would tell a salary. */
  @IsOptional() @IsBoolean() withheld?: boolean;
}

/** One act of the journal. */
export class HistoryEntry {
  /** Its number in the project's chain, from 1 on. */
  @IsInt() entryId: number;
  @IsString() at: string;
  /** null: Passerelle itself. */
  @IsOptional() @IsUUID() actorId: string | null;
  /** As the person is called now; '' where she is no longer known. */
  @IsString() actorName: string;
  @IsString() act: string;
  @ValidateNested({ each: true }) @Type(() => HistoryChange) changes: HistoryChange[];
  /** Its link in the chain: SHA-256, hexadecimal. */
  @Matches(/^[0-9a-f]{64}$/) hash: string;
}

export class HistoryActor {
  @IsOptional() @IsUUID() actorId: string | null;
  @IsString() name: string;
}

/** Acts, latest first, and what the reader needs to understand and to choose among them. */
export class ActsPage {
  /** Send as `before` to get the acts that came earlier; null at the beginning. */
  @IsOptional() @IsInt() earlierBefore: number | null;
  /** Ids that occur in the entries → what they stand for, as it is called now: persons, operators, projects, programmes. */
  @IsObject() names: Record<string, string>;
  /** The acts that occur, whatever was asked for. */
  @IsString({ each: true }) acts: string[];
}

export class HistoryPage extends ActsPage {
  @ValidateNested({ each: true }) @Type(() => HistoryEntry) entries: HistoryEntry[];
  /** Who occurs in the project's journal, whatever was asked for. */
  @ValidateNested({ each: true }) @Type(() => HistoryActor) actors: HistoryActor[];
}

/** An act of a person, in one of the projects that the reader sees; all three null: in no project. */
export class PersonAct extends HistoryEntry {
  @IsOptional() @IsString() programmeCode: string | null;
  @IsOptional() @IsString() projectCode: string | null;
  @IsOptional() @IsString() projectAcronym: string | null;
}

export class PersonActsPage extends ActsPage {
  @IsUUID() personId: string;
  @IsString() personName: string;
  @ValidateNested({ each: true }) @Type(() => PersonAct) entries: PersonAct[];
}
