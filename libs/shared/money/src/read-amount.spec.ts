import * as fc from 'fast-check';
import { MAX_AMOUNT_CENTS, cents } from './cents';
import { type AmountLanguage } from './number-text';
import { readAmount } from './read-amount';
import { writeAmount, writePlainAmount } from './write-amount';

const languages: readonly AmountLanguage[] = ['fr', 'nl', 'en', 'de'];
const anyLanguage = fc.constantFrom(...languages);
// Small amounts too: with one group or none is where the conventions collide.
const anyAmount = fc
  .oneof(
    fc.integer({ min: -MAX_AMOUNT_CENTS, max: MAX_AMOUNT_CENTS }),
    fc.integer({ min: -99_999_999, max: 99_999_999 }),
    fc.integer({ min: -999_999, max: 999_999 }).map((euros) => euros * 100),
  )
  .map(cents);

describe('an amount that every language reads alike', () => {
  it.each([
    // as real sheets have it
    ['183 321,24 EUR', 18332124],
    ['8.058.199,71', 805819971],
    ['1 389 740,18 €', 138974018],
    ['EUR 867 397.24', 86739724],
    ['€ 4,340,000', 434000000],
    // no group, no decimals
    ['0', 0],
    ['5', 500],
    ['007', 700],
    ['1389740', 138974000],
    // one mark before one or two digits
    ['5,5', 550],
    ['5.5', 550],
    ['12.50', 1250],
    ['0,05', 5],
    ['1389740.18', 138974018],
    ['1234567,8', 123456780],
    // separators that are never a decimal mark
    ['1 234', 123400],
    ["1'234", 123400],
    ["1'234'567.89", 123456789],
    ['1 234 567', 123456700],
    // a mark that occurs twice can only be a group
    ['1.234.567', 123456700],
    ['1,234,567', 123456700],
    // two different marks
    ['1.234,5', 123450],
    ['1,234.5', 123450],
    ['1.234,56', 123456],
    ['1,234.56', 123456],
    ['1 234.56', 123456],
    // every width of space, even mixed
    ['1\u00A0234\u00A0567,89', 123456789],
    ['1\u202F234\u202F567,89\u00A0€', 123456789],
    ['1\u2009234', 123400],
    ['1\u2007234', 123400],
    ['1 234\u00A0567,89', 123456789],
    ['\u00A0 5 \t\r\n', 500],
    // the currency before or after, near or far
    ['€5', 500],
    ['5€', 500],
    ['EUR5', 500],
    ['5EUR', 500],
    ['€    5,00', 500],
    // negative, outside or inside the currency
    ['-5', -500],
    ['- 5', -500],
    ['\u22125', -500],
    ['\u20135', -500],
    ['(5)', -500],
    ['( 5 )', -500],
    ['€-5', -500],
    ['€ -5', -500],
    ['-€5', -500],
    ['- € 5', -500],
    ['-5 €', -500],
    ['(5) €', -500],
    ['(5 €)', -500],
    ['€ (5)', -500],
    ['(€5)', -500],
    ['EUR \u22121.234,56', -123456],
    // the limit itself
    ['999 999 999,99', 99_999_999_999],
    ['-999999999.99', -99_999_999_999],
  ])('%p is %p cents', (text, amount) => {
    for (const language of languages) expect(readAmount(text, language)).toEqual({ kind: 'amount', cents: amount });
  });

  it('is zero without a sign when written -0,00', () => {
    const reading = readAmount('-0,00', 'fr');
    expect(reading.kind === 'amount' && Object.is(reading.cents, 0)).toBe(true);
  });
});

