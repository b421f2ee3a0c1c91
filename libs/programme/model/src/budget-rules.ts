import type { Texts } from '@passerelle/shared/kernel';

/**
 * What stands in a cost category: real costs; lump sums, or unit costs over several categories, which are in no flat rate's base; or the result of a flat
 * rate alone (`FLAT_RATE`: the *other costs* that cover every category which the rate closes).
 */
export const CATEGORY_KINDS = ['REAL', 'LUMP_SUM', 'UNIT_COST', 'FLAT_RATE'] as const;
export type CategoryKind = (typeof CATEGORY_KINDS)[number];

/** Days from and to which something may be chosen, both included, as ISO dates; null: without end. */
export interface Validity {
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** A category in a flat rate's base. `onlyIfReal`: counted only while the category itself is not computed by a flat rate. */
export interface FlatRateBase {
  readonly categoryCode: string;
  readonly onlyIfReal: boolean;
}

/** Which categories take no real lines while the rate is chosen; the rate's own target is closed always. `ALL_BUT`: every category but these. */
export interface FlatRateClosing {
  readonly mode: 'ONLY' | 'ALL_BUT';
  readonly categoryCodes: readonly string[];
}

/**
 * Simplified costs by a flat rate: base × rate, cut at the cent, written to the target category. Rates are whole percents in basis points; `MAXIMUM` may be
 * chosen lower, `FIXED` not. Rates are taken in the order of `order`, each on earlier results already cut. Source: Regulation (EU) 2021/1060 arts 53 to 56 and
 * Regulation (EU) 2021/1059 arts 39 to 44; `source` names the article.
 */
export interface FlatRate extends Validity {
  readonly code: string;
  readonly names: Texts;
  readonly targetCategory: string;
  readonly base: readonly FlatRateBase[];
  readonly rate: { readonly kind: 'MAXIMUM' | 'FIXED'; readonly rateBp: number };
  readonly order: number;
  /** Codes of the flat rates with which it does not combine; either of the two may say so. */
  readonly excludes: readonly string[];
  readonly closes: FlatRateClosing;
  readonly source: string;
}

export const LUMP_SUM_PHASES = ['PREPARATION', 'IMPLEMENTATION', 'CLOSURE'] as const;
export type LumpSumPhase = (typeof LUMP_SUM_PHASES)[number];

/** A lump sum of the catalogue; it is split between operators, whose lines together may not exceed it. */
export interface LumpSum extends Validity {
  readonly code: string;
  readonly names: Texts;
  readonly phase: LumpSumPhase;
  readonly amountCents: number;
}

/** A unit cost of the catalogue: quantity × unit price. `categoryCode` null: over several categories, and so in no base. */
export interface UnitCost extends Validity {
  readonly code: string;
  readonly names: Texts;
  readonly unitNames: Texts;
  readonly unitPriceCents: number;
  readonly categoryCode: string | null;
}

/** Who may agree to a shift, lowest first: the operator itself, the contact point, the committee. */
export const SHIFT_LEVELS = ['FREE', 'CONTACT_POINT', 'COMMITTEE'] as const;
export type ShiftLevel = (typeof SHIFT_LEVELS)[number];
export const SHIFT_SUBJECTS = ['CATEGORY', 'OPERATOR', 'PROJECT'] as const;
export type ShiftSubject = (typeof SHIFT_SUBJECTS)[number];

/** A shift of more than `overBp` of what was first agreed (for a category, an operator or the whole project) needs this level. */
export interface ShiftRule {
  readonly level: ShiftLevel;
  readonly of: ShiftSubject;
  readonly overBp: number;
}

/** A programme's rules for budgets, as data. Amounts in cents, rates in basis points. */
export interface BudgetRules {
  readonly flatRates: readonly FlatRate[];
  readonly lumpSums: readonly LumpSum[];
  readonly unitCosts: readonly UnitCost[];
  readonly shiftRules: readonly ShiftRule[];
}

export const NO_BUDGET_RULES: BudgetRules = { flatRates: [], lumpSums: [], unitCosts: [], shiftRules: [] };
