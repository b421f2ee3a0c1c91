import { type Cents, cents, safeInteger } from './cents';
import { type AmountLanguage, type ReadingRefusal, decimalsInUse, readNumberText, writeNumberText } from './number-text';

/** How many of something (days, posts, journeys): a whole number of ten-thousandths, so 5,5 days are 55 000. Made by `quantity` only. */
export type Quantity = number & { readonly __brand: 'Quantity' };

/** What a text says: one quantity; two between which only its writer can choose (the grouped one first); or none, and why. */
export type QuantityReading =
  | { readonly kind: 'quantity'; readonly quantity: Quantity }
  | { readonly kind: 'ask'; readonly readings: readonly Quantity[] }
  | { readonly kind: 'refused'; readonly reason: ReadingRefusal };

const DECIMALS = 4;
const TEN_THOUSANDTHS = 10_000n;

/**
 * Declares a whole number of ten-thousandths to be a quantity.
 * In: ten-thousandths (10 000 for one). Out: the same number, branded; −0 becomes 0. Throws RangeError when it is not a safe integer.
 */
export function quantity(tenThousandths: number): Quantity {
  return safeInteger(tenThousandths, 'A quantity in ten-thousandths') as Quantity;
}

/** The largest quantity that a person may enter, in ten-thousandths: 999 999 999,9999. */
export const MAX_QUANTITY = quantity(9_999_999_999_999);

/**
 * Reads a quantity as people write it, by the grammar of `readAmount` without a currency and with up to four decimals.
 * In: the text and its reader's language. Out: ten-thousandths.
 * `1.234` in fr or en and `1,234` in fr, nl or de are asked, with 1 234 and 1,234 (exact here) as the readings.
 * Refuses: `empty`, `not-an-amount` (a currency included), `too-many-decimals` (five or more), `too-large` (beyond MAX_QUANTITY).
 */
export function readQuantity(text: string, language: AmountLanguage): QuantityReading {
  const reading = readNumberText(text, language, { decimals: DECIMALS, currency: false, largest: MAX_QUANTITY });
  switch (reading.kind) {
    case 'number':
      return { kind: 'quantity', quantity: quantity(reading.units) };
    case 'ask':
      return { kind: 'ask', readings: reading.readings.map(quantity) };
    case 'refused':
      return reading;
  }
}

/**
 * Writes a quantity in a language, grouped, with as many decimals as it needs (`5,5`, `1 720`).
 * In: ten-thousandths. Out: text that `readQuantity` reads back in the same language. Throws RangeError for what is no safe integer.
 * Three decimals could be taken for a group, so a fourth is shown: 1,234 is written `1,2340`.
 */
export function writeQuantity(amount: Quantity, language: AmountLanguage): string {
  const units = quantity(amount);
  const used = decimalsInUse(units, DECIMALS);
  const text = writeNumberText(units, DECIMALS, language, used === 3 ? DECIMALS : used);
  return units < 0 ? `-${text}` : text;
}

/**
 * The amount of a budget line, in cents.
 * Rule: quantity × unit price, cut at the cent (5,5 × 1 000,33 € = 5 501,81 €); a negative product is cut towards zero.
 * In: ten-thousandths and cents. Throws RangeError when the product leaves the safe range, as two very large entries can;
 * it may lie above MAX_AMOUNT_CENTS before that, which the caller's rule has to refuse.
 */
export function lineAmount(count: Quantity, unitPrice: Cents): Cents {
  return cents(Number((BigInt(count) * BigInt(unitPrice)) / TEN_THOUSANDTHS));
}
