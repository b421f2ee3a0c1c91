import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, ValidateIf, ValidateNested } from 'class-validator';
import type { Texts } from '@passerelle/shared/kernel';
import type { Cents, Quantity } from '@passerelle/shared/money';
import { LINE_KINDS, LONGEST_COMMENT, LONGEST_FORMULA, LONGEST_IN_KIND_BY, type LineKind } from './lines';
import { BUDGET_STATUSES, BudgetTotalsView, OperatorBudgetView, type BudgetStatus } from './budget.contract';

/** Acts take as many lines at once. */
export const LINES_AT_ONCE = 5000;
/** Half-years of a project are counted from 1 on; none has more. */
export const MOST_PERIODS = 40;
/** May be left out, but is never null. */
const ifSent = ValidateIf((_, value) => value !== undefined);

/**
 * A line of the budget. Amounts in cents, quantities in ten-thousandths. What the half-years do not cover of it is to
 * allocate; so is the whole line where it has no work package.
 */
export class LineView {
  @IsUUID() lineId: string;
  @IsUUID() operatorId: string;
  @IsString() categoryCode: string;
  @IsOptional() @IsUUID() workPackageId: string | null;
  /** Lines stand in its order, and where it is the same in the order of their ids. */
  @IsInt() position: number;
  @IsIn(LINE_KINDS) kind: LineKind;
  @IsObject() descriptions: Texts;
  @IsOptional() @IsInt() quantity: Quantity | null;
  @IsOptional() @IsInt() unitPriceCents: Cents | null;
  /** What counts: quantity × unit price cut at the cent where both stand, else what was entered, else the sum of the half-years; null where there is nothing. */
  @IsOptional() @IsInt() amountCents: Cents | null;
  /** Whether the amount itself was entered. */
  @IsBoolean() amountEntered: boolean;
  /** The half-years' amounts, the first one's first; null where nothing is entered. Shorter than the project where the last ones are empty. */
  @IsArray() periodCents: readonly (Cents | null)[];
  @IsString() comment: string;
  /** Who pays in kind; '' where nobody does. */
  @IsString() inKindBy: string;
  /** The calculation that was typed for the amount (=1200*12); '' where there was none. */
  @IsString() formula: string;
  /** The lump sum or unit cost of the programme's catalogue; null for real costs. */
  @IsOptional() @IsString() catalogueCode: string | null;
  /** true where what would tell a salary is withheld: descriptions, quantity, unit price, comment, formula. */
  @IsOptional() @IsBoolean() masked?: boolean;
}

export class PeriodView {
  @IsInt() number: number;
  @IsString() startDate: string;
  @IsString() endDate: string;
}

export class LineWorkPackageView {
  @IsUUID() workPackageId: string;
  @IsInt() number: number;
  @IsObject() names: Texts;
}

/** All lines of the project's budget and what they may refer to. `revision` is the budget's, for If-Match. */
export class BudgetLinesView {
  @IsUUID() budgetId: string;
  @IsInt() revision: number;
  @IsIn(BUDGET_STATUSES) status: BudgetStatus;
  @IsInt() versionNumber: number;
  /** Other versions than the working one are read, not changed. */
  @IsBoolean() isWorking: boolean;
  @IsString() changedAt: string;
  /** The project's half-years; none where its dates are not known. */
  @ValidateNested({ each: true }) @Type(() => PeriodView) periods: PeriodView[];
  @ValidateNested({ each: true }) @Type(() => LineWorkPackageView) workPackages: LineWorkPackageView[];
  @ValidateNested({ each: true }) @Type(() => LineView) lines: LineView[];
}

