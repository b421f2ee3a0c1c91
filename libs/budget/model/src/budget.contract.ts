import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, ValidateIf, ValidateNested } from 'class-validator';
import { OPERATOR_ROLES, type OperatorRole, type Texts } from '@passerelle/shared/kernel';
import type { Cents } from '@passerelle/shared/money';
import { CATEGORY_KINDS, type CategoryKind } from '@passerelle/programme/model';

/** Drafts are edited; a submitted budget waits for its decision; an approved one never changes; a returned one is edited again. */
export const BUDGET_STATUSES = ['DRAFT', 'SUBMITTED', 'APPROVED', 'RETURNED'] as const;
export type BudgetStatus = (typeof BUDGET_STATUSES)[number];

/** A flat rate that an operator has chosen; basis points. */
export class ChosenRateView {
  @IsString() code: string;
  @IsInt() rateBp: number;
}

/** One operator's row of the budget. All amounts in cents. Associated operators have none: they are not in the budget. */
export class OperatorBudgetView {
  @IsUUID() operatorId: string;
  @IsString() name: string;
  @IsIn(OPERATOR_ROLES) role: OperatorRole;
  @IsString() versantCode: string;
  @IsInt() erdfRateBp: number;
  /** The total that was agreed or published; null where the total simply follows the lines. */
  @IsOptional() @IsInt() agreedTotalCents: Cents | null;
  /** Cost category code → sum of its lines. A category without lines is absent. */
  @IsObject() amountsCents: Record<string, Cents>;
  /** Cost category code → how many lines of their own it has: then its amount is their sum and is changed there. A category without any is absent. */
  @IsObject() lineCounts: Record<string, number>;
  /** The flat rates chosen: the categories that they cover take no amounts, and what they give is computed. */
  @ValidateNested({ each: true }) @Type(() => ChosenRateView) flatRates: ChosenRateView[];
  @IsInt() totalCents: Cents;
  /** Total less lines: not yet broken down; negative where the lines exceed the agreed total. */
  @IsInt() toAllocateCents: Cents;
  @IsInt() erdfCents: Cents;
  /** What other sources pay. */
  @IsInt() otherSourcesCents: Cents;
  /** The remainder; below nought where ERDF and other sources exceed the total. */
  @IsInt() ownContributionCents: Cents;
}

export class BudgetTotalsView {
  @IsInt() totalCents: Cents;
  @IsInt() toAllocateCents: Cents;
  @IsInt() erdfCents: Cents;
  @IsInt() otherSourcesCents: Cents;
  @IsInt() ownContributionCents: Cents;
  @IsObject() amountsCents: Record<string, Cents>;
}

export class BudgetCategoryView {
  @IsString() code: string;
  @IsObject() names: Texts;
  /** The overview shows a category of another kind than REAL only where an amount stands in it. */
  @IsIn(CATEGORY_KINDS) kind: CategoryKind;
}

/** The budget of a project. `revision` counts the saved acts; it is sent back as If-Match. */
export class BudgetView {
  @IsUUID() budgetId: string;
  @IsUUID() programmeId: string;
  @IsUUID() projectId: string;
  @IsString() projectCode: string;
  @IsInt() revision: number;
  @IsIn(BUDGET_STATUSES) status: BudgetStatus;
  @IsInt() versionNumber: number;
  /** The version that is edited: the latest one. */
  @IsBoolean() isWorking: boolean;
  /** The version that counts today: what lists, sheets and totals show. */
  @IsBoolean() isValid: boolean;
  @IsString() changedAt: string;
  @ValidateNested({ each: true }) @Type(() => BudgetCategoryView) categories: BudgetCategoryView[];
  @ValidateNested({ each: true }) @Type(() => OperatorBudgetView) operators: OperatorBudgetView[];
  @ValidateNested() @Type(() => BudgetTotalsView) totals: BudgetTotalsView;
}


/** One cell of the grid: an operator × a cost category, or the operator's agreed total (`cell` = TOTAL). */
export class AmountChange {
  @IsUUID() operatorId: string;
  @IsString() @MaxLength(40) cell: string;
  /** Cents. null empties the cell: an empty category counts nothing; without an agreed total the total follows the lines. */
  @ValidateIf((_, value) => value !== null) @IsInt() amountCents: number | null;
}

/**
 * The one act that changes amounts. A typed cell is a list of one, a pasted block a list of many: all or nothing, one transaction, one journal entry.
 * Sent with If-Match: the revision on which the reader's screen stands. A cell that somebody else changed after it is stale; all others merge.
 */