describe('one mark before exactly three digits', () => {
  it.each<[string, AmountLanguage]>([['1.234', 'nl'], ['1.234', 'de'], ['1,234', 'en']])(
    'is a group in %p, since %s itself groups so',
    (text, language) => {
      expect(readAmount(text, language)).toEqual({ kind: 'amount', cents: 123400 });
      expect(readAmount(`-${text} €`, language)).toEqual({ kind: 'amount', cents: -123400 });
    },
  );

  it.each<[string, AmountLanguage]>([['1.234', 'fr'], ['1.234', 'en'], ['1,234', 'fr'], ['1,234', 'nl'], ['1,234', 'de']])(
    'is asked in %p for %s, whatever sign or currency stands beside it',
    (text, language) => {
      expect(readAmount(text, language)).toEqual({ kind: 'ask', readings: [123400, 123] });
      expect(readAmount(`€ ${text}`, language)).toEqual({ kind: 'ask', readings: [123400, 123] });
      expect(readAmount(`(${text})`, language)).toEqual({ kind: 'ask', readings: [-123400, -123] });
    },
  );

  it('is asked with the second reading cut at the cent, not rounded', () => {
    expect(readAmount('999,999', 'fr')).toEqual({ kind: 'ask', readings: [99999900, 99999] });
    expect(readAmount('1,000', 'fr')).toEqual({ kind: 'ask', readings: [100000, 100] });
  });
});

describe('a text without a sure meaning', () => {
  it.each([
    ['', 'empty'],
    [' \u00A0\u202F\t', 'empty'],
    // a zero in front, or four digits, cannot be a group: only the decimals are left
    ['0.123', 'too-many-decimals'],
    ['0,123', 'too-many-decimals'],
    ['1234.567', 'too-many-decimals'],
    ['1.2345', 'too-many-decimals'],
    ['1.234,567', 'too-many-decimals'],
    ['1 234.567', 'too-many-decimals'],
    ['12.5000', 'too-many-decimals'],
    // groups that are not three digits each, or not by one separator
    ['1.234.5', 'not-an-amount'],
    ['1.234.56', 'not-an-amount'],
    ['1 23', 'not-an-amount'],
    ["1'23", 'not-an-amount'],
    ["0'123", 'not-an-amount'],
    ['0 123', 'not-an-amount'],
    ['1234 567', 'not-an-amount'],
    ['1234.567,89', 'not-an-amount'],
    ['12,34,567.00', 'not-an-amount'],
    ["1 234'567", 'not-an-amount'],
    ['1.234 567,00', 'not-an-amount'],
    ['1,234 567', 'not-an-amount'],
    ['1,23.45', 'not-an-amount'],
    ['1  234', 'not-an-amount'],
    ['1 ,5', 'not-an-amount'],
    // a mark with nothing on one side
    ['5,', 'not-an-amount'],
    [',5', 'not-an-amount'],
    ['5,-', 'not-an-amount'],
    ['.', 'not-an-amount'],
    // signs
    ['-', 'not-an-amount'],
    ['12-', 'not-an-amount'],
    ['5 € -', 'not-an-amount'],
    ['--5', 'not-an-amount'],
    ['-(5)', 'not-an-amount'],
    ['(-5)', 'not-an-amount'],
    ['((5))', 'not-an-amount'],
    ['(5', 'not-an-amount'],
    ['5)', 'not-an-amount'],
    ['()', 'not-an-amount'],
    ['+5', 'not-an-amount'],
    ['1-2', 'not-an-amount'],
    // currencies
    ['€', 'not-an-amount'],
    ['EUR', 'not-an-amount'],
    ['€ 5 €', 'not-an-amount'],
    ['EUR 5 €', 'not-an-amount'],
    ['€ (5 €)', 'not-an-amount'],
    ['5€50', 'not-an-amount'],
    ['$5', 'not-an-amount'],
    ['5 k€', 'not-an-amount'],
    ['50 %', 'not-an-amount'],
    // other notations, other digits, other things
    ['1e3', 'not-an-amount'],
    ['0x10', 'not-an-amount'],
    ['Infinity', 'not-an-amount'],
    ['NaN', 'not-an-amount'],
    ['=1200*12', 'not-an-amount'],
    ['٣', 'not-an-amount'],
    ['\uFF15', 'not-an-amount'],
    ['5\t5', 'not-an-amount'],
    ['01/10/2017', 'not-an-amount'],
    ['01-04-2018', 'not-an-amount'],
    ['01.10.2017', 'not-an-amount'],
    ['néant', 'not-an-amount'],
    // beyond the limit, on either side of zero
    ['1000000000', 'too-large'],
    ['1 000 000 000,00', 'too-large'],
    ['(1.000.000.000)', 'too-large'],
    ['192.168.100.200', 'too-large'],
    ['9'.repeat(60), 'too-large'],
  ])('is refused in every language when it is %p: %s', (text, reason) => {
    for (const language of languages) expect(readAmount(text, language)).toEqual({ kind: 'refused', reason });
  });

  it('comes back at once when it is a megabyte long', () => {
    const megabyte = 1_000_000;
    const hostile = ['1', ' ', '1 ', '1.', '1,234', '(', '-', '€', "'", '\u00A0'].map((piece) => piece.repeat(megabyte / piece.length));
    const start = performance.now();
    for (const text of hostile) {
      for (const language of languages) expect(readAmount(text, language).kind).toBe('refused');
    }
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('never makes the reader throw', () => {
    const pieces = fc.constantFrom('0', '1', '12', '123', '.', ',', ' ', "'", '\u202F', '-', '\u2212', '(', ')', '€', 'EUR', 'e', '+');
    const nearlyAmounts = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearlyAmounts), anyLanguage, (text, language) => {
        expect(['amount', 'ask', 'refused']).toContain(readAmount(text, language).kind);
      }),
    );
  });
});

