import * as fc from 'fast-check';
import { cents, MAX_AMOUNT_CENTS, quantity, sumCents, type Cents } from '@passerelle/shared/money';
import type { BudgetRules } from '@passerelle/programme/model';
import type { BudgetLine } from './lines';
import type { LineChange } from './lines.contract';
import { amountOf, changedFields, lineOf, mergedLine, spreadByWeights, spreadEvenly, toAllocateOf } from './line.rules';

const catalogue: Pick<BudgetRules, 'lumpSums' | 'unitCosts'> = {
  lumpSums: [],
  unitCosts: [{ code: 'DAY', names: {}, unitNames: {}, unitPriceCents: 48_500, categoryCode: 'EXTERNAL', validFrom: null, validTo: null }],
};
const empty = lineOf({ lineId: 'l1', operatorId: 'setis', categoryCode: 'STAFF', position: 1 }, catalogue);
const merged = (change: Omit<LineChange, 'lineId'>, before: BudgetLine = empty): BudgetLine => mergedLine(before, { lineId: before.lineId, ...change }, catalogue);

describe('the amount of a line', () => {
  it('is quantity × unit price, cut at the cent, where both stand', () => {
    expect(amountOf({ ...empty, quantity: quantity(55_000), unitPriceCents: cents(100_033), amountCents: cents(1), amountEntered: true })).toEqual({ amountCents: 550_181, amountEntered: false });
  });
  it('is what was typed where one of them is missing', () => {
    expect(amountOf({ ...empty, quantity: quantity(55_000), amountCents: cents(7), amountEntered: true })).toEqual({ amountCents: 7, amountEntered: true });
    expect(amountOf({ ...empty, unitPriceCents: cents(5) })).toEqual({ amountCents: null, amountEntered: false });
  });
  it('is the sum of its half-years where nothing was entered', () => {
    expect(amountOf({ ...empty, periodCents: [cents(5), null, cents(2)] })).toEqual({ amountCents: 7, amountEntered: false });
    expect(amountOf({ ...empty, periodCents: [cents(5)], amountCents: cents(9), amountEntered: true }).amountCents).toBe(9);
  });
});

describe('what of a line is to allocate', () => {
  it('is what its half-years do not cover, and negative where they exceed it', () => {
    const of = (amount: number | null, ...periods: (number | null)[]): number => toAllocateOf({ amountCents: amount as Cents | null, periodCents: periods as (Cents | null)[] });
    expect([of(100), of(100, 60, null, 40), of(100, 130), of(null), of(null, 5)]).toEqual([100, 0, -30, 0, -5]);
  });
});

describe('spreading an amount over half-years', () => {
  it('evenly, the first take the cents left over', () => expect(spreadEvenly(cents(100), [2, 3, 5])).toEqual({ 2: 34, 3: 33, 5: 33 }));
  it('over none is nothing', () => expect(spreadEvenly(cents(100), [])).toEqual({}));
  it('by weights', () => expect(spreadByWeights(cents(100), [1, 2, 3], [92, 0, 181])).toEqual({ 1: 34, 2: 0, 3: 66 }));
  it('costs no cent, and leaves nothing to allocate', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 14 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_AMOUNT_CENTS }).map(cents), numbers, fc.integer({ min: 1, max: 999 }), (amount, halfYears, weight) => {
        for (const periods of [spreadEvenly(amount, halfYears), spreadByWeights(amount, halfYears, halfYears.map((number) => number * weight))]) {
          expect(sumCents(Object.values(periods))).toBe(amount);
          expect(toAllocateOf(merged({ amountCents: amount, periods }))).toBe(0);
        }
      }),
    );
  });
});

