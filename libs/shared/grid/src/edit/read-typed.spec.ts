import { cents } from '@passerelle/shared/money';
import { decimalMark, editableText, readTyped } from './read-typed';

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
    expect(readTyped('1.234', 'fr')).toEqual({ kind: 'ask', readings: [123400, 123] });
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
