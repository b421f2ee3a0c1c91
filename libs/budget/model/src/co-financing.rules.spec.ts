import * as fc from 'fast-check';
import { cents, MAX_AMOUNT_CENTS, sumCents, type Cents } from '@passerelle/shared/money';
import { coFinancingOf, FUNDING_KINDS, partBp, refuseSources, whoPaysHowMuch } from './co-financing.rules';

const source = (kind: (typeof FUNDING_KINDS)[number], amount: number) => ({ kind, name: kind, amountCents: cents(amount) });

describe('the co-financing of an operator', () => {
  it('is ERDF, sources by kind, and the own contribution, which takes the remainder', () => {
    const financing = coFinancingOf(cents(39_905_813), cents(19_952_906), [source('PUBLIC', 5_000_000), source('PRIVATE', 1_000_000), source('PUBLIC', 7)]);
    expect(financing).toEqual({
      totalCents: 39_905_813, otherSourcesCents: 6_000_007, ownContributionCents: 13_952_900, differenceCents: 0,
      byPayer: { ERDF: 19_952_906, PUBLIC: 5_000_007, AUTOMATIC_PUBLIC: 0, PRIVATE: 1_000_000, OWN: 13_952_900 },
    });
  });
  it('shows by how much the sources exceed the budget', () => {
    expect(coFinancingOf(cents(100), cents(60), [source('AUTOMATIC_PUBLIC', 45)])).toMatchObject({ ownContributionCents: -5, differenceCents: -5 });
    expect(coFinancingOf(cents(100), cents(60), [source('AUTOMATIC_PUBLIC', 40)])).toMatchObject({ ownContributionCents: 0, differenceCents: 0 });
  });

  const amount = fc.integer({ min: 0, max: MAX_AMOUNT_CENTS }).map(cents);
  const sources = fc.array(fc.record({ kind: fc.constantFrom(...FUNDING_KINDS), amountCents: amount }));
  const operator = fc.tuple(amount, amount, sources).map(([total, erdf, own]) => coFinancingOf(total, erdf, own));
  it('equals the budget exactly', () => {
    fc.assert(fc.property(operator, (one) => sumCents(Object.values(one.byPayer)) === one.totalCents));
  });
  it('adds up over operators: who pays how much equals the budget too, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(operator), (operators) => {
        const all = whoPaysHowMuch(operators);
        expect(sumCents([...Object.values(all.byPayer), all.differenceCents])).toBe(all.totalCents);
        expect(whoPaysHowMuch([...operators].reverse())).toEqual(all);
      }),
    );
  });
});

describe('who pays how much', () => {
  it('tells parts of the total that add up to it, and the difference of those whose sources exceed their budget', () => {
    const all = whoPaysHowMuch([coFinancingOf(cents(300), cents(100), []), coFinancingOf(cents(300), cents(100), [source('PUBLIC', 250)])]);
    expect(all).toMatchObject({ totalCents: 600, byPayer: { ERDF: 200, PUBLIC: 250, OWN: 200 }, shareBp: { ERDF: 3333, PUBLIC: 4167, PRIVATE: 0, OWN: 3333 }, differenceCents: -50 });
  });
  it('has no parts of nothing', () => expect(whoPaysHowMuch([]).shareBp.ERDF).toBeNull());
  it('cuts a part towards nought', () => expect([partBp(cents(2), cents(3)), partBp(cents(-2), cents(3)), partBp(cents(3), cents(2)), partBp(cents(1), cents(0))]).toEqual([6666, -6666, 15_000, null]));
});

describe('the sources of an operator', () => {
  const refused = (change: object): string[] => refuseSources([{ ...source('PUBLIC', 5), ...change }]).map(({ code, pointer }) => `${code} ${pointer}`);
  it('may be saved, beyond the budget too', () => expect(refused({ amountCents: MAX_AMOUNT_CENTS })).toEqual([]));
  it.each<[string, object]>([
    ['co-financing.unknown-kind /sources/0/kind', { kind: 'ERDF' }],
    ['co-financing.name-missing /sources/0/name', { name: ' ' }],
    ['co-financing.name-too-long /sources/0/name', { name: 'x'.repeat(201) }],
    ['co-financing.amount-negative /sources/0/amountCents', { amountCents: -1 }],
    ['co-financing.amount-too-large /sources/0/amountCents', { amountCents: MAX_AMOUNT_CENTS + 1 }],
    ['co-financing.amount-too-large /sources/0/amountCents', { amountCents: 0.5 }],
  ])('are refused as %s', (expected, change) => expect(refused(change)).toEqual([expected]));
  it('are refused with every reason at once', () => expect(refused({ kind: 'X', name: '', amountCents: -1 as Cents })).toHaveLength(3));
});
