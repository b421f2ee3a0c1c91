import { abRefugiesGolden } from '@passerelle/shared/dossiers';
import { RecomputeTotalsUseCase } from '@passerelle/budget/api';
import { BudgetChanges, BudgetView, CellHistoryEntry, Explanation, StaleCell } from '@passerelle/budget/model';
import { OwnOperatorView } from '@passerelle/partnership/model';
import { AB, contractErrors, testApp, type Answer, type Requester, type TestApp } from './test-app';

describe('the budget', () => {
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

  const setis = (): string => id['SETIS']!;
  const change = (who: Requester, revision: number | string, changes: object[]): Promise<Answer> => who('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': `"${revision}"` }, body: { changes } });
  const open = async (who: Requester = lead) => (await who('GET', `${AB}/budget`)).body as BudgetView;
  const row = (view: { operators: BudgetView['operators'] }, name: string) => view.operators.find((operator) => operator.name === name)!;

  it('of AB Réfugiés holds its six funded operators and totals, to the cent', async () => {
    const answer = await lead('GET', `${AB}/budget`);
    expect(await contractErrors(BudgetView, answer.body)).toEqual([]);
    const view = answer.body as BudgetView;
    const funded = abRefugiesGolden.operators.filter((o) => !o.associated);
    expect(view.operators.map((o) => [o.name, o.totalCents, o.erdfCents, o.toAllocateCents])).toEqual(funded.map((o) => [o.name, o.budget_cents, o.feder_cents, o.budget_cents]));
    expect([view.totals.totalCents, view.totals.erdfCents]).toEqual([138974018, 69487008]);
    expect(answer.headers['etag']).toMatch(new RegExp(`^"${view.revision}-`));
    expect((await lead('GET', `${AB}/budget`, { headers: { 'if-none-match': answer.headers['etag'] as string } })).status).toBe(304);
  });

  it('takes a typed total and answers with the rows and totals that follow from it', async () => {
    const answer = await change(lead, 1, [{ operatorId: setis(), cell: 'TOTAL', amountCents: 5465362 }]);
    expect([answer.status, answer.headers['etag']]).toEqual([200, '"2"']);
    expect(await contractErrors(BudgetChanges, answer.body)).toEqual([]);
    expect(answer.body.operators).toHaveLength(1);
    expect(answer.body.operators[0]).toMatchObject({ totalCents: 5465362, erdfCents: 2732681, ownContributionCents: 2732681, toAllocateCents: 5465362 });
    expect(answer.body.totals).toMatchObject({ totalCents: 138974018 - 10930723 + 5465362, erdfCents: 69487008 - 5465361 + 2732681 });
    expect((await open()).totals).toEqual(answer.body.totals);
  });

  it('breaks a total down into cost categories, leaves the rest to allocate, and takes it back when a cell is emptied', async () => {
    await change(lead, 1, [{ operatorId: setis(), cell: 'STAFF', amountCents: 6000000 }, { operatorId: setis(), cell: 'OFFICE', amountCents: 900000 }]);
    expect(row(await open(), 'SETIS')).toMatchObject({ totalCents: 10930723, toAllocateCents: 4030723, amountsCents: { STAFF: 6000000, OFFICE: 900000 } });
    await change(lead, 2, [{ operatorId: setis(), cell: 'OFFICE', amountCents: null }]);
    expect(row(await open(), 'SETIS')).toMatchObject({ toAllocateCents: 4930723, amountsCents: { STAFF: 6000000 } });
    await change(lead, 3, [{ operatorId: setis(), cell: 'TOTAL', amountCents: null }]);
    expect(row(await open(), 'SETIS')).toMatchObject({ agreedTotalCents: null, totalCents: 6000000, toAllocateCents: 0 });
  });

  it('has categories that are not typed: what a flat rate or the catalogue gives is no cell', async () => {
    expect((await open()).categories.map(({ code, kind }) => `${code} ${kind}`)).toEqual(['STAFF REAL', 'OFFICE REAL', 'TRAVEL REAL', 'EXTERNAL REAL', 'EQUIPMENT REAL', 'WORKS REAL', 'OTHER FLAT_RATE', 'LUMP_SUM LUMP_SUM', 'UNIT_COST UNIT_COST']);
    for (const cell of ['OTHER', 'LUMP_SUM', 'UNIT_COST']) expect((await change(lead, 1, [{ operatorId: setis(), cell, amountCents: 1 }])).body.errors).toMatchObject([{ code: 'budget.unknown-category', pointer: '/changes/0/cell' }]);
  });

  it('takes a block as one act: one revision, one entry in the journal; and nothing of it when one cell is refused', async () => {
    const changes = Object.values(id).filter((operatorId) => operatorId === setis() || operatorId === id['La Vie Active']).map((operatorId) => ({ operatorId, cell: 'STAFF', amountCents: 100 }));
    expect((await change(lead, 1, changes)).body.revision).toBe(2);
    expect(await t.sql(`select jsonb_array_length(changes)::int n from journal_entry where act = 'changeAmounts'`)).toEqual([{ n: 2 }]);
    const refused = await change(lead, 2, [{ operatorId: setis(), cell: 'STAFF', amountCents: 200 }, { operatorId: setis(), cell: 'OFFICE', amountCents: -1 }]);
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([422, 'budget.amount-negative', '/changes/1/amountCents']);
    expect(row(await open(), 'SETIS').amountsCents).toEqual({ STAFF: 100 });
  });

  it('asks for If-Match: 428 without it, 412 where it is no revision', async () => {
    const body = { changes: [{ operatorId: setis(), cell: 'STAFF', amountCents: 1 }] };
    const bare = await lead('PATCH', `${AB}/budget/amounts`, { body });
    expect([bare.status, bare.body.code]).toEqual([428, 'general.if-match-needed']);
    expect((await lead('PATCH', `${AB}/budget/amounts`, { body, headers: { 'if-match': '*' } })).status).toBe(428);
    for (const revision of ['yesterday', '2', '999999']) expect((await lead('PATCH', `${AB}/budget/amounts`, { body, headers: { 'if-match': `"${revision}"` } })).status).toBe(412);
    expect((await open()).revision).toBe(1);
  });

  describe('with two people at once', () => {
    it('keeps different cells of one row, and tells each writer of the other’s', async () => {
      await change(lead, 1, [{ operatorId: setis(), cell: 'STAFF', amountCents: 100 }]);
      const second = await change(partner, 1, [{ operatorId: setis(), cell: 'OFFICE', amountCents: 50 }]);
      expect(second.status).toBe(200);
      expect(row(second.body, 'SETIS').amountsCents).toEqual({ STAFF: 100, OFFICE: 50 });
      expect(row(await open(), 'SETIS').amountsCents).toEqual({ STAFF: 100, OFFICE: 50 });
    });

    it('brings the others’ rows along with an answer, so that no later edit overwrites them unseen', async () => {
      await change(lead, 1, [{ operatorId: id['La Vie Active']!, cell: 'STAFF', amountCents: 100 }]);
      const second = await change(partner, 1, [{ operatorId: setis(), cell: 'STAFF', amountCents: 50 }]);
      expect(second.body.operators.map((o: { name: string }) => o.name).sort()).toEqual(['La Vie Active', 'SETIS']);
    });

    it.each([['STAFF', 100, 70], ['TOTAL', 20000000, 30000000]])('gives the second writer of %s both values with name and time, and saves nothing', async (cell, theirs, yours) => {
      await change(lead, 1, [{ operatorId: setis(), cell, amountCents: theirs }]);
      const second = await change(partner, 1, [{ operatorId: setis(), cell, amountCents: yours }, { operatorId: setis(), cell: 'WORKS', amountCents: 1 }]);
      expect([second.status, second.body.code]).toEqual([412, 'budget.stale-cells']);
      expect(await contractErrors(StaleCell, second.body.staleCells)).toEqual([]);
      expect(second.body.staleCells).toEqual([expect.objectContaining({ operatorName: 'SETIS', cell, yoursCents: yours, theirsCents: theirs, changedByName: 'Responsable financier · SGAR' })]);
      expect(second.body.current.revision).toBe(2);
      expect(row(second.body.current, 'SETIS').amountsCents['WORKS']).toBeUndefined();
      expect((await open()).revision).toBe(2);
      expect((await change(partner, second.body.current.revision, [{ operatorId: setis(), cell, amountCents: yours }])).status).toBe(200);
    });

    it('asks also when the other one emptied the cell', async () => {
      await change(lead, 1, [{ operatorId: setis(), cell: 'STAFF', amountCents: 100 }]);
      await change(lead, 2, [{ operatorId: setis(), cell: 'STAFF', amountCents: null }]);
      const second = await change(partner, 2, [{ operatorId: setis(), cell: 'STAFF', amountCents: 70 }]);
      expect([second.status, second.body.staleCells[0].theirsCents]).toEqual([412, null]);
    });

    it('does not ask when both typed the same, nor when an answer was lost and the edit is sent again', async () => {
      await change(lead, 1, [{ operatorId: setis(), cell: 'STAFF', amountCents: 100 }]);
      const again = await change(lead, 1, [{ operatorId: setis(), cell: 'STAFF', amountCents: 100 }]);
      expect([again.status, again.body.revision]).toEqual([200, 2]);
      expect(row(again.body, 'SETIS').amountsCents).toEqual({ STAFF: 100 });
    });

    it('loses none of a hundred edits sent at the same moment', async () => {
      const operators = (await open()).operators.map((o) => o.operatorId);
      const cells = operators.flatMap((operatorId) => ['STAFF', 'OFFICE', 'TRAVEL', 'EXTERNAL', 'EQUIPMENT', 'WORKS'].map((cell) => ({ operatorId, cell })));
      const answers = await Promise.all(cells.map((cell, index) => change(lead, 1, [{ ...cell, amountCents: index + 1 }])));
      expect(answers.map((a) => a.status)).toEqual(cells.map(() => 200));
      const view = await open();
      expect(view.revision).toBe(1 + cells.length);
      expect(cells.map(({ operatorId, cell }) => view.operators.find((o) => o.operatorId === operatorId)!.amountsCents[cell])).toEqual(cells.map((_, index) => index + 1));
      const [{ n }] = await t.sql(`select count(*)::int n from journal_entry where act = 'changeAmounts'`);
      expect(n).toBe(cells.length);
    });
  });

  describe('for those who may not', () => {
    it('refuses an associated operator’s officer the grid, clearly, though not the sheet', async () => {
      const associated = await t.as('officer-associated');
      const answer = await associated('GET', `${AB}/budget`);
      expect([answer.status, answer.body.code]).toEqual([403, 'general.not-allowed']);
      expect((await associated('GET', `${AB}/sheet`)).status).toBe(200);
      expect((await change(associated, 1, [{ operatorId: setis(), cell: 'STAFF', amountCents: 1 }])).status).toBe(403);
    });

    it('refuses a partner’s officer another operator’s cells', async () => {
      const answer = await change(partner, 1, [{ operatorId: setis(), cell: 'STAFF', amountCents: 1 }, { operatorId: id['La Vie Active']!, cell: 'STAFF', amountCents: 1 }]);
      expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([403, 'budget.may-not-change', '/changes/1/operatorId']);
    });

    it.each(['secretariat', 'verifier-wa', 'contact-point-fr', 'authority', 'auditor'])('lets the %s read and not write', async (person) => {
      const reader = await t.as(person);
      expect((await reader('GET', `${AB}/budget`)).status).toBe(200);
      expect((await change(reader, 1, [{ operatorId: setis(), cell: 'STAFF', amountCents: 1 }])).status).toBe(403);
    });

    it('does not let on to the administrator that a project is there', async () => {
      const administrator = await t.as('administrator');
      expect((await administrator('GET', `${AB}/sheet`)).status).toBe(403);
      expect((await administrator('GET', `${AB}/budget`)).status).toBe(403);
    });

    it('hides a project of another versant from a verifier: 404, as for one that is not there', async () => {
      await t.sql(`update role_assignment set versant_code = 'XX' where role = 'VERIFIER'`);
      const verifier = await t.as('verifier-wa');
      expect((await verifier('GET', `${AB}/budget`)).status).toBe(404);
      expect((await verifier('GET', '/api/programmes/FWVL/projects/4.8.999/budget')).status).toBe(404);
      expect((await verifier('GET', '/api/programmes/FWVL/projects')).body.rowCount).toBe(0);
    });

    it('refuses an amount for an associated operator, by name', async () => {
      const answer = await change(lead, 1, [{ operatorId: id['ARS Hauts-de-France']!, cell: 'STAFF', amountCents: 1 }]);
      expect([answer.status, answer.body.code, answer.body.params]).toEqual([422, 'budget.associated-operator-has-no-budget', { operator: 'ARS Hauts-de-France', cell: 'STAFF' }]);
    });

    it('refuses every edit once it is submitted or approved', async () => {
      for (const status of ['SUBMITTED', 'APPROVED']) {
        await t.sql('update budget set status = $1, decided_at = now(), effective_date = day_now()', [status]);
        expect((await change(lead, 1, [{ operatorId: setis(), cell: 'STAFF', amountCents: 1 }])).body.code).toBe('budget.not-editable');
      }
    });
  });

  it('refuses what is no amount in cents at its field', async () => {
    for (const amountCents of [1.5, '100', true, 1e300, undefined]) {
      const answer = await change(lead, 1, [{ operatorId: setis(), cell: 'STAFF', amountCents }]);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.body.errors[0].pointer).toBe('/changes/0/amountCents');
    }
    expect((await change(lead, 1, [{ operatorId: setis(), cell: 'STAFF', amountCents: 1, note: 'x' }])).body.errors[0].pointer).toBe('/changes/0/note');
    expect((await change(lead, 1, [])).status).toBe(400);
  });

  it('tells the history of a cell, latest first', async () => {
    await change(lead, 1, [{ operatorId: setis(), cell: 'STAFF', amountCents: 100 }]);
    await change(partner, 2, [{ operatorId: setis(), cell: 'STAFF', amountCents: 70 }]);
    const answer = await lead('GET', `${AB}/budget/cells/${setis()}/STAFF/history`);
    expect(await contractErrors(CellHistoryEntry, answer.body)).toEqual([]);
    expect(answer.body.map((e: CellHistoryEntry) => [e.actorName, e.beforeCents, e.afterCents])).toEqual([['Responsable financier · SETIS', 100, 70], ['Responsable financier · SGAR', null, 100]]);
    const history = await lead('GET', `${AB}/history`);
    expect(history.body.entries.map((e: { act: string }) => e.act)).toEqual(['changeAmounts', 'changeAmounts', 'addWorkPackage', 'importSheet']);
    expect((await (await t.as('officer-associated'))('GET', `${AB}/budget/cells/${setis()}/STAFF/history`)).status).toBe(403);
  });

  it('has its totals written right as a revision of its own, so that no screen goes on with the wrong ones', async () => {
    await t.sql('update budget set total_cents = total_cents + 1, own_contribution_cents = own_contribution_cents + 1');
    const etag = (await lead('GET', `${AB}/budget`)).headers['etag'] as string;
    const { differences } = await t.app.get(RecomputeTotalsUseCase, { strict: false }).run({ mend: true, by: null });
    expect(differences.map((d) => d.figure)).toEqual(['totalCents', 'ownContributionCents']);
    const answer = await lead('GET', `${AB}/budget`, { headers: { 'if-none-match': etag } });
    expect([answer.status, answer.body.revision, answer.body.totals.totalCents]).toEqual([200, 2, 138974018]);
  });

  it('is opened by people whose operator stands beside their name', async () => {
    const answer = await partner('GET', '/api/own-operators');
    expect(await contractErrors(OwnOperatorView, answer.body)).toEqual([]);
    expect(answer.body.map((o: OwnOperatorView) => [o.name, o.role, o.projectCode])).toEqual([['SETIS', 'PARTNER', '4.8.337']]);
    expect((await (await t.as('secretariat'))('GET', '/api/own-operators')).body).toEqual([]);
  });

  it('explains its figures, the cent below half of the total too', async () => {
    const answer = await lead('GET', `${AB}/figures/erdf`);
    expect(await contractErrors(Explanation, answer.body)).toEqual([]);
    expect(answer.body.sentences[1]).toMatchObject({ key: 'explain.sum-not-share', params: { differenceCents: 1, rows: 2 } });
    const associated = await t.as('officer-associated');
    expect((await associated('GET', `${AB}/figures/erdf:versant:WA`)).body.cents).toBe(20027729);
    await change(lead, 1, [{ operatorId: setis(), cell: 'STAFF', amountCents: 600 }]);
    for (const figure of [`amount:${setis()}:STAFF`, 'category:STAFF', `to-allocate:${setis()}`, 'to-allocate', `own:${setis()}`, 'own']) expect([figure, (await associated('GET', `${AB}/figures/${figure}`)).status]).toEqual([figure, 403]);
    const total = (await associated('GET', `${AB}/figures/total:${setis()}`)).body;
    expect([total.cents, total.rows, total.sentences.map((s: { key: string }) => s.key)]).toEqual([10930723, [], ['explain.total-agreed']]);
    expect((await lead('GET', `${AB}/figures/nonsense`)).status).toBe(404);
  });
});
