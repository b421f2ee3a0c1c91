import * as fc from 'fast-check';
import { type Cents, cents } from './cents';
import { type AmountLanguage } from './number-text';
import { basisPoints } from './share';
import { writeAmount, writePlainAmount, writeRate } from './write-amount';

const languages: readonly AmountLanguage[] = ['fr', 'nl', 'en', 'de'];

describe('writing an amount', () => {
  it.each<[number, AmountLanguage, string, string]>([
    [138974018, 'fr', '1\u202F389\u202F740,18', '1\u202F389\u202F740,18\u00A0€'],
    [138974018, 'nl', '1.389.740,18', '€\u00A01.389.740,18'],
    [138974018, 'en', '1,389,740.18', '€1,389,740.18'],
    [138974018, 'de', '1.389.740,18', '1.389.740,18\u00A0€'],
    [-138974018, 'fr', '-1\u202F389\u202F740,18', '-1\u202F389\u202F740,18\u00A0€'],
    [-138974018, 'nl', '-1.389.740,18', '€\u00A0-1.389.740,18'],
    [-138974018, 'en', '-1,389,740.18', '-€1,389,740.18'],
    [-138974018, 'de', '-1.389.740,18', '-1.389.740,18\u00A0€'],
    [0, 'fr', '0,00', '0,00\u00A0€'],
    [5, 'nl', '0,05', '€\u00A00,05'],
    [-5, 'en', '-0.05', '-€0.05'],
    [99999, 'de', '999,99', '999,99\u00A0€'],
    [100000, 'fr', '1\u202F000,00', '1\u202F000,00\u00A0€'],
    [99_999_999_999, 'en', '999,999,999.99', '€999,999,999.99'],
    [Number.MAX_SAFE_INTEGER, 'nl', '90.071.992.547.409,91', '€\u00A090.071.992.547.409,91'],
  ])('of %p cents in %s gives %p, and %p with its currency', (amount, language, alone, withCurrency) => {
    expect(writeAmount(cents(amount), language)).toBe(alone);
    expect(writeAmount(cents(amount), language, { currency: false })).toBe(alone);
    expect(writeAmount(cents(amount), language, { currency: true })).toBe(withCurrency);
  });

  it('never writes a negative zero', () => {
    for (const language of languages) expect(writeAmount(-0 as Cents, language)).not.toContain('-');
    expect(writePlainAmount(-0 as Cents)).toBe('0.00');
  });

  it.each([1.5, Number.NaN, 1e21])('throws for %p, which is no amount', (n) => {
    expect(() => writeAmount(n as Cents, 'fr')).toThrow(RangeError);
    expect(() => writePlainAmount(n as Cents)).toThrow(RangeError);
  });
});

describe('writing a rate', () => {
  it.each<[number, string, string, string, string]>([
    [5000, '50\u00A0%', '50%', '50%', '50\u00A0%'],
    [1250, '12,5\u00A0%', '12,5%', '12.5%', '12,5\u00A0%'],
    [3333, '33,33\u00A0%', '33,33%', '33.33%', '33,33\u00A0%'],
    [5, '0,05\u00A0%', '0,05%', '0.05%', '0,05\u00A0%'],
    [0, '0\u00A0%', '0%', '0%', '0\u00A0%'],
    [10_000, '100\u00A0%', '100%', '100%', '100\u00A0%'],
    [-150, '-1,5\u00A0%', '-1,5%', '-1.5%', '-1,5\u00A0%'],
  ])('of %p basis points shows only the decimals it needs', (rate, ...expected) => {
    expect(languages.map((language) => writeRate(basisPoints(rate), language))).toEqual(expected);
  });
});

describe('writing a plain amount', () => {
  it.each([
    [138974018, '1389740.18'],
    [-138974018, '-1389740.18'],
    [5, '0.05'],
    [-50, '-0.50'],
    [0, '0.00'],
  ])('of %p cents gives %p', (amount, text) => {
    expect(writePlainAmount(cents(amount))).toBe(text);
  });

  it('keeps every digit of every safe integer', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (n) => Number(writePlainAmount(cents(n)).replace('.', '')) === cents(n)));
  });
});
