import * as fc from 'fast-check';
import { cents, sumCents, type Cents } from '@passerelle/shared/money';
import { FUNDING_KINDS, sharesOf } from './co-financing.rules';
import { coFinancingView, whoPaysView } from './who-pays.rules';

const bySources = (erdf: number, sources: readonly number[], own: number) => ({ ERDF: cents(erdf), PUBLIC: cents(sources[0] ?? 0), AUTOMATIC_PUBLIC: cents(sources[1] ?? 0), PRIVATE: cents(sources[2] ?? 0), OWN: cents(own) });

describe('the parts of who pays', () => {
  it.each<[string, number, number[], number, (number | null)[]]>([
    ['are exact where they can be', 50, [25], 25, [5000, 2500, 0, 0, 2500]],
    ['give what is left to the largest part cut off, ties to the first', 1, [1], 1, [3334, 3333, 0, 0, 3333]],
    ['of Wereldhuis: the ERDF is cut, and its part is half all the same', 19_952_906, [], 19_952_907, [5000, 0, 0, 0, 5000]],
    ['are below nought where the own contribution is', 60, [45], -5, [6000, 4500, 0, 0, -500]],
    ['are none of nothing', 0, [], 0, [null, null, null, null, null]],
  ])('%s', (_, erdf, sources, own, expected) => expect(Object.values(sharesOf(bySources(erdf, sources, own), cents(erdf + own + sources.reduce((a, b) => a + b, 0))))).toEqual(expected));

  const amount = fc.integer({ min: 0, max: 99_999_999_999 }).map(cents);
  const operator = fc.tuple(amount, amount, fc.array(fc.record({ kind: fc.constantFrom(...FUNDING_KINDS), amountCents: amount }), { maxLength: 6 })).map(([total, erdf, sources]) => coFinancingView(total, erdf, sources));
  it('of one who has too much are no less for the others: the own contribution is nought, and what is too much stands in the difference', () => {
    const source = (amountCents: number) => [{ kind: 'PUBLIC' as const, amountCents: cents(amountCents) }];
    const [beyond, within] = [coFinancingView(cents(100), cents(60), source(45)), coFinancingView(cents(100), cents(60), [])];
    expect([beyond.byPayer.OWN, beyond.shareBp.OWN, beyond.differenceCents]).toEqual([0, 0, -5]);
    expect(whoPaysView([beyond, within])).toMatchObject({ totalCents: 200, byPayer: { ERDF: 120, PUBLIC: 45, OWN: 40 }, shareBp: { ERDF: 6000, PUBLIC: 2250, OWN: 2000 }, differenceCents: -5 });
  });

  it('add up to the whole, and what is paid to the total, of one operator and of several', () => {
    fc.assert(
      fc.property(fc.array(operator, { minLength: 1, maxLength: 8 }), (operators) => {
        for (const one of [...operators, whoPaysView(operators)]) {
          expect(sumCents([...Object.values(one.byPayer), one.differenceCents])).toBe(one.totalCents);
          expect(one.byPayer.OWN).toBeGreaterThanOrEqual(0);
          if (one.totalCents > 0 && one.differenceCents === 0) expect(Object.values(one.shareBp).reduce<number>((sum, part) => sum + part!, 0)).toBe(10_000);
        }
        expect(whoPaysView(operators).totalCents).toBe(operators.reduce<number>((sum, one) => sum + one.totalCents, 0) as Cents);
      }),
    );
  });
});
