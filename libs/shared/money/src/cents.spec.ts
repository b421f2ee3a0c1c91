import * as fc from 'fast-check';
import { type Cents, MAX_AMOUNT_CENTS, ZERO_CENTS, addCents, cents, isCents, subtractCents, sumCents } from './cents';

const largest = cents(Number.MAX_SAFE_INTEGER);
const anyAmount = fc.integer({ min: -MAX_AMOUNT_CENTS, max: MAX_AMOUNT_CENTS }).map(cents);

describe('an amount in cents', () => {
  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53)])('is never made of %p', (n) => {
    expect(() => cents(n)).toThrow(RangeError);
    expect(isCents(n)).toBe(false);
  });

  it.each(['5', null, undefined, 5n, {}])('is never %p', (value) => {
    expect(isCents(value)).toBe(false);
  });

  it('may be negative, zero or the largest safe integer', () => {
    for (const n of [-1, 0, Number.MAX_SAFE_INTEGER]) expect([cents(n), isCents(n)]).toEqual([n, true]);
  });

  it('knows one zero only, so that equal amounts compare as equal', () => {
    expect(Object.is(cents(-0), 0)).toBe(true);
    expect(Object.is(ZERO_CENTS, 0)).toBe(true);
  });

  it('is entered up to 999 999 999,99 €', () => {
    expect(MAX_AMOUNT_CENTS).toBe(99_999_999_999);
  });
});

describe('adding and subtracting', () => {
  it('is exact where floats in euros are not: 0,10 and 0,20 make 0,30', () => {
    expect(addCents(cents(10), cents(20))).toBe(30);
    expect(subtractCents(cents(30), cents(10))).toBe(20);
  });

  it('throws rather than leave the safe range', () => {
    expect(() => addCents(largest, cents(1))).toThrow(RangeError);
    expect(() => subtractCents(cents(-Number.MAX_SAFE_INTEGER), cents(1))).toThrow(RangeError);
    expect(() => sumCents([largest, cents(1)])).toThrow(RangeError);
  });

  it('undoes an addition by a subtraction', () => {
    fc.assert(fc.property(anyAmount, anyAmount, (a, b) => subtractCents(addCents(a, b), b) === a));
  });
});

describe('summing', () => {
  it('gives zero for no amounts', () => {
    expect(sumCents([])).toBe(0);
  });

  it('takes any iterable', () => {
    expect(sumCents(new Set([cents(1), cents(2)]))).toBe(3);
  });

  it('does not depend on the order', () => {
    const amountsInTwoOrders = fc
      .array(anyAmount)
      .chain((amounts) => fc.tuple(fc.constant(amounts), fc.shuffledSubarray(amounts, { minLength: amounts.length })));
    fc.assert(fc.property(amountsInTwoOrders, ([amounts, shuffled]) => sumCents(amounts) === sumCents(shuffled)));
  });

  it('does not depend on the order even when a sum on the way leaves the safe range', () => {
    expect(sumCents([largest, cents(5), cents(-5)])).toBe(largest);
    expect(sumCents([cents(5), cents(-5), largest])).toBe(largest);
  });

  it('refuses a fraction that was smuggled in as cents', () => {
    expect(() => sumCents([0.5 as Cents, 0.5 as Cents])).toThrow(RangeError);
  });
});
