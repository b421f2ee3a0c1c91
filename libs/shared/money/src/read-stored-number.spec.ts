import * as fc from 'fast-check';
import { MAX_AMOUNT_CENTS, cents } from './cents';
import { quantity } from './quantity';
import { readStoredAmount, readStoredQuantity, writePlainQuantity } from './read-stored-number';
import { writePlainAmount } from './write-amount';

describe('a stored number', () => {
  it.each([
    ['1234.56', 123456],
    ['1234.5599999999999', 123456],
    ['1234.5600000000001', 123456],
    ['1.2345599999999999E3', 123456],
    ['0.05999999999994543', 6],
    ['0.30000000000000004', 30],
    ['5.551115123125783E-17', 0],
    ['-5', -500],
    ['.5', 50],
    ['1e2', 10000],
    ['0', 0],
    ['-0.0', 0],
    ['999999999.99', 99_999_999_999],
    ['0E-99', 0],
  ])('%s is an amount', (raw, expected) => {
    expect(readStoredAmount(raw)).toEqual({ kind: 'amount', cents: expected });
  });

  it.each([
    ['3.3333333333333335', 'too-many-decimals'],
    ['1234.567', 'too-many-decimals'],
    ['1234.56001', 'too-many-decimals'],
    ['1E-3', 'too-many-decimals'],
    ['1E-99', 'too-many-decimals'],
    ['1000000000', 'too-large'],
    ['1E15', 'too-large'],
    ['1E308', 'too-large'],
    ['1E999', 'too-large'],
    ['1E9999', 'not-an-amount'],
    ['', 'empty'],
    [' ', 'empty'],
    ['.', 'not-an-amount'],
    ['NaN', 'not-an-amount'],
    ['1,5', 'not-an-amount'],
    ['1 000', 'not-an-amount'],
    ['٣', 'not-an-amount'],
    ['1'.repeat(65), 'not-an-amount'],
  ])('%s is refused', (raw, reason) => {
    expect(readStoredAmount(raw)).toEqual({ kind: 'refused', reason });
  });

  it('gives back every amount that was written plainly, and every one that a spreadsheet stored as a double', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAX_AMOUNT_CENTS, max: MAX_AMOUNT_CENTS }), (units) => {
        const same = { kind: 'amount', cents: cents(units) };
        expect(readStoredAmount(writePlainAmount(cents(units)))).toEqual(same);
        expect(readStoredAmount((units / 100).toPrecision(17))).toEqual(same);
        expect(readStoredAmount((units / 100).toExponential(16))).toEqual(same);
      }),
    );
  });

  it('gives back the difference of two amounts that a spreadsheet computed', () => {
    const amount = fc.integer({ min: 0, max: 9_999_999_999 });
    fc.assert(fc.property(amount, amount, (a, b) => expect(readStoredAmount(String(a / 100 - b / 100))).toEqual({ kind: 'amount', cents: cents(a - b) })));
  });

  it('gives back every quantity that was written plainly', () => {
    fc.assert(fc.property(fc.integer({ min: -9_999_999_999_999, max: 9_999_999_999_999 }), (units) => expect(readStoredQuantity(writePlainQuantity(quantity(units)))).toEqual({ kind: 'quantity', quantity: quantity(units) })));
    expect(writePlainQuantity(quantity(55_000))).toBe('5.5');
    expect(writePlainQuantity(quantity(-1))).toBe('-0.0001');
    expect(readStoredQuantity('1.23456')).toEqual({ kind: 'refused', reason: 'too-many-decimals' });
  });
});
