import { ProgrammeActions } from '@passerelle/programme/api';
import { SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import { RetentionPage, RetentionView } from '@passerelle/records/model';
import { DEMO_PROGRAMME } from '../src/demo/demo-programme';
import { AB, contractErrors, testApp, type Requester, type TestApp } from './test-app';

describe('the retention of a project’s records', () => {
  let t: TestApp;
  let authority: Requester;
  let auditor: Requester;
  let secretariat: Requester;
  beforeAll(async () => {
    t = await testApp();
    [authority, auditor, secretariat] = await Promise.all([t.as('authority'), t.as('auditor'), t.as('secretariat')]);
  });
  afterAll(() => t.close());

  const read = async (ask: Requester = authority) => (await ask('GET', `${AB}/retention`)).body;
  const pay = (lastPaymentOn: unknown, ask: Requester = authority) => ask('PUT', `${AB}/retention/last-payment`, { body: { lastPaymentOn } });
  const hold = (reason: string, ask: Requester = authority) => ask('POST', `${AB}/retention/holds`, { body: { reason } });
  const acts = async (): Promise<string[]> => (await t.sql(`select act from journal_entry where project_id is not null order by id`)).map(({ act }) => act);

  it('has not begun before anything was paid', async () => {
    expect(await read()).toEqual({ programmeId: expect.any(String), projectId: expect.any(String), state: 'NOT_STARTED', lastPaymentOn: null, until: null, years: 5, holds: [] });
    expect(await contractErrors(RetentionView, await read())).toEqual([]);
  });

  it('runs for five years from the end of the year of the last payment, as the managing authority says it', async () => {
    const year = new Date().getUTCFullYear() - 1;
    expect((await pay(`${year}-03-31`)).body).toMatchObject({ state: 'RUNNING', lastPaymentOn: `${year}-03-31`, until: `${year + 5}-12-31`, years: 5, holds: [] });
    expect((await pay('2017-12-31')).body).toMatchObject({ state: 'OVER', until: '2022-12-31' });
    expect((await pay('2017-12-31')).status).toBe(200);
    // The same date twice is one act.
    expect((await acts()).filter((act) => act === 'setLastPayment')).toHaveLength(2);
    const [entry] = await t.sql(`select changes from journal_entry where act = 'setLastPayment' order by id desc limit 1`);
    expect(entry.changes).toEqual([{ subject: expect.stringMatching(/^last-payment:/), label: '4.8.337', before: `${year}-03-31`, after: '2017-12-31' }]);
  });

  it('takes no date that is still to come, nor what is no date', async () => {
    expect(await pay('2015-06-30')).toMatchObject({ status: 422, body: { code: 'retention.payment-before-start', errors: [{ pointer: '/lastPaymentOn' }] } });
    expect(await pay('2099-01-01')).toMatchObject({ status: 422, body: { code: 'retention.payment-in-future', errors: [{ pointer: '/lastPaymentOn' }] } });
    for (const wrong of ['2021-02-30', '30/06/2021', '2021-06-30T00:00:00Z', 20210630, undefined]) expect([wrong, (await pay(wrong)).status]).toEqual([wrong, 400]);
    expect((await read()).lastPaymentOn).toBe('2017-12-31');
  });

  it('stays as long as an audit holds them, whatever the date, and goes on from there once it lets them go', async () => {
    const held = await hold('Audit du système, échantillon 2026', auditor);
    expect(held).toMatchObject({ status: 201, body: { state: 'HELD', until: '2022-12-31', holds: [{ reason: 'Audit du système, échantillon 2026', heldByName: expect.any(String), releasedAt: null }] } });
    const second = (await hold('Procédure')).body.holds[0];
    const [first] = held.body.holds;
    const released = await authority('DELETE', `${AB}/retention/holds/${second.holdId}`);
    expect(released).toMatchObject({ status: 200, body: { state: 'HELD' } });
    expect(await authority('DELETE', `${AB}/retention/holds/${second.holdId}`)).toMatchObject({ status: 409, body: { code: 'retention.released-already' } });
    expect((await auditor('DELETE', `${AB}/retention/holds/${first.holdId}`)).body).toMatchObject({ state: 'OVER', holds: [{ releasedAt: expect.any(String), releasedByName: expect.any(String) }, { releasedAt: expect.any(String) }] });
    expect((await authority('DELETE', `${AB}/retention/holds/00000000-0000-4000-8000-000000000000`)).status).toBe(404);
    expect(await contractErrors(RetentionView, await read())).toEqual([]);
    expect((await acts()).slice(-4)).toEqual(['holdRecords', 'holdRecords', 'releaseRecords', 'releaseRecords']);
    // The journal keeps that and when, never the reason: a name in it could not be taken out.
    expect(JSON.stringify(await t.sql('select changes from journal_entry'))).not.toContain('échantillon');
  });

  it('is told to everybody in the project, the reasons of a hold to those alone whom they concern', async () => {
    await hold('Contrôle');
    for (const person of ['finance-lead', 'finance-partner', 'officer-associated', 'verifier-wa', 'contact-point-fr']) expect([person, await read(await t.as(person))]).toEqual([person, expect.objectContaining({ state: 'HELD', holds: null })]);
    for (const ask of [secretariat, auditor]) expect((await read(ask)).holds).toHaveLength(3);
    expect(await read(await t.as('administrator'))).toMatchObject({ status: 403 });
  });

  it('is changed by nobody else', async () => {
    const lead = await t.as('finance-lead');
    for (const ask of [lead, secretariat]) expect([(await pay('2021-01-01', ask)).status, (await hold('x', ask)).status]).toEqual([403, 403]);
    expect((await pay('2021-01-01', auditor)).status).toBe(403);
  });

  it('has a list for the programme: what ends when, how many projects in each state, the auditor’s sample alone for an auditor', async () => {
    await t.sql(`insert into project (id, programme_id, code, acronym, status, last_payment_on) select gen_random_uuid(), programme_id, '4.8.' || n, 'P' || n, 'CLOSED', ('20' || n || '-05-05')::date from project, generate_series(16, 24) n where code = '4.8.337'`);
    const all = (await secretariat('GET', '/api/programmes/FWVL/retention')).body;
    expect(await contractErrors(RetentionPage, all)).toEqual([]);
    expect(all).toMatchObject({ rowCount: 10, years: 5, counts: { NOT_STARTED: 0, HELD: 1 } });
    expect(all.counts.OVER + all.counts.RUNNING).toBe(9);
    expect(all.rows.map(({ until }: { until: string }) => until)).toEqual([...all.rows.map(({ until }: { until: string }) => until)].sort());
    const held = (await secretariat('GET', '/api/programmes/FWVL/retention?state=HELD')).body;
    expect([held.rowCount, held.rows[0].code, held.counts]).toEqual([1, '4.8.337', all.counts]);
    expect((await secretariat('GET', '/api/programmes/FWVL/retention?pageSize=4&page=3')).body.rows).toHaveLength(2);
    expect((await auditor('GET', '/api/programmes/FWVL/retention')).body).toMatchObject({ rowCount: 1, rows: [{ code: '4.8.337' }], counts: { HELD: 1, OVER: 0 } });
    for (const query of ['state=GONE', 'page=0', 'more=1']) expect([query, (await secretariat('GET', `/api/programmes/FWVL/retention?${query}`)).status]).toEqual([query, 400]);
  });

  it('follows the programme’s own number of years', async () => {
    const define = (code: string, more: object) => t.app.get(UnitOfWork).run(SYSTEM, (tx) => t.app.get(ProgrammeActions, { strict: false }).define(tx, null, { ...DEMO_PROGRAMME, code, ...more }));
    await define('LONGER', { retentionYears: 8 });
    await define('USUAL', {});
    expect(await t.sql(`select code, retention_years from programme where code in ('LONGER', 'USUAL') order by code`)).toEqual([{ code: 'LONGER', retention_years: 8 }, { code: 'USUAL', retention_years: 5 }]);
    await t.sql('update programme set retention_years = 10');
    expect(await read()).toMatchObject({ years: 10, until: '2027-12-31' });
    await expect(t.sql('update programme set retention_years = 4')).rejects.toThrow(/ck_programme_retention_years/);
  });
});