describe('reading what was written', () => {
  it('gives the same cents in the same language, with and without the currency', () => {
    fc.assert(
      fc.property(anyAmount, anyLanguage, fc.boolean(), (amount, language, currency) => {
        expect(readAmount(writeAmount(amount, language, { currency }), language)).toEqual({ kind: 'amount', cents: amount });
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same cents in any other language, since two decimals are always written', () => {
    fc.assert(
      fc.property(anyAmount, anyLanguage, anyLanguage, fc.boolean(), (amount, writer, reader, currency) => {
        expect(readAmount(writeAmount(amount, writer, { currency }), reader)).toEqual({ kind: 'amount', cents: amount });
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same cents for the plain text of a machine', () => {
    fc.assert(
      fc.property(anyAmount, anyLanguage, (amount, reader) => {
        expect(readAmount(writePlainAmount(amount), reader)).toEqual({ kind: 'amount', cents: amount });
      }),
    );
  });

  it('never gives another amount when a person leaves out idle decimals: it is the same, or asked with the true one among the readings', () => {
    fc.assert(
      fc.property(anyAmount, anyLanguage, anyLanguage, (amount, writer, reader) => {
        const text = writeAmount(amount, writer)
          .replace(/[.,]00$/, '')
          .replace(/([.,][1-9])0$/, '$1');
        const reading = readAmount(text, reader);
        if (reading.kind === 'amount') expect(reading.cents).toBe(amount);
        if (reading.kind === 'ask') expect(reading.readings).toContain(amount);
        if (writer === reader) expect(reading.kind).toBe('amount');
        expect(reading.kind).not.toBe('refused');
      }),
      { numRuns: 5000 },
    );
  });

  it('never gives another amount when a bad copy adds one stray mark', () => {
    const stray = fc.constantFrom(' ', '.', ',', "'", '-');
    fc.assert(
      fc.property(anyAmount, anyLanguage, stray, fc.nat(), (amount, language, mark, where) => {
        const text = writeAmount(amount, language);
        const place = 1 + (where % text.length);
        const reading = readAmount(text.slice(0, place) + mark + text.slice(place), language);
        if (reading.kind === 'amount') expect(reading.cents).toBe(amount);
      }),
    );
  });
});
