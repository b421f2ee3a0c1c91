import { randomUUID } from 'node:crypto';
import { RecomputeTotalsUseCase } from '@passerelle/budget/api';
import { BudgetLinesView, Explanation, LineChanges, LineHistoryEntry, StaleField, type LineView } from '@passerelle/budget/model';
import { AB, contractErrors, testApp, type Answer, type Requester, type TestApp } from './test-app';

describe('the lines of a budget', () => {
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

  const act = (who: Requester, revision: number, change: { inserted?: object[]; changed?: object[]; removed?: string[] }): Promise<Answer> =>
    who('PATCH', `${AB}/budget/lines`, { headers: { 'if-match': `"${revision}"` }, body: { inserted: [], changed: [], removed: [], ...change } });
  const open = async (who: Requester = lead) => (await who('GET', `${AB}/budget/lines`)).body as BudgetLinesView;
  const overview = async () => (await lead('GET', `${AB}/budget`)).body;
  const historyOf = async (who: Requester, lineId: string, field: string) => (await who('GET', `${AB}/budget/lines/${lineId}/history?field=${field}`)).body as LineHistoryEntry[];
  const explained = async (who: Requester, figure: string) => (await who('GET', `${AB}/figures/${figure}`)).body as Explanation;
  const setis = async () => (await overview()).operators.find((row: { name: string }) => row.name === 'SETIS');
  const line = <T extends object>(fields: T = {} as T) => ({ lineId: randomUUID() as string, operatorId: id['SETIS']!, categoryCode: 'STAFF', position: 1, ...fields });
  const amount = (cell: string, amountCents: number | null, revision: number) => lead('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': `"${revision}"` }, body: { changes: [{ operatorId: id['SETIS'], cell, amountCents }] } });

  it('come with half-years and work packages, and keep what is said in them', async () => {
    const [one] = await t.sql('select id from project');
    await t.sql(`insert into work_plan (project_id, programme_id) select id, programme_id from project where not exists (select 1 from work_plan w where w.project_id = project.id)`);
    const [wp] = await t.sql(`insert into work_package (id, project_id, programme_id, number, kind, names) select gen_random_uuid(), id, programme_id, 90, 'OPERATIONAL', '{"fr": "Essai"}' from project where id = '${one.id}' returning id`);
    const sent = line({ workPackageId: wp.id, descriptions: { fr: 'Assistante sociale', nl: 'Maatschappelijk werkster' }, quantity: 55_000, unitPriceCents: 100_033, periods: { 1: 300_000, 3: 250_000 }, comment: 'mi-temps', inKindBy: 'Ville', formula: '' });
    const answer = await act(lead, 1, { inserted: [sent] });
    expect([answer.status, answer.headers['etag']]).toEqual([200, '"2"']);
    expect(await contractErrors(LineChanges, answer.body)).toEqual([]);
    const view = await open();
    expect(await contractErrors(BudgetLinesView, view)).toEqual([]);
    expect(view.periods.map(({ number, startDate }) => [number, startDate]).slice(0, 2)).toEqual([[1, '2017-10-01'], [2, '2018-01-01']]);
    expect(view.workPackages).toContainEqual({ workPackageId: wp.id, number: 90, names: { fr: 'Essai' } });
    // 5,5 × 1 000,33 is cut at the cent.
    expect(view.lines).toEqual([expect.objectContaining({ lineId: sent.lineId, kind: 'LINE', workPackageId: wp.id, amountCents: 550_181, amountEntered: false, periodCents: [300_000, null, 250_000], descriptions: sent.descriptions, comment: 'mi-temps', inKindBy: 'Ville' })]);
    expect(await setis()).toMatchObject({ totalCents: 10930723, amountsCents: { STAFF: 550_181 }, lineCounts: { STAFF: 1 }, toAllocateCents: 10930723 - 550_181 });
  });

  it('are read anew where their work packages or the project’s dates changed, and where nothing did they are not sent again; the ETag goes as If-Match', async () => {
    await act(lead, 1, { inserted: [line({ amountCents: 5 })] });
    const etagNow = async (path = 'lines') => (await lead('GET', `${AB}/budget/${path}`)).headers['etag'] as string;
    const again = async (etag: string, path = 'lines') => (await lead('GET', `${AB}/budget/${path}`, { headers: { 'if-none-match': etag } })).status;
    const etag = await etagNow();
    expect([etag, await again(etag)]).toEqual([expect.stringMatching(/^"2-[0-9a-f]{16}"$/), 304]);
    await t.sql(`insert into work_plan (project_id, programme_id) select id, programme_id from project where not exists (select 1 from work_plan w where w.project_id = project.id)`);
    await t.sql(`insert into work_package (id, project_id, programme_id, number, kind, names) select gen_random_uuid(), id, programme_id, 90, 'OPERATIONAL', '{"fr": "Essai"}' from project`);
    expect(await again(etag)).toBe(200);
    const planned = await etagNow();
    await t.sql(`update project set end_date = end_date + 200`);
    expect(await again(planned)).toBe(200);
    const rates = await etagNow('simplified-costs');
    expect(await again(rates, 'simplified-costs')).toBe(304);
    await t.sql(`update programme set budget_rules = jsonb_set(budget_rules, '{flatRates}', '[]')`);
    expect(await again(rates, 'simplified-costs')).toBe(200);
    const saved = await lead('PATCH', `${AB}/budget/lines`, { headers: { 'if-match': await etagNow() }, body: { inserted: [line({ amountCents: 6 })], changed: [], removed: [] } });
    expect([saved.status, saved.headers['etag']]).toEqual([200, '"3"']);
  });

  it('make the amount from the half-years where none is entered, and leave an entered one alone', async () => {
    const follows = line({ periods: { 1: 100, 2: 50 } });
    const entered = line({ amountCents: 1000, periods: { 1: 100 } });
    await act(lead, 1, { inserted: [follows, entered] });
    await act(lead, 2, { changed: [{ lineId: follows.lineId, periods: { 2: null, 4: 7 } }, { lineId: entered.lineId, periods: { 2: 2000 } }] });
    const by = new Map((await open()).lines.map((one): [string, LineView] => [one.lineId, one]));
    expect([by.get(follows.lineId)!.amountCents, by.get(follows.lineId)!.periodCents]).toEqual([107, [100, null, null, 7]]);
    expect([by.get(entered.lineId)!.amountCents, by.get(entered.lineId)!.periodCents]).toEqual([1000, [100, 2000]]);
    await act(lead, 3, { changed: [{ lineId: entered.lineId, amountCents: null }] });
    expect((await open()).lines.find((one) => one.lineId === entered.lineId)!.amountCents).toBe(2100);
  });

  it('turn a plain amount into a line of its own as soon as more is said than its amount; then the grid of operators shows the sum and refuses to change it', async () => {
    await amount('STAFF', 600, 1);
    const [plain] = (await open()).lines;
    expect([plain!.kind, plain!.amountCents]).toEqual(['CELL', 600]);
    expect((await act(lead, 2, { changed: [{ lineId: plain!.lineId, amountCents: 700 }] })).status).toBe(200);
    expect([(await open()).lines[0]!.kind, (await setis()).lineCounts]).toEqual(['CELL', {}]);
    expect((await act(lead, 3, { inserted: [line({ amountCents: 50 })] })).status).toBe(200);
    expect((await setis()).amountsCents).toEqual({ STAFF: 750 });
    const refused = await amount('STAFF', 1, 4);
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([422, 'budget.cell-has-lines', '/changes/0/cell']);
    await act(lead, 4, { changed: [{ lineId: plain!.lineId, comment: 'x' }] });
    expect([(await open()).lines.find((one) => one.lineId === plain!.lineId)!.kind, (await setis()).lineCounts]).toEqual(['LINE', { STAFF: 2 }]);
  });

  it('move a plain amount as a line of its own, and keep what is said of it: sums, rows and journal say the same', async () => {
    await amount('STAFF', 600, 1);
    const [plain] = (await open()).lines;
    await act(lead, 2, { changed: [{ lineId: plain!.lineId, categoryCode: 'TRAVEL' }] });
    expect([(await open()).lines[0], await setis()]).toMatchObject([{ categoryCode: 'TRAVEL', kind: 'LINE', amountCents: 600 }, { amountsCents: { TRAVEL: 600 }, lineCounts: { TRAVEL: 1 } }]);
    await amount('OFFICE', 100, 3);
    const office = (await open()).lines.find(({ categoryCode }) => categoryCode === 'OFFICE')!;
    await act(lead, 4, { changed: [{ lineId: office.lineId, position: 77, amountCents: 1_440_000, formula: '=1200*12' }] });
    expect((await open()).lines.find(({ lineId }) => lineId === office.lineId)).toMatchObject({ kind: 'LINE', position: 77, amountCents: 1_440_000, formula: '=1200*12' });
    expect((await t.app.get(RecomputeTotalsUseCase, { strict: false }).run({ mend: false, by: null })).differences).toEqual([]);
  });

  it('are removed, and brought back by undoing it as they were', async () => {
    const sent = line({ amountCents: 100, descriptions: { fr: 'x' } });
    await act(lead, 1, { inserted: [sent] });
    const removed = await act(lead, 2, { removed: [sent.lineId] });
    expect([removed.body.removed, removed.body.lines]).toEqual([[sent.lineId], []]);
    expect([(await setis()).amountsCents, (await setis()).lineCounts, (await open()).lines]).toEqual([{}, {}, []]);
    expect((await act(lead, 3, { inserted: [sent] })).body.removed).toEqual([]);
    expect((await open()).lines).toHaveLength(1);
    expect((await lead('GET', `${AB}/budget/lines/changes?after=2`)).body).toMatchObject({ revision: 4, removed: [], lines: [{ lineId: sent.lineId }] });
  });

  it('take an act whose answer was lost once more without doing it twice', async () => {
    const sent = line({ amountCents: 100 });
    await act(lead, 1, { inserted: [sent] });
    const again = await act(lead, 1, { inserted: [sent] });
    expect([again.status, again.body.revision, (await open()).lines.length]).toEqual([200, 2, 1]);
    await act(lead, 2, { removed: [sent.lineId] });
    expect([(await act(lead, 2, { removed: [sent.lineId] })).status, (await open()).lines.length]).toEqual([200, 0]);
  });

  it.each([
    ['an associated operator', () => line({ operatorId: id['ARS Hauts-de-France'] ?? Object.entries(id).find(([name]) => name.startsWith('ARS'))![1] }), 'line.associated-operator', '/inserted/0/operatorId'],
    ['a category that there is not', () => line({ categoryCode: 'FUN' }), 'line.unknown-category', '/inserted/0/categoryCode'],
    ['a work package of nobody', () => line({ workPackageId: randomUUID() }), 'line.unknown-work-package', '/inserted/0/workPackageId'],
    ['a half-year after the end', () => line({ periods: { 39: 1 } }), 'line.no-such-half-year', '/inserted/0/periods/39'],
    ['an amount below nought', () => line({ amountCents: -1 }), 'line.amount-negative', '/inserted/0/amountCents'],
    ['a half-year’s amount that is no whole number', () => line({ periods: { 1: 1.5 } }), 'line.amount-unreadable', '/inserted/0/periods/1'],
    ['a product beyond the largest amount', () => line({ quantity: 9_999_999_999_999, unitPriceCents: 99_999_999_999 }), 'line.amount-too-large', '/inserted/0/quantity'],
    ['an amount where quantity and unit price make it', () => line({ quantity: 10_000, unitPriceCents: 5, amountCents: 7 }), 'line.amount-is-product', '/inserted/0/amountCents'],
    ['a text that is none', () => line({ descriptions: { fr: 5 } }), 'line.text-unreadable', '/inserted/0/descriptions/fr'],
    ['a half-year’s amount that is a text', () => line({ periods: { 1: '5' } }), 'line.amount-unreadable', '/inserted/0/periods/1'],
    ['half-years that come to more than there can be', () => line({ periods: { 1: 99_999_999_999, 2: 99_999_999_999 } }), 'line.amount-too-large', '/inserted/0/periods'],
    ['a language that we do not know', () => line({ descriptions: { xx: 'x' } }), 'line.unknown-language', '/inserted/0/descriptions/xx'],
  ])('refuse %s at its field, and nothing of the act is saved', async (_, made, code, pointer) => {
    const answer = await act(lead, 1, { inserted: [line({ amountCents: 1, lineId: randomUUID() }), made()].reverse() });
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([422, code, pointer]);
    expect((await open()).lines).toEqual([]);
  });

  it('refuse what is named twice and what there is not', async () => {
    const one = line({ amountCents: 1 });
    expect((await act(lead, 1, { inserted: [one, one] })).body.code).toBe('line.twice');
    expect((await act(lead, 1, { changed: [{ lineId: randomUUID(), comment: '' }] })).body.code).toBe('line.unknown');
  });

  describe('with two people at once', () => {
    it('merge fields of one line, parts of its texts and half-years', async () => {
      const sent = line({ amountCents: 100, descriptions: { fr: 'a' } });
      await act(lead, 1, { inserted: [sent] });
      await act(lead, 2, { changed: [{ lineId: sent.lineId, descriptions: { fr: 'b' }, periods: { 1: 10 } }] });
      const second = await act(partner, 2, { changed: [{ lineId: sent.lineId, descriptions: { nl: 'c' }, periods: { 2: 20 }, comment: 'd' }] });
      expect(second.status).toBe(200);
      expect(second.body.lines).toEqual([expect.objectContaining({ descriptions: { fr: 'b', nl: 'c' }, periodCents: [10, 20], comment: 'd', amountCents: 100 })]);
    });

    it('ask the second writer of the same field, with both values, who and when; nothing is saved', async () => {
      const sent = line({ amountCents: 100 });
      await act(lead, 1, { inserted: [sent] });
      await act(lead, 2, { changed: [{ lineId: sent.lineId, amountCents: 200, periods: { 1: 5 } }] });
      const second = await act(partner, 2, { changed: [{ lineId: sent.lineId, amountCents: 300, periods: { 1: 6 }, comment: 'x' }] });
      expect([second.status, second.body.code]).toEqual([412, 'budget.stale-lines']);
      expect(await contractErrors(StaleField, second.body.staleLines)).toEqual([]);
      expect(second.body.staleLines.map(({ field, yours, theirs, changedByName }: StaleField) => [field, yours, theirs, changedByName])).toEqual([['amountCents', 300, 200, 'Responsable financier · SGAR'], ['period.1', 6, 5, 'Responsable financier · SGAR']]);
      expect((await open()).revision).toBe(3);
      expect((await act(partner, second.body.current.revision, { changed: [{ lineId: sent.lineId, amountCents: 300 }] })).status).toBe(200);
    });

    it('ask whoever removes a line that somebody changed, and whoever changes a line that is gone', async () => {
      const [one, two] = [line({ amountCents: 1 }), line({ amountCents: 2 })];
      await act(lead, 1, { inserted: [one, two] });
      await act(lead, 2, { changed: [{ lineId: one.lineId, amountCents: 5 }], removed: [two.lineId] });
      const removing = await act(partner, 2, { removed: [one.lineId] });
      expect([removing.status, removing.body.staleLines[0]]).toEqual([412, expect.objectContaining({ lineId: one.lineId, field: null, theirs: 5, changedByName: 'Responsable financier · SGAR' })]);
      const changing = await act(partner, 2, { changed: [{ lineId: two.lineId, comment: 'x' }] });
      expect([changing.status, changing.body.staleLines[0]]).toEqual([412, expect.objectContaining({ lineId: two.lineId, field: null, changedByName: 'Responsable financier · SGAR' })]);
    });

    it('ask whoever changes a plain amount that somebody emptied meanwhile', async () => {
      await amount('STAFF', 600, 1);
      const [plain] = (await open()).lines;
      await amount('STAFF', null, 2);
      for (const change of [{ amountCents: 700 }, { comment: 'x' }]) {
        const answer = await act(partner, 2, { changed: [{ lineId: plain!.lineId, ...change }] });
        expect([answer.status, answer.body.staleLines[0]]).toEqual([412, expect.objectContaining({ lineId: plain!.lineId, field: null, changedByName: 'Responsable financier · SGAR' })]);
      }
      expect((await act(partner, 3, { inserted: [{ ...line({ amountCents: 5 }), lineId: plain!.lineId }] })).status).toBe(200);
    });

    it('lose none of sixty lines sent at the same moment', async () => {
      const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => act(n % 2 ? lead : partner, 1, { inserted: [line({ amountCents: n + 1, position: n })] })));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect((await open()).lines.map(({ amountCents }) => amountCents)).toEqual(answers.map((_, n) => n + 1));
      expect((await setis()).amountsCents).toEqual({ STAFF: 1830 });
    });
  });

  describe('of other operators', () => {
    it('are changed by the lead, and by nobody else’s officer', async () => {
      const other = line({ operatorId: id['La Vie Active'], amountCents: 1 });
      expect((await act(lead, 1, { inserted: [other] })).status).toBe(200);
      for (const change of [{ inserted: [line({ operatorId: id['La Vie Active'] })] }, { changed: [{ lineId: other.lineId, comment: 'x' }] }, { removed: [other.lineId] }]) {
        expect([(await act(partner, 2, change)).status, (await act(partner, 2, change)).body.code]).toEqual([403, 'budget.may-not-change']);
      }
      const own = line({ amountCents: 1 });
      await act(partner, 2, { inserted: [own] });
      expect((await act(partner, 3, { changed: [{ lineId: own.lineId, operatorId: id['La Vie Active'] }] })).status).toBe(403);
    });

    it('are not taken over by their id, whether it stands or stood, and nothing of them is told', async () => {
      const [secret, gone] = [line({ operatorId: id['La Vie Active'], quantity: 120_000, unitPriceCents: 654_321, comment: 'secret' }), line({ operatorId: id['La Vie Active'], amountCents: 7 })];
      await act(lead, 1, { inserted: [secret, gone] });
      await act(lead, 2, { removed: [gone.lineId] });
      for (const revision of [1, 3]) {
        for (const { lineId } of [secret, gone]) {
          const answer = await act(partner, revision, { inserted: [line({ lineId, quantity: 10_000, unitPriceCents: 1, comment: 'y' })] });
          expect([answer.status, answer.body.errors[0].pointer, answer.text.includes('secret')]).toEqual([403, '/inserted/0/lineId', false]);
        }
      }
    });

    it('are masked for a partner where they would tell a salary: in the lines, in an answer and in the history', async () => {
      const salary = line({ operatorId: id['La Vie Active'], descriptions: { fr: 'Directrice' }, quantity: 10_000, unitPriceCents: 123_456, comment: 'secret' });
      const journey = line({ operatorId: id['La Vie Active'], categoryCode: 'TRAVEL', descriptions: { fr: 'Train' }, amountCents: 5 });
      await act(lead, 1, { inserted: [salary, journey] });
      await act(lead, 2, { changed: [{ lineId: salary.lineId, unitPriceCents: 654_321 }] });
      for (const { lines } of [await open(partner), (await partner('GET', `${AB}/budget/lines/changes?after=1`)).body]) {
        const by = new Map(lines.map((one: LineView): [string, LineView] => [one.lineId, one]));
        expect(by.get(salary.lineId)).toMatchObject({ masked: true, descriptions: {}, quantity: null, unitPriceCents: null, comment: '', amountCents: 654_321 });
        expect(by.get(journey.lineId)).toMatchObject({ masked: false, descriptions: { fr: 'Train' } });
      }
      expect((await open(lead)).lines.find((one) => one.lineId === salary.lineId)).toMatchObject({ masked: false, unitPriceCents: 654_321 });
      const told = JSON.stringify((await partner('GET', `${AB}/history`)).body);
      expect([told.includes('Directrice'), told.includes('654321'), told.includes('123456'), told.includes('Train')]).toEqual([false, false, false, true]);
      expect(JSON.stringify((await lead('GET', `${AB}/history`)).body)).toContain('Directrice');
    });

    it('have a history of which a partner is told that a salary changed, but not how', async () => {
      const salary = line({ operatorId: id['La Vie Active'], descriptions: { fr: 'Directrice' }, quantity: 10_000, unitPriceCents: 123_456 });
      await act(lead, 1, { inserted: [salary] });
      await act(lead, 2, { changed: [{ lineId: salary.lineId, unitPriceCents: 654_321, inKindBy: 'Ville' }] });
      expect((await historyOf(lead, salary.lineId, 'unitPriceCents')).map(({ before, after, withheld }) => [before, after, withheld])).toEqual([[123_456, 654_321, false], [null, 123_456, false]]);
      expect((await historyOf(partner, salary.lineId, 'unitPriceCents')).map(({ before, after, withheld, event }) => [before, after, withheld, event])).toEqual([[null, null, true, 'CHANGED'], [null, null, true, 'ADDED']]);
      expect((await historyOf(partner, salary.lineId, 'inKindBy')).map(({ after, withheld }) => [after, withheld])).toEqual([['Ville', false], [null, true]]);
      await act(lead, 3, { changed: [{ lineId: salary.lineId, operatorId: id['SETIS'] }] });
      await act(lead, 4, { removed: [salary.lineId] });
      expect((await historyOf(lead, salary.lineId, 'unitPriceCents')).map(({ event, before }) => [event, before])).toEqual([['REMOVED', 654_321], ['CHANGED', 123_456], ['ADDED', null]]);
      // From the day on which it is her own operator's, what it says is hers to know.
      expect((await historyOf(partner, salary.lineId, 'unitPriceCents')).map(({ event, before, withheld }) => [event, before, withheld])).toEqual([['REMOVED', 654_321, false], ['CHANGED', null, true], ['ADDED', null, true]]);
    });

    it('are explained without what would tell a salary', async () => {
      const salary = line({ operatorId: id['La Vie Active'], quantity: 10_000, unitPriceCents: 123_456 });
      await act(lead, 1, { inserted: [salary] });
      expect((await explained(partner, `line:${salary.lineId}`)).sentences).toEqual([{ key: 'explain.line-withheld', params: {} }]);
      expect((await explained(lead, `line:${salary.lineId}`)).sentences[0]).toEqual({ key: 'explain.line-product', params: { countQuantity: 10_000, unitPriceCents: 123_456, amountCents: 123_456 } });
    });
  });

  describe('have a history by field', () => {
    it('with the line’s coming and going, latest first, and that of the cell in which a plain amount is typed', async () => {
      const sent = line({ amountCents: 100, comment: 'a' });
      await act(lead, 1, { inserted: [sent] });
      await act(lead, 2, { changed: [{ lineId: sent.lineId, amountCents: 200, periods: { 2: 50 } }] });
      await act(partner, 3, { changed: [{ lineId: sent.lineId, comment: 'b' }] });
      await act(lead, 4, { removed: [sent.lineId] });
      const told = await historyOf(lead, sent.lineId, 'amountCents');
      expect(await contractErrors(LineHistoryEntry, told[0])).toEqual([]);
      expect(told.map(({ event, before, after }) => [event, before, after])).toEqual([['REMOVED', 200, null], ['CHANGED', 100, 200], ['ADDED', null, 100]]);
      expect((await historyOf(lead, sent.lineId, 'period.2')).map(({ event, after }) => [event, after])).toEqual([['REMOVED', null], ['CHANGED', 50], ['ADDED', null]]);
      const [commented] = (await historyOf(lead, sent.lineId, 'comment')).slice(1);
      expect([commented!.before, commented!.after, commented!.act, commented!.actorName === told[0]!.actorName]).toEqual(['a', 'b', 'changeLines', false]);

      await amount('OFFICE', 600, 5);
      const [plain] = (await open()).lines;
      await act(lead, 6, { changed: [{ lineId: plain!.lineId, amountCents: 700 }] });
      expect((await historyOf(lead, plain!.lineId, 'amountCents')).map(({ before, after }) => [before, after])).toEqual([[600, 700], [null, 600]]);
    });

    it('of nothing where there is no such line, and only for a field that can be one', async () => {
      expect(await historyOf(lead, randomUUID(), 'amountCents')).toEqual([]);
      expect((await lead('GET', `${AB}/budget/lines/${randomUUID()}/history?field=a%3Ab`)).status).toBe(400);
      expect((await lead('GET', `${AB}/budget/lines/${randomUUID()}/history`)).status).toBe(400);
    });
  });

  it('are explained: by quantity and price, by what was entered, by their half-years, and what those do not cover', async () => {
    const lines = [line({ quantity: 55_000, unitPriceCents: 100_033 }), line({ amountCents: 120_000, formula: '=100*12', periods: { 1: 70_000, 2: 60_000 } }), line({ periods: { 1: 100, 2: 50 } })];
    await act(lead, 1, { inserted: lines });
    const [priced, entered, spread] = await Promise.all(lines.map(({ lineId }) => explained(lead, `line:${lineId}`)));
    expect(await contractErrors(Explanation, spread)).toEqual([]);
    expect([priced!.cents, priced!.sentences.map(({ key }) => key)]).toEqual([550_181, ['explain.line-product', 'explain.line-product-cut']]);
    expect(entered!.sentences).toEqual([{ key: 'explain.amount-entered', params: {} }, { key: 'explain.line-formula', params: { formula: '=100*12' } }]);
    expect([spread!.cents, spread!.kind, spread!.rows.map(({ labelParams, cents }) => [labelParams, cents])]).toEqual([150, 'SUM', [[{ half: 2, year: '2017' }, 100], [{ half: 1, year: '2018' }, 50]]]);
    const rest = await explained(lead, `line:${lines[1]!.lineId}:to-allocate`);
    expect([rest.cents, rest.sentences.map(({ key }) => key), rest.rows[0]!.figure]).toEqual([-10_000, ['explain.line-to-allocate', 'explain.line-exceeded'], `line:${lines[1]!.lineId}`]);
    expect((await lead('GET', `${AB}/figures/line:${randomUUID()}`)).status).toBe(404);
  });
});
