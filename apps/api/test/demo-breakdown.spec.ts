import type { BudgetLinesView, BudgetView } from '@passerelle/budget/model';
import { basisPoints, cents, shareOf } from '@passerelle/shared/money';
import { breakDownDemo } from '../src/demo/demo-breakdown';
import { prepareDatabase } from '../src/prepare-database';
import { AB, emptyDatabase, testApp, testConfig, type TestApp } from './test-app';
import pg from 'pg';

const total = (amounts: readonly (number | null)[]): number => amounts.reduce<number>((sum, one) => sum + (one ?? 0), 0);

describe('the sample breakdown of AB Réfugiés', () => {
  let t: TestApp;
  let before: BudgetView;
  let budget: BudgetView;
  let lines: BudgetLinesView;

  beforeAll(async () => {
    t = await testApp();
    const lead = await t.as('finance-lead');
    before = (await lead('GET', `${AB}/budget`)).body;
    expect(await breakDownDemo(t.app, before.programmeId)).toBe(true);
    budget = (await lead('GET', `${AB}/budget`)).body;
    lines = (await lead('GET', `${AB}/budget/lines`)).body;
  });
  afterAll(() => t.close());

  it('keeps the published totals, to the cent, of each operator and of the project, and their ERDF', () => {
    const figures = (view: BudgetView) => view.operators.map(({ name, agreedTotalCents, totalCents, erdfCents, ownContributionCents }) => [name, agreedTotalCents, totalCents, erdfCents, ownContributionCents]);
    expect(figures(budget)).toEqual(figures(before));
    expect([budget.totals.totalCents, budget.totals.erdfCents]).toEqual([138_974_018, 69_487_008]);
    for (const { totalCents, erdfCents } of budget.operators) expect(erdfCents).toBe(shareOf(cents(totalCents), basisPoints(5000), 'CUT'));
  });

  it('breaks every operator down to the cent but the last, of which something is left to allocate', () => {
    const rests = budget.operators.map(({ operatorId, totalCents }) => totalCents - total(lines.lines.filter((line) => line.operatorId === operatorId).map(({ amountCents }) => amountCents)));
    expect(rests.slice(0, -1)).toEqual(budget.operators.slice(0, -1).map(() => 0));
    expect(rests.at(-1)).toBe(budget.operators.at(-1)!.toAllocateCents);
    const last = budget.operators.at(-1)!;
    expect(last.toAllocateCents * 10).toBeLessThan(last.totalCents + 10);
    expect(last.toAllocateCents).toBeGreaterThan(0);
    const open = lines.lines.filter((line) => line.workPackageId === null || total(line.periodCents) !== line.amountCents);
    expect([open.length, new Set(open.map(({ operatorId }) => operatorId))]).toEqual([2, new Set([last.operatorId])]);
  });

  it('keeps every line within the half-years of the project, in its own work packages, counted or typed, above nought', () => {
    const [numbers, packages] = [lines.periods.length, new Set(lines.workPackages.map(({ workPackageId }) => workPackageId))];
    for (const line of lines.lines) {
      expect(line.periodCents.length).toBeLessThanOrEqual(numbers);
      expect([line.amountCents! > 0, line.periodCents.every((part) => (part ?? 0) >= 0), line.workPackageId === null || packages.has(line.workPackageId)]).toEqual([true, true, true]);
    }
    expect(new Set(lines.lines.map((line) => line.workPackageId ?? 'none')).size).toBe(packages.size + 1);
    expect([lines.lines.some(({ unitPriceCents }) => unitPriceCents !== null), lines.lines.some(({ amountEntered }) => amountEntered)]).toEqual([true, true]);
    expect(lines.lines.length).toBeGreaterThan(60);
  });

  it('says of every line in both languages that it is a sample', () => {
    for (const { descriptions, comment } of lines.lines) expect([descriptions.fr, descriptions.nl, comment]).toEqual([expect.stringMatching(/ \(exemple\)$/), expect.stringMatching(/ \(voorbeeld\)$/), expect.stringMatching(/^Exemple : .+ · Voorbeeld: /)]);
  });

  it('is one act of Passerelle’s, and is not done twice, nor over what somebody entered', async () => {
    expect(await breakDownDemo(t.app, budget.programmeId)).toBe(false);
    expect([before.revision, budget.revision]).toEqual([1, 2]);
    expect(await t.sql(`select actor_id from journal_entry where act = 'changeLines'`)).toEqual([{ actor_id: null }]);
  });
});

it.each([
  [false, 0],
  [true, 69],
])('a demo of which a breakdown is asked (%s) has %s lines', async (demoBreakdown, count) => {
  const database = await emptyDatabase();
  const client = new pg.Client(database.url);
  try {
    await prepareDatabase(testConfig(database.url, { demoBreakdown }), () => {});
    await client.connect();
    expect((await client.query('select count(*)::int from budget_line')).rows[0].count).toBe(count);
  } finally {
    await client.end();
    await database.drop();
  }
});
