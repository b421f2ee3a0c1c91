import { verifyJournal, type JournalChange, type Transaction } from '@passerelle/shared/api-kit';
import type { BudgetView, LineView } from '@passerelle/budget/model';
import { randomFrom } from '../src/seed/generate';
import { SimulatedPerson } from './simulated-person';
import { AB, emailOf, testApp, type TestApp } from './test-app';

const EDITS = 1000;
const LONGEST_MS = 240_000;

interface Entry {
  readonly actor_id: string;
  readonly changes: JournalChange[];
}
type State = Map<string, Map<string, unknown>>;

/** A subject without the part that says whose salary it would tell. */
const plain = (subject: string): string => subject.replace(/^salary:[^:]*:/, 'budget-line:');
const partsOf = (subject: string): [thing: string, id: string, field: string] => {
  const [thing, id, ...field] = plain(subject).split(':');
  return [thing!, id!, field.join(':')];
};

/** What the journal says is there in the end, from nothing: each line's fields, and each operator's cells. */
function replayed(entries: readonly Entry[]): { lines: State; cells: State } {
  const state: { lines: State; cells: State } = { lines: new Map(), cells: new Map() };
  for (const { subject, after } of entries.flatMap(({ changes }) => changes)) {
    const [thing, id, field] = partsOf(subject);
    const of = thing === 'budget-line' ? state.lines : state.cells;
    if (thing === 'budget-line' && field === 'line') after === null ? of.delete(id) : of.set(id, new Map(Object.entries(after as object)));
    else if (thing === 'budget-line' || thing === 'budget-cell') of.set(id, (of.get(id) ?? new Map()).set(field, after));
  }
  return state;
}

/** The same of a line as the API tells it; only what says something. */
function saidBy(line: LineView): Record<string, unknown> {
  const { lineId: _, kind: __, masked: ___, descriptions, periodCents, amountCents, amountEntered, ...rest } = line;
  const all = { ...rest, amountCents: amountEntered ? amountCents : null, ...Object.fromEntries(Object.entries(descriptions).map(([language, text]) => [`descriptions.${language}`, text])), ...Object.fromEntries(periodCents.map((cents, index) => [`period.${index + 1}`, cents])) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== ''));
}

describe('two people who edit one budget at the same time, a thousand edits each', () => {
  let t: TestApp;
  let people: Record<'finance-lead' | 'finance-partner', SimulatedPerson>;
  let entries: Entry[];
  let grid: BudgetView;
  let lines: LineView[];

  beforeAll(async () => {
    t = await testApp();
    const ids = (await t.sql(`select operator_id id from operator_budget ob join operator o on o.id = ob.operator_id order by o.name <> 'SETIS', o.name`)).map(({ id }) => id as string);
    people = {
      'finance-lead': new SimulatedPerson(await t.as('finance-lead'), ids, randomFrom(1), 0),
      'finance-partner': new SimulatedPerson(await t.as('finance-partner'), ids.slice(0, 1), randomFrom(2), 1),
    };
    await Promise.all(Object.values(people).map(async (person) => {
      await person.open();
      await person.makeEdits(EDITS);
    }));
    const lead = await t.as('finance-lead');
    grid = (await lead('GET', `${AB}/budget`)).body;
    lines = (await lead('GET', `${AB}/budget/lines`)).body.lines;
    entries = (await t.sql(`select actor_id, changes from journal_entry where act in ('changeAmounts', 'changeLines') order by chain_position`)) as Entry[];
  }, LONGEST_MS);
  afterAll(() => t.close());

  it('meets everything that can happen to an edit', () => {
    for (const { counts } of Object.values(people)) {
      expect(counts).toEqual({ taken: expect.any(Number), stale: expect.any(Number), mine: expect.any(Number), theirs: expect.any(Number), refused: expect.any(Number), lost: expect.any(Number) });
      expect(Object.entries(counts).filter(([, times]) => times === 0)).toEqual([]);
      expect(counts.taken + counts.theirs + counts.refused).toBe(EDITS);
    }
  });

  it('finds each acknowledged edit in the journal in its author’s name; a line that both removed, or both brought back, in one of theirs', async () => {
    for (const [name, { acknowledged }] of Object.entries(people)) {
      const [{ id }] = await t.sql('select id from person where email = $1', [emailOf(name)]);
      const told = (change: JournalChange) => `${plain(change.subject)} = ${typeof change.after === 'object' && change.after !== null ? 'a line' : JSON.stringify(change.after)}`;
      const own = new Set(entries.filter(({ actor_id }) => actor_id === id).flatMap(({ changes }) => changes.map(told)));
      const all = new Set(entries.flatMap(({ changes }) => changes.map(told)));
      const missing = acknowledged.map(({ subject, value }) => [`${subject} = ${value === 'a line' ? value : JSON.stringify(value)}`, value] as const).filter(([edit, value]) => !(value === null || value === 'a line' ? all : own).has(edit));
      expect(missing).toEqual([]);
    }
  });

  it('leaves the budget just as the journal tells it from its beginning: nothing is there that nobody said, nothing went that nobody took', () => {
    const { lines: told, cells } = replayed(entries);
    const said = (state: State) => Object.fromEntries([...state].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, fields]) => [id, Object.fromEntries([...fields].filter(([, value]) => value !== null && value !== ''))]));
    expect(Object.fromEntries(lines.filter(({ kind }) => kind === 'LINE').sort((a, b) => (a.lineId < b.lineId ? -1 : 1)).map((line) => [line.lineId, saidBy(line)]))).toEqual(said(told));
    for (const [operatorId, fields] of cells) {
      const plainAmounts = Object.fromEntries(lines.filter((line) => line.kind === 'CELL' && line.operatorId === operatorId).map((line) => [line.categoryCode, line.amountCents]));
      const { TOTAL: agreed, ...amounts } = Object.fromEntries(fields) as Record<string, unknown>;
      expect(plainAmounts).toEqual(amounts);
      if (agreed !== undefined) expect(grid.operators.find((row) => row.operatorId === operatorId)!.agreedTotalCents).toBe(agreed);
    }
  });

  it('has totals as somebody would add them up by hand', () => {
    const sum = (amounts: readonly (number | null)[]): number => amounts.reduce<number>((all, amount) => all + (amount ?? 0), 0);
    for (const row of grid.operators) {
      const own = lines.filter(({ operatorId }) => operatorId === row.operatorId);
      const codes = [...new Set(own.filter(({ amountCents }) => amountCents !== null).map(({ categoryCode }) => categoryCode))];
      expect(row.amountsCents).toEqual(Object.fromEntries(codes.map((code) => [code, sum(own.filter((line) => line.categoryCode === code).map((line) => line.amountCents))])));
      const inLines = sum(own.map((line) => line.amountCents));
      const total = row.agreedTotalCents ?? inLines;
      const erdf = Number((BigInt(total) * BigInt(row.erdfRateBp)) / 10_000n);
      expect([row.totalCents, row.toAllocateCents, row.erdfCents, row.ownContributionCents]).toEqual([total, total - inLines, erdf, total - erdf - row.otherSourcesCents]);
    }
    for (const figure of ['totalCents', 'toAllocateCents', 'erdfCents', 'ownContributionCents'] as const) expect(grid.totals[figure]).toBe(sum(grid.operators.map((row) => row[figure])));
  });

  it('counts a revision for each entry, and has a journal whose chain holds', async () => {
    expect(grid.revision).toBe(1 + entries.length);
    const reports = await verifyJournal({ query: t.sql } as unknown as Transaction);
    expect(reports.map(({ fault }) => fault)).toEqual(reports.map(() => null));
  });
});
