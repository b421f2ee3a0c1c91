import { type Cents, MAX_AMOUNT_CENTS, cents } from './cents';
import { type AmountLanguage, type ReadingRefusal, readNumberText } from './number-text';

/**
 * What a text says: one amount; two amounts between which only its writer can choose (the grouped one first); or none, and why.
 * All amounts are in cents.
 */
export type AmountReading =
  | { readonly kind: 'amount'; readonly cents: Cents }
  | { readonly kind: 'ask'; readonly readings: readonly Cents[] }
  | { readonly kind: 'refused'; readonly reason: ReadingRefusal };

/**
 * Reads an amount in euros as people write it (`183 321,24 EUR`, `8.058.199,71`, `€ 4,340,000`). It never guesses: what two conventions
 * could both mean is asked, what none could mean is refused. In: the text and its reader's language. Out: cents.
 *
 * Grammar: `€` or `EUR` once, before or after; one minus (`-`, U+2212, `–`) in front, or parentheses, for negative; groups of exactly three
 * digits with one separator throughout (a space of any width, `.`, `,` or `'`); then at most two decimals after `.` or `,`.
 * - Two different separators, or one before one or two digits, say the same in every language.
 * - One `.` or `,` before exactly three digits is a group where the language itself groups so (`.` in nl and de, `,` in en). Anywhere else
 *   it is asked: `1.234` in fr gives 1 234,00 and 1,23, the second one cut at the cent.
 * - Neither meaning is left where the digits cannot be groups: `0.123` and `1234.567` have too many decimals, `1.234.5` is no amount.
 * - `+5` is refused: beside a figure it may mean "five more". So are `12-`, `1e3`, `5 k€`, and digits other than 0 to 9.
 *
 * Refuses: `empty`; `not-an-amount` (also every text above 64 characters, at once); `too-many-decimals`; `too-large`
 * (beyond 999 999 999,99 € on either side of zero).
 */
export function readAmount(text: string, language: AmountLanguage): AmountReading {
  const reading = readNumberText(text, language, { decimals: 2, currency: true, largest: MAX_AMOUNT_CENTS });
  switch (reading.kind) {
    case 'number':
      return { kind: 'amount', cents: cents(reading.units) };
    case 'ask':
      return { kind: 'ask', readings: reading.readings.map(cents) };
    case 'refused':
      return reading;
  }
}
