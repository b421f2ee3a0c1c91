import * as fc from 'fast-check';
import { MAX_AMOUNT_CENTS, cents } from './cents';
import { type AmountLanguage } from './number-text';
import { MAX_QUANTITY, type Quantity, lineAmount, quantity, readQuantity, writeQuantity } from './quantity';

const languages: readonly AmountLanguage[] = ['fr', 'nl', 'en', 'de'];
const anyLanguage = fc.constantFrom(...languages);
const anyQuantity = fc
  .oneof(fc.integer({ min: -MAX_QUANTITY, max: MAX_QUANTITY }), fc.integer({ min: -99_999_999, max: 99_999_999 }))
  .map(quantity);

describe('the amount of a budget line', () => {
  it.each([
    [55_000, 100_033, 550_181], // 5,5 × 1 000,33 = 5 501,815
    [-55_000, 100_033, -550_181],
    [55_000, -100_033, -550_181],
    [10_000, 18_332_124, 18_332_124],
    [3_333, 10_000, 3_333],
    [1, 9_999, 0],
    [0, 100_033, 0],
    [10_000, 99_999_999_999, 99_999_999_999],
  ])('is, for %p ten-thousandths at %p cents, %p cents', (count, unitPrice, amount) => {
    expect(lineAmount(quantity(count), cents(unitPrice))).toBe(amount);
  });

  it('is cut, never rounded up, and less than one cent below the exact product', () => {
    const counts = fc.integer({ min: 0, max: 99_999_999 }).map(quantity);
    const prices = fc.integer({ min: 0, max: 99_999_999 }).map(cents);
    fc.assert(
      fc.property(counts, prices, (count, unitPrice) => {
        const lost = BigInt(count) * BigInt(unitPrice) - BigInt(lineAmount(count, unitPrice)) * 10_000n;
        return lost >= 0n && lost < 10_000n;
      }),
    );
  });

  it('throws rather than lose a cent when quantity and price are both enormous', () => {
    expect(() => lineAmount(MAX_QUANTITY, MAX_AMOUNT_CENTS)).toThrow(RangeError);
  });
});

describe('a quantity', () => {
  it.each([0.5, Number.NaN, 2 ** 53])('is never made of %p ten-thousandths', (n) => {
    expect(() => quantity(n)).toThrow(RangeError);
    expect(() => writeQuantity(n as Quantity, 'fr')).toThrow(RangeError);
  });

  it.each<[string, AmountLanguage, number]>([
    ['5,5', 'fr', 55_000],
    ['5.5', 'fr', 55_000],
    ['-5,5', 'nl', -55_000],
    ['(5,5)', 'en', -55_000],
    ['1 720', 'fr', 17_200_000],
    ['1.720', 'nl', 17_200_000],
    ['1,720', 'en', 17_200_000],
    ['0,125', 'fr', 1_250],
    ['0.125', 'nl', 1_250],
    ['1720.125', 'nl', 17_201_250],
    ['1.720,125', 'fr', 17_201_250],
    ['1,2345', 'en', 12_345],
    ['-0', 'fr', 0],
    ['999 999 999,9999', 'fr', 9_999_999_999_999],
  ])('written %p in %s is read as %p ten-thousandths', (text, language, expected) => {
    expect(readQuantity(text, language)).toEqual({ kind: 'quantity', quantity: expected });
  });

  it.each<[string, AmountLanguage]>([['1.720', 'fr'], ['1.720', 'en'], ['1,720', 'fr'], ['1,720', 'nl'], ['1,720', 'de']])(
    'written %p in %s is asked: one thousand seven hundred and twenty, or one and a bit',
    (text, language) => {
      expect(readQuantity(text, language)).toEqual({ kind: 'ask', readings: [17_200_000, 17_200] });
    },
  );

  it.each([
    ['', 'empty'],
    ['5 €', 'not-an-amount'],
    ['EUR 5', 'not-an-amount'],
    ['5 j', 'not-an-amount'],
    ['1/2', 'not-an-amount'],
    ['1,23456', 'too-many-decimals'],
    ['1000000000', 'too-large'],
  ])('is refused when written %p: %s', (text, reason) => {
    for (const language of languages) expect(readQuantity(text, language)).toEqual({ kind: 'refused', reason });
  });

  it.each<[number, AmountLanguage, string]>([
    [55_000, 'fr', '5,5'],
    [55_000, 'en', '5.5'],
    [17_200_000, 'fr', '1\u202F720'],
    [17_200_000, 'nl', '1.720'],
    [17_201_250, 'de', '1.720,1250'],
    [12_340, 'fr', '1,2340'],
    [-1, 'fr', '-0,0001'],
    [0, 'fr', '0'],
  ])('of %p ten-thousandths is written in %s as %p', (n, language, expected) => {
    expect(writeQuantity(quantity(n), language)).toBe(expected);
  });

  it('is read back as it was written in the same language', () => {
    fc.assert(
      fc.property(anyQuantity, anyLanguage, (count, language) => {
        expect(readQuantity(writeQuantity(count, language), language)).toEqual({ kind: 'quantity', quantity: count });
      }),
    );
  });

  it('written in one language is never read as another quantity in another: at worst it is asked, with the true one among the readings', () => {
    fc.assert(
      fc.property(anyQuantity, anyLanguage, anyLanguage, (count, writer, reader) => {
        const reading = readQuantity(writeQuantity(count, writer), reader);
        if (reading.kind === 'quantity') expect(reading.quantity).toBe(count);
        if (reading.kind === 'ask') expect(reading.readings).toContain(count);
        expect(reading.kind).not.toBe('refused');
      }),
    );
  });
});
