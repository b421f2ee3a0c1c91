import * as fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { BudgetView, LineView } from '@passerelle/budget/model';
import { cents, splitByWeights } from '@passerelle/shared/money';
import { AB, testApp, type Requester, type TestApp } from './test-app';

// Each run is dozens of requests to the whole application.
const RUNS = { numRuns: 8 };
const OPERATORS = ['SETIS', 'La Vie Active'];
const LINE_CATEGORIES = ['STAFF', 'EXTERNAL'];
const CELLS = ['TRAVEL', 'WORKS'];

interface NewLine {
  readonly operator: string;
  readonly categoryCode: string;
  /** Either these two, or an amount. */
  readonly quantity?: number;
  readonly unitPriceCents?: number;
  readonly amountCents?: number;
  readonly periods: Record<string, number>;
}
/** `line`: which of the lines that are there already, if it is about one; no two edits of a run are about the same. */
type Edit = { readonly cell: string; readonly operator: string; readonly amountCents: number | null } | { readonly insert: NewLine } | { readonly remove: number } | { readonly line: number; readonly change: object };

const amount = fc.integer({ min: 0, max: 50_000_000 });
const newLine: fc.Arbitrary<NewLine> = fc
  .record({ operator: fc.constantFrom(...OPERATORS), categoryCode: fc.constantFrom(...LINE_CATEGORIES), priced: fc.boolean(), quantity: fc.integer({ min: 1, max: 999_999 }), unitPriceCents: fc.integer({ min: 0, max: 300_000 }), amountCents: amount, periods: fc.dictionary(fc.constantFrom('1', '2', '5'), amount) })
  .map(({ priced, quantity, unitPriceCents, amountCents, ...line }) => (priced ? { ...line, quantity, unitPriceCents } : { ...line, amountCents }));

