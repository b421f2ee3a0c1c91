import * as fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { crossTable, CrossTableRowsView, CrossTableView, DIMENSIONS, Explanation, TO_ALLOCATE, type BudgetLinesView, type BudgetView, type CoFinancingView, type Dimension, type TableInput } from '@passerelle/budget/model';
import { sumCents } from '@passerelle/shared/money';
import { AB, contractErrors, testApp, type Requester, type TestApp } from './test-app';

const PAIRS = DIMENSIONS.flatMap((rows) => DIMENSIONS.filter((columns) => columns !== rows).map((columns): [Dimension, Dimension] => [rows, columns]));
const total = (amounts: readonly number[]): number => amounts.reduce((sum, one) => sum + one, 0);

describe('the cross tables of a budget', () => {
  let t: TestApp;
  let lead: Requester;
  let id: Record<string, string>;
  let packages: string[];

  beforeAll(async () => {
    t = await testApp();
    lead = await t.as('finance-lead');
    id = Object.fromEntries((await t.sql('select name, id from operator where funded')).map((row) => [row.name, row.id]));
    packages = (await lines()).workPackages.map(({ workPackageId }) => workPackageId);
    // One operator's sources exceed what there is to pay: its own contribution is below nought.
    const source = (operator: string, kind: string, amountCents: number) => ({ sourceId: randomUUID(), operatorId: id[operator], kind, name: 'Source', amountCents, position: 1 });
    const inserted = [source('SETIS', 'PUBLIC', 3_000_001), source('SETIS', 'PRIVATE', 7), source('Wereldhuis West-Vlaanderen', 'AUTOMATIC_PUBLIC', 39_905_813)];
    expect((await lead('PATCH', `${AB}/budget/match-funding`, { headers: { 'if-match': '"1"' }, body: { inserted, changed: [], removed: [] } })).status).toBe(200);
  });
  afterAll(() => t.close());
  afterEach(() => empty());

  const open = async (): Promise<BudgetView> => (await lead('GET', `${AB}/budget`)).body;
  const lines = async (): Promise<BudgetLinesView> => (await lead('GET', `${AB}/budget/lines`)).body;
  const table = async (rows: Dimension, columns: Dimension, who = lead): Promise<CrossTableView> => (await who('GET', `${AB}/budget/cross-table?rows=${rows}&columns=${columns}`)).body;
  const behind = async (rows: Dimension, columns: Dimension, keys: { row?: string; column?: string; from?: string }, who = lead): Promise<CrossTableRowsView> =>
    (await who('GET', `${AB}/budget/cross-table/rows?${new URLSearchParams({ rows, columns, ...keys })}`)).body;
  const act = async (change: { inserted?: object[]; removed?: string[] }) => {
    const { revision } = await open();
    const answer = await lead('PATCH', `${AB}/budget/lines`, { headers: { 'if-match': `"${revision}"` }, body: { inserted: [], changed: [], removed: [], ...change } });
    expect([answer.status, answer.body?.errors]).toEqual([200, undefined]);
  };
  const empty = async () => act({ removed: (await lines()).lines.map(({ lineId }) => lineId) });
  const line = (fields: object) => ({ lineId: randomUUID() as string, operatorId: id['SETIS'], categoryCode: 'STAFF', position: 1, ...fields });

  /** What the table is computed from line by line. */
  const naive = async (): Promise<TableInput> => {
    const [budget, all, coFinancing] = [await open(), await lines(), (await lead('GET', `${AB}/budget/co-financing`)).body as CoFinancingView];
    return {
      // What is too much stands in the difference alone there; a table splits the remainder as it is.
      operators: coFinancing.operators.map((one) => ({ ...one, byPayer: { ...one.byPayer, OWN: sumCents([one.byPayer.OWN, one.differenceCents]) } })),
      versantCodes: [...new Set(budget.operators.map(({ versantCode }) => versantCode))],
      categoryCodes: budget.categories.filter(({ kind }) => kind === 'REAL').map(({ code }) => code),
      workPackageIds: all.workPackages.map(({ workPackageId }) => workPackageId),
      halfYears: all.periods.map(({ number }) => number),
      lines: all.lines,
    };
  };

  const someLine = () =>
    fc.record({
      operatorId: fc.constantFrom(...Object.values(id)),
      categoryCode: fc.constantFrom('STAFF', 'OFFICE', 'TRAVEL', 'EQUIPMENT'),
      workPackageId: fc.option(fc.constantFrom(...packages)),
      position: fc.nat(50),
      amountCents: fc.option(fc.oneof(fc.nat(30), fc.nat(99_999_999))),
      periods: fc.dictionary(fc.constantFrom('1', '2', '5'), fc.oneof(fc.nat(30), fc.nat(9_999_999))),
    });

  it('are, for any budget, what the lines come to one by one: every row, every column and the grand total', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someLine(), { maxLength: 40 }), async (some) => {
        await empty();
        await act({ inserted: some.map((one) => ({ lineId: randomUUID(), ...one })) });
        const [input, { totals }] = [await naive(), await open()];
        for (const [rows, columns] of PAIRS) {
          const [view, expected] = [await table(rows, columns), crossTable(input, rows, columns)];
          const keys = (all: readonly (string | null)[]) => all.map((key) => key ?? TO_ALLOCATE);
          expect([rows, columns, view.rows.map(({ key }) => key), view.columns.map(({ key }) => key)]).toEqual([rows, columns, keys(expected.rows), keys(expected.columns)]);
          expect([view.cells, view.rowTotals, view.columnTotals]).toEqual([expected.cells, expected.rowTotals, expected.columnTotals]);
          expect([view.grandTotalCents, total(view.rowTotals), total(view.columnTotals)]).toEqual([totals.totalCents, totals.totalCents, totals.totalCents]);
        }
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  it('have behind every figure the rows that add up to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someLine(), { minLength: 5, maxLength: 25 }), fc.shuffledSubarray(PAIRS, { minLength: 3, maxLength: 3 }), async (some, pairs) => {
        await empty();
        await act({ inserted: some.map((one) => ({ lineId: randomUUID(), ...one })) });
        for (const [rows, columns] of pairs) {
          const view = await table(rows, columns);
          const ask = async (keys: { row?: string; column?: string }, cents: number) => {
            const answer = await behind(rows, columns, keys);
            expect([rows, columns, keys, answer.cents, total(answer.rows.map(({ contributionCents }) => contributionCents))]).toEqual([rows, columns, keys, cents, cents]);
          };
          for (const [r, row] of view.rows.entries()) {
            await ask({ row: row.key }, view.rowTotals[r]!);
            for (const [c, column] of view.columns.entries()) await ask({ row: row.key, column: column.key }, view.cells[r]![c]!);
          }
          for (const [c, column] of view.columns.entries()) await ask({ column: column.key }, view.columnTotals[c]!);
          await ask({}, view.grandTotalCents);
        }
      }),
      { numRuns: 3 },
    );
  }, 120_000);

  it('name their rows and columns, and keep what is not spread in a column of its own', async () => {
    await act({ inserted: [line({ amountCents: 1_000, workPackageId: packages[1], periods: { 2: 400 } })] });
    const view = await table('workPackage', 'halfYear');
    expect(await contractErrors(CrossTableView, view)).toEqual([]);
    expect(view.rows[1]).toEqual({ key: packages[1], name: '', names: { fr: 'Communication du projet', nl: 'Projectcommunicatie' }, number: 2, startDate: null, endDate: null });
    expect(view.columns[1]).toEqual({ key: '2', name: '', names: {}, number: 2, startDate: '2018-01-01', endDate: '2018-06-30' });
    expect([view.rows.at(-1)!.key, view.columns.at(-1)!.key]).toEqual([TO_ALLOCATE, TO_ALLOCATE]);
    const of = view.cells[view.rows.findIndex(({ key }) => key === packages[1])]!;
    expect([of[1], of.at(-1)]).toEqual([400, 600]);
  });

  it('keep the money of half-years that the project no longer has', async () => {
    await act({ inserted: [line({ amountCents: 1_000, periods: { 1: 300, 5: 400 } })] });
    const [{ end_date: end }] = await t.sql(`select end_date::text from project where code = '4.8.337'`);
    try {
      await t.sql(`update project set end_date = '2018-03-31' where code = '4.8.337'`);
      const view = await table('halfYear', 'operator');
      expect([view.rows.map(({ key }) => key), view.rowTotals.slice(0, 3), view.grandTotalCents]).toEqual([['1', '2', '5', TO_ALLOCATE], [300, 0, 400], 138_974_018]);
      expect(view.rows[2]).toEqual({ key: '5', name: '', names: {}, number: 5, startDate: null, endDate: null });
    } finally {
      await t.sql(`update project set end_date = $1 where code = '4.8.337'`, [end]);
    }
  });

  it('tell of a figure the lines and their parts, the agreed total that no line covers, and the formula', async () => {
    const sent = line({ amountCents: 1_000, descriptions: { fr: 'Loyer' }, categoryCode: 'OFFICE', periods: { 2: 400 } });
    await act({ inserted: [sent] });
    const cell = await behind('operator', 'halfYear', { row: id['SETIS']!, column: TO_ALLOCATE });
    expect(await contractErrors(CrossTableRowsView, cell)).toEqual([]);
    expect(cell.rows.map(({ lineId, descriptions, amountCents, contributionCents }) => [lineId, descriptions, amountCents, contributionCents])).toEqual([
      [sent.lineId, { fr: 'Loyer' }, 1_000, 600],
      [null, {}, 10_930_723 - 1_000, 10_930_723 - 1_000],
    ]);
    expect(cell.sentences).toEqual([{ key: 'crossTables.formula.sum', params: { rows: 2, sumCents: 10_930_723 - 400 } }, { key: 'crossTables.formula.notSpread', params: {} }]);
    const erdf = await behind('category', 'source', { row: 'OFFICE', column: 'ERDF' });
    expect(erdf.rows.map(({ amountCents, contributionCents }) => [amountCents, contributionCents])).toEqual([[1_000, 500]]);
    expect(erdf.sentences.at(-1)).toEqual({ key: 'crossTables.formula.source', params: {} });
  });

  it('withhold from a partner what would tell the salaries of others, and only that', async () => {
    const [own] = await t.sql(`select o.id, o.name from operator o join role_assignment r on r.operator_id = o.id join person p on p.id = r.person_id where p.email like 'finance-partner@%'`);
    const other = Object.values(id).find((one) => one !== own.id)!;
    const descriptions = { fr: 'Assistante sociale' };
    await act({ inserted: [own.id, other].map((operatorId) => line({ operatorId, amountCents: 77, descriptions })) });
    const told = async (who: Requester) => (await behind('category', 'halfYear', { row: 'STAFF' }, who)).rows.map((row) => [row.operatorId === own.id, row.masked, row.descriptions, row.contributionCents]).sort();
    expect(await told(lead)).toEqual([[false, false, descriptions, 77], [true, false, descriptions, 77]]);
    expect(await told(await t.as('finance-partner'))).toEqual([[false, true, {}, 77], [true, false, descriptions, 77]]);
  });

  it('and the amount of an operator in a category is explained by its lines, each by its description', async () => {
    await act({ inserted: [line({ amountCents: 70, position: 2, descriptions: { fr: 'Loyer', nl: 'Huur' }, categoryCode: 'OFFICE' }), line({ amountCents: 7, categoryCode: 'OFFICE' })] });
    const { body } = await lead('GET', `${AB}/figures/amount:${id['SETIS']}:OFFICE`);
    expect(await contractErrors(Explanation, body)).toEqual([]);
    expect([body.kind, body.cents, body.sentences]).toEqual(['SUM', 77, [{ key: 'explain.sum', params: { rows: 2, sumCents: 77 } }]]);
    expect(body.rows).toEqual([{ figure: null, label: '', labelKey: 'explain.line-unnamed', cents: 7 }, { figure: null, label: '', labelKey: null, labelTexts: { fr: 'Loyer', nl: 'Huur' }, cents: 70 }]);
  });

  it('tell 500 rows at once, and the rest when it is asked for', async () => {
    await act({ inserted: Array.from({ length: 501 }, (_, index) => line({ categoryCode: 'OFFICE', amountCents: index + 1, position: index })) });
    const first = await behind('operator', 'category', { column: 'OFFICE' });
    const rest = await behind('operator', 'category', { column: 'OFFICE', from: '500' });
    expect([first.rowCount, first.rows.length, rest.from, rest.rows.map(({ contributionCents }) => contributionCents)]).toEqual([501, 500, 500, [501]]);
    expect(first.cents).toBe((501 * 502) / 2);
  });

  it.each([
    ['the same dimension twice', 'cross-table?rows=operator&columns=operator', 422],
    ['an unknown dimension', 'cross-table?rows=operator&columns=colour', 400],
    ['none', 'cross-table', 400],
    ['a row that cannot be', `cross-table/rows?rows=operator&columns=category&row=${randomUUID()}`, 404],
    ['an operator to allocate', 'cross-table/rows?rows=operator&columns=category&row=to-allocate', 404],
    ['a half-year beyond all', 'cross-table/rows?rows=halfYear&columns=category&row=41', 404],
    ['a key that is none', 'cross-table/rows?rows=halfYear&columns=category&row=%27', 400],
  ])('refuse %s', async (_, address, status) => expect((await lead('GET', `${AB}/budget/${address}`)).status).toBe(status));

  it('are for whom the budget is', async () => expect((await (await t.as('officer-associated'))('GET', `${AB}/budget/cross-table?rows=operator&columns=category`)).status).toBe(403));
});