/** The fields of a line; left out: as it is. Texts and half-years merge part by part: `descriptions: { nl }` leaves the French text, `periods: { "3": 100 }` the other half-years. */
export class LineFields {
  @ifSent @IsUUID() operatorId?: string;
  @ifSent @IsString() @MaxLength(40) categoryCode?: string;
  @IsOptional() @IsUUID() workPackageId?: string | null;
  @ifSent @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) position?: number;
  @ifSent @IsObject() descriptions?: Texts;
  /** Ten-thousandths. */
  @IsOptional() @IsInt() quantity?: number | null;
  @IsOptional() @IsInt() unitPriceCents?: number | null;
  /** The amount as entered, null to let it follow the half-years; refused where quantity and unit price make it. */
  @IsOptional() @IsInt() amountCents?: number | null;
  /** Half-year's number → cents, null to empty it. */
  @ifSent @IsObject() periods?: Record<string, number | null>;
  @ifSent @IsString() @MaxLength(LONGEST_COMMENT) comment?: string;
  @ifSent @IsString() @MaxLength(LONGEST_IN_KIND_BY) inKindBy?: string;
  @ifSent @IsString() @MaxLength(LONGEST_FORMULA) formula?: string;
  @IsOptional() @IsString() @MaxLength(40) @Matches(/^[^\0]*$/) catalogueCode?: string | null;
}

/** A line that did not exist. Its id is made by the sender, so that sending it once more (its answer was lost) makes no second line, and undoing its removal brings the same line back. */
export class NewLine extends LineFields {
  @IsUUID() lineId: string;
  @IsUUID() declare operatorId: string;
  @IsString() @MaxLength(40) declare categoryCode: string;
  @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) declare position: number;
}

export class LineChange extends LineFields {
  @IsUUID() lineId: string;
}

/**
 * The one act that changes lines: all or nothing, one transaction, one journal entry. Sent with If-Match: the revision on which the sender's screen stands. A
 * field that somebody else changed after it is stale; all others merge.
 */
export class ChangeLines {
  @ArrayMaxSize(LINES_AT_ONCE) @ValidateNested({ each: true }) @Type(() => NewLine) inserted: NewLine[];
  @ArrayMaxSize(LINES_AT_ONCE) @ValidateNested({ each: true }) @Type(() => LineChange) changed: LineChange[];
  @ArrayMaxSize(LINES_AT_ONCE) @IsUUID(undefined, { each: true }) removed: string[];
}

/** What a change brought: every line and row changed after the revision that was sent in (the others' changes too), and the totals. */
export class LineChanges {
  @IsInt() revision: number;
  @IsString() changedAt: string;
  @ValidateNested({ each: true }) @Type(() => LineView) lines: LineView[];
  @IsUUID(undefined, { each: true }) removed: string[];
  @ValidateNested({ each: true }) @Type(() => OperatorBudgetView) operators: OperatorBudgetView[];
  @ValidateNested() @Type(() => BudgetTotalsView) totals: BudgetTotalsView;
}

/** The same for whoever follows the others' changes; another budget or status than the screen's means that it is to be opened anew. */
export class FollowedLineChanges extends LineChanges {
  @IsUUID() budgetId: string;
  @IsIn(BUDGET_STATUSES) status: BudgetStatus;
}

/** A field that somebody else changed in the meantime, or a line that somebody else removed (`field` null). Comes with a 412; nothing was saved. */
export class StaleField {
  @IsUUID() lineId: string;
  @IsUUID() operatorId: string;
  @IsString() operatorName: string;
  /** amountCents, descriptions.fr, period.3 …; null where it is about the whole line. */
  @IsOptional() @IsString() field: string | null;
  @IsOptional() yours: string | number | null;
  @IsOptional() theirs: string | number | null;
  @IsString() changedByName: string;
  @IsString() changedAt: string;
}

/** Of which field the history is asked: amountCents, descriptions.fr, period.3 … */
export class LineHistoryQuery {
  @IsString() @MaxLength(20) @Matches(/^[A-Za-z]+(\.[a-z0-9]{1,3})?$/) field: string;
}

export const LINE_EVENTS = ['CHANGED', 'ADDED', 'REMOVED'] as const;

/** What became of a field of a line: changed by itself, or come or gone with the line. */
export class LineHistoryEntry {
  @IsString() at: string;
  @IsString() actorName: string;
  @IsString() act: string;
  /** Under which it stands in the project's history: the field, the whole line, or the cell. */
  @IsString() subject: string;
  @IsIn(LINE_EVENTS) event: (typeof LINE_EVENTS)[number];
  /** Cents, ten-thousandths, a text, an id or a code, as the field is; null: nothing, or, of an amount, none of its own. */
  @IsOptional() before: string | number | null;
  @IsOptional() after: string | number | null;
  /** Whether both values are withheld, since they would tell a salary. */
  @IsBoolean() withheld: boolean;
}
