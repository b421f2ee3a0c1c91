import * as fc from 'fast-check';
import { cents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import type { LumpSum, UnitCost } from '@passerelle/programme/model';
import { categoryOfItem, withLumpSums } from './catalogue.rules';
import type { BudgetLine } from './lines';
import type { ChangeLines } from './lines.contract';
import { lineOf } from './line.rules';

const lumpSum: LumpSum = { code: 'CLOSURE', names: { en: 'Closure' }, phase: 'CLOSURE', amountCents: 1_000, validFrom: null, validTo: null };
const catalogue = { lumpSums: [lumpSum], unitCosts: [] };
const inserted = (lineId: string, amountCents?: number | null) => ({ lineId, operatorId: 'o', categoryCode: 'LUMP_SUM', position: 1, catalogueCode: 'CLOSURE', ...(amountCents === undefined ? {} : { amountCents }) });
const standing = (...amounts: (number | null)[]): Map<string, BudgetLine> => new Map(amounts.map((amount, index) => [`s${index}`, lineOf(inserted(`s${index}`, amount), catalogue)]));
const act = (more: Partial<ChangeLines>): ChangeLines => ({ inserted: [], changed: [], removed: [], ...more });
const amountsOf = ({ inserted: lines, changed }: ChangeLines) => [...lines, ...changed].map(({ amountCents }) => amountCents);

describe('a lump sum that is chosen without an amount', () => {
  it.each([
    ['takes all of it where nobody has any', standing(), act({ inserted: [inserted('a')] }), [1_000]],
    ['takes what the others leave', standing(300, null), act({ inserted: [inserted('a')] }), [700]],
    ['takes nothing where nothing is left', standing(1_200), act({ inserted: [inserted('a')] }), [0]],
    ['takes what the lines before it in the act leave', standing(), act({ inserted: [inserted('a', 400), inserted('b'), inserted('c')] }), [400, 600, 0]],
    ['counts no line that the act removes', standing(300), act({ inserted: [inserted('a')], removed: ['s0'] }), [1_000]],
    ['does not count what a line of its own has now', standing(300, 200), act({ changed: [{ lineId: 's0', catalogueCode: 'CLOSURE' }] }), [800]],
    ['takes the amount that is sent', standing(), act({ inserted: [inserted('a', 1)] }), [1]],
  ])('%s', (_, lines, request, amounts) => expect(amountsOf(withLumpSums(request, lines, catalogue))).toEqual(amounts));

  it('is left as it is where half-years or a quantity are sent: they are judged, not filled in', () => {
    const sent = act({ inserted: [{ ...inserted('a'), periods: { 1: 5 } }, { ...inserted('b'), quantity: 10_000 }] });
    expect(withLumpSums(sent, standing(), catalogue)).toEqual(sent);
  });

  it('never comes to more than the lump sum together with the others, unless they exceed it already', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_500 }), { maxLength: 4 }), fc.integer({ min: 1, max: 4 }), (amounts, count) => {
        const used = sumCents(amounts.map(cents));
        const filled = amountsOf(withLumpSums(act({ inserted: Array.from({ length: count }, (_, index) => inserted(`n${index}`)) }), standing(...amounts), catalogue)) as Cents[];
        expect(sumCents([used, ...filled])).toBe(Math.max(used, lumpSum.amountCents));
        expect(filled.slice(1)).toEqual(filled.slice(1).map(() => ZERO_CENTS));
      }),
    );
  });
});

it('an item of the catalogue stands in its own category: the one that it is for, or the programme’s for its kind', () => {
  const categories = [{ code: 'STAFF', kind: 'REAL' as const }, { code: 'LS', kind: 'LUMP_SUM' as const }, { code: 'UC', kind: 'UNIT_COST' as const }];
  const unitCost: UnitCost = { code: 'DAY', names: { en: 'Day' }, unitNames: { en: 'day' }, unitPriceCents: 5, categoryCode: 'STAFF', validFrom: null, validTo: null };
  expect([lumpSum, unitCost, { ...unitCost, categoryCode: null }].map((item) => categoryOfItem(item, categories))).toEqual(['LS', 'STAFF', 'UC']);
});