export class ChangeAmounts {
  @ArrayMinSize(1) @ArrayMaxSize(5000) @ValidateNested({ each: true }) @Type(() => AmountChange) changes: AmountChange[];
}

/** What a change brought: every row changed after the revision that was sent in (the others' changes too), and the totals. */
export class BudgetChanges {
  @IsInt() revision: number;
  @IsString() changedAt: string;
  @ValidateNested({ each: true }) @Type(() => OperatorBudgetView) operators: OperatorBudgetView[];
  @ValidateNested() @Type(() => BudgetTotalsView) totals: BudgetTotalsView;
}

/** The same for whoever follows the others' changes; another budget or status than the screen's means that it is to be opened anew. */
export class FollowedChanges extends BudgetChanges {
  @IsUUID() budgetId: string;
  @IsIn(BUDGET_STATUSES) status: BudgetStatus;
}

/** A cell that somebody else changed in the meantime: both values, who and when. Comes with a 412; nothing was saved. */
export class StaleCell {
  @IsUUID() operatorId: string;
  @IsString() operatorName: string;
  @IsString() cell: string;
  @IsOptional() @IsInt() yoursCents: Cents | null;
  @IsOptional() @IsInt() theirsCents: Cents | null;
  @IsString() changedByName: string;
  @IsString() changedAt: string;
}

/** One saved value of a cell, latest first. */
export class CellHistoryEntry {
  @IsString() at: string;
  @IsString() actorName: string;
  @IsString() act: string;
  @IsOptional() @IsInt() beforeCents: Cents | null;
  @IsOptional() @IsInt() afterCents: Cents | null;
}

export class ExplanationSentence {
  @IsString() key: string;
  @IsObject() params: Record<string, string | number>;
}

export class ExplanationRow {
  /** The figure of the row, to be asked in its turn; null where it stands for itself. */
  @IsOptional() @IsString() figure: string | null;
  /** A name as it is (an operator, a versant code); empty where labelKey says it. */
  @IsString() label: string;
  @IsOptional() @IsString() labelKey: string | null;
  /** Parameters of labelKey. */
  @IsOptional() @IsObject() labelParams?: Record<string, string | number>;
  /** A name in the languages in which it was given: a line's description. */
  @IsOptional() @IsObject() labelTexts?: Texts;
  @IsInt() cents: Cents;
}

/** How a figure came about: its formula as a text key with parameters, its rule, the rows that it sums. */
export class Explanation {
  @IsString() figure: string;
  /** What the figure is, as a text key with parameters: "ERDF of SETIS". */
  @IsString() titleKey: string;
  @IsObject() titleParams: Record<string, string | number>;
  @IsInt() cents: Cents;
  @IsIn(['SUM', 'SHARE', 'REMAINDER', 'ENTERED']) kind: 'SUM' | 'SHARE' | 'REMAINDER' | 'ENTERED';
  /** Sentences in order: text keys with parameters (…Cents, …Quantity, …Bp). The first is the formula, the next ones say what a reader would ask. */
  @ValidateNested({ each: true }) @Type(() => ExplanationSentence) sentences: ExplanationSentence[];
  @ValidateNested({ each: true }) @Type(() => ExplanationRow) rows: ExplanationRow[];
}

/** After which revision the changes are asked for: the one on which the reader's screen stands. */
export class ChangesQuery {
  @Type(() => Number) @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) after: number;
}

/** The first thing that whoever watches a budget is told: the name of the stream, by which she says where she stands, and the revision that is saved. */
export class BudgetWatched {
  @IsUUID() stream: string;
  @IsInt() revision: number;
}

/** Something was saved, by whom. What it was is asked for; null: more may have been saved than was heard. */
export class BudgetChanged {
  @IsOptional() @IsInt() revision: number | null;
  @IsString() byName: string;
}

/** Somebody else who has the budget open, and the cell in which she stands. */
export class PresentPerson {
  @IsUUID() personId: string;
  @IsString() name: string;
  @IsOptional() @IsUUID() operatorId: string | null;
  @IsOptional() @IsString() cell: string | null;
  @IsString() since: string;
}

export class BudgetPresence {
  @ValidateNested({ each: true }) @Type(() => PresentPerson) persons: PresentPerson[];
}

/** In which cell she stands who watches by this stream; null where she left the cells. */
export class PlaceInBudget {
  @IsUUID() stream: string;
  @ValidateIf((_, value) => value !== null) @IsUUID() operatorId: string | null;
  @ValidateIf((_, value) => value !== null) @IsString() @Matches(/^[A-Za-z0-9_-]{1,40}$/) cell: string | null;
}

/** Which version of the budget is asked for; left out: the one that is edited. */
export class VersionQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) version?: number;
}