describe('a change of a line', () => {
  it('leaves what it does not name', () => {
    const before = merged({ comment: 'a', descriptions: { fr: 'Jours', nl: 'Dagen' }, periods: { 1: cents(5), 3: cents(7) } });
    expect(merged({ descriptions: { nl: 'Uren' }, periods: { 2: cents(6) } }, before)).toEqual({ ...before, descriptions: { fr: 'Jours', nl: 'Uren' }, amountCents: 18, periodCents: [5, 6, 7] });
    expect(merged({}, before)).toEqual(before);
  });
  it('takes a text and a half-year away', () => {
    const before = merged({ descriptions: { fr: 'Jours', nl: 'Dagen' }, periods: { 1: cents(5), 3: cents(7) } });
    const after = merged({ descriptions: { fr: '' }, periods: { 3: null } }, before);
    expect([after.descriptions, after.periodCents]).toEqual([{ nl: 'Dagen' }, [5]]);
  });
  it('works the amount out anew from quantity and unit price', () => {
    const before = merged({ quantity: quantity(20_000), unitPriceCents: cents(150), amountCents: cents(300), formula: '=2*1,5' });
    expect([before.amountCents, before.formula]).toEqual([300, '']);
    expect(merged({ quantity: quantity(30_000) }, before).amountCents).toBe(450);
    expect(merged({ quantity: null }, before)).toMatchObject({ amountCents: 300, quantity: null });
  });
  it('of an amount takes the arithmetic of before away, unless it brings its own', () => {
    const before = merged({ amountCents: cents(1_440_000), formula: '=1200*12' });
    expect(merged({ amountCents: cents(5) }, before).formula).toBe('');
    expect(merged({ amountCents: cents(5), formula: '=1+4' }, before).formula).toBe('=1+4');
    expect(merged({ comment: 'x' }, before).formula).toBe('=1200*12');
  });
  it('to a unit cost brings its price, and without a quantity there is no amount', () => {
    const before = merged({ catalogueCode: 'DAY', categoryCode: 'EXTERNAL', quantity: quantity(20_000) });
    expect(before).toMatchObject({ unitPriceCents: 48_500, amountCents: 97_000 });
    expect(merged({ quantity: null }, before).amountCents).toBeNull();
  });
  it('makes an ordinary line of a cell that gets more than an amount', () => {
    const cell: BudgetLine = { ...empty, kind: 'CELL' };
    expect(merged({ amountCents: cents(5) }, cell).kind).toBe('CELL');
    for (const change of [{ categoryCode: 'TRAVEL' }, { operatorId: 'aviq' }, { position: 2 }, { amountCents: cents(5), formula: '=5' }, { comment: 'x' }, { workPackageId: 'wp' }, { descriptions: { fr: 'x' } }, { periods: { 1: cents(1) } }, { quantity: quantity(1) }]) expect(merged(change, cell).kind).toBe('LINE');
  });
  it('and another of other fields come to the same in either order', () => {
    const changes: Omit<LineChange, 'lineId'>[] = [{ comment: 'x' }, { descriptions: { fr: 'a' } }, { descriptions: { nl: 'b' } }, { periods: { 1: cents(3) } }, { periods: { 4: cents(5) } }, { quantity: quantity(10_000) }, { unitPriceCents: cents(77) }, { workPackageId: 'wp' }];
    const run = (order: typeof changes): BudgetLine => order.reduce((line, change) => merged(change, line), empty);
    fc.assert(fc.property(fc.shuffledSubarray(changes, { minLength: changes.length }), (order) => expect(run(order)).toEqual(run(changes))));
  });
});

describe('the fields in which two states of a line differ', () => {
  it('are named by language and by half-year', () => {
    const after = merged({ comment: 'x', descriptions: { nl: 'Uren' }, periods: { 3: cents(5) }, amountCents: cents(5), workPackageId: 'wp' });
    expect(changedFields(empty, after)).toEqual(['workPackageId', 'amountCents', 'comment', 'descriptions.nl', 'period.3']);
    expect(changedFields(after, after)).toEqual([]);
    expect(changedFields(after, empty)).toEqual(changedFields(empty, after));
  });
});
