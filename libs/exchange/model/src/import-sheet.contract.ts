import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';
import type { Cents } from '@passerelle/shared/money';

export class FindingView {
  @IsString() code: string;
  @IsIn(['error', 'warning', 'info']) severity: 'error' | 'warning' | 'info';
  @IsOptional() @IsInt() line: number | null;
  @IsObject() params: Record<string, string | number>;
}

export class UnderstoodView {
  @IsString() field: string;
  @IsInt() line: number;
  @IsInt() lastLine: number;
  @IsString() value: string;
}

export class PreviewOperator {
  @IsString() name: string;
  @IsString() versant: string;
  @IsIn(['LEAD', 'PARTNER', 'ASSOCIATED']) role: 'LEAD' | 'PARTNER' | 'ASSOCIATED';
  @IsOptional() @IsInt() totalCents: Cents | null;
  @IsOptional() @IsInt() erdfCents: Cents | null;
  @IsInt() line: number;
}

export class AmountPair {
  @IsOptional() @IsInt() totalCents: Cents | null;
  @IsOptional() @IsInt() erdfCents: Cents | null;
}

/** How the sheet stands to what is stored: not yet there, already there with nothing to change, there but different (not overwritten), or refused by its errors. */
export type SheetOutcome = 'NEW' | 'UNCHANGED' | 'DIFFERENT' | 'REFUSED';

/** What a project sheet says, beside its source; nothing is stored. */
export class SheetPreview {
  @IsString() fileName: string;
  /** sha-256 of the file: sent back with the acceptance, so that what is accepted is what was shown. */
  @IsString() fingerprint: string;
  @IsIn(['NEW', 'UNCHANGED', 'DIFFERENT', 'REFUSED']) outcome: SheetOutcome;
  @IsString({ each: true }) lines: string[];
  @ValidateNested({ each: true }) @Type(() => UnderstoodView) understood: UnderstoodView[];
  @ValidateNested({ each: true }) @Type(() => FindingView) findings: FindingView[];
  @IsObject() project: {
    code: string | null; acronym: string | null; title: string | null; startDate: string | null; endDate: string | null; lastUpdate: string | null;
    lead: { name: string; postcode: string | null; city: string | null; country: string | null } | null;
    interventionCategory: string | null; summary: string | null;
  };
  @ValidateNested({ each: true }) @Type(() => PreviewOperator) operators: PreviewOperator[];
  @ValidateNested() @Type(() => AmountPair) printed: AmountPair;
  @ValidateNested() @Type(() => AmountPair) computed: AmountPair;
  /** versant → totals of its rows. */
  @IsObject() byVersant: Record<string, { totalCents: Cents; erdfCents: Cents }>;
}

/** A sheet was accepted: the project it became, or that was already there unchanged. */
export class AcceptedSheet {
  @IsString() projectCode: string;
  @IsIn(['NEW', 'UNCHANGED']) outcome: 'NEW' | 'UNCHANGED';
}

/** A sheet at hand for trying out the import. */
export class SampleSheetView {
  @IsString() name: string;
  @IsString() title: string;
}
