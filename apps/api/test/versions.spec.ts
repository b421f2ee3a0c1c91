import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { RecomputeTotalsUseCase } from '@passerelle/budget/api';
import { BudgetLinesView, BudgetView, type LineView } from '@passerelle/budget/model';
import { DifferenceView, ProblemsView, ShiftsView, SubmissionContentView, VersionsView } from '@passerelle/modification/model';
import { readWorkbook } from '@passerelle/shared/workbook';
import { AB, contractErrors, testApp, type Requester, type TestApp } from './test-app';
import { DECISION, LONG_AGO, versionsWorld, type VersionsWorld } from './versions-world';

const MONTH_MS = 31 * 24 * 3_600_000;
const inAMonth = (): string => new Date(Date.now() + MONTH_MS).toISOString().slice(0, 10);

describe('the versions of a budget', () => {
  let t: TestApp;
  let w: VersionsWorld;
  let lead: Requester;
  beforeEach(async () => {
    t = await testApp();
    w = await versionsWorld(t);
    ({ lead } = w);
  });
  afterEach(() => t.close());

  const linesOf = async (who: Requester = lead, query = ''): Promise<BudgetLinesView> => (await who('GET', `${AB}/budget/lines${query}`)).body;
  const lineOf = async (name: string, query = ''): Promise<LineView> => {
    const [{ id }] = await t.sql('select id from operator where name = $1', [name]);
    return (await linesOf(lead, query)).lines.find(({ operatorId }) => operatorId === id)!;
  };
  const sheetTotal = async () => (await lead('GET', `${AB}/sheet`)).body.totalCents;
  const statusOf = async (version: number) => (await w.versions()).versions.find((one: { versionNumber: number }) => one.versionNumber === version)?.status ?? 'NONE';
  const entries = async () => (await lead('GET', `${AB}/history`)).body.entries.map(({ act }: { act: string }) => act);

  describe('are submitted', () => {
    it('only without an error: all problems are told with their cells, and nothing is changed', async () => {
      const answer = await lead('GET', `${AB}/budget/versions/1/problems`);
      expect([answer.status, await contractErrors(ProblemsView, answer.body)]).toEqual([200, []]);
      const funded = (await lead('GET', `${AB}/budget`)).body.operators;
      expect(answer.body.problems.filter(({ level }: { level: string }) => level === 'ERROR')).toEqual(
        funded.map(({ operatorId, name, totalCents }: { operatorId: string; name: string; totalCents: number }) => ({ level: 'ERROR', code: 'versions.problem.to-allocate', operatorId, category: 'TOTAL', lineId: null, field: null, params: { operator: name, amountCents: totalCents } })),
      );
      const refused = await w.submit(1);
      expect([refused.status, refused.body.errors.length, refused.body.errors[0].pointer]).toEqual([422, funded.length, `/${funded[0].operatorId}/TOTAL//`]);
      expect(await statusOf(1)).toBe('DRAFT');
    });

    it('with a frozen copy whose hash is of what was submitted, and that stays when the budget changes', async () => {
      await w.breakDown();
      const submitted = await w.submit(1);
      expect([submitted.status, await contractErrors(VersionsView, submitted.body)]).toEqual([201, []]);
      const [version] = submitted.body.versions;
      expect(version).toMatchObject({ status: 'SUBMITTED', submittedByName: 'Responsable financier · SGAR', submissions: [{ number: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }] });
      expect((await w.change(lead, { removed: [] })).body.code).toBe('budget.not-editable');
      await w.act(w.secretariat, 'POST', 1, '/return', { reasons: 'Préciser l’expertise externe.' });
      const setis = await lineOf('SETIS');
      await w.change(lead, { changed: [{ lineId: setis.lineId, descriptions: { fr: 'Autre' } }] });
      const read = await lead('GET', `${AB}/budget/versions/1/submissions/1`);
      expect([read.status, await contractErrors(SubmissionContentView, read.body), read.body.isIntact, read.body.sha256]).toEqual([200, [], true, version.submissions[0].sha256]);
      expect(read.body.content.lines.find(({ lineId }: LineView) => lineId === setis.lineId).descriptions.fr).toBe('Expertise');
      const again = await w.submit(1);
      expect(again.body.versions[0].submissions.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
      expect(again.body.versions[0].submissions[0].sha256).not.toBe(version.submissions[0].sha256);
    });

    it('by the items of the catalogue that are valid on the project’s first day, as they are chosen', async () => {
      const [{ budget_rules: rules }] = await t.sql('select budget_rules from programme');
      const days = (validFrom: string, validTo: string) => t.sql('update programme set budget_rules = $1', [JSON.stringify({ ...rules, lumpSums: rules.lumpSums.map((item: object) => ({ ...item, validFrom, validTo })) })]);
      const told = async () => (await lead('GET', `${AB}/budget/versions/1/problems`)).body.problems.filter(({ code }: { code: string }) => code === 'versions.problem.catalogue-not-valid').map(({ params }: { params: { onDate: string } }) => params.onDate);
      await days('2017-01-01', '2017-12-31');
      const [{ id: operatorId }] = await t.sql(`select id from operator where name = 'SETIS'`);
      const taken = await w.change(lead, { inserted: [{ lineId: randomUUID(), operatorId, categoryCode: 'LUMP_SUM', position: 1, catalogueCode: 'PREPARATION', amountCents: 100 }] });
      expect([taken.status, await told()]).toEqual([200, []]);
      await days('2018-01-01', '2999-12-31');
      expect(await told()).toEqual(['2017-10-01']);
    });

    it('once, as it was seen: not on a revision that somebody has changed since', async () => {
      await w.breakDown();
      expect((await w.act(lead, 'POST', 1, '/submissions', undefined, 1)).body.code).toBe('general.stale');
      expect((await w.submit(1)).status).toBe(201);
      expect((await w.submit(1)).body.code).toBe('versions.not-so.submitBudget');
      expect((await w.submit(2)).status).toBe(404);
    });

    it('and a copy that somebody changed behind the application’s back is found on reading', async () => {
      await w.breakDown();
      await w.submit(1);
      for (const statement of ['update budget_submission set number = 2', 'delete from budget_submission', 'truncate budget_submission']) await expect(t.sql(statement)).rejects.toThrow(/kept as it was/);
      await t.sql('alter table budget_submission disable trigger budget_submission_is_append_only');
      await t.sql(`update budget_submission set content = jsonb_set(content, '{totals,erdfCents}', '1')`);
      expect((await lead('GET', `${AB}/budget/versions/1/submissions/1`)).body.isIntact).toBe(false);
    });

    it('and what a partner’s officer reads of a submission tells no salary of others', async () => {
      await w.breakDown();
      const setis = await lineOf('SETIS');
      const leads = (await linesOf()).lines.find(({ operatorId }) => operatorId !== setis.operatorId)!;
      await w.change(lead, { changed: [{ lineId: leads.lineId, categoryCode: 'STAFF' }, { lineId: setis.lineId, categoryCode: 'STAFF' }] });
      await w.submit(1);
      const seen = async (who: string) => (await (await t.as(who))('GET', `${AB}/budget/versions/1/submissions/1`)).body.content.lines.filter(({ lineId }: LineView) => [leads.lineId, setis.lineId].includes(lineId)).map(({ descriptions, masked }: LineView) => [descriptions, masked]);
      const told = [{ fr: 'Expertise', nl: 'Deskundigheid' }, undefined];
      expect(await seen('auditor')).toEqual([told, told]);
      expect((await seen('finance-partner')).sort()).toEqual([[{}, true], told].sort());
    });
  });

  describe('are decided', () => {
    it('by whom they need: the first one by the secretariat, with a day of effect', async () => {
      await w.breakDown();
      await w.submit(1);
      for (const who of ['finance-lead', 'contact-point-fr']) {
        const refused = await w.approve(1, LONG_AGO, await t.as(who));
        expect([who, refused.status, refused.body.code]).toEqual([who, 403, 'versions.needs.COMMITTEE.FIRST']);
      }
      for (const who of ['finance-partner', 'auditor', 'verifier-wa']) expect([who, (await w.approve(1, LONG_AGO, await t.as(who))).status]).toEqual([who, 403]);
      expect((await w.approve(1, '2018-02-30')).body.errors).toEqual([expect.objectContaining({ code: 'versions.no-day', pointer: '/effectiveDate' })]);
      const approved = await w.approve(1, LONG_AGO);
      expect([approved.status, approved.body.versions[0]]).toEqual([201, expect.objectContaining({ status: 'APPROVED', isValid: true, effectiveDate: LONG_AGO, decidedByName: 'Secrétariat conjoint', decisionBody: DECISION.body, decisionNumber: DECISION.number, decisionNote: DECISION.note })]);
      expect((await entries()).slice(0, 2)).toEqual(['approveBudget', 'submitBudget']);
    });

    it('or returned with reasons, changed and submitted again', async () => {
      await w.breakDown();
      await w.submit(1);
      expect((await w.act(w.secretariat, 'POST', 1, '/return', { reasons: '  ' })).body.code).toBe('versions.reasons-missing');
      expect((await w.act(lead, 'POST', 1, '/return', { reasons: 'x' })).status).toBe(403);
      const returned = await w.act(w.secretariat, 'POST', 1, '/return', { reasons: 'Préciser.' });
      expect(returned.body.versions[0]).toMatchObject({ status: 'RETURNED', decisionNote: 'Préciser.' });
      expect((await w.change(lead, { changed: [{ lineId: (await lineOf('SETIS')).lineId, comment: 'précisé' }] })).status).toBe(200);
      expect((await w.submit(1)).status).toBe(201);
      expect((await w.act(w.secretariat, 'POST', 1, '/return', { reasons: 'x' }, 1)).body.code).toBe('general.stale');
    });
  });

  describe('once approved', () => {
    const STATEMENTS = [
      `update budget set changed_at = now()`, `update budget set status = 'DRAFT'`, `update budget set total_cents = total_cents + 1, own_contribution_cents = own_contribution_cents + 1`, `update budget set effective_date = '2030-01-01'`,
      `update budget set valid_from = '2001-01-01'`, 'delete from budget', 'truncate budget cascade',
      `update operator_budget set row_revision = row_revision + 1`, 'delete from operator_budget', 'truncate operator_budget cascade', 'insert into operator_budget select x.* from operator_budget x on conflict (budget_id, operator_id) do update set row_revision = 9',
      `update budget_line set comment = 'x'`, `update budget_line set amount_cents = 1`, 'delete from budget_line', 'truncate budget_line', `insert into budget_line select (jsonb_populate_record(x, jsonb_build_object('id', gen_random_uuid()))).* from budget_line x limit 1`,
      `insert into budget_line select x.* from budget_line x on conflict (budget_id, id) do update set comment = 'x'`,
      `insert into budget_line_removed (budget_id, line_id, operator_id, revision) select budget_id, id, operator_id, 1 from budget_line limit 1`, 'truncate budget_line_removed',
      `insert into match_funding (budget_id, id, project_id, programme_id, operator_id, kind, name, created_revision, revision) select budget_id, gen_random_uuid(), project_id, programme_id, operator_id, 'PUBLIC', 'x', 1, 1 from operator_budget limit 1`, 'truncate match_funding',
      `delete from project`,
    ];

    it('nothing changes them: no statement does, not even the database owner’s', async () => {
      await w.breakDown();
      await w.submit(1);
      await w.approve(1, LONG_AGO);
      const stored = async () => JSON.stringify([await t.sql('select * from budget'), await t.sql('select * from operator_budget order by operator_id'), await t.sql('select * from budget_line order by id'), await t.sql('select * from match_funding')]);
      const before = await stored();
      for (const statement of STATEMENTS) await expect([statement, await t.sql(statement).then(() => 'done', (error: Error) => error.message)]).toEqual([statement, expect.stringMatching(/^an approved version of a budget never changes/)]);
      expect(await stored()).toBe(before);
    });

    it('but a draft beside them takes each of these statements', async () => {
      await w.toModification();
      const draft = `budget_id = (select id from budget where status = 'DRAFT')`;
      for (const statement of [`update budget_line set comment = 'x' where ${draft}`, `update operator_budget set row_revision = row_revision + 1 where ${draft}`, `delete from budget_line where ${draft}`, `update budget set changed_at = now() where status = 'DRAFT'`]) await t.sql(statement);
      await expect(t.sql(`update budget_line set budget_id = (select id from budget where status = 'DRAFT')`)).rejects.toThrow(/never changes/);
    });

    it('nobody edits them: the application says so', async () => {
      await w.breakDown();
      await w.submit(1);
      await w.approve(1, LONG_AGO);
      expect((await w.change(lead, { inserted: [{ lineId: randomUUID(), operatorId: (await lineOf('SETIS')).operatorId, categoryCode: 'STAFF', position: 1, amountCents: 1 }] })).body.code).toBe('budget.not-editable');
    });
  });

  it('are told of by the command that recomputes totals, once approved too, but an approved one is never written over; what is valid counts once', async () => {
    await w.toModification();
    const recompute = (mend: boolean) => t.app.get(RecomputeTotalsUseCase, { strict: false }).run({ mend, by: null });
    const whole = (await lead('GET', `${AB}/budget?version=1`)).body.totals.totalCents;
    expect(await recompute(false)).toMatchObject({ budgets: 2, totalCents: whole, differences: [] });
    await t.sql('alter table operator_budget disable trigger user');
    await t.sql(`update operator_budget set amounts = jsonb_set(amounts, '{STAFF}', '7') where operator_id = (select id from operator where name = 'SETIS')`);
    await t.sql('alter table operator_budget enable trigger user');
    const found = (await recompute(true)).differences.map(({ isKept, figure }) => [isKept, figure]).sort();
    expect(found).toEqual([[false, 'amount:STAFF'], [true, 'amount:STAFF']]);
    expect((await recompute(false)).differences.map(({ isKept }) => isKept)).toEqual([true]);
  });

  describe('as modifications', () => {
    it('are opened beside an approved one alone, one at a time, line for line', async () => {
      expect((await lead('POST', `${AB}/budget/versions`)).body.code).toBe('versions.draft-stands');
      await w.toModification();
      expect((await lead('POST', `${AB}/budget/versions`)).body.code).toBe('versions.draft-stands');
      const [second, first] = (await w.versions()).versions;
      expect([second, first]).toEqual([expect.objectContaining({ versionNumber: 2, status: 'DRAFT', basedOn: 1, isValid: false, isWorking: true, totalCents: 138_974_018 }), expect.objectContaining({ versionNumber: 1, isValid: true, isWorking: false })]);
      expect(second.revision).toBeGreaterThan(first.revision);
      const [one, two] = [await linesOf(lead, '?version=1'), await linesOf()];
      expect([await contractErrors(BudgetLinesView, one), one.lines, one.versionNumber, one.isWorking]).toEqual([[], two.lines, 1, false]);
      const asked = await lead('GET', `${AB}/budget?version=1`);
      expect([await contractErrors(BudgetView, asked.body), asked.body.versionNumber, asked.body.isWorking, asked.body.isValid, asked.headers['etag']]).toEqual([[], 1, false, true, expect.stringMatching(`^"${first.revision}-`)]);
      expect((await lead('GET', `${AB}/budget?version=3`)).status).toBe(404);
      expect((await entries())[0]).toBe('openModification');
    });

    it('leave lists, sheets, totals and explanations as they are, until their day of effect', async () => {
      await w.toModification();
      const setis = await lineOf('SETIS');
      const before = await sheetTotal();
      const amounts = { changes: [{ operatorId: setis.operatorId, cell: 'TOTAL', amountCents: setis.amountCents! - 100 }] };
      expect((await lead('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': `"${await w.revision()}"` }, body: amounts })).status).toBe(200);
      await w.change(lead, { changed: [{ lineId: setis.lineId, amountCents: setis.amountCents! - 100, periods: { 1: setis.amountCents! - 100 } }] });
      const shown = async () => [await sheetTotal(), (await lead('GET', '/api/programmes/FWVL/projects')).body.totalCents, (await lead('GET', `${AB}/figures/total`)).body.amountCents, JSON.parse((await lead('GET', `${AB}/sheet.json`)).text).totals?.computed?.totalCents ?? null];
      const valid = await shown();
      expect(valid.slice(0, 2)).toEqual([before, before]);
      expect((await lead('GET', `${AB}/figures/total`)).status).toBe(200);
      expect((await lead('GET', `${AB}/figures/total?version=2`)).body).not.toEqual((await lead('GET', `${AB}/figures/total`)).body);
      await w.submit(2);
      expect((await w.approve(2, inAMonth())).status).toBe(201);
      expect(await shown()).toEqual(valid);
      // The day comes: nothing has to run for it.
      await t.sql(`create or replace function day_now() returns date language sql stable as $$ select (now() at time zone 'utc')::date + 40 $$`);
      expect((await shown()).slice(0, 2)).toEqual([before - 100, before - 100]);
      expect((await w.versions()).versions.map(({ isValid }: { isValid: boolean }) => isValid)).toEqual([true, false]);
    });

    it('leave the version before them to be tabled, paid for and taken out: by its number, read only', async () => {
      await w.toModification();
      const setis = await lineOf('SETIS');
      const whole = (await lead('GET', `${AB}/budget?version=1`)).body;
      const less = setis.amountCents! - 100;
      await lead('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': `"${await w.revision()}"` }, body: { changes: [{ operatorId: setis.operatorId, cell: 'TOTAL', amountCents: less }] } });
      await w.change(lead, { changed: [{ lineId: setis.lineId, amountCents: less, periods: { 1: less } }] });
      const told = async (query: string) => {
        const [table, rows, paid] = [
          await lead('GET', `${AB}/budget/cross-table?rows=operator&columns=category${query}`), await lead('GET', `${AB}/budget/cross-table/rows?rows=operator&columns=category&row=${setis.operatorId}${query}`), await lead('GET', `${AB}/budget/co-financing?${query.slice(1)}`),
        ];
        return [table.body.versionNumber, table.body.grandTotalCents, rows.body.cents, paid.body.versionNumber, paid.body.isWorking, paid.body.whoPays.totalCents];
      };
      const total = whole.totals.totalCents;
      expect(await told('&version=1')).toEqual([1, total, setis.amountCents, 1, false, total]);
      expect(await told('')).toEqual([2, total - 100, less, 2, true, total - 100]);
      const csv = async (query: string) => (await lead('GET', `${AB}/budget/lines.csv?language=fr${query}`)).text;
      expect(await csv('&version=1')).not.toBe(await csv(''));
      const book = async (query: string) => (await readWorkbook(Buffer.from((await lead('GET', `${AB}/budget/workbook?language=fr${query}`)).bytes))).stamp['version'];
      expect([await book('&version=1'), await book('')]).toEqual(['1', '2']);
      for (const path of ['co-financing?version=9', 'cross-table?rows=operator&columns=category&version=9', 'cross-table/rows?rows=operator&columns=category&version=9', 'workbook?version=9', 'lines.csv?version=9']) expect([path, (await lead('GET', `${AB}/budget/${path}`)).status]).toEqual([path, 404]);
      expect((await lead('GET', `${AB}/budget/co-financing?version=x`)).status).toBe(400);
    });

    it('are withdrawn as a draft or once returned, and stay known by what was submitted of them', async () => {
      expect((await w.act(lead, 'DELETE', 1, '')).body.code).toBe('versions.not-so.withdrawModification');
      await w.toModification();
      await w.change(lead, { changed: [{ lineId: (await lineOf('SETIS')).lineId, comment: 'x' }] });
      expect((await w.act(await t.as('finance-partner'), 'DELETE', 2, '')).status).toBe(403);
      await w.submit(2);
      expect((await w.act(lead, 'DELETE', 2, '')).body.code).toBe('versions.not-so.withdrawModification');
      await w.act(w.secretariat, 'POST', 2, '/return', { reasons: 'Non.' });
      const withdrawn = await w.act(lead, 'DELETE', 2, '');
      expect([withdrawn.status, withdrawn.body.versions.length, (await linesOf()).versionNumber]).toEqual([200, 1, 1]);
      expect((await t.sql('select version_number, number from budget_submission where version_number = 2')).length).toBe(1);
      expect((await entries())[0]).toBe('withdrawModification');
      expect((await lead('POST', `${AB}/budget/versions`)).status).toBe(201);
    });

    it('are withdrawn once: who lost the answer is told the versions as they stand, and nothing is done a second time', async () => {
      await w.toModification();
      const seen = await w.revision();
      expect((await w.act(lead, 'DELETE', 2, '', undefined, seen)).status).toBe(200);
      const again = await w.act(lead, 'DELETE', 2, '', undefined, seen);
      expect([again.status, again.body.versions.length]).toEqual([200, 1]);
      expect((await entries()).filter((act: string) => act === 'withdrawModification')).toHaveLength(1);
      expect((await w.act(lead, 'DELETE', 3, '', undefined, seen)).status).toBe(404);
      expect((await w.act(await t.as('finance-partner'), 'DELETE', 2, '', undefined, seen)).status).toBe(403);
    });

    it('keep what was submitted of them under an address that never stands for another copy', async () => {
      await w.toModification();
      await w.submit(2);
      await w.act(w.secretariat, 'POST', 2, '/return', { reasons: 'Non.' });
      const kept = (await w.versions()).versions[0].submissions[0].sha256;
      const withdrawn = await w.act(lead, 'DELETE', 2, '');
      expect(await contractErrors(VersionsView, withdrawn.body)).toEqual([]);
      expect(withdrawn.body.withdrawn).toEqual([{ versionNumber: 2, withdrawnAt: expect.any(String), submissions: [expect.objectContaining({ number: 1, sha256: kept })] }]);
      const read = async () => (await lead('GET', `${AB}/budget/versions/2/submissions/1`)).body;
      expect(await read()).toMatchObject({ sha256: kept, isIntact: true });
      const next = await lead('POST', `${AB}/budget/versions`);
      expect([next.status, next.body.versions[0].versionNumber, next.body.versions[0].basedOn]).toEqual([201, 3, 1]);
      await w.change(lead, { changed: [{ lineId: (await lineOf('SETIS')).lineId, comment: 'autre' }] });
      expect((await w.submit(3)).status).toBe(201);
      expect((await read()).sha256).toBe(kept);
      expect((await lead('GET', `${AB}/budget/versions/3/submissions/1`)).body.sha256).not.toBe(kept);
    });

    it('never take what was typed in another one: a revision is used once in a project', async () => {
      await w.toModification();
      const setis = await lineOf('SETIS');
      for (const comment of ['un', 'deux', 'trois']) await w.change(lead, { changed: [{ lineId: setis.lineId, comment }] });
      const seen = await w.revision();
      await w.act(lead, 'DELETE', 2, '');
      const opened = (await lead('POST', `${AB}/budget/versions`)).body.versions[0].revision;
      expect(opened).toBeGreaterThan(seen);
      const headers = { 'if-match': `"${seen}"` };
      const late = [
        await lead('PATCH', `${AB}/budget/lines`, { headers, body: { inserted: [], changed: [{ lineId: setis.lineId, comment: 'quatre' }], removed: [] } }),
        await lead('PATCH', `${AB}/budget/amounts`, { headers, body: { changes: [{ operatorId: setis.operatorId, cell: 'STAFF', amountCents: 5 }] } }),
        await lead('PATCH', `${AB}/budget/match-funding`, { headers, body: { inserted: [{ sourceId: randomUUID(), operatorId: setis.operatorId, kind: 'PUBLIC', name: 'Source', amountCents: 1 }], changed: [], removed: [] } }),
      ];
      expect(late.map(({ status, body }) => [status, body.code])).toEqual(late.map(() => [412, 'general.stale']));
      expect(await w.revision()).toBe(opened);
      // Also once this one is gone, and where nothing was changed in between.
      await w.act(lead, 'DELETE', 3, '');
      expect((await lead('POST', `${AB}/budget/versions`)).body.versions[0].revision).toBeGreaterThan(opened);
    });

    it('take effect no earlier than the latest approved version, which stays what was valid until then; the first one no earlier than the project begins', async () => {
      await w.breakDown();
      await w.submit(1);
      const early = await w.approve(1, '2017-09-30');
      expect([early.status, early.body.errors]).toEqual([422, [expect.objectContaining({ code: 'versions.before-start', pointer: '/effectiveDate', params: { startDate: '2017-10-01' } })]]);
      expect((await w.approve(1, '2017-10-01')).status).toBe(201);
      for (const [version, day] of [[2, '2019-07-01'], [3, '2019-07-01']] as const) {
        await lead('POST', `${AB}/budget/versions`);
        await w.change(lead, { changed: [{ lineId: (await lineOf('SETIS')).lineId, comment: `${version}` }] });
        await w.submit(version);
        const refused = version === 3 ? await w.approve(3, '2019-06-30') : null;
        if (refused) expect([refused.status, refused.body.errors]).toEqual([422, [expect.objectContaining({ code: 'versions.before-approved', pointer: '/effectiveDate', params: { number: 2, onDate: '2019-07-01' } })]]);
        expect((await w.approve(version, day)).status).toBe(201);
      }
    });

    it('without a known start of the project the first one may take effect on any day', async () => {
      await w.breakDown();
      await t.sql('update project set start_date = null');
      await t.sql('alter table budget disable trigger user');
      await t.sql(`update budget set status = 'SUBMITTED'`);
      await t.sql('alter table budget enable trigger user');
      expect((await w.approve(1, '2001-01-01')).status).toBe(201);
    });

    it('tell what they shift, who has to agree, and let only those', async () => {
      await w.toModification();
      const none = await lead('GET', `${AB}/budget/shifts`);
      expect([await contractErrors(ShiftsView, none.body), none.body.agreement.level, none.body.shifts]).toEqual([[], 'FREE', []]);
      const setis = await lineOf('SETIS');
      // 11,2 % of external expertise, which is all that there is: 138 974 018 × 11,2 %.
      const moved = Math.min(Math.ceil((138_974_018 * 1120) / 10_000), setis.amountCents!);
      const share = { STAFF: moved, EXTERNAL: setis.amountCents! - moved };
      await w.change(lead, {
        changed: [{ lineId: setis.lineId, amountCents: share.EXTERNAL, periods: { 1: share.EXTERNAL } }],
        inserted: [{ lineId: randomUUID(), operatorId: setis.operatorId, categoryCode: 'STAFF', position: 9, workPackageId: setis.workPackageId, descriptions: setis.descriptions, amountCents: share.STAFF, periods: { 1: share.STAFF } }],
      });
      const { body } = await lead('GET', `${AB}/budget/shifts`);
      expect(body.agreement).toMatchObject({ level: 'COMMITTEE', reason: 'SHIFTS', approve: 'budget.approveAll' });
      expect(body.shifts.map(({ of, key, shiftCents }: { of: string; key: string; shiftCents: number }) => [of, key, shiftCents])).toEqual([['CATEGORY', 'EXTERNAL', moved], ['CATEGORY', 'STAFF', moved], ['PROJECT', '', moved]]);
      await w.submit(2);
      for (const who of ['finance-lead', 'contact-point-fr']) expect((await w.approve(2, LONG_AGO, await t.as(who))).body.code).toBe('versions.needs.COMMITTEE.SHIFTS');
      expect((await w.approve(2, LONG_AGO)).status).toBe(201);
    });

    it('whose shifts are all free are put into effect by the lead', async () => {
      await w.toModification();
      await w.change(lead, { changed: [{ lineId: (await lineOf('SETIS')).lineId, comment: 'x' }] });
      await w.submit(2);
      expect((await w.approve(2, LONG_AGO, lead)).status).toBe(201);
      expect((await w.versions()).versions[0]).toMatchObject({ status: 'APPROVED', isValid: true, decidedByName: 'Responsable financier · SGAR' });
    });

    it('that take more ERDF than was agreed by a cent are not the lead’s to put into effect', async () => {
      await w.toModification();
      const setis = await lineOf('SETIS');
      await lead('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': `"${await w.revision()}"` }, body: { changes: [{ operatorId: setis.operatorId, cell: 'TOTAL', amountCents: setis.amountCents! + 2 }] } });
      await w.change(lead, { changed: [{ lineId: setis.lineId, amountCents: setis.amountCents! + 2, periods: { 1: setis.amountCents! + 2 } }] });
      await w.submit(2);
      expect((await w.approve(2, LONG_AGO, lead)).body.code).toBe('versions.needs.COMMITTEE.MORE_ERDF');
    });
  });

  it('differ by exactly what was changed, in sums and line by line', async () => {
    await w.toModification();
    const setis = await lineOf('SETIS');
    const added = randomUUID();
    await w.change(lead, {
      changed: [{ lineId: setis.lineId, amountCents: setis.amountCents! - 5000, periods: { 1: setis.amountCents! - 5000 } }],
      inserted: [{ lineId: added, operatorId: setis.operatorId, categoryCode: 'STAFF', position: 9, descriptions: { fr: 'Animatrice' }, amountCents: 5000, periods: { 2: 5000 } }],
    });
    const answer = await lead('GET', `${AB}/budget/versions/1/difference/2`);
    expect([answer.status, await contractErrors(DifferenceView, answer.body)]).toEqual([200, []]);
    const { body } = answer;
    expect([body.total.differenceCents, body.erdf.differenceCents, body.sameLines]).toEqual([0, 0, 5]);
    const differing = (list: { key: string | null; differenceCents: number }[]) => list.filter(({ differenceCents }) => differenceCents !== 0).map(({ key, differenceCents }) => [key, differenceCents]);
    expect([differing(body.by.operator), differing(body.by.versant), differing(body.by.category), differing(body.by.halfYear)]).toEqual([[], [], [['EXTERNAL', -5000], ['STAFF', 5000]], [['1', -5000], ['2', 5000]]]);
    expect(body.lines.map(({ lineId, kind, fields, differenceCents }: { lineId: string; kind: string; fields: string[]; differenceCents: number }) => [lineId, kind, fields, differenceCents])).toEqual([
      [setis.lineId, 'CHANGED', ['amountCents', 'period.1'], -5000], [added, 'ADDED', [], 5000],
    ]);
    expect((await lead('GET', `${AB}/budget/versions/1/difference/9`)).status).toBe(404);
    const csv = (await lead('GET', `${AB}/budget/versions/1/difference/2/file.csv?language=fr`)).text;
    expect(csv).toContain('catégorie de dépenses;Frais de personnel;;0,00;50,00;50,00');
    expect(csv).toContain('SETIS · Frais de personnel · Animatrice;ajoutée;0,00;50,00;50,00');
    const file = await lead('GET', `${AB}/budget/versions/1/difference/2/file.xlsx?language=nl`);
    const book = await readWorkbook(Buffer.from(file.bytes));
    const rows: unknown[] = [];
    for await (const row of book.rows(book.sheets[0]!.name)) rows.push(row);
    expect([file.status, book.stamp, rows.length]).toEqual([200, { project: '4.8.337', kind: 'budget-difference', before: '1', after: '2' }, body.by.operator.length + body.by.versant.length + body.by.category.length + body.by.workPackage.length + body.by.halfYear.length + body.lines.length + 4]);
  });

  it('are dated by the database’s rule as it is said: the greatest approved whose day has come, before it the first approved, else the latest', async () => {
    const [{ id: projectId, programme_id: programmeId }] = await t.sql('select id, programme_id from project limit 1');
    await t.sql('delete from budget');
    const version = fc.record({ status: fc.constantFrom('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED', 'APPROVED'), day: fc.integer({ min: 1, max: 9 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(version, { minLength: 1, maxLength: 5 }), async (versions) => {
        await t.sql('begin');
        try {
          for (const [index] of versions.entries()) await t.sql(`insert into budget (id, project_id, programme_id, version_number, status) values (gen_random_uuid(), $1, $2, $3, 'DRAFT')`, [projectId, programmeId, index + 1]);
          for (const [index, { status, day }] of versions.entries()) await t.sql('update budget set status = $1, effective_date = $2, decided_at = now() where version_number = $3', [status, `2026-06-0${day}`, index + 1]);
          for (let day = 0; day <= 10; day++) {
            const on = `2026-06-${String(day).padStart(2, '0')}`.replace('06-00', '05-31');
            const valid = await t.sql('select version_number n from budget where valid_from <= $1 and valid_until > $1', [on]);
            const approved = versions.flatMap((one, index) => (one.status === 'APPROVED' ? [{ n: index + 1, day: one.day }] : []));
            const due = approved.filter((one) => one.day <= day).at(-1) ?? approved[0] ?? { n: versions.length };
            expect([on, valid.map(({ n }) => n)]).toEqual([on, [due.n]]);
          }
        } finally {
          await t.sql('rollback');
        }
      }),
      { numRuns: 40 },
    );
  });
});
