import { readAmount, writeAmount, writePlainAmount, ZERO_CENTS, type AmountLanguage, type Cents, type ReadingRefusal } from '@passerelle/shared/money';
import { calculate, isFormula, type FormulaRefusal } from './formula';

/** What somebody typed into a cell: an amount, nothing (the cell is emptied), two possible amounts, or no amount at all. A column of words takes any text. */
export type TypedReading =
  | { readonly kind: 'amount'; readonly cents: Cents | null }
  | { readonly kind: 'text' }
  | { readonly kind: 'ask'; readonly readings: readonly Cents[] }
  | { readonly kind: 'refused'; readonly reason: ReadingRefusal | FormulaRefusal };

/** Reads the text of a cell: an amount, or a formula that gives one. An emptied cell is no refusal: it has no amount. */
export function readTyped(text: string, language: AmountLanguage): TypedReading {
  if (isFormula(text)) return calculate(text, language);
  const reading = readAmount(text, language);
  return reading.kind === 'refused' && reading.reason === 'empty' ? { kind: 'amount', cents: null } : reading;
}

/** The mark between units and decimals: a comma in fr, nl and de, a point in en. */
export function decimalMark(language: AmountLanguage): string {
  return writeAmount(ZERO_CENTS, language).charAt(1);
}

/** An amount as it stands in an open editor: no groups, so that a digit can be put in anywhere. */
export function editableText(amount: Cents | null, language: AmountLanguage): string {
  return amount === null ? '' : writePlainAmount(amount).replace('.', decimalMark(language));
}
