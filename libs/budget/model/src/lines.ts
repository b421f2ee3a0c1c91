import type { Texts } from '@passerelle/shared/kernel';
import type { Cents, Quantity } from '@passerelle/shared/money';

/**
 * CELL: the plain amount of an operator in a category, typed in the overview, without work package or description; one at most, and only while there is no
 * other line. LINE: an ordinary line. COMPUTED: a flat rate's result, one at most per operator and category, written by the rule alone.
 */
export const LINE_KINDS = ['CELL', 'LINE', 'COMPUTED'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** A line of the budget. `lineId` stays the same in every version. Amounts in cents, quantities in ten-thousandths. */
export interface BudgetLine {
  readonly lineId: string;
  readonly operatorId: string;
  readonly categoryCode: string;
  /** null: to allocate. */
  readonly workPackageId: string | null;
  readonly position: number;
  readonly kind: LineKind;
  readonly descriptions: Texts;
  readonly quantity: Quantity | null;
  readonly unitPriceCents: Cents | null;
  /** null: empty. Where quantity and unit price both stand it is their product, cut at the cent. */
  readonly amountCents: Cents | null;
  /** Whether the amount itself was entered; else it is the product, or follows the half-years. */
  readonly amountEntered: boolean;
  /** Index 0 is half-year 1; null or absent: nothing in that half-year. What they do not cover is to allocate. */
  readonly periodCents: readonly (Cents | null)[];
  readonly comment: string;
  /** Who pays in kind. */
  readonly inKindBy: string;
  /** The arithmetic that was typed for the amount (=1200*12), kept as a note. */
  readonly formula: string;
  /** The lump sum or unit cost of the programme's catalogue. */
  readonly catalogueCode: string | null;
}

/** The longest texts of a line, in characters. */
export const LONGEST_DESCRIPTION = 1000;
export const LONGEST_COMMENT = 2000;
export const LONGEST_IN_KIND_BY = 200;
export const LONGEST_FORMULA = 200;

/** A flat rate that an operator has chosen. */
export interface ChosenRate {
  readonly code: string;
  readonly rateBp: number;
}
