import * as fc from 'fast-check';
import { cents, subtractCents, sumCents } from '@passerelle/shared/money';
import { coFinancingOf } from './co-financing.rules';
import { COMPARED, differenceOf } from './difference.rules';
import { lineOf } from './line.rules';
import { anyBudget } from './tables.testing';

const line = (lineId: string, fields: object) => ({ ...lineOf({ lineId, operatorId: 'o1', categoryCode: 'STAFF', position: 1 }, { lumpSums: [], unitCosts: [] }), ...fields });
const operator = (operatorId: string, versantCode: string, total: number) => ({ operatorId, versantCode, totalCents: cents(total), byPayer: coFinancingOf(cents(total), cents(0), []).byPayer });

describe('the difference of two versions', () => {
  const before = { operators: [operator('o1', 'FR', 1_000)], lines: [line('l1', { amountCents: 700, periodCents: [700] }), line('l2', { amountCents: 300, comment: 'a' }), line('l3', { amountCents: 0 })] };
  const after = {
    operators: [operator('o1', 'FR', 900), operator('o2', 'VL', 50)],
    lines: [line('l3', { amountCents: 0, position: 9 }), line('l1', { amountCents: 600, periodCents: [null, 600] }), line('l4', { operatorId: 'o2', categoryCode: 'TRAVEL', amountCents: 50, workPackageId: 'wp1' })],
  };
  const difference = differenceOf(before, after);

  it('names the lines that were added, removed and changed, with their fields; another place in the order is none', () => {
    expect(difference.lines.map(({ lineId, kind, fields, differenceCents }) => ({ lineId, kind, fields, differenceCents }))).toEqual([
      { lineId: 'l1', kind: 'CHANGED', fields: ['amountCents', 'period.1', 'period.2'], differenceCents: -100 },
      { lineId: 'l4', kind: 'ADDED', fields: [], differenceCents: 50 },
      { lineId: 'l2', kind: 'REMOVED', fields: [], differenceCents: -300 },
    ]);
    expect(difference.lines[2]).toMatchObject({ before: { comment: 'a' }, after: null });
  });

  it('tells each place before and after, and what is to allocate last', () => {
    expect(difference.by.category).toEqual([
      { key: 'STAFF', beforeCents: 1_000, afterCents: 600, differenceCents: -400 },
      { key: 'TRAVEL', beforeCents: 0, afterCents: 50, differenceCents: 50 },
      { key: null, beforeCents: 0, afterCents: 300, differenceCents: 300 },
    ]);
    expect(difference.by.halfYear.map(({ key, differenceCents }) => [key, differenceCents])).toEqual([['1', -700], ['2', 600], [null, 50]]);
    expect(difference.by.versant.map(({ key, differenceCents }) => [key, differenceCents])).toEqual([['FR', -100], ['VL', 50]]);
    expect(difference.total).toEqual({ key: null, beforeCents: 1_000, afterCents: 950, differenceCents: -50 });
  });
});

describe('differences', () => {
  it('add up: in every dimension their sum is the difference of the sums', () => {
    fc.assert(
      fc.property(anyBudget, anyBudget, (before, after) => {
        const { by, total, lines } = differenceOf(before, after);
        for (const dimension of COMPARED) {
          expect(sumCents(by[dimension].map(({ differenceCents }) => differenceCents))).toBe(total.differenceCents);
          for (const { beforeCents, afterCents, differenceCents } of by[dimension]) expect(subtractCents(afterCents, beforeCents)).toBe(differenceCents);
        }
        const ofLines = (of: typeof before) => sumCents(of.lines.map(({ amountCents }) => amountCents ?? cents(0)));
        expect(sumCents(lines.map(({ differenceCents }) => differenceCents))).toBe(subtractCents(ofLines(after), ofLines(before)));
      }),
    );
  });

  it('of a version and itself are none, in whatever order its lines stand', () => {
    fc.assert(
      fc.property(anyBudget, (budget) => {
        const { lines, by } = differenceOf(budget, { ...budget, lines: [...budget.lines].reverse() });
        expect(lines).toEqual([]);
        for (const dimension of COMPARED) expect(by[dimension].filter(({ differenceCents }) => differenceCents !== 0)).toEqual([]);
      }),
    );
  });

  it('there and back cancel out', () => {
    fc.assert(
      fc.property(anyBudget, anyBudget, (a, b) => {
        const [there, back] = [differenceOf(a, b), differenceOf(b, a)];
        expect(there.by.category.map(({ key, differenceCents }) => [key, differenceCents])).toEqual(back.by.category.map(({ key, differenceCents }) => [key, cents(-differenceCents)]));
        expect(there.lines).toHaveLength(back.lines.length);
      }),
    );
  });
});
