import fc from 'fast-check';
import { cents, writePlainAmount } from '@passerelle/shared/money';
import { calculate, isFormula } from './formula';

const value = (text: string, language: 'fr' | 'en' = 'fr') => {
  const reading = calculate(text, language);
  return reading.kind === 'amount' ? reading.cents : reading.reason;
};

describe('a formula in a cell', () => {
  it.each([
    ['=1200*12', 1_440_000],
    ['=3*450,50+(120/2)', 141_150],
    ['= 1 200 × 12', 1_440_000],
    ['=+5', 500],
    ['=-(2+3)*4', -2000],
    ['=2--3', 500],
    ['=10/4', 250],
    ['=100/3', 3333],
    ['=-100/3', -3333],
    ['=100/3*3', 10_000],
    ['=1/3+1/3+1/3', 100],
    ['=0,1+0,2', 30],
    ['=1720*0,375', 64_500],
    ['=1.234,56*2', 246_912],
    ['=12\u00F74', 300],
  ])('%s is %s cents', (text, amount) => expect(value(text)).toBe(amount));

  it('reads its numbers in the reader’s convention', () => expect([value('=1.5*2', 'en'), value('=1,234*2', 'en')]).toEqual([300, 246_800]));

  it.each([
    ['=', 'formula'],
    ['=1+', 'formula'],
    ['=(1', 'formula'],
    ['=1)', 'formula'],
    ['=1 2 3', 'formula'],
    ['=A1', 'formula'],
    ['=2^3', 'formula'],
    ['=1e3', 'formula'],
    ['=0,12345', 'formula'],
    ['=alert(1)', 'formula'],
    ['=1/0', 'formula-division'],
    ['=1/(2-2)', 'formula-division'],
    ['=1.234*2', 'formula-unclear'],
    ['=999999999*2', 'too-large'],
    ['=99999999999', 'too-large'],
    [`=${'1+'.repeat(150)}1`, 'formula'],
  ])('%s is refused: %s', (text, reason) => expect(value(text)).toBe(reason));

  it('is told from an amount by its sign', () => expect(['=1', ' =1', '1', '-1'].map(isFormula)).toEqual([true, true, false, false]));
});

describe('any formula', () => {
  const amount = fc.integer({ min: 0, max: 99_999_999 }).map(cents);
  const text = (n: number) => writePlainAmount(cents(n)).replace('.', ',');

  it('adds and takes away to the cent', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('+', '-'), amount), { minLength: 1, maxLength: 12 }), (parts) => {
      const formula = `=${parts.map(([sign, n]) => sign + text(n)).join('')}`;
      expect(value(formula)).toBe(parts.reduce((total, [sign, n]) => (sign === '+' ? total + n : total - n), 0));
    }));
  });

  it('multiplies by whole numbers to the cent, and undoes it by division', () => {
    fc.assert(fc.property(amount, fc.integer({ min: 1, max: 999 }), (n, times) => {
      expect(value(`=${text(n)}*${times}`)).toBe(n * times);
      expect(value(`=${text(n)}*${times}/${times}`)).toBe(n);
      expect(value(`=${text(n)}/${times}*${times}`)).toBe(n);
    }));
  });

  it('cuts a division once, at the end and towards zero', () => {
    fc.assert(fc.property(amount, fc.integer({ min: 1, max: 9999 }), fc.boolean(), (n, by, isNegative) => {
      const cut = Number(BigInt(n) / BigInt(by));
      expect(value(`=${isNegative ? '-' : ''}${text(n)}/${by}`)).toBe(isNegative && cut > 0 ? -cut : cut);
    }));
  });

  it('never throws, whatever was typed', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9+*/(),. -]{0,30}$/)), (rest) => {
      expect(['amount', 'refused']).toContain(calculate(`=${rest}`, 'fr').kind);
    }));
  });
});
