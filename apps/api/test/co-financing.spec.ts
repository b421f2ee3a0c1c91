import { randomUUID } from 'node:crypto';
import { RecomputeTotalsUseCase } from '@passerelle/budget/api';
import { CoFinancingView, Explanation, ProgrammeCoFinancingView, StaleMatchFunding } from '@passerelle/budget/model';
import { AB, contractErrors, testApp, type Answer, type Requester, type TestApp } from './test-app';

const SETIS = { total: 10930723, erdf: 5465361 };

describe('co-financing', () => {
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

  const read = async (who: Requester = lead): Promise<CoFinancingView> => (await who('GET', `${AB}/budget/co-financing`)).body;
  const ofSetis = (view: CoFinancingView) => view.operators.find(({ name }) => name === 'SETIS')!;
  const act = (who: Requester, revision: number, body: object): Promise<Answer> => who('PATCH', `${AB}/budget/match-funding`, { headers: { 'if-match': `"${revision}"` }, body: { inserted: [], changed: [], removed: [], ...body } });
  const source = (fields: object = {}) => ({ sourceId: randomUUID(), operatorId: id['SETIS'], kind: 'PUBLIC', name: 'Région wallonne', amountCents: 3_000_000, ...fields });
  const closes = (view: CoFinancingView): void => {
    for (const one of [...view.operators, view.whoPays]) expect(Object.values(one.byPayer).reduce<number>((sum, paid) => sum + paid, one.differenceCents)).toBe(one.totalCents);
  };

  it('of AB Réfugiés is the published ERDF and own contributions, to the cent', async () => {
    const answer = await partner('GET', `${AB}/budget/co-financing`);
    expect([answer.status, answer.headers['etag']]).toEqual([200, expect.stringMatching(`^"${answer.body.revision}-`)]);
    expect(await contractErrors(CoFinancingView, answer.body)).toEqual([]);
    expect(answer.body.whoPays).toEqual({
      totalCents: 138974018, differenceCents: 0,
      byPayer: { ERDF: 69487008, PUBLIC: 0, AUTOMATIC_PUBLIC: 0, PRIVATE: 0, OWN: 138974018 - 69487008 },
      shareBp: { ERDF: 5000, PUBLIC: 0, AUTOMATIC_PUBLIC: 0, PRIVATE: 0, OWN: 5000 },
    });
    closes(answer.body);
    expect((await partner('GET', `${AB}/budget/co-financing`, { headers: { 'if-none-match': answer.headers['etag'] as string } })).status).toBe(304);
    expect((await (await t.as('officer-associated'))('GET', `${AB}/budget/co-financing`)).status).toBe(403);
  });

  it('takes sources with their letters; the own contribution takes the remainder, in the grid and its totals too', async () => {
    const [region, foundation] = [source({ letterReference: ' 17/204 ', letterDate: '2017-04-07', letterStatus: 'SIGNED' }), source({ kind: 'PRIVATE', name: 'Fondation', amountCents: 1, position: 1 })];
    const answer = await act(partner, 1, { inserted: [region, foundation] });
    expect([answer.status, answer.headers['etag']]).toEqual([200, '"2"']);
    expect(await contractErrors(CoFinancingView, answer.body)).toEqual([]);
    expect(ofSetis(answer.body)).toMatchObject({
      byPayer: { ERDF: SETIS.erdf, PUBLIC: 3_000_000, AUTOMATIC_PUBLIC: 0, PRIVATE: 1, OWN: SETIS.total - SETIS.erdf - 3_000_001 }, differenceCents: 0,
      sources: [{ sourceId: region.sourceId, letterReference: '17/204', letterDate: '2017-04-07', letterStatus: 'SIGNED' }, { name: 'Fondation', letterDate: null, letterStatus: 'NONE' }],
    });
    closes(answer.body);
    expect(await read()).toEqual(answer.body);
    const { body: budget } = await lead('GET', `${AB}/budget`);
    expect(budget.operators.find(({ name }: { name: string }) => name === 'SETIS')).toMatchObject({ otherSourcesCents: 3_000_001, ownContributionCents: SETIS.total - SETIS.erdf - 3_000_001 });
    expect(budget.totals).toMatchObject({ otherSourcesCents: 3_000_001, totalCents: 138974018, erdfCents: 69487008, ownContributionCents: 138974018 - 69487008 - 3_000_001 });
    expect((await t.app.get(RecomputeTotalsUseCase).run({ mend: false, by: null })).differences).toEqual([]);
  });

  it('follows when amounts of the budget change, and keeps sources beyond the budget as a difference', async () => {
    await act(lead, 1, { inserted: [source()] });
    await lead('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': '"2"' }, body: { changes: [{ operatorId: id['SETIS'], cell: 'TOTAL', amountCents: 4_000_000 }] } });
    const view = await read();
    expect(ofSetis(view)).toMatchObject({ totalCents: 4_000_000, byPayer: { ERDF: 2_000_000, PUBLIC: 3_000_000, OWN: 0 }, differenceCents: -1_000_000 });
    expect(view.whoPays.differenceCents).toBe(-1_000_000);
    closes(view);
    expect((await t.app.get(RecomputeTotalsUseCase).run({ mend: false, by: null })).differences).toEqual([]);
  });

  it('is one act, all or nothing, with one entry in the journal and one revision', async () => {
    const [one, other] = [source(), source({ operatorId: id['La Vie Active'], amountCents: 7 })];
    expect((await act(lead, 1, { inserted: [one, other] })).body.revision).toBe(2);
    const refused = await act(lead, 2, { changed: [{ sourceId: one.sourceId, amountCents: 5 }, { sourceId: other.sourceId, amountCents: -5, name: ' ' }] });
    expect([refused.status, refused.body.errors.map(({ code, pointer }: { code: string; pointer: string }) => `${code} ${pointer}`)]).toEqual([422, ['co-financing.name-missing /changed/1/name', 'co-financing.amount-negative /changed/1/amountCents']]);
    expect((await read()).revision).toBe(2);
    await act(lead, 2, { changed: [{ sourceId: one.sourceId, amountCents: 5, letterStatus: 'PROMISED' }], removed: [other.sourceId] });
    const [entry] = (await lead('GET', `${AB}/history?act=changeMatchFunding`)).body.entries;
    expect(entry.changes.map(({ label, before, after }: Record<string, unknown>) => [label, before, after])).toEqual([
      ['SETIS · Région wallonne', { amountCents: 3_000_000, letterStatus: 'NONE' }, { amountCents: 5, letterStatus: 'PROMISED' }],
      ['La Vie Active · Région wallonne', { kind: 'PUBLIC', name: 'Région wallonne', amountCents: 7, letterDate: null, letterReference: '', letterStatus: 'NONE' }, null],
    ]);
    expect((await read()).whoPays.byPayer.PUBLIC).toBe(5);
  });

  it('may be sent again: what stands there already is no change, and a source that was removed comes back by its id', async () => {
    const one = source();
    await act(lead, 1, { inserted: [one] });
    expect((await act(lead, 1, { inserted: [one] })).body).toMatchObject({ revision: 2, operators: expect.arrayContaining([expect.objectContaining({ name: 'SETIS', sources: [expect.objectContaining({ sourceId: one.sourceId })] })]) });
    await act(lead, 2, { removed: [one.sourceId] });
    expect((await act(lead, 2, { removed: [one.sourceId] })).body.revision).toBe(3);
    expect(ofSetis((await act(lead, 3, { inserted: [one] })).body).sources).toHaveLength(1);
  });

  it('merges different fields of one source, and tells of the same one who changed it, with both values', async () => {
    const one = source();
    await act(lead, 1, { inserted: [one] });
    await act(lead, 2, { changed: [{ sourceId: one.sourceId, amountCents: 100 }] });
    expect((await act(partner, 2, { changed: [{ sourceId: one.sourceId, letterReference: 'A/1' }] })).status).toBe(200);
    const stale = await act(partner, 2, { changed: [{ sourceId: one.sourceId, amountCents: 200 }] });
    expect([stale.status, stale.body.code]).toEqual([412, 'co-financing.stale']);
    expect(await contractErrors(StaleMatchFunding, stale.body.staleSources)).toEqual([]);
    expect(stale.body.staleSources).toMatchObject([{ sourceId: one.sourceId, field: 'amountCents', yours: 200, theirs: 100 }]);
    expect(stale.body.staleSources[0].changedByName).not.toBe('');
    expect(stale.body.current).toEqual(await read());
    await act(lead, 4, { removed: [one.sourceId] });
    const gone = await act(partner, 4, { changed: [{ sourceId: one.sourceId, amountCents: 300 }] });
    expect([gone.status, gone.body.staleSources]).toMatchObject([412, [{ field: null, changedByName: 'Responsable financier · SGAR' }]]);
    expect((await act(partner, 5, { changed: [{ sourceId: randomUUID(), amountCents: 300 }] })).body.code).toBe('co-financing.unknown-source');
    expect((await act(partner, 99, { inserted: [source()] })).body.code).toBe('general.stale');
  });

  it('is changed by the lead for all and by a partner for its own operator, never of an associated operator, and not once it was submitted', async () => {
    const foreign = source({ operatorId: id['La Vie Active'] });
    expect([(await act(partner, 1, { inserted: [foreign] })).status, (await act(lead, 1, { inserted: [foreign] })).status]).toEqual([403, 200]);
    for (const body of [{ changed: [{ sourceId: foreign.sourceId, amountCents: 1 }] }, { removed: [foreign.sourceId] }, { inserted: [{ ...foreign, operatorId: id['SETIS'] }] }]) expect((await act(partner, 2, body)).status).toBe(403);
    expect((await act(await t.as('secretariat'), 2, { inserted: [source()] })).status).toBe(403);
    const associated = await act(lead, 2, { inserted: [source({ operatorId: id['ARS Hauts-de-France'] })] });
    expect([associated.status, associated.body.code]).toEqual([422, 'budget.associated-operator-has-no-budget']);
    await t.sql(`update budget set status = 'SUBMITTED'`);
    expect((await act(lead, 2, { inserted: [source()] })).body.code).toBe('budget.not-editable');
  });

  it('of many who save at once loses nothing: every source is there, every total closes', async () => {
    const sources = Array.from({ length: 12 }, (_, index) => source({ amountCents: 1_000 + index, position: index, operatorId: index % 2 ? id['SETIS'] : id['La Vie Active'] }));
    const amounts = (['STAFF', 'TRAVEL'] as const).map((cell, n) => lead('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': '"1"' }, body: { changes: [{ operatorId: id['SETIS'], cell, amountCents: 500 + n }] } }));
    const answers = await Promise.all([...sources.map((one) => act(lead, 1, { inserted: [one] })), ...amounts]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const view = await read();
    expect([view.revision, view.whoPays.byPayer.PUBLIC]).toEqual([15, sources.reduce((sum, one) => sum + one.amountCents, 0)]);
    closes(view);
    expect((await t.app.get(RecomputeTotalsUseCase).run({ mend: false, by: null })).differences).toEqual([]);
  });

  it('that was stored wrongly is found and mended', async () => {
    await act(lead, 1, { inserted: [source()] });
    await t.sql(`update match_funding set amount_cents = 1000`);
    const { differences } = await t.app.get(RecomputeTotalsUseCase).run({ mend: true, by: null });
    expect(differences.map(({ figure, storedCents, computedCents }) => [figure, storedCents, computedCents])).toContainEqual(['otherSourcesCents', 3_000_000, 1_000]);
    expect((await t.app.get(RecomputeTotalsUseCase).run({ mend: false, by: null })).differences).toEqual([]);
    closes(await read());
  });

  it('explains an own contribution by the sources that pay beside it', async () => {
    await act(lead, 1, { inserted: [source(), source({ name: 'Fondation', kind: 'PRIVATE', amountCents: 50, position: 1 })] });
    const explain = async (figure: string): Promise<Answer> => lead('GET', `${AB}/figures/${figure}`);
    const own = await explain(`own:${id['SETIS']}`);
    expect(await contractErrors(Explanation, own.body)).toEqual([]);
    expect(own.body).toMatchObject({ cents: SETIS.total - SETIS.erdf - 3_000_050, rows: [{ figure: `total:${id['SETIS']}` }, { figure: `erdf:${id['SETIS']}` }, { figure: `sources:${id['SETIS']}`, cents: 3_000_050 }] });
    const sources = await explain(`sources:${id['SETIS']}`);
    expect(sources.body).toMatchObject({ kind: 'SUM', cents: 3_000_050, rows: [{ label: 'Région wallonne', cents: 3_000_000 }, { label: 'Fondation', cents: 50 }] });
    expect((await explain('sources')).body).toMatchObject({ cents: 3_000_050, kind: 'SUM' });
    expect((await (await t.as('officer-associated'))('GET', `${AB}/figures/sources:${id['SETIS']}`)).status).toBe(403);
  });

  it('of a programme is the sum of its projects, for who sees all of it', async () => {
    await act(lead, 1, { inserted: [source(), source({ kind: 'AUTOMATIC_PUBLIC', amountCents: 9_999_999, operatorId: id['SETIS'] })] });
    const secretariat = await t.as('secretariat');
    const answer = await secretariat('GET', '/api/programmes/FWVL/co-financing');
    expect(await contractErrors(ProgrammeCoFinancingView, answer.body)).toEqual([]);
    const view = await read();
    const { operators: _, ...whole } = { operators: view.operators, ...view.whoPays };
    expect(answer.body.whoPays).toEqual(whole);
    expect(answer.body.projects).toEqual([{ projectId: view.projectId, code: '4.8.337', acronym: 'AB Réfugiés - Social', ...whole }]);
    expect([whole.differenceCents, answer.body.rowCount]).toEqual([SETIS.total - SETIS.erdf - 3_000_000 - 9_999_999, 1]);
    expect((await secretariat('GET', '/api/programmes/FWVL/co-financing?page=2')).body.projects).toEqual([]);
    expect((await lead('GET', '/api/programmes/FWVL/co-financing')).status).toBe(403);
    expect((await secretariat('GET', '/api/programmes/NOPE/co-financing')).status).toBe(404);
  });
});
