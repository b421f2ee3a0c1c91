import { cents, quantity } from '@passerelle/shared/money';
import { decimalMark, editableQuantity, editableText, readTyped, readTypedQuantity } from './read-typed';

describe('a typed amount', () => {
  it.each([
    ['fr', '1 234,56', 123456],
    ['nl', '1.234,56', 123456],
    ['en', '1,234.56', 123456],
    ['de', '€ 1.234', 123400],
  ] as const)('is read in the reader’s convention: %s %s', (language, text, amount) => {
    expect(readTyped(text, language)).toEqual({ kind: 'amount', cents: amount });
  });

  it('that is emptied has no amount, which is not zero', () => {
    expect(readTyped('  ', 'fr')).toEqual({ kind: 'amount', cents: null });
    expect(readTyped('0', 'fr')).toEqual({ kind: 'amount', cents: 0 });
  });

  it('that two conventions read differently is asked', () => {
    expect(readTyped('1.234', 'fr')).toEqual({ kind: 'ask', readings: [{ kind: 'amount', cents: 123400 }, { kind: 'amount', cents: 123 }] });
  });

  it('that nobody can read is refused with the reason', () => {
    expect(readTyped('12a', 'fr')).toEqual({ kind: 'refused', reason: 'not-an-amount' });
  });

  it.each(['fr', 'nl', 'en', 'de'] as const)('opens without groups and is read back the same: %s', (language) => {
    const text = editableText(cents(138974018), language);
    expect(text).toBe(`1389740${decimalMark(language)}18`);
    expect(readTyped(text, language)).toEqual({ kind: 'amount', cents: 138974018 });
  });

  it('opens empty where there is none', () => expect(editableText(null, 'fr')).toBe(''));
});

describe('a typed quantity', () => {
  it.each([
    ['fr', '5,5', 55_000],
    ['nl', '1.720', 17_200_000],
    ['en', '0.125', 1_250],
  ] as const)('is read in the reader’s convention: %s %s', (language, text, expected) => {
    expect(readTypedQuantity(text, language)).toEqual({ kind: 'quantity', quantity: expected });
  });

  it('that is emptied has none; that two conventions read differently is asked; any other text keeps its reason', () => {
    expect(readTypedQuantity(' ', 'fr')).toEqual({ kind: 'quantity', quantity: null });
    expect(readTypedQuantity('1.720', 'fr')).toEqual({ kind: 'ask', readings: [{ kind: 'quantity', quantity: 17_200_000 }, { kind: 'quantity', quantity: 17_200 }] });
    expect(readTypedQuantity('5 j', 'fr')).toEqual({ kind: 'refused', reason: 'not-a-quantity' });
    expect(readTypedQuantity('1,23456', 'fr')).toEqual({ kind: 'refused', reason: 'quantity-decimals' });
    expect(readTypedQuantity('1000000000', 'fr')).toEqual({ kind: 'refused', reason: 'quantity-too-large' });
  });

  it.each(['fr', 'nl', 'en', 'de'] as const)('opens without groups and is read back the same: %s', (language) => {
    expect(readTypedQuantity(editableQuantity(quantity(-17_201_250), language), language)).toEqual({ kind: 'quantity', quantity: -17_201_250 });
  });
});
