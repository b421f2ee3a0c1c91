import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsObject, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { OPERATOR_ROLES, type OperatorRole, type Texts } from '@passerelle/shared/kernel';
import type { Cents } from '@passerelle/shared/money';

// PostgreSQL's texts cannot hold it.
const NO_NUL = /^[^\0]*$/;

export const PROJECT_ORDERS = ['code', 'acronym', 'total', 'erdf', 'start'] as const;

/** What the list of projects is asked: a page, a search over code, acronym, title and operators, an order. */
export class ListProjects {
  @IsOptional() @IsString() @MaxLength(200) @Matches(NO_NUL) q?: string;
  @IsOptional() @IsString() @MaxLength(20) @Matches(NO_NUL) versant?: string;
  @IsOptional() @IsIn(PROJECT_ORDERS) order?: (typeof PROJECT_ORDERS)[number];
  @IsOptional() @IsIn(['asc', 'desc']) direction?: 'asc' | 'desc';
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) page?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) pageSize?: number;
}

export class ProjectRow {
  @IsUUID() projectId: string;
  @IsString() code: string;
  @IsString() acronym: string;
  @IsObject() titles: Texts;
  @IsString() status: string;
  @IsOptional() @IsISO8601() startDate: string | null;
  @IsOptional() @IsISO8601() endDate: string | null;
  @IsString() leadName: string;
  @IsString() leadVersantCode: string;
  @IsString({ each: true }) versantCodes: string[];
  @IsInt() operatorCount: number;
  @IsInt() totalCents: Cents;
  @IsInt() erdfCents: Cents;
}

export class ProjectPage {
  @ValidateNested({ each: true }) @Type(() => ProjectRow) rows: ProjectRow[];
  @IsInt() rowCount: number;
  @IsInt() page: number;
  @IsInt() pageSize: number;
  /** Over all rows found, not only this page. */
  @IsInt() totalCents: Cents;
  @IsInt() erdfCents: Cents;
}

/** An operator on the project sheet. Associated operators have null amounts: never a budget, never ERDF. */
export class SheetOperatorView {
  @IsUUID() operatorId: string;
  @IsString() name: string;
  @IsIn(OPERATOR_ROLES) role: OperatorRole;
  @IsString() versantCode: string;
  @IsOptional() @IsInt() totalCents: Cents | null;
  @IsOptional() @IsInt() erdfCents: Cents | null;
}

export class VersantTotalView {
  @IsString() versantCode: string;
  @IsInt() operatorCount: number;
  @IsInt() associatedCount: number;
  @IsInt() totalCents: Cents;
  @IsInt() erdfCents: Cents;
}

export class LeadView {
  @IsString() name: string;
  @IsOptional() @IsString() postcode: string | null;
  @IsOptional() @IsString() city: string | null;
  @IsOptional() @IsString() country: string | null;
}

/** The project sheet: the six sections of the published form, from what is stored now. */
export class ProjectSheetView {
  @IsUUID() programmeId: string;
  @IsUUID() projectId: string;
  @IsString() programmeCode: string;
  @IsString() code: string;
  @IsString() acronym: string;
  @IsObject() titles: Texts;
  @IsObject() summaries: Texts;
  @IsString() status: string;
  @IsOptional() @IsISO8601() startDate: string | null;
  @IsOptional() @IsISO8601() endDate: string | null;
  @IsOptional() @IsISO8601() lastUpdate: string | null;
  /** The programme's own wording where the sheet's was recognised, else the sheet's. */
  @IsOptional() @IsObject() interventionCategory: Texts | null;
  /** As the imported sheet worded it. */
  @IsOptional() @IsString() interventionCategoryText: string | null;
  /** The rate of all funded operators (basis points); null where they differ. */
  @IsOptional() @IsInt() erdfRateBp: number | null;
  @ValidateNested() @Type(() => LeadView) lead: LeadView;
  @ValidateNested({ each: true }) @Type(() => SheetOperatorView) operators: SheetOperatorView[];
  @ValidateNested({ each: true }) @Type(() => VersantTotalView) versants: VersantTotalView[];
  @IsInt() totalCents: Cents;
  @IsInt() erdfCents: Cents;
  @IsInt() toAllocateCents: Cents;
  @IsInt() budgetRevision: number;
}