describe('whatever is done to the lines of a budget', () => {
  let t: TestApp;
  let lead: Requester;
  let id: Record<string, string>;

  beforeAll(async () => {
    t = await testApp();
    lead = await t.as('finance-lead');
    id = Object.fromEntries((await t.sql('select name, id from operator')).map((row) => [row.name, row.id]));
    // One of the two has a flat rate, whose line follows the others.
    const answer = await lead('PUT', `${AB}/budget/operators/${id['La Vie Active']}/flat-rates`, { headers: { 'if-match': '"1"' }, body: { flatRates: [{ code: 'OFFICE_ON_STAFF', rateBp: 1500 }], confirmedLineIds: [] } });
    expect(answer.status).toBe(200);
  }, 60_000);
  afterAll(() => t.close());

  const grid = async (): Promise<BudgetView> => (await lead('GET', `${AB}/budget`)).body;
  const lines = async (): Promise<LineView[]> => (await lead('GET', `${AB}/budget/lines`)).body.lines;
  const patch = async (act: 'lines' | 'amounts', body: object): Promise<void> => {
    const answer = await lead('PATCH', `${AB}/budget/${act}`, { headers: { 'if-match': `"${(await grid()).revision}"` }, body });
    if (answer.status !== 200) throw new Error(answer.text);
  };
  const change = (body: { inserted?: object[]; changed?: object[]; removed?: string[] }) => patch('lines', { inserted: [], changed: [], removed: [], ...body });
  const sent = ({ operator, ...line }: NewLine, lineId: string) => ({ lineId, operatorId: id[operator]!, position: 1, ...line });

  /** Begins anew with these lines. Out: their ids. */
  async function beginWith(base: readonly NewLine[]): Promise<string[]> {
    const removed = (await lines()).filter(({ kind }) => kind !== 'COMPUTED').map(({ lineId }) => lineId);
    const ids = base.map(() => randomUUID() as string);
    await change({ removed, inserted: base.map((line, index) => sent(line, ids[index]!)) });
    return ids;
  }

  /** All figures: of each operator, of all, and of what its flat rate gives per half-year. */
  async function figures() {
    const { operators, totals } = await grid();
    const computed = (await lines()).filter(({ kind }) => kind === 'COMPUTED').map(({ operatorId, categoryCode, amountCents, periodCents }) => ({ operatorId, categoryCode, amountCents, periodCents }));
    return { totals, computed, operators: operators.map(({ lineCounts: _, ...row }) => row) };
  }
  /** What stands in each half-year, and what in none. */
  const spread = (all: readonly LineView[]) => {
    const sums = new Map<number, number>([[0, 0]]);
    for (const { amountCents, periodCents } of all) {
      for (const [index, part] of periodCents.entries()) sums.set(index + 1, (sums.get(index + 1) ?? 0) + (part ?? 0));
      sums.set(0, sums.get(0)! + (amountCents ?? 0) - periodCents.reduce<number>((sum, part) => sum + (part ?? 0), 0));
    }
    return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0));
  };

  const doEdit = (edit: Edit, ids: readonly string[]): Promise<void> => {
    if ('cell' in edit) return patch('amounts', { changes: [{ operatorId: id[edit.operator], cell: edit.cell, amountCents: edit.amountCents }] });
    if ('insert' in edit) return change({ inserted: [sent(edit.insert, randomUUID())] });
    if ('remove' in edit) return change({ removed: [ids[edit.remove]!] });
    return change({ changed: [{ lineId: ids[edit.line], ...edit.change }] });
  };

  const changeOf = ({ quantity }: NewLine) => (quantity === undefined ? fc.record({ amountCents: amount }) : fc.record({ unitPriceCents: fc.integer({ min: 0, max: 300_000 }) }));
  const scenario = fc.array(newLine, { minLength: 2, maxLength: 4 }).chain((base) => {
    const onLines = fc.tuple(...base.map((line, index): fc.Arbitrary<Edit | null> => fc.oneof(changeOf(line).map((fields) => ({ line: index, change: fields })), fc.constant({ remove: index }), fc.constant(null))));
    const onCells = fc.tuple(...OPERATORS.flatMap((operator) => CELLS.map((cell) => fc.option(fc.option(amount).map((amountCents): Edit => ({ operator, cell, amountCents }))))));
    const edits = fc.tuple(onLines, onCells, fc.array(newLine.map((insert): Edit => ({ insert })), { minLength: 1, maxLength: 3 })).map((all) => all.flat().filter((edit) => edit !== null));
    return edits.chain((list) => fc.record({ base: fc.constant(base), edits: fc.constant(list), permuted: fc.shuffledSubarray(list, { minLength: list.length }) }));
  });

  it('independent edits come to the same totals in every order', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ base, edits, permuted }) => {
        const results = [];
        for (const order of [edits, permuted]) {
          const ids = await beginWith(base);
          for (const edit of order) await doEdit(edit, ids);
          results.push(await figures());
        }
        expect(results[1]).toEqual(results[0]);
      }),
      RUNS,
    );
  }, 240_000);

  it('a line that is split in two, with its half-years, costs no cent', async () => {
    const weights = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }));
    await fc.assert(
      fc.asyncProperty(fc.array(newLine, { minLength: 1, maxLength: 3 }), weights, async (base, parts) => {
        const [lineId] = await beginWith(base);
        const [before, all] = [await figures(), await lines()];
        const line = all.find((one) => one.lineId === lineId)!;
        const part = (sum: number, which: 0 | 1) => splitByWeights(cents(sum), parts)[which]!;
        const half = (which: 0 | 1) => ({
          quantity: null, unitPriceCents: null, amountCents: part(line.amountCents!, which),
          periods: Object.fromEntries(line.periodCents.flatMap((sum, index) => (sum === null ? [] : [[index + 1, part(sum, which)]]))),
        });
        await change({ changed: [{ lineId, ...half(0) }], inserted: [{ lineId: randomUUID(), operatorId: line.operatorId, categoryCode: line.categoryCode, position: line.position, ...half(1) }] });
        const after = await lines();
        expect(after).toHaveLength(all.length + 1);
        expect(await figures()).toEqual(before);
        expect(spread(after)).toEqual(spread(all));
      }),
      RUNS,
    );
  }, 240_000);
});
