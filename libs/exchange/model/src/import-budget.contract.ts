import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, Max, MaxLength, Min, ValidateNested } from 'class-validator';

/** A row whose value says so is left out. */
export const LEFT_OUT = 'LEFT_OUT';

/** What the reader says of a free table: what its columns hold, and what its words mean in the project. */
export class TableMapping {
  @IsOptional() @IsString() @MaxLength(100) sheet: string | null;
  @IsInt() @Min(0) @Max(60_000) headRow: number;
  /** Column number (1 for A) → field. */
  @IsObject() columns: Record<string, string>;
  /** A value as it stands in the table → operator's id, or LEFT_OUT. */
  @IsObject() operators: Record<string, string>;
  /** → category code, or LEFT_OUT. */
  @IsObject() categories: Record<string, string>;
  /** → work package's id, '' for to allocate, or LEFT_OUT. */
  @IsObject() workPackages: Record<string, string>;
  /** For rows that name none. */
  @IsOptional() @IsUUID() operatorId: string | null;
  @IsOptional() @IsString() @MaxLength(40) categoryCode: string | null;
  @IsOptional() @IsUUID() workPackageId: string | null;
  /** Address of a cell that reads in two ways → cents or ten-thousandths: one of its readings. */
  @IsObject() answers: Record<string, number>;
  /** Rows that the reader leaves out. */
  @IsArray() @ArrayMaxSize(60_000) @IsInt({ each: true }) leftOut: number[];
}

export class ImportedField {
  /** As in a line: amountCents, quantity, unitPriceCents, period.3, descriptions.fr, categoryCode … */
  @IsString() field: string;
  @IsIn(['CENTS', 'QUANTITY', 'TEXT']) unit: 'CENTS' | 'QUANTITY' | 'TEXT';
  @IsOptional() before: string | number | null;
  @IsOptional() after: string | number | null;
  /** Somebody else changed it after the workbook was made: `before` is what she entered, and goes with a line that is removed. */
  @IsBoolean() changedSince: boolean;
}

/** A line that the file adds, changes or removes, or an agreed total that it changes, with each cell that differs. */
export class ImportedDifference {
  @IsIn(['ADDED', 'CHANGED', 'REMOVED', 'AGREED']) kind: 'ADDED' | 'CHANGED' | 'REMOVED' | 'AGREED';
  /** 'Sheet'!H6; the sheet alone for a line that is no longer in it. */
  @IsString() at: string;
  @IsString() operatorName: string;
  @IsString() label: string;
  @ValidateNested({ each: true }) @Type(() => ImportedField) fields: ImportedField[];
}

/** What is wrong with a cell or a row, and where. */
export class ImportFinding {
  @IsString() code: string;
  @IsObject() params: Record<string, string | number>;
  @IsString() at: string;
  /** The row, where leaving it out mends it. */
  @IsOptional() @IsInt() row: number | null;
}

/** A cell of a free table that reads in two ways: only its writer knows. */
export class ImportQuestion {
  @IsString() at: string;
  @IsString() text: string;
  @IsIn(['CENTS', 'QUANTITY']) unit: 'CENTS' | 'QUANTITY';
  @IsInt({ each: true }) readings: number[];
}

export class TableColumn {
  @IsInt() column: number;
  @IsString() letters: string;
  @IsString() head: string;
  @IsString({ each: true }) samples: string[];
}

export class TableValue {
  @IsString() text: string;
  @IsInt() rows: number;
}

export class ImportChoice {
  @IsString() value: string;
  @IsString() label: string;
}

/** A free table as it was understood, so that the reader can correct it. */
export class FreeTable {
  @IsString({ each: true }) sheets: string[];
  @ValidateNested() @Type(() => TableMapping) mapping: TableMapping;
  @ValidateNested({ each: true }) @Type(() => TableColumn) columns: TableColumn[];
  @ValidateNested({ each: true }) @Type(() => TableValue) operators: TableValue[];
  @ValidateNested({ each: true }) @Type(() => TableValue) categories: TableValue[];
  @ValidateNested({ each: true }) @Type(() => TableValue) workPackages: TableValue[];
  @ValidateNested({ each: true }) @Type(() => ImportQuestion) questions: ImportQuestion[];
  /** What the values may mean in this project. */
  @ValidateNested({ each: true }) @Type(() => ImportChoice) operatorChoices: ImportChoice[];
  @ValidateNested({ each: true }) @Type(() => ImportChoice) categoryChoices: ImportChoice[];
  @ValidateNested({ each: true }) @Type(() => ImportChoice) workPackageChoices: ImportChoice[];
  @ValidateNested({ each: true }) @Type(() => ImportChoice) periodChoices: ImportChoice[];
}

export class ImportCounts {
  @IsInt() added: number;
  @IsInt() changed: number;
  @IsInt() removed: number;
  @IsInt() agreed: number;
  /** Single cells that differ in changed lines and agreed totals. */
  @IsInt() cells: number;
  @IsInt() unchanged: number;
  @IsInt() leftOut: number;
  @IsInt() errors: number;
}

/** What a file would change in a budget; nothing is stored. Lists are cut at a few hundred, counts are whole. */
export class BudgetImportPreview {
  @IsString() fileName: string;
  /** sha-256 of the file, the language and what the table was taken to mean: sent back with the acceptance, which is refused where one of them is another. */
  @IsString() fingerprint: string;
  /** The budget's revision that the file was compared with: sent back as If-Match. */
  @IsInt() revision: number;
  /** A workbook that Passerelle made for this project, or anybody's table. */
  @IsIn(['WORKBOOK', 'TABLE']) kind: 'WORKBOOK' | 'TABLE';
  /** The revision of which the workbook was made; null for a table. */
  @IsOptional() @IsInt() madeOfRevision: number | null;
  @IsOptional() @IsString() madeAt: string | null;
  @ValidateNested() @Type(() => ImportCounts) counts: ImportCounts;
  @ValidateNested({ each: true }) @Type(() => ImportedDifference) differences: ImportedDifference[];
  @ValidateNested({ each: true }) @Type(() => ImportFinding) errors: ImportFinding[];
  @IsOptional() @ValidateNested() @Type(() => FreeTable) table: FreeTable | null;
}

export class BudgetImported {
  @IsInt() revision: number;
  @ValidateNested() @Type(() => ImportCounts) counts: ImportCounts;
}
