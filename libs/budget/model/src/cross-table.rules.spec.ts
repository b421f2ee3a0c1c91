import * as fc from 'fast-check';
import { cents, splitByWeights, sumCents, type Cents } from '@passerelle/shared/money';
import { apportion } from './apportion.rules';
import { coFinancingOf, PAYERS } from './co-financing.rules';
import { atomsOf, behindCell, crossTable, DIMENSIONS, type Dimension } from './cross-table.rules';
import { lineOf, mergedLine } from './line.rules';
import type { LineFields } from './lines.contract';
import { anyBudget, tableOf } from './tables.testing';

const pairs = DIMENSIONS.flatMap((row) => DIMENSIONS.filter((column) => column !== row).map((column): [Dimension, Dimension] => [row, column]));
const line = (lineId: string, fields: object) => ({ ...lineOf({ lineId, operatorId: 'o1', categoryCode: 'STAFF', position: 1 }, { lumpSums: [], unitCosts: [] }), ...fields });
const operator = (operatorId: string, versantCode: string, total: number, erdf: number) => ({ operatorId, versantCode, totalCents: cents(total), byPayer: coFinancingOf(cents(total), cents(erdf), []).byPayer });

describe('a cross table', () => {
  const example = tableOf({
    operators: [operator('o1', 'FR', 1_000, 500), operator('o2', 'VL', 301, 150)],
    lines: [line('l1', { amountCents: 700, periodCents: [300, null, 200], workPackageId: 'wp1' }), line('l2', { operatorId: 'o2', categoryCode: 'TRAVEL', amountCents: 301, periodCents: [400] })],
  });

  it('shows what is to allocate in a row and a column of its own', () => {
    expect(crossTable(example, 'category', 'halfYear')).toEqual({
      rows: ['STAFF', 'OFFICE', 'TRAVEL', null],
      columns: ['1', '2', '3', null],
      cells: [[300, 0, 200, 200], [0, 0, 0, 0], [400, 0, 0, -99], [0, 0, 0, 300]],
      rowTotals: [700, 0, 301, 300],
      columnTotals: [700, 0, 200, 401],
      grandTotalCents: 1_301,
    });
    expect(crossTable(example, 'workPackage', 'versant')).toMatchObject({ rows: ['wp1', 'wp2', 'wp3', null], columns: ['FR', 'WA', 'VL'], cells: [[700, 0, 0], [0, 0, 0], [0, 0, 0], [300, 0, 301]] });
    expect(crossTable(example, 'operator', 'versant')).toMatchObject({ rows: ['o1', 'o2'], rowTotals: [1_000, 301] });
  });

  it('splits over the sources without a cent too many', () => {
    expect(crossTable(example, 'category', 'source')).toMatchObject({
      columns: ['ERDF', 'PUBLIC', 'AUTOMATIC_PUBLIC', 'PRIVATE', 'OWN'],
      cells: [[350, 0, 0, 0, 350], [0, 0, 0, 0, 0], [150, 0, 0, 0, 151], [150, 0, 0, 0, 150]],
      columnTotals: [650, 0, 0, 0, 651],
    });
  });

  it('keeps money at a place that nobody listed', () => {
    const table = crossTable({ ...example, categoryCodes: ['OFFICE'] }, 'category', 'operator');
    expect([table.rows, table.grandTotalCents]).toEqual([['OFFICE', 'STAFF', 'TRAVEL', null], 1_301]);
  });

  it('names the lines behind a cell, a row and the whole, with what no line covers', () => {
    expect(behindCell(example, 'category', 'halfYear', { row: 'STAFF', column: '1' })).toEqual([{ lineId: 'l1', operatorId: 'o1', amountCents: 300 }]);
    expect(behindCell(example, 'category', 'halfYear', { row: null })).toEqual([{ lineId: null, operatorId: 'o1', amountCents: 300 }]);
    expect(behindCell(example, 'category', 'source', { column: 'ERDF' })).toEqual([
      { lineId: 'l1', operatorId: 'o1', amountCents: 350 },
      { lineId: null, operatorId: 'o1', amountCents: 150 },
      { lineId: 'l2', operatorId: 'o2', amountCents: 150 },
    ]);
    expect(behindCell(example, 'versant', 'category', {})).toHaveLength(3);
  });

  it('has two different dimensions', () => expect(() => crossTable(example, 'source', 'source')).toThrow(RangeError));
});

