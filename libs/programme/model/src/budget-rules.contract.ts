import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';
import type { Texts } from '@passerelle/shared/kernel';
import { LUMP_SUM_PHASES, SHIFT_LEVELS, SHIFT_SUBJECTS, type LumpSumPhase, type ShiftLevel, type ShiftSubject } from './budget-rules';

class CatalogueEntryView {
  @IsString() code: string;
  @IsObject() names: Texts;
  /** ISO dates, both included; null: without end. */
  @IsOptional() @IsString() validFrom: string | null;
  @IsOptional() @IsString() validTo: string | null;
}

export class FlatRateBaseView {
  @IsString() categoryCode: string;
  /** Counted only while the category itself is not computed by a flat rate. */
  @IsBoolean() onlyIfReal: boolean;
}

export class FlatRateValueView {
  @IsIn(['MAXIMUM', 'FIXED']) kind: 'MAXIMUM' | 'FIXED';
  /** Basis points: 1500 = 15 %. */
  @IsInt() rateBp: number;
}

/** Which categories take no real lines while the rate is chosen, beside its target. */
export class FlatRateClosingView {
  @IsIn(['ONLY', 'ALL_BUT']) mode: 'ONLY' | 'ALL_BUT';
  @IsArray() @IsString({ each: true }) categoryCodes: string[];
}

/** Simplified costs by a flat rate: base × rate, cut at the cent. */
export class FlatRateView extends CatalogueEntryView {
  @IsString() targetCategory: string;
  @ValidateNested({ each: true }) @Type(() => FlatRateBaseView) base: FlatRateBaseView[];
  @ValidateNested() @Type(() => FlatRateValueView) rate: FlatRateValueView;
  @IsInt() order: number;
  /** Codes of the flat rates with which it does not combine. */
  @IsArray() @IsString({ each: true }) excludes: string[];
  @ValidateNested() @Type(() => FlatRateClosingView) closes: FlatRateClosingView;
  /** The article. */
  @IsString() source: string;
}

export class LumpSumView extends CatalogueEntryView {
  @IsIn(LUMP_SUM_PHASES) phase: LumpSumPhase;
  @IsInt() amountCents: number;
}

export class UnitCostView extends CatalogueEntryView {
  @IsObject() unitNames: Texts;
  @IsInt() unitPriceCents: number;
  /** null: over several categories. */
  @IsOptional() @IsString() categoryCode: string | null;
}

/** A shift of more than `overBp` of what was first agreed needs this level. */
export class ShiftRuleView {
  @IsIn(SHIFT_LEVELS) level: ShiftLevel;
  @IsIn(SHIFT_SUBJECTS) of: ShiftSubject;
  @IsInt() overBp: number;
}

/** A programme's rules for budgets. Amounts in cents, rates in basis points. */
export class BudgetRulesView {
  @ValidateNested({ each: true }) @Type(() => FlatRateView) flatRates: FlatRateView[];
  @ValidateNested({ each: true }) @Type(() => LumpSumView) lumpSums: LumpSumView[];
  @ValidateNested({ each: true }) @Type(() => UnitCostView) unitCosts: UnitCostView[];
  @ValidateNested({ each: true }) @Type(() => ShiftRuleView) shiftRules: ShiftRuleView[];
}
