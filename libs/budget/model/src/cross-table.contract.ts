import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';
import type { Texts } from '@passerelle/shared/kernel';
import type { Cents } from '@passerelle/shared/money';
import { ExplanationSentence, VersionQuery } from './budget.contract';
import { DIMENSIONS, type Dimension } from './cross-table.rules';
import { LINE_KINDS, type LineKind } from './lines';

/** The key of the row or column of what is not spread, in no work package, or agreed and not broken down. */
export const TO_ALLOCATE = 'to-allocate';
/** As many rows behind a figure are told at once. */
export const ROWS_AT_ONCE = 500;
const KEY = /^[\w-]{1,60}$/;

/** By which two of them the budget is shown, and which version of it. */
export class CrossTableQuery extends VersionQuery {
  @IsIn(DIMENSIONS) rows: Dimension;
  @IsIn(DIMENSIONS) columns: Dimension;
}

/** A cell by the keys of its row and column; one that is left out stands for all of them. */
export class CrossTableRowsQuery extends CrossTableQuery {
  @IsOptional() @IsString() @Matches(KEY) row?: string;
  @IsOptional() @IsString() @Matches(KEY) column?: string;
  /** How many rows are passed over. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) from?: number;
}

/** A row or column: which one it is, and what the reader is told of it. */
export class TableKeyView {
  /** An operator's or work package's id, a code, a half-year's number, a payer, or to-allocate. */
  @IsString() key: string;
  /** An operator's name; '' for everything else. */
  @IsString() name: string;
  /** The programme's or the project's own names: categories, work packages; none for everything else. */
  @IsObject() names: Texts;
  /** Of a work package or a half-year. */
  @IsOptional() @IsInt() number: number | null;
  /** The half-year's days; null where the project no longer has it. */
  @IsOptional() @IsString() startDate: string | null;
  @IsOptional() @IsString() endDate: string | null;
}

/** The budget by two dimensions, in cents. Rows, columns and both of their totals add up to the grand total, which is the budget's. */
export class CrossTableView {
  @IsUUID() budgetId: string;
  @IsInt() versionNumber: number;
  @IsInt() revision: number;
  @IsString() changedAt: string;
  @IsIn(DIMENSIONS) rowDimension: Dimension;
  @IsIn(DIMENSIONS) columnDimension: Dimension;
  @ValidateNested({ each: true }) @Type(() => TableKeyView) rows: TableKeyView[];
  @ValidateNested({ each: true }) @Type(() => TableKeyView) columns: TableKeyView[];
  /** By row and column. */
  @IsArray() cells: Cents[][];
  @IsInt({ each: true }) rowTotals: Cents[];
  @IsInt({ each: true }) columnTotals: Cents[];
  @IsInt() grandTotalCents: Cents;
}

/** A line behind a figure with its part of it, or what an operator's agreed total has beyond its lines (`lineId` null). */
export class BehindFigureView {
  @IsOptional() @IsUUID() lineId: string | null;
  @IsUUID() operatorId: string;
  @IsString() operatorName: string;
  @IsOptional() @IsString() categoryCode: string | null;
  @IsOptional() @IsUUID() workPackageId: string | null;
  @IsOptional() @IsIn(LINE_KINDS) kind: LineKind | null;
  @IsObject() descriptions: Texts;
  /** true where what would tell a salary is withheld. */
  @IsBoolean() masked: boolean;
  /** The line's whole amount. */
  @IsInt() amountCents: Cents;
  @IsInt() contributionCents: Cents;
}

/** How a figure of a table came about. The contributions of all of its rows add up to it. */
export class CrossTableRowsView {
  @IsInt() revision: number;
  /** null: all of them. */
  @IsOptional() @ValidateNested() @Type(() => TableKeyView) row: TableKeyView | null;
  @IsOptional() @ValidateNested() @Type(() => TableKeyView) column: TableKeyView | null;
  @IsInt() cents: Cents;
  /** The formula and what it rests on: text keys with parameters. */
  @ValidateNested({ each: true }) @Type(() => ExplanationSentence) sentences: ExplanationSentence[];
  @IsInt() rowCount: number;
  /** The place of the first one told. */
  @IsInt() from: number;
  @ValidateNested({ each: true }) @Type(() => BehindFigureView) rows: BehindFigureView[];
}
