import type { Texts } from '@passerelle/shared/kernel';
import type { RoundingRule } from '@passerelle/shared/money';
import type { BudgetRules, CategoryKind } from './budget-rules';

/**
 * A programme as data: all that one programme does differently from the next. Rates are basis points (5000 = 50 %).
 * `terms` replaces the words of the screens where the programme has its own (projectleider here, projectverantwoordelijke there).
 */
export interface ProgrammeDefinition {
  readonly code: string;
  readonly names: Texts;
  readonly currency: 'EUR';
  readonly roundingRule: RoundingRule;
  readonly acronymMaxLength: number;
  /** For how many years the records of a project are kept after the year of its last payment; five where nothing is said. */
  readonly retentionYears?: number;
  readonly terms: Partial<Record<'fr' | 'nl' | 'en' | 'de', Readonly<Record<string, string>>>>;
  readonly versants: readonly { readonly code: string; readonly names: Texts; readonly country: string }[];
  readonly funds: readonly { readonly code: string; readonly names: Texts }[];
  /** Kinds of project, each with the rate that the fund pays: single, member of a portfolio, small-scale. */
  readonly projectTypes: readonly { readonly code: string; readonly names: Texts; readonly erdfRateBp: number; readonly operatorRateAllowed: boolean }[];
  /**
   * In their order. `kind`: REAL where nothing is said. `masked`: what stands in the lines of *other* operators is not shown to a partner's officer (salaries);
   * their amounts are.
   */
  readonly costCategories: readonly { readonly code: string; readonly names: Texts; readonly kind?: CategoryKind; readonly masked?: boolean }[];
  readonly priorities: readonly { readonly code: string; readonly names: Texts; readonly specificObjectives: readonly { readonly code: string; readonly names: Texts }[] }[];
  readonly interventionCategories: readonly { readonly code: string; readonly names: Texts }[];
  /** Simplified costs and who may agree to shifts; none where nothing is said. */
  readonly budgetRules?: BudgetRules;
}
