import { type Cents, cents } from './cents';
import { type AmountLanguage, decimalsInUse, digitsOf, writeNumberText } from './number-text';
import { type BasisPoints, basisPoints } from './share';

const NO_BREAK_SPACE = '\u00A0';

/**
 * Writes an amount for a reader, always with two decimals, as fr-BE, nl-BE, en-GB and de-BE write it:
 * `-1 389 740,18 €` · `€ -1.389.740,18` · `-€1,389,740.18` · `-1.389.740,18 €`.
 * In: cents. Out: text; with `currency`, € stands where the language puts it, otherwise the number stands alone (the default).
 * French groups by U+202F; the space beside € is U+00A0. The text is composed from the integer, so it is the same on every build of ICU
 * and no digit is lost. `readAmount` reads it back in all four languages. Throws RangeError for what is no safe integer.
 */
export function writeAmount(amount: Cents, language: AmountLanguage, options: { currency?: boolean } = {}): string {
  const sign = cents(amount) < 0 ? '-' : '';
  const number = writeNumberText(amount, 2, language);
  if (!options.currency) return sign + number;
  switch (language) {
    case 'fr':
    case 'de':
      return `${sign}${number}${NO_BREAK_SPACE}€`;
    case 'nl':
      return `€${NO_BREAK_SPACE}${sign}${number}`;
    case 'en':
      return `${sign}€${number}`;
  }
}

/**
 * Writes a rate for a reader, with the decimals it needs: 5000 is `50 %` in fr and de, `50%` in nl and en; 1250 is `12,5 %`.
 * In: basis points. Out: text, with U+00A0 before % in fr and de. Throws RangeError for what is no safe integer.
 */
export function writeRate(rate: BasisPoints, language: AmountLanguage): string {
  const sign = basisPoints(rate) < 0 ? '-' : '';
  const number = writeNumberText(rate, 2, language, decimalsInUse(rate, 2));
  return `${sign}${number}${language === 'fr' || language === 'de' ? NO_BREAK_SPACE : ''}%`;
}

/**
 * Writes an amount in euros for a machine (CSV, open data): `1389740.18`, no group, a point, two decimals, `-` for negative.
 * In: cents. Out: text of ASCII digits. Throws RangeError for what is no safe integer.
 */
export function writePlainAmount(amount: Cents): string {
  const sign = cents(amount) < 0 ? '-' : '';
  const { whole, fraction } = digitsOf(amount, 2);
  return `${sign}${whole}.${fraction}`;
}