describe.each(pairs)('the table of %s by %s', (row, column) => {
  it('closes in both directions and equals the sum of the operators’ totals', () => {
    fc.assert(
      fc.property(anyBudget, (budget) => {
        const table = crossTable(tableOf(budget), row, column);
        expect(table.grandTotalCents).toBe(sumCents(budget.operators.map(({ totalCents }) => totalCents)));
        expect(sumCents(table.columnTotals)).toBe(table.grandTotalCents);
        table.cells.forEach((inRow, index) => expect(sumCents(inRow)).toBe(table.rowTotals[index]));
        for (const [keys, totals, dimension] of [[table.rows, table.rowTotals, row], [table.columns, table.columnTotals, column]] as const) {
          if (dimension === 'source') PAYERS.forEach((payer) => expect(totals[keys.indexOf(payer)]).toBe(sumCents(budget.operators.map(({ byPayer }) => byPayer[payer]))));
          if (dimension === 'operator') budget.operators.forEach(({ operatorId, totalCents }) => expect(totals[keys.indexOf(operatorId)]).toBe(totalCents));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('stays the same when lines and operators stand in another order', () => {
    fc.assert(
      fc.property(anyBudget.chain((budget) => fc.tuple(fc.constant(budget), fc.shuffledSubarray(budget.lines, { minLength: budget.lines.length }))), ([budget, lines]) => {
        const shuffled = tableOf({ operators: [...budget.operators].reverse(), lines });
        expect(crossTable({ ...shuffled, operators: budget.operators }, row, column)).toEqual(crossTable(tableOf(budget), row, column));
        expect(crossTable(shuffled, row, column).grandTotalCents).toBe(crossTable(tableOf(budget), row, column).grandTotalCents);
      }),
      { numRuns: 20 },
    );
  });

  it('has behind every cell what adds up to it', () => {
    fc.assert(
      fc.property(anyBudget, (budget) => {
        const table = crossTable(tableOf(budget), row, column);
        table.rows.forEach((rowKey, r) =>
          table.columns.forEach((columnKey, c) => expect(sumCents(behindCell(budget, row, column, { row: rowKey, column: columnKey }).map(({ amountCents }) => amountCents))).toBe(table.cells[r]![c])),
        );
      }),
      { numRuns: 10 },
    );
  });
});

describe('the tables of a budget', () => {
  const tableFor = (lines: ReturnType<typeof tableOf>['lines'], operators: ReturnType<typeof tableOf>['operators']) => crossTable(tableOf({ operators, lines }), 'category', 'halfYear');

  it('stay the same when a line is split in two: it costs no cent', () => {
    fc.assert(
      fc.property(anyBudget, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 100 }), ({ operators, lines }, part, rest) => {
        const halves = (of: Cents | null, half: number): Cents | null => (of === null ? null : splitByWeights(of, [part, rest])[half]!);
        const split = lines.flatMap((one) => [0, 1].map((half) => ({ ...one, lineId: `${one.lineId}-${half}`, amountCents: halves(one.amountCents, half), periodCents: one.periodCents.map((period) => halves(period, half)) })));
        expect(tableFor(split, operators)).toEqual(tableFor(lines, operators));
      }),
    );
  });

  it('are the same in whatever order edits of different fields were made', () => {
    const edits: LineFields[] = [{ amountCents: 700 }, { periods: { 1: 300 } }, { periods: { 2: 500 } }, { categoryCode: 'TRAVEL' }, { workPackageId: 'wp2' }, { comment: 'x' }, { inKindBy: 'Ville' }];
    const after = (order: readonly LineFields[]) => order.reduce((one, edit) => mergedLine(one, { lineId: 'l1', ...edit }, { lumpSums: [], unitCosts: [] }), line('l1', {}));
    const operators = [operator('o1', 'FR', 999, 0)];
    fc.assert(
      fc.property(fc.subarray(edits).chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))), ([some, shuffled]) => {
        expect(after(shuffled)).toEqual(after(some));
        expect(tableFor([after(shuffled)], operators)).toEqual(tableFor([after(some)], operators));
      }),
    );
  });
});

describe('the pieces of a budget', () => {
  it('are the operators’ totals exactly, and a line is the sum of its own', () => {
    fc.assert(
      fc.property(anyBudget, (budget) => {
        const atoms = atomsOf(budget);
        expect(sumCents(atoms.map(({ amountCents }) => amountCents))).toBe(sumCents(budget.operators.map(({ totalCents }) => totalCents)));
        for (const one of budget.lines) expect(sumCents(atoms.filter(({ lineId }) => lineId === one.lineId).map(({ amountCents }) => amountCents))).toBe(one.amountCents ?? 0);
      }),
    );
  });
  it('hold no line of somebody without a budget', () => expect(atomsOf({ operators: [], lines: [line('l1', { amountCents: 5 })] })).toEqual([]));
});

describe('splitting amounts over payers', () => {
  const sums = (parts: readonly (readonly Cents[])[], payers: number): number[] => Array.from({ length: payers }, (_, payer) => sumCents(parts.map((part) => part[payer]!)));

  it('gives the cents so that both sides close', () => {
    expect(apportion([1, 1, 1, 1].map(cents), [2, 2].map(cents))).toEqual([[1, 0], [0, 1], [1, 0], [0, 1]]);
    expect(apportion([101, 99].map(cents), [100, 100].map(cents))).toEqual([[51, 50], [49, 50]]);
  });
  it('puts what cancels out on the last amount', () => expect(apportion([cents(0)], [cents(50), cents(-50)])).toEqual([[50, -50]]));
  it('refuses two sums that differ', () => expect(() => apportion([cents(1)], [cents(2)])).toThrow(RangeError));

  it('closes for negative amounts and payments too; where all are at or above nought, so is every part', () => {
    const figure = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -99_999_999, max: 99_999_999 }));
    const positive = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 99_999_999 }));
    const closing = (of: fc.Arbitrary<number>) => fc.tuple(fc.array(of, { minLength: 1, maxLength: 6 }), fc.array(of, { minLength: 1, maxLength: 5 }));
    const check = (amounts: readonly number[], payments: readonly number[]): Cents[][] => {
      const parts = apportion(amounts.map(cents), payments.map(cents));
      expect(parts.map((own) => sumCents(own))).toEqual(amounts);
      expect(sums(parts, payments.length)).toEqual(payments);
      return parts;
    };
    const total = (of: readonly number[]): number => of.reduce((sum, one) => sum + one, 0);
    fc.assert(fc.property(closing(figure), ([amounts, payments]) => void check(amounts, [...payments, total(amounts) - total(payments)])));
    fc.assert(
      fc.property(closing(positive), ([amounts, payments]) => {
        const rest = total(amounts) - total(payments);
        const parts = check(rest < 0 ? [...amounts, -rest] : amounts, rest > 0 ? [...payments, rest] : payments);
        expect(parts.flat().every((part) => part >= 0)).toBe(true);
      }),
    );
  });
});
