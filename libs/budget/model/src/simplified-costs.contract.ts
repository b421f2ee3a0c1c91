import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import type { Texts } from '@passerelle/shared/kernel';
import type { Cents } from '@passerelle/shared/money';
import { FlatRateView, LUMP_SUM_PHASES, UnitCostView, type LumpSumPhase } from '@passerelle/programme/model';
import { ChosenRateView } from './budget.contract';
import { LineChanges, LineView, LINES_AT_ONCE } from './lines.contract';

/** More flat rates than any programme has. */
const MOST_FLAT_RATES = 40;

class SentRate {
  @IsString() @MaxLength(40) code: string;
  /** Basis points: a whole percentage, 1500 = 15 %. What it may be is for the rules to say. */
  @IsInt() rateBp: number;
}

/**
 * The flat rates of one operator, all of them: one that is not named is given up. Lines in a category that a rate closes are deleted, and only those that are
 * named as confirmed: else nothing is saved, and the answer names them with their amounts.
 */
export class ChangeFlatRates {
  @ArrayMaxSize(MOST_FLAT_RATES) @ValidateNested({ each: true }) @Type(() => SentRate) flatRates: SentRate[];
  /** The lines of which the sender has seen that they go. */
  @ArrayMaxSize(LINES_AT_ONCE) @IsUUID(undefined, { each: true }) confirmedLineIds: string[];
}

/** What a choice brought: as a change of lines brings it, the choice before, and the lines that it deleted, whole, so that they can be brought back. */
export class FlatRateChanges extends LineChanges {
  @ValidateNested({ each: true }) @Type(() => ChosenRateView) formerRates: ChosenRateView[];
  @ValidateNested({ each: true }) @Type(() => LineView) deletedLines: LineView[];
}

/** A category in the base of a flat rate. NOT_COUNTED: it would count only if it were real. */
export class BaseRowView {
  @IsString() categoryCode: string;
  @IsInt() amountCents: Cents;
  @IsIn(['REAL', 'COMPUTED', 'NOT_COUNTED']) source: 'REAL' | 'COMPUTED' | 'NOT_COUNTED';
}

/** A flat rate worked out: base × rate, cut at the cent. */
export class ComputedCostView {
  @IsString() rateCode: string;
  @IsString() categoryCode: string;
  @ValidateNested({ each: true }) @Type(() => BaseRowView) base: BaseRowView[];
  @IsInt() baseCents: Cents;
  @IsInt() rateBp: number;
  @IsInt() amountCents: Cents;
  /** What was cut off, in ten-thousandths of a cent. */
  @IsInt() cutTenThousandths: number;
}

export class GivenUpRateView {
  @IsString() code: string;
  @IsInt() amountCents: Cents;
}

/** What choosing a rate would do now, at the percentage that is chosen, or at its maximum. */
export class RateOptionView {
  @IsString() code: string;
  /** Whether it may be chosen on the project's date. */
  @IsBoolean() isValid: boolean;
  @IsBoolean() isChosen: boolean;
  /** null: it cannot be worked out. */
  @IsOptional() @ValidateNested() @Type(() => ComputedCostView) result: ComputedCostView | null;
  /** The rates that would be given up, since they do not combine with it. */
  @ValidateNested({ each: true }) @Type(() => GivenUpRateView) givesUp: GivenUpRateView[];
  /** The categories that would take no lines any more, though they do now. */
  @IsString({ each: true }) closes: string[];
  /** How many lines would be deleted, and what they come to. */
  @IsInt() lostLines: number;
  @IsInt() lostCents: Cents;
}

export class OperatorSimplifiedCostsView {
  @IsUUID() operatorId: string;
  @IsString() name: string;
  @IsString() versantCode: string;
  @ValidateNested({ each: true }) @Type(() => ChosenRateView) flatRates: ChosenRateView[];
  /** Category code → sum of the lines that are not computed, and → how many they are. */
  @IsObject() realCents: Record<string, Cents>;
  @IsObject() realLines: Record<string, number>;
  /** The computed amounts, in the order in which they are worked out. */
  @ValidateNested({ each: true }) @Type(() => ComputedCostView) steps: ComputedCostView[];
  @ValidateNested({ each: true }) @Type(() => RateOptionView) options: RateOptionView[];
}

/** The simplified costs of a project. Amounts in cents, rates in basis points. `revision` is the budget's. */
export class SimplifiedCostsView {
  @IsUUID() programmeId: string;
  @IsUUID() projectId: string;
  @IsInt() revision: number;
  @IsIn(['DRAFT', 'SUBMITTED', 'APPROVED', 'RETURNED']) status: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'RETURNED';
  /** The day for which rates must be valid: the project's first, today where it is not known. */
  @IsString() date: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => FlatRateView) rates: FlatRateView[];
  @ValidateNested({ each: true }) @Type(() => OperatorSimplifiedCostsView) operators: OperatorSimplifiedCostsView[];
}

export class LumpSumLeftView {
  @IsString() code: string;
  @IsObject() names: Texts;
  @IsIn(LUMP_SUM_PHASES) phase: LumpSumPhase;
  @IsInt() amountCents: Cents;
  /** What the operators' lines leave of it; below nought where they exceed it. */
  @IsInt() leftCents: Cents;
  /** The category of its lines. */
  @IsString() categoryCode: string;
}

/** A unit cost with the category of its lines. */
export class UnitCostItemView extends UnitCostView {
  @IsString() declare categoryCode: string;
}

/** What of the programme's catalogue may be chosen in this project. */
export class BudgetCatalogueView {
  @IsInt() revision: number;
  @IsString() date: string;
  @ValidateNested({ each: true }) @Type(() => LumpSumLeftView) lumpSums: LumpSumLeftView[];
  @ValidateNested({ each: true }) @Type(() => UnitCostItemView) unitCosts: UnitCostItemView[];
}
