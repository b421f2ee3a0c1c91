import { OwnSessionView } from '@passerelle/identity/model';
import { signedInBy, signIn } from './accounts';
import { AB, contractErrors, emailOf, testApp, type Requester, type TestApp } from './test-app';

const LEAD = emailOf('finance-lead');
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

describe('the time of a session', () => {
  let t: TestApp;
  let lead: Requester;
  beforeEach(async () => {
    t = await testApp({ sessionMinutes: 30 });
    lead = await t.as('finance-lead');
  });
  afterEach(() => t.close());
  const minutesLeft = (moment: unknown): number => (Date.parse(String(moment)) - Date.now()) / 60_000;
  const someTimeAgo = (minutes: number) => t.sql(`update session set last_seen_at = last_seen_at - make_interval(mins => $1), expires_at = expires_at - make_interval(mins => $1)`, [minutes]);

  it('is told by every answer to who is signed in, refusals included, and to nobody else', async () => {
    const answers = [await lead('GET', `${AB}/sheet`), await lead('GET', '/api/session'), await lead('GET', '/api/sample-sheets')];
    expect(answers.map(({ status, headers }) => [status, minutesLeft(headers['x-session-ends'])])).toEqual([200, 200, 403].map((status) => [status, expect.closeTo(30, 0)]));
    const answer = await signIn(t, LEAD);
    expect([minutesLeft(answer.headers['x-session-ends']), minutesLeft(answer.body.endsAt)]).toEqual([expect.closeTo(30, 0), expect.closeTo(30, 0)]);
    expect((await t.visitor('GET', '/api/session')).headers['x-session-ends']).toBeUndefined();
  });

  it('moves with every request, and is written once a minute at most', async () => {
    await someTimeAgo(10);
    expect(minutesLeft((await lead('GET', `${AB}/sheet`)).headers['x-session-ends'])).toBeCloseTo(30, 0);
    const [before] = await t.sql('select xmin::text version from session');
    await lead('GET', `${AB}/sheet`);
    expect(await t.sql('select xmin::text version from session')).toEqual([before]);
  });

  it('does not move for asking how much is left, and moves when it is extended', async () => {
    await someTimeAgo(28);
    expect(minutesLeft((await lead('GET', '/api/session/time')).body.endsAt)).toBeCloseTo(2, 0);
    expect(minutesLeft((await lead('GET', '/api/session/time')).headers['x-session-ends'])).toBeCloseTo(2, 0);
    const extended = await lead('POST', '/api/session/extend');
    expect([extended.status, minutesLeft(extended.body.endsAt), extended.headers['x-session-ends']]).toEqual([200, expect.closeTo(30, 0), extended.body.endsAt]);
  });

  it('is over twelve hours after the beginning, whatever is done', async () => {
    await t.sql(`update session set created_at = now() - interval '11 hours 50 minutes'`);
    expect(minutesLeft((await lead('POST', '/api/session/extend')).body.endsAt)).toBeCloseTo(10, 0);
    await t.sql(`update session set created_at = now() - interval '13 hours', expires_at = now() - interval '1 hour'`);
    for (const answer of [await lead('POST', '/api/session/extend'), await lead('GET', '/api/session/time')]) expect(answer.status).toBe(401);
  });

  it('is over when it was idle for too long', async () => {
    await someTimeAgo(31);
    expect((await lead('GET', `${AB}/sheet`)).status).toBe(401);
    expect((await lead('GET', '/api/session')).body).toMatchObject({ person: null, endsAt: null });
  });
});

describe('one’s sessions', () => {
  let t: TestApp;
  let here: Requester;
  let there: Requester;
  beforeEach(async () => {
    t = await testApp();
    here = signedInBy(t, await signIn(t, LEAD, undefined, { headers: { 'user-agent': FIREFOX } }));
    there = await t.as('finance-lead');
  });
  afterEach(() => t.close());

  it('are listed with browser and address, one’s own alone', async () => {
    await t.as('auditor');
    const { body } = await here('GET', '/api/account/sessions');
    expect(await contractErrors(OwnSessionView, body)).toEqual([]);
    expect(body).toHaveLength(2);
    expect(body.find(({ current }: { current: boolean }) => current)).toMatchObject({ browser: 'Firefox · Linux', address: '127.0.0.1', secondFactor: false });
  });

  it('are ended one by one, and never those of somebody else', async () => {
    const auditor = await t.as('auditor');
    const [{ id }] = await t.sql(`select s.id from session s join person p on p.id = s.person_id where email = $1`, [emailOf('auditor')]);
    expect((await here('DELETE', `/api/account/sessions/${id}`)).status).toBe(404);
    expect((await auditor('GET', '/api/account')).status).toBe(200);
    const other = (await here('GET', '/api/account/sessions')).body.find(({ current }: { current: boolean }) => !current);
    expect((await here('DELETE', `/api/account/sessions/${other.sessionId}`)).status).toBe(204);
    expect([(await here('GET', '/api/account')).status, (await there('GET', '/api/account')).status]).toEqual([200, 401]);
    expect((await here('DELETE', '/api/account/sessions/x')).status).toBe(400);
  });

  it('are ended all at once but this one', async () => {
    expect((await here('DELETE', '/api/account/sessions')).status).toBe(204);
    expect([(await here('GET', '/api/account')).status, (await there('GET', '/api/account')).status]).toEqual([200, 401]);
  });

  it('keep two hundred characters of what a browser says of itself', async () => {
    await signIn(t, LEAD, undefined, { headers: { 'user-agent': 'x'.repeat(5000) } });
    expect((await t.sql('select max(length(user_agent)) longest from session'))[0].longest).toBe(200);
  });
});

describe('the session’s cookie', () => {
  it('is __Host- and Secure where people come by HTTPS, and no other name is taken there', async () => {
    const t = await testApp({ publicUrl: 'https://passerelle.example' });
    const answer = await signIn(t, LEAD);
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^__Host-passerelle_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const token = cookie.split(';')[0]!.split('=')[1]!;
    expect((await t.visitor('GET', '/api/account', { headers: { cookie: `__Host-passerelle_session=${token}` } })).status).toBe(200);
    expect((await t.visitor('GET', '/api/account', { headers: { cookie: `passerelle_session=${token}` } })).status).toBe(401);
    const ended = await t.visitor('DELETE', '/api/session', { headers: { cookie: `__Host-passerelle_session=${token}` } });
    expect([String(ended.headers['set-cookie']).includes('__Host-passerelle_session=;'), ended.headers['x-session-ends']]).toEqual([true, undefined]);
    await t.close();
  });
});
