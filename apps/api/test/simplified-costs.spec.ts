import { randomUUID } from 'node:crypto';
import { BudgetCatalogueView, FlatRateChanges, SimplifiedCostsView, type LineView } from '@passerelle/budget/model';
import { flatRateDossiers, refusedFlatRateDossiers } from '@passerelle/shared/dossiers';
import * as fc from 'fast-check';
import { RecomputeTotalsUseCase } from '@passerelle/budget/api';
import { AB, contractErrors, testApp, type Answer, type Requester, type TestApp } from './test-app';

type Rate = { code: string; rateBp: number };
const OFFICE: Rate = { code: 'OFFICE_ON_STAFF', rateBp: 1500 };
const OTHER: Rate = { code: 'OTHER_ON_STAFF', rateBp: 4000 };

describe('simplified costs', () => {
  let t: TestApp;
  let lead: Requester;
  let partner: Requester;
  let id: Record<string, string>;

  beforeEach(async () => {
    t = await testApp();
    [lead, partner] = [await t.as('finance-lead'), await t.as('finance-partner')];
    id = Object.fromEntries((await t.sql('select name, id from operator')).map((row) => [row.name, row.id]));
  });
  afterEach(() => t.close());

  const overview = async () => (await lead('GET', `${AB}/budget`)).body;
  const revision = async (): Promise<number> => (await overview()).revision;
  const setis = async () => (await overview()).operators.find((row: { name: string }) => row.name === 'SETIS');
  const lines = async (): Promise<LineView[]> => (await lead('GET', `${AB}/budget/lines`)).body.lines;
  const computed = async () => Object.fromEntries((await lines()).filter(({ kind }) => kind === 'COMPUTED').map((line) => [line.categoryCode, line]));
  const choose = async (flatRates: readonly Rate[], confirmedLineIds: string[] = [], { who = lead, seen = undefined as number | undefined, operator = 'SETIS' } = {}): Promise<Answer> =>
    who('PUT', `${AB}/budget/operators/${id[operator]}/flat-rates`, { headers: { 'if-match': `"${seen ?? (await revision())}"` }, body: { flatRates, confirmedLineIds } });
  const amounts = async (cells: Record<string, number | null>): Promise<Answer> =>
    lead('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': `"${await revision()}"` }, body: { changes: Object.entries(cells).map(([cell, amountCents]) => ({ operatorId: id['SETIS'], cell, amountCents })) } });
  const line = (fields: object) => ({ lineId: randomUUID() as string, operatorId: id['SETIS']!, categoryCode: 'STAFF', position: 1, ...fields });
  const act = async (change: { inserted?: object[]; changed?: object[]; removed?: string[] }): Promise<Answer> =>
    lead('PATCH', `${AB}/budget/lines`, { headers: { 'if-match': `"${await revision()}"` }, body: { inserted: [], changed: [], removed: [], ...change } });

  /** A deleted line as it is sent to bring it back. */
  const asInserted = ({ kind: _, masked: __, amountEntered, amountCents, periodCents, ...said }: LineView) => ({
    ...said, ...(amountEntered ? { amountCents } : {}), periods: Object.fromEntries(periodCents.flatMap((cents, index) => (cents === null ? [] : [[index + 1, cents]]))),
  });

  describe('of the golden dossiers', () => {
    it.each(flatRateDossiers())('$name: $story', async ({ date, chosen, realCents, computed: expected, totalCents }) => {
      await t.sql(`update project set start_date = $1, end_date = $1::date + 365`, [date]);
      const { LUMP_SUM: lumpSum, UNIT_COST: unitCost, ...real } = realCents as Record<string, number>;
      await amounts({ TOTAL: null, ...real });
      const ofCatalogue = [
        ...(lumpSum ? [line({ categoryCode: 'LUMP_SUM', catalogueCode: 'PREPARATION', amountCents: lumpSum })] : []),
        ...(unitCost ? [line({ categoryCode: 'UNIT_COST', catalogueCode: 'CROSS_BORDER_EVENT', quantity: (unitCost / 7_450) * 10_000 })] : []),
      ];
      if (ofCatalogue.length > 0) expect((await act({ inserted: ofCatalogue })).status).toBe(200);
      const answer = await choose(chosen);
      expect([answer.status, answer.body.code]).toEqual([200, undefined]);
      expect(await contractErrors(FlatRateChanges, answer.body)).toEqual([]);
      expect(Object.fromEntries(Object.entries(await computed()).map(([code, { amountCents }]) => [code, amountCents]))).toEqual(Object.fromEntries(expected.map(({ categoryCode, amountCents }) => [categoryCode, amountCents])));
      expect((await setis()).totalCents).toBe(totalCents);
      const view = (await lead('GET', `${AB}/budget/simplified-costs`)).body as SimplifiedCostsView;
      expect(view.operators.find(({ name }) => name === 'SETIS')!.steps.map(({ rateCode, categoryCode, baseCents, amountCents }) => ({ rateCode, categoryCode, baseCents, amountCents }))).toEqual(expected);
    });

    it.each(refusedFlatRateDossiers())('$name is refused: $story', async ({ date, chosen, rules = {}, refusals }) => {
      await t.sql(`update project set start_date = $1, end_date = $1::date + 365`, [date]);
      const [{ budget_rules: stored }] = await t.sql('select budget_rules from programme');
      const changed = { ...stored, flatRates: stored.flatRates.map((rule: Rate) => ({ ...rule, ...rules[rule.code] })) };
      await t.sql('update programme set budget_rules = $1', [JSON.stringify(changed)]);
      const answer = await choose(chosen);
      expect([answer.status, answer.body.errors.map(({ code, pointer }: { code: string; pointer: string }) => ({ code, pointer }))]).toEqual([422, refusals]);
      expect([(await setis()).flatRates, await revision()]).toEqual([[], 1]);
    });
  });

  describe('once chosen', () => {
    it('follow every change of their base, in the same act, with their half-years', async () => {
      await choose([OFFICE]);
      expect((await computed())['OFFICE']).toMatchObject({ amountCents: 0, periodCents: [] });
      const changed = await amounts({ STAFF: 100_001 });
      expect(changed.body.operators.find((row: { name: string }) => row.name === 'SETIS').amountsCents).toEqual({ STAFF: 100_001, OFFICE: 15_000 });
      const more = await act({ inserted: [line({ amountCents: 40_000, periods: { 1: 10_000, 3: 30_000 } })] });
      const office = more.body.lines.find((one: LineView) => one.kind === 'COMPUTED');
      // Of 140 001, 100 001 are spread over no half-year: so is their part of the result.
      expect([office.amountCents, office.periodCents]).toEqual([21_000, [1_500, null, 4_500]]);
      expect(await setis()).toMatchObject({ amountsCents: { STAFF: 140_001, OFFICE: 21_000 }, lineCounts: { STAFF: 1, OFFICE: 1 }, flatRates: [OFFICE] });
      expect((await overview()).totals.amountsCents).toEqual({ STAFF: 140_001, OFFICE: 21_000 });
    });

    it('are refused by name above what a line may hold, in every act that leads there', async () => {
      const MOST = 99_999_999_999;
      const refused = ({ status, body }: Answer) => [status, body.errors.map(({ code, params }: { code: string; params: object }) => [code, params])];
      const tooLarge = [422, [['flat-rate.amount-too-large', { rate: 'OFFICE_ON_STAFF', operator: 'SETIS', category: 'OFFICE', limitCents: MOST }]]];
      const large = Array.from({ length: 7 }, () => line({ amountCents: MOST }));
      expect((await act({ inserted: large })).status).toBe(200);
      expect(refused(await choose([OFFICE]))).toEqual(tooLarge);
      await act({ removed: [large[0]!.lineId] });
      expect((await choose([OFFICE])).status).toBe(200);
      expect(refused(await act({ inserted: [line({ amountCents: MOST })] }))).toEqual(tooLarge);
      expect((await computed())['OFFICE']!.amountCents).toBe(89_999_999_999);
      await act({ removed: large.map(({ lineId }) => lineId).slice(1) });
      await choose([{ code: 'TRAVEL_ON_STAFF', rateBp: 1500 }]);
      expect((await amounts({ STAFF: MOST })).status).toBe(200);
    });

    it('are not typed, and their category takes no line; the refusal names the rate', async () => {
      await choose([OFFICE]);
      const typed = await amounts({ OFFICE: 5 });
      expect([typed.status, typed.body.errors]).toEqual([422, [expect.objectContaining({ code: 'budget.category-is-closed', pointer: '/changes/0/cell', params: expect.objectContaining({ operator: 'SETIS', rate: 'OFFICE_ON_STAFF' }) })]]);
      const inserted = await act({ inserted: [line({ categoryCode: 'OFFICE', amountCents: 5 })] });
      expect([inserted.status, inserted.body.errors[0].code, inserted.body.errors[0].pointer]).toEqual([422, 'line.category-closed', '/inserted/0/categoryCode']);
      const other = line({ amountCents: 5 });
      await act({ inserted: [other] });
      const moved = await act({ changed: [{ lineId: other.lineId, categoryCode: 'OFFICE' }] });
      expect([moved.status, moved.body.errors[0].code, moved.body.errors[0].pointer]).toEqual([422, 'line.category-closed', '/changed/0/categoryCode']);
      const own = (await computed())['OFFICE']!;
      expect((await act({ changed: [{ lineId: own.lineId, amountCents: 7 }] })).body.code).toBe('line.computed');
      expect((await act({ removed: [own.lineId] })).body.code).toBe('line.computed');
    });

    it('leave the operator from whom a line moves as right as the one who gets it', async () => {
      const other = (await overview()).operators.find((row: { name: string }) => row.name !== 'SETIS');
      await choose([OFFICE]);
      await choose([{ ...OFFICE, rateBp: 1000 }], [], { operator: other.name });
      const staff = line({ amountCents: 1_000 });
      await act({ inserted: [staff] });
      const moved = await act({ changed: [{ lineId: staff.lineId, operatorId: other.operatorId }] });
      expect(moved.body.operators.map((row: { name: string; amountsCents: object }) => [row.name, row.amountsCents]).sort()).toEqual([['SETIS', { OFFICE: 0 }], [other.name, { STAFF: 1_000, OFFICE: 100 }]].sort());
    });

    it('go when they are given up, and come back under the same id', async () => {
      await amounts({ STAFF: 1_000 });
      await choose([OFFICE]);
      const before = (await computed())['OFFICE']!;
      const gone = await choose([]);
      expect([gone.body.removed, gone.body.formerRates, (await setis()).amountsCents]).toEqual([[before.lineId], [OFFICE], { STAFF: 1_000 }]);
      await choose([OFFICE]);
      expect((await computed())['OFFICE']!.lineId).toBe(before.lineId);
    });

    it('stand in the journal and in the history of their cell', async () => {
      await choose([OFFICE]);
      await amounts({ STAFF: 1_000 });
      const history = (await lead('GET', `${AB}/budget/cells/${id['SETIS']}/OFFICE/history`)).body;
      expect(history.map(({ beforeCents, afterCents }: { beforeCents: number; afterCents: number }) => [beforeCents, afterCents])).toEqual([[0, 150], [null, 0]]);
      expect((await lead('GET', `${AB}/figures/amount:${id['SETIS']}:OFFICE`)).body).toMatchObject({ kind: 'SHARE', cents: 150, rows: [{ figure: `amount:${id['SETIS']}:STAFF`, cents: 1_000 }] });
    });
  });

  describe('that would delete lines', () => {
    let staff: ReturnType<typeof line>;
    let travel: ReturnType<typeof line>;

    beforeEach(async () => {
      [staff, travel] = [line({ amountCents: 1_000_000 }), line({ categoryCode: 'TRAVEL', amountCents: 70_000, descriptions: { fr: 'Trains' }, position: 2 })];
      await act({ inserted: [staff, travel, line({ categoryCode: 'LUMP_SUM', catalogueCode: 'CLOSURE' })] });
      await amounts({ EXTERNAL: 30_000 });
    });

    it('say which and how much before they do, and keep what a flat rate leaves open', async () => {
      const view = (await lead('GET', `${AB}/budget/simplified-costs`)).body as SimplifiedCostsView;
      expect(await contractErrors(SimplifiedCostsView, view)).toEqual([]);
      expect(view.operators.find(({ name }) => name === 'SETIS')!.options.find(({ code }) => code === 'OTHER_ON_STAFF')).toMatchObject({ lostLines: 2, lostCents: 100_000, result: { amountCents: 400_000 }, closes: expect.arrayContaining(['TRAVEL', 'EXTERNAL']) });
      const before = await revision();
      const refused = await choose([OTHER]);
      expect([refused.status, refused.body.code, refused.body.errors[0].params]).toEqual([409, 'budget.lines-would-be-lost', { operator: 'SETIS', lines: 2, lostCents: 100_000 }]);
      expect(refused.body.lines.map(({ categoryCode, amountCents }: LineView) => [categoryCode, amountCents])).toEqual([['TRAVEL', 70_000], ['EXTERNAL', 30_000]]);
      expect([await revision(), (await setis()).flatRates]).toEqual([before, []]);
      expect((await choose([OTHER], [travel.lineId])).status).toBe(409);
      expect((await choose([OTHER], [...refused.body.lines.map(({ lineId }: LineView) => lineId), randomUUID()])).status).toBe(409);
    });

    it('delete exactly those that are confirmed, and the former choice and the lines bring everything back', async () => {
      const before = await setis();
      const { lines: lost } = (await choose([OTHER])).body;
      const done = await choose([OTHER], lost.map(({ lineId }: LineView) => lineId));
      expect([done.status, done.body.deletedLines, done.body.formerRates]).toEqual([200, lost, []]);
      expect((await setis()).amountsCents).toEqual({ STAFF: 1_000_000, LUMP_SUM: 630_000, OTHER: 400_000 });
      await choose(done.body.formerRates);
      const isPlain = ({ kind }: LineView): boolean => kind === 'CELL';
      const back = { inserted: lost.filter((one: LineView) => !isPlain(one)).map(asInserted), changed: lost.filter(isPlain).map(({ lineId, amountCents }: LineView) => ({ lineId, amountCents })) };
      expect((await act(back)).status).toBe(200);
      expect(await setis()).toEqual(before);
      expect((await lines()).filter(({ categoryCode }) => ['TRAVEL', 'EXTERNAL'].includes(categoryCode)).sort((a, b) => b.position - a.position)).toEqual(lost);
    });

    it('may be sent again after a lost answer, without effect', async () => {
      const seen = await revision();
      const confirmed = (await choose([OTHER])).body.lines.map(({ lineId }: LineView) => lineId);
      expect((await choose([OTHER], confirmed, { seen })).status).toBe(200);
      const again = await choose([OTHER], confirmed, { seen });
      expect([again.status, again.body.revision, again.body.deletedLines, await revision()]).toEqual([200, seen + 1, [], seen + 1]);
    });

    it('do not ask again where a confirmed line is gone already', async () => {
      const seen = await revision();
      const confirmed = (await choose([OTHER])).body.lines.map(({ lineId }: LineView) => lineId);
      await act({ removed: [travel.lineId] });
      const done = await choose([OTHER], confirmed, { seen });
      expect([done.status, done.body.deletedLines.map(({ categoryCode }: LineView) => categoryCode)]).toEqual([200, ['EXTERNAL']]);
    });

    it('ask again where somebody changed one of them since', async () => {
      const seen = await revision();
      const { lines: lost } = (await choose([OTHER])).body;
      await act({ changed: [{ lineId: travel.lineId, amountCents: 80_000 }] });
      const refused = await choose([OTHER], lost.map(({ lineId }: LineView) => lineId), { seen });
      expect([refused.status, refused.body.lines[0].amountCents]).toEqual([409, 80_000]);
    });
  });

  it('tell the second person who chooses what the first one chose', async () => {
    await choose([OFFICE]);
    const second = await choose([{ code: 'TRAVEL_ON_STAFF', rateBp: 1000 }], [], { who: partner, seen: 1 });
    expect([second.status, second.body.code, second.body.staleRates]).toEqual([412, 'budget.stale-flat-rates', expect.objectContaining({ theirs: [OFFICE], changedByName: 'Responsable financier · SGAR' })]);
    expect((await choose([OFFICE], [], { who: partner, seen: 1 })).status).toBe(200);
  });

  it('are the lead’s and the own officer’s to choose; an associated operator has none', async () => {
    expect((await choose([OFFICE], [], { who: partner })).status).toBe(200);
    const others = (await overview()).operators.find((row: { role: string }) => row.role === 'LEAD');
    expect((await choose([OFFICE], [], { who: partner, operator: others.name })).body.code).toBe('budget.may-not-change');
    const [associated] = await t.sql('select name from operator where not funded limit 1');
    expect((await choose([OFFICE], [], { operator: associated.name })).body.code).toBe('budget.associated-operator-has-no-budget');
  });

  describe('from the catalogue', () => {
    it('come with what is valid for the project and what is left', async () => {
      await act({ inserted: [line({ categoryCode: 'LUMP_SUM', catalogueCode: 'PREPARATION', amountCents: 50_000 })] });
      const view = (await lead('GET', `${AB}/budget/catalogue`)).body as BudgetCatalogueView;
      expect(await contractErrors(BudgetCatalogueView, view)).toEqual([]);
      expect(view.lumpSums[0]).toMatchObject({ code: 'PREPARATION', amountCents: 1_050_000, leftCents: 1_000_000, categoryCode: 'LUMP_SUM' });
      expect(view.unitCosts.map(({ code, categoryCode }) => [code, categoryCode])).toEqual([['EXPERT_DAY', 'EXTERNAL'], ['CROSS_BORDER_EVENT', 'UNIT_COST']]);
    });

    it('bring their price, or what is left of them', async () => {
      const days = line({ categoryCode: 'EXTERNAL', catalogueCode: 'EXPERT_DAY', quantity: 25_000 });
      const part = line({ categoryCode: 'LUMP_SUM', catalogueCode: 'PREPARATION', amountCents: 50_000 });
      const rest = line({ categoryCode: 'LUMP_SUM', catalogueCode: 'PREPARATION' });
      expect((await act({ inserted: [days, part, rest] })).status).toBe(200);
      const by = new Map((await lines()).map((one) => [one.lineId, one]));
      expect([by.get(days.lineId)!.amountCents, by.get(part.lineId)!.amountCents, by.get(rest.lineId)!.amountCents]).toEqual([121_250, 50_000, 1_000_000]);
    });

    it.each([
      ['another price', { categoryCode: 'EXTERNAL', catalogueCode: 'EXPERT_DAY', quantity: 10_000, unitPriceCents: 1 }, 'line.catalogue-price', 'unitPriceCents'],
      ['an amount without a quantity', { categoryCode: 'EXTERNAL', catalogueCode: 'EXPERT_DAY', amountCents: 5 }, 'line.catalogue-quantity', 'quantity'],
      ['another category', { categoryCode: 'STAFF', catalogueCode: 'EXPERT_DAY', quantity: 10_000 }, 'line.catalogue-elsewhere', 'categoryCode'],
      ['an item that there is not', { categoryCode: 'EXTERNAL', catalogueCode: 'FUN' }, 'line.catalogue-unknown', 'catalogueCode'],
      ['no item where only the catalogue counts', { categoryCode: 'LUMP_SUM', amountCents: 5 }, 'line.catalogue-missing', 'catalogueCode'],
      ['more than a lump sum', { categoryCode: 'LUMP_SUM', catalogueCode: 'CLOSURE', amountCents: 630_001 }, 'line.lump-sum-exceeded', 'amountCents'],
      ['a lump sum by the piece', { categoryCode: 'LUMP_SUM', catalogueCode: 'CLOSURE', quantity: 10_000, unitPriceCents: 5 }, 'line.catalogue-amount', 'quantity'],
    ])('refuse %s at its field', async (_, fields, code, field) => {
      const answer = await act({ inserted: [line(fields)] });
      expect([answer.status, answer.body.errors[0].code, answer.body.errors[0].pointer]).toEqual([422, code, `/inserted/0/${field}`]);
    });

    it('let the operators together take no more than the lump sum, and say what is left', async () => {
      await act({ inserted: [line({ categoryCode: 'LUMP_SUM', catalogueCode: 'CLOSURE', amountCents: 600_000 })] });
      const second = await act({ inserted: [line({ categoryCode: 'LUMP_SUM', catalogueCode: 'CLOSURE', amountCents: 30_001 })] });
      expect([second.status, second.body.errors[0].params.leftCents]).toEqual([422, 30_000]);
    });
  });

  it('are computed anew and compared by the command that recomputes the totals, which mends a line that is not what its base gives', async () => {
    await amounts({ STAFF: 1_000 });
    await choose([OFFICE]);
    const recompute = (mend: boolean) => t.app.get(RecomputeTotalsUseCase, { strict: false }).run({ mend, by: null });
    expect((await recompute(false)).differences).toEqual([]);
    await t.sql(`update budget_line set amount_cents = 7, period_cents = '{7}' where kind = 'COMPUTED'`);
    expect((await recompute(true)).differences).toEqual([expect.objectContaining({ operator: 'SETIS', figure: 'computed:OFFICE', storedCents: 7, computedCents: 150 })]);
    expect([(await recompute(false)).differences, (await computed())['OFFICE']]).toEqual([[], expect.objectContaining({ amountCents: 150, periodCents: [] })]);
  });

  it('are, after any acts in any order, what a naive computation from the lines gives; and every table closes', async () => {
    const CATEGORIES = ['STAFF', 'OFFICE', 'TRAVEL', 'EXTERNAL', 'EQUIPMENT', 'WORKS'];
    const [{ budget_rules: rules }] = await t.sql('select budget_rules from programme');
    const aRate = fc.constantFrom<Rate[]>([], [OFFICE], [OTHER], [{ code: 'STAFF_FLAT', rateBp: 1900 }], [{ code: 'STAFF_FLAT', rateBp: 2000 }, { code: 'TRAVEL_ON_STAFF', rateBp: 700 }, { code: 'OFFICE_ON_DIRECT', rateBp: 300 }]);
    const anAct = fc.oneof(
      fc.record({ kind: fc.constant('rates' as const), rates: aRate }),
      fc.record({ kind: fc.constant('cell' as const), category: fc.constantFrom(...CATEGORIES), cents: fc.option(fc.integer({ min: 0, max: 9_999_999 })) }),
      fc.record({ kind: fc.constant('line' as const), category: fc.constantFrom(...CATEGORIES), periods: fc.array(fc.integer({ min: 0, max: 999_999 }), { maxLength: 4 }), cents: fc.option(fc.integer({ min: 0, max: 9_999_999 })) }),
      fc.record({ kind: fc.constant('remove' as const), nth: fc.nat(9) }),
    );
    const naive = (all: readonly LineView[], chosen: readonly Rate[]): Record<string, number> => {
      const sums: Record<string, number> = {};
      for (const { kind, categoryCode, amountCents } of all) if (kind !== 'COMPUTED') sums[categoryCode] = (sums[categoryCode] ?? 0) + (amountCents ?? 0);
      const found: Record<string, number> = {};
      const ofChoice = rules.flatRates.filter(({ code }: Rate) => chosen.some((rate) => rate.code === code)).sort((a: { order: number }, b: { order: number }) => a.order - b.order);
      const targets = ofChoice.map((rule: { targetCategory: string }) => rule.targetCategory);
      for (const rule of ofChoice) {
        const counted = rule.base.filter((one: { categoryCode: string; onlyIfReal: boolean }) => !(one.onlyIfReal && targets.includes(one.categoryCode)));
        const base = counted.reduce((sum: number, { categoryCode }: { categoryCode: string }) => sum + (found[categoryCode] ?? sums[categoryCode] ?? 0), 0);
        found[rule.targetCategory] = Math.trunc((base * chosen.find(({ code }) => code === rule.code)!.rateBp) / 10_000);
      }
      return found;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 4, maxLength: 10 }), async (acts) => {
        for (const one of acts) {
          if (one.kind === 'cell') await amounts({ [one.category]: one.cents });
          if (one.kind === 'line') await act({ inserted: [line({ categoryCode: one.category, periods: Object.fromEntries(one.periods.map((cents, index) => [index + 1, cents])), ...(one.cents === null ? {} : { amountCents: one.cents }) })] });
          if (one.kind === 'remove') {
            const real = (await lines()).filter(({ kind }) => kind !== 'COMPUTED');
            if (real.length > 0) await act({ removed: [real[one.nth % real.length]!.lineId] });
          }
          if (one.kind === 'rates') {
            const answer = await choose(one.rates);
            if (answer.status === 409) expect((await choose(one.rates, answer.body.lines.map(({ lineId }: LineView) => lineId))).status).toBe(200);
          }
          const [all, row] = [await lines(), await setis()];
          const stored = all.filter(({ kind }) => kind === 'COMPUTED');
          expect(Object.fromEntries(stored.map(({ categoryCode, amountCents }) => [categoryCode, amountCents]))).toEqual(naive(all, row.flatRates));
          for (const { amountCents, periodCents } of stored) expect(periodCents.reduce<number>((sum, cents) => sum + (cents ?? 0), 0)).toBeLessThanOrEqual(amountCents!);
          expect(Object.values<number>(row.amountsCents).reduce((a, b) => a + b, 0)).toBe(all.reduce((sum, { amountCents }) => sum + (amountCents ?? 0), 0));
          expect(row.totalCents).toBe(row.erdfCents + row.ownContributionCents + row.otherSourcesCents);
        }
        expect((await t.app.get(RecomputeTotalsUseCase, { strict: false }).run({ mend: false, by: null })).differences).toEqual([]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
