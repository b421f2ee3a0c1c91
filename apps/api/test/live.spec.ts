import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BudgetChanged, BudgetPresence, BudgetWatched, FollowedChanges, TOTAL_CELL, type BudgetChanges, type BudgetView } from '@passerelle/budget/model';
import { createApp } from '../src/create-app';
import { DEMO_PASSWORD } from '../src/demo/demo-persons';
import { EventReader, type ReadEvent } from './event-reader';
import { AB, contractErrors, emailOf, testApp, testConfig, type TestApp } from './test-app';

interface Somebody {
  readonly cookie: string;
  readonly csrf: string;
  readonly personId: string;
}

const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('a budget that several people have open, in two processes on one database', () => {
  let t: TestApp;
  let second: NestFastifyApplication;
  const at: string[] = [];
  const readers: EventReader[] = [];
  const lines: string[] = [];

  beforeAll(async () => {
    t = await testApp({ logLevel: 'info' }, { write: (line) => void lines.push(line) });
    second = await createApp(testConfig(t.url));
    for (const app of [t.app, second]) {
      await app.listen(0, '127.0.0.1');
      at.push(`http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}`);
    }
  });
  afterEach(() => readers.splice(0).forEach((reader) => reader.close()));
  afterAll(async () => {
    await second.close();
    await t.close();
  });

  async function signIn(name: string): Promise<Somebody> {
    const answer = await t.visitor('POST', '/api/session', { body: { email: emailOf(name), password: DEMO_PASSWORD } });
    return { cookie: String(answer.headers['set-cookie']).split(';')[0]!, csrf: answer.body.csrfToken, personId: answer.body.person.personId };
  }
  const ask = (who: Somebody, path: string, init: { method?: string; body?: unknown; headers?: Record<string, string> } = {}, process = 0) =>
    fetch(at[process] + path, {
      method: init.method ?? 'GET',
      headers: { cookie: who.cookie, 'x-csrf-token': who.csrf, ...(init.body === undefined ? {} : { 'content-type': 'application/json' }), ...init.headers },
      body: init.body === undefined ? undefined : JSON.stringify(init.body),
    });
  const watch = async (who: Somebody, process: number): Promise<EventReader> => {
    const reader = await EventReader.open(`${at[process]}${AB}/budget/live`, who.cookie);
    readers.push(reader);
    return reader;
  };
  const open = async (who: Somebody): Promise<BudgetView> => (await (await ask(who, `${AB}/budget`)).json()) as BudgetView;
  const setisIn = ({ operators }: BudgetView) => operators.find(({ name }) => name === 'SETIS')!;
  async function save(who: Somebody, cell: string, amountCents: number, process = 0): Promise<BudgetChanges> {
    const view = await open(who);
    const changes = [{ operatorId: setisIn(view).operatorId, cell, amountCents }];
    const answer = await ask(who, `${AB}/budget/amounts`, { method: 'PATCH', body: { changes }, headers: { 'if-match': `"${view.revision}"` } }, process);
    expect(answer.status).toBe(200);
    return (await answer.json()) as BudgetChanges;
  }
  const isPresence = (is: (persons: BudgetPresence['persons']) => boolean) => ({ event, data }: ReadEvent): boolean => event === 'presence' && is(data.persons);
  const hasRevision = (revision: number) => ({ event, data }: ReadEvent): boolean => event === 'changed' && data.revision === revision;
  const streamOf = async (reader: EventReader): Promise<string> => (await reader.until(({ event }) => event === 'watched')).data.stream;

  it('tells who watches in the one process what was saved in the other, and by whom; what it was is asked for', async () => {
    const [lead, partner] = [await signIn('finance-lead'), await signIn('finance-partner')];
    const reader = await watch(partner, 1);
    expect([reader.status, reader.headers['content-type'], reader.headers['cache-control'], reader.headers['content-encoding']]).toEqual([200, 'text/event-stream; charset=utf-8', 'no-store, no-transform', undefined]);
    const watched = (await reader.until(({ event }) => event === 'watched')).data;
    const before = await open(partner);
    expect([watched.revision, await contractErrors(BudgetWatched, watched)]).toEqual([before.revision, []]);

    const { revision } = await save(lead, 'STAFF', 6_000_000);
    const changed = (await reader.until(hasRevision(revision))).data;
    expect(changed).toEqual({ revision, byName: 'Responsable financier · SGAR' });
    expect(await contractErrors(BudgetChanged, changed)).toEqual([]);

    const answer = await ask(partner, `${AB}/budget/changes?after=${before.revision}`, {}, 1);
    const changes = (await answer.json()) as BudgetChanges;
    const after = await open(partner);
    expect([answer.status, answer.headers.get('cache-control'), await contractErrors(FollowedChanges, changes)]).toEqual([200, 'no-store', []]);
    expect(changes).toEqual({ budgetId: after.budgetId, status: 'DRAFT', revision, changedAt: after.changedAt, operators: [setisIn(after)], totals: after.totals });
    expect((await ask(partner, `${AB}/budget/changes?after=${revision}`)).status).toBe(200);
    expect((await ask(partner, `${AB}/budget/changes?after=${revision + 1}`)).status).toBe(412);
    expect((await ask(partner, `${AB}/budget/changes`)).status).toBe(400);
  });

  it('tells nothing of an act that was refused', async () => {
    const [lead, partner] = [await signIn('finance-lead'), await signIn('finance-partner')];
    const reader = await watch(partner, 1);
    await streamOf(reader);
    const view = await open(lead);
    const changes = [{ operatorId: setisIn(view).operatorId, cell: TOTAL_CELL, amountCents: -1 }];
    expect((await ask(lead, `${AB}/budget/amounts`, { method: 'PATCH', body: { changes }, headers: { 'if-match': `"${view.revision}"` } })).status).toBe(422);
    const { revision } = await save(lead, 'OFFICE', 4711);
    await reader.until(hasRevision(revision));
    expect(reader.events.filter(({ event }) => event === 'changed')).toHaveLength(1);
  });

  it('tells everybody who else is there and in which cell, across processes, readers too; and that somebody went', async () => {
    const [lead, partner, auditor] = [await signIn('finance-lead'), await signIn('finance-partner'), await signIn('auditor')];
    const [first, other] = [await watch(lead, 0), await watch(partner, 1)];
    await first.until(isPresence((persons) => persons.some(({ personId }) => personId === partner.personId)));
    await other.until(isPresence((persons) => persons.some(({ personId }) => personId === lead.personId)));

    const { operatorId } = setisIn(await open(lead));
    // The balancer sends it to the process in which her stream does not end.
    const moved = await ask(lead, `${AB}/budget/presence`, { method: 'PUT', body: { stream: await streamOf(first), operatorId, cell: 'STAFF' } }, 1);
    expect(moved.status).toBe(204);
    const told = (await other.until(isPresence((persons) => persons.some(({ cell }) => cell === 'STAFF')))).data;
    expect(told.persons).toEqual([{ personId: lead.personId, name: 'Responsable financier · SGAR', operatorId, cell: 'STAFF', since: expect.any(String) }]);
    expect(await contractErrors(BudgetPresence, told)).toEqual([]);

    const third = await watch(auditor, 1);
    await third.until(isPresence((persons) => persons.length === 2 && persons.some(({ cell }) => cell === 'STAFF')));
    await first.until(isPresence((persons) => persons.some(({ personId }) => personId === auditor.personId)));

    other.events.length = 0;
    first.close();
    await other.until(isPresence((persons) => !persons.some(({ personId }) => personId === lead.personId)));
  });

  it('lets nobody move another’s mark, nor stand at an operator of another project', async () => {
    const [lead, partner] = [await signIn('finance-lead'), await signIn('finance-partner')];
    const [first, other] = [await watch(lead, 0), await watch(partner, 1)];
    await other.until(isPresence((persons) => persons.length === 1));
    const stream = await streamOf(first);
    const { operatorId } = setisIn(await open(lead));
    expect((await ask(partner, `${AB}/budget/presence`, { method: 'PUT', body: { stream, operatorId, cell: 'OFFICE' } })).status).toBe(204);
    expect((await ask(lead, `${AB}/budget/presence`, { method: 'PUT', body: { stream, operatorId: NOBODY, cell: 'OFFICE' } })).status).toBe(422);
    expect((await ask(lead, `${AB}/budget/presence`, { method: 'PUT', body: { stream, operatorId, cell: '<b>' } })).status).toBe(400);
    expect((await ask(lead, `${AB}/budget/presence`, { method: 'PUT', body: { stream, operatorId, cell: 'TRAVEL' } })).status).toBe(204);
    await other.until(isPresence((persons) => persons.some(({ cell }) => cell === 'TRAVEL')));
    expect(other.events.some(isPresence((persons) => persons.some(({ cell }) => cell === 'OFFICE')))).toBe(false);
  });

  it('is opened by whom docs/access.md lets read it, and tells nobody else anything', async () => {
    for (const [name, status] of [['officer-associated', 403], ['administrator', 403]] as const) {
      const who = await signIn(name);
      expect([name, (await watch(who, 0)).status]).toEqual([name, status]);
      expect([name, (await ask(who, `${AB}/budget/changes?after=1`)).status]).toEqual([name, status]);
      expect([name, (await ask(who, `${AB}/budget/presence`, { method: 'PUT', body: { stream: NOBODY, operatorId: null, cell: null } })).status]).toEqual([name, status]);
    }
    const lead = await signIn('finance-lead');
    expect((await EventReader.open(`${at[0]}/api/programmes/FWVL/projects/4.8.999/budget/live`, lead.cookie)).status).toBe(404);
    expect((await EventReader.open(`${at[0]}${AB}/budget/live`, 'passerelle_session=none')).status).toBe(401);
  });

  it('tells nothing of another project', async () => {
    const lead = await signIn('finance-lead');
    const reader = await watch(lead, 0);
    await streamOf(reader);
    await t.sql(`select pg_notify('passerelle_changes', $1)`, [JSON.stringify({ kind: 'budget', projectId: NOBODY, revision: 99, personId: null })]);
    await t.sql(`select pg_notify('passerelle_changes', $1)`, [JSON.stringify({ kind: 'present', stream: NOBODY, projectId: NOBODY, personId: NOBODY, operatorId: null, cell: null, since: '2026-01-01' })]);
    await t.sql(`select pg_notify('passerelle_changes', 'what is no notice')`);
    const { revision } = await save(lead, 'OFFICE', 4712, 1);
    await reader.until(hasRevision(revision));
    expect(JSON.stringify(reader.events)).not.toContain(NOBODY);
    expect(reader.events.filter(({ event }) => event === 'changed')).toHaveLength(1);
  });

  it('ends at once when the right is taken, and when the account is closed', async () => {
    const partner = await signIn('finance-partner');
    const reader = await watch(partner, 1);
    await streamOf(reader);
    const [role] = await t.sql('delete from role_assignment where person_id = $1 returning *', [partner.personId]);
    await reader.untilEnded();
    expect((await watch(partner, 1)).status).toBe(403);
    await t.sql('insert into role_assignment select * from json_populate_record(null::role_assignment, $1)', [JSON.stringify(role)]);

    const again = await watch(partner, 1);
    await streamOf(again);
    await t.sql(`update person set status = 'DEACTIVATED' where id = $1`, [partner.personId]);
    await again.untilEnded();
    await t.sql(`update person set status = 'ACTIVE' where id = $1`, [partner.personId]);
  });

  it('ends at once when she signs out, in another process too, and when the session’s time is over', async () => {
    const lead = await signIn('finance-lead');
    const reader = await watch(lead, 1);
    await streamOf(reader);
    expect((await ask(lead, '/api/session', { method: 'DELETE' }, 0)).status).toBe(204);
    await reader.untilEnded();

    const again = await signIn('finance-lead');
    await t.sql(`update session set expires_at = now() + interval '1 second' where person_id = $1`, [again.personId]);
    const short = await watch(again, 0);
    await streamOf(short);
    await short.untilEnded();
  });

  it('does not move the end of the session', async () => {
    const lead = await signIn('finance-lead');
    await t.sql(`update session set last_seen_at = now() - interval '10 minutes', expires_at = now() + interval '5 minutes' where person_id = $1`, [lead.personId]);
    const ends = async () => (await t.sql('select max(expires_at)::text ends from session where person_id = $1', [lead.personId]))[0].ends;
    const before = await ends();
    await streamOf(await watch(lead, 0));
    await ask(lead, `${AB}/budget/changes?after=1`);
    await ask(lead, `${AB}/budget/presence`, { method: 'PUT', body: { stream: NOBODY, operatorId: null, cell: null } });
    expect(await ends()).toBe(before);
  });

  it('goes on when the connection that hears of changes breaks, and says that something may have been missed', async () => {
    const lead = await signIn('finance-lead');
    const reader = await watch(lead, 0);
    await streamOf(reader);
    await t.sql(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'passerelle changes' and datname = current_database()`);
    await reader.until(({ event, data }) => event === 'changed' && data.revision === null);
    const { revision } = await save(lead, 'OFFICE', 4713, 1);
    await reader.until(hasRevision(revision));
  });

  it('tells how things stand, and ends, where nobody waits for events', async () => {
    const lead = await signIn('finance-lead');
    const reader = await EventReader.open(`${at[0]}${AB}/budget/live`, lead.cookie, '*/*');
    await reader.untilEnded();
    expect(reader.events.map(({ event }) => event)).toEqual(['watched', 'presence']);
  });

  it('grants a person twenty streams', async () => {
    const lead = await signIn('finance-lead');
    for (let n = 0; n < 20; n += 1) expect((await watch(lead, 0)).status).toBe(200);
    const refused = await watch(lead, 0);
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60']);
  });

  it('is one line in the log, when it ends', () => {
    const told = lines.map((line) => JSON.parse(line)).filter(({ path, status }) => path === `${AB}/budget/live` && status === 200);
    expect(told.length).toBeGreaterThan(0);
    for (const line of told) expect(Object.keys(line).sort()).toEqual(['level', 'method', 'milliseconds', 'msg', 'path', 'requestId', 'status', 'time']);
  });

  it('lets the application stop at once, and ends', async () => {
    const lead = await signIn('finance-lead');
    const third = await createApp(testConfig(t.url));
    await third.listen(0, '127.0.0.1');
    const reader = await EventReader.open(`http://127.0.0.1:${(third.getHttpServer().address() as { port: number }).port}${AB}/budget/live`, lead.cookie);
    await streamOf(reader);
    const before = Date.now();
    await third.close();
    await reader.untilEnded();
    expect(Date.now() - before).toBeLessThan(4000);
  });
});
