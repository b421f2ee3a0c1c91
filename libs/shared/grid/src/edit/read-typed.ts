import { readAmount, readQuantity, writeAmount, writePlainAmount, writeQuantity, ZERO_CENTS, type AmountLanguage, type Cents, type Quantity, type ReadingRefusal } from '@passerelle/shared/money';
import { calculate, isFormula, type FormulaRefusal } from './formula';

/** What a text means in its column; null: the cell is emptied. A column of words takes the text itself. */
export type Meant =
  | { readonly kind: 'amount'; readonly cents: Cents | null }
  | { readonly kind: 'quantity'; readonly quantity: Quantity | null }
  | { readonly kind: 'choice'; readonly value: string | null }
  | { readonly kind: 'text' };

/** The last part of the key of the reason: `grid.reading.…`. */
export type TypedRefusal = ReadingRefusal | FormulaRefusal | 'not-a-quantity' | 'quantity-too-large' | 'quantity-decimals' | 'not-a-choice' | 'choice-unclear' | 'choice-needed' | 'too-long';

/** What somebody typed into a cell: something, one of two things, or nothing that the column can hold. */
export type TypedReading =
  | Meant
  | { readonly kind: 'ask'; readonly readings: readonly Meant[] }
  | { readonly kind: 'refused'; readonly reason: TypedRefusal };

/** Reads the text of a cell of amounts: an amount, or a formula that gives one. An emptied cell is no refusal: it has no amount. */
export function readTyped(text: string, language: AmountLanguage): TypedReading {
  if (isFormula(text)) return calculate(text, language);
  const reading = readAmount(text, language);
  if (reading.kind === 'ask') return { kind: 'ask', readings: reading.readings.map((cents) => ({ kind: 'amount', cents })) };
  return reading.kind === 'refused' && reading.reason === 'empty' ? { kind: 'amount', cents: null } : reading;
}

const QUANTITY_REFUSALS: Readonly<Partial<Record<ReadingRefusal, TypedRefusal>>> = { 'too-large': 'quantity-too-large', 'too-many-decimals': 'quantity-decimals' };

/** Reads the text of a cell of quantities. An emptied cell has none. */
export function readTypedQuantity(text: string, language: AmountLanguage): TypedReading {
  const reading = readQuantity(text, language);
  if (reading.kind === 'ask') return { kind: 'ask', readings: reading.readings.map((quantity) => ({ kind: 'quantity', quantity })) };
  if (reading.kind !== 'refused') return reading;
  if (reading.reason === 'empty') return { kind: 'quantity', quantity: null };
  return { kind: 'refused', reason: QUANTITY_REFUSALS[reading.reason] ?? 'not-a-quantity' };
}

/** One of the two readings of a text, as it is asked. */
export function writeMeant(meant: Meant, language: AmountLanguage): string {
  if (meant.kind === 'amount' && meant.cents !== null) return writeAmount(meant.cents, language, { currency: true });
  return meant.kind === 'quantity' && meant.quantity !== null ? writeQuantity(meant.quantity, language) : '';
}

/** The mark between units and decimals: a comma in fr, nl and de, a point in en. */
export function decimalMark(language: AmountLanguage): string {
  return writeAmount(ZERO_CENTS, language).charAt(1);
}

/** An amount as it stands in an open editor: no groups, so that a digit can be put in anywhere. */
export function editableText(amount: Cents | null, language: AmountLanguage): string {
  return amount === null ? '' : writePlainAmount(amount).replace('.', decimalMark(language));
}

/** A quantity as it stands in an open editor, and on the clipboard: no groups. */
export function editableQuantity(quantity: Quantity | null, language: AmountLanguage): string {
  if (quantity === null) return '';
  const mark = decimalMark(language);
  return [...writeQuantity(quantity, language)].filter((sign) => sign === mark || sign === '-' || (sign >= '0' && sign <= '9')).join('');
}
