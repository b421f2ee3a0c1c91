import { SessionView } from '@passerelle/identity/model';
import { AB, contractErrors, emailOf, testApp, type TestApp } from './test-app';

const DEMO_PASSWORD = 'passerelle-demo';

describe('the session', () => {
  let t: TestApp;
  beforeEach(async () => (t = await testApp()));
  afterEach(() => t.close());
  const signIn = (email: string, password: string, headers: Record<string, string> = {}) => t.visitor('POST', '/api/session', { body: { email, password }, headers });

  it('begins with address and password, in a cookie that no script reads', async () => {
    const answer = await signIn(emailOf('secretariat').toUpperCase(), DEMO_PASSWORD);
    expect([answer.status, await contractErrors(SessionView, answer.body)]).toEqual([200, []]);
    expect(answer.body.person).toMatchObject({ name: 'Secrétariat conjoint', assignments: [{ role: 'SECRETARIAT' }] });
    expect(String(answer.headers['set-cookie'])).toMatch(/passerelle_session=[\w-]{43}; .*HttpOnly; SameSite=Lax/);
  });

  it('lies in the database as a hash, and passwords as argon2id', async () => {
    const answer = await signIn(emailOf('secretariat'), DEMO_PASSWORD);
    const token = /passerelle_session=([\w-]+)/.exec(String(answer.headers['set-cookie']))![1]!;
    const [row] = await t.sql(`select encode(token_hash, 'hex') hash from session`);
    expect([row.hash.length, row.hash.includes(Buffer.from(token).toString('hex'))]).toEqual([64, false]);
    expect((await t.sql('select distinct left(password_hash, 31) p from person')).every(({ p }) => p.startsWith('$argon2id$v=19$m=19456,t=2,p=1$'))).toBe(true);
  });

  it('is refused alike for a wrong password and an unknown address', async () => {
    const [wrong, unknown] = [await signIn(emailOf('secretariat'), 'wrong'), await signIn('nobody@programme.example', 'wrong')];
    const seen = (answer: typeof wrong) => [answer.status, answer.body.code, answer.body.title];
    expect(seen(wrong)).toEqual(seen(unknown));
    expect(wrong.status).toBe(401);
  });

  it('is throttled after five wrong attempts, also for the right password, and says when to try again', async () => {
    for (let attempt = 0; attempt < 5; attempt++) expect((await signIn(emailOf('auditor'), 'wrong')).status).toBe(401);
    const answer = await signIn(emailOf('auditor'), DEMO_PASSWORD);
    expect([answer.status, answer.body.code, answer.headers['retry-after']]).toEqual([429, 'identity.too-many-attempts', '900']);
    expect((await signIn(emailOf('secretariat'), DEMO_PASSWORD)).status).toBe(200);
  });

  it('carries changes only with its CSRF token and from our own pages', async () => {
    const cookie = String((await signIn(emailOf('finance-lead'), DEMO_PASSWORD)).headers['set-cookie']).split(';')[0]!;
    const ask = (headers: Record<string, string>) => t.visitor('PATCH', `${AB}/budget/amounts`, { headers: { cookie, 'if-match': '"1"', ...headers }, body: { changes: [] } });
    expect((await ask({})).body.code).toBe('general.csrf');
    expect((await ask({ 'x-csrf-token': 'guessed' })).body.code).toBe('general.csrf');
    expect((await signIn(emailOf('finance-lead'), DEMO_PASSWORD, { origin: 'https://elsewhere.example' })).body.code).toBe('general.foreign-origin');
    expect((await signIn(emailOf('finance-lead'), DEMO_PASSWORD, { 'sec-fetch-site': 'cross-site' })).body.code).toBe('general.foreign-origin');
    expect((await signIn(emailOf('finance-lead'), DEMO_PASSWORD, { origin: 'http://localhost:80', host: 'localhost:80' })).status).toBe(403);
  });

  it('is refused, not faulted, for a CSRF token of other bytes', async () => {
    const answer = await signIn(emailOf('finance-lead'), DEMO_PASSWORD);
    const ask = { headers: { cookie: String(answer.headers['set-cookie']).split(';')[0]!, 'x-csrf-token': 'é'.repeat(answer.body.csrfToken.length) } };
    expect((await t.visitor('DELETE', '/api/account/sessions', ask)).body).toMatchObject({ status: 403, code: 'general.csrf' });
  });

  it('takes the place of the one that the browser had before', async () => {
    const first = String((await signIn(emailOf('secretariat'), DEMO_PASSWORD)).headers['set-cookie']).split(';')[0]!;
    await signIn(emailOf('auditor'), DEMO_PASSWORD, { cookie: first });
    expect((await t.visitor('GET', `${AB}/sheet`, { headers: { cookie: first } })).status).toBe(401);
  });

  it('ends on the server when signing out', async () => {
    const answer = await signIn(emailOf('secretariat'), DEMO_PASSWORD);
    const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
    expect((await t.visitor('GET', `${AB}/sheet`, { headers: { cookie } })).status).toBe(200);
    expect((await t.visitor('DELETE', '/api/session', { headers: { cookie } })).status).toBe(204);
    expect((await t.visitor('GET', `${AB}/sheet`, { headers: { cookie } })).status).toBe(401);
  });

  it('ends when its time is over or the person is deactivated', async () => {
    const secretariat = await t.as('secretariat');
    await t.sql(`update person set status = 'DEACTIVATED' where email like 'secretariat%'`);
    expect((await secretariat('GET', `${AB}/sheet`)).status).toBe(401);
    const auditor = await t.as('auditor');
    await t.sql(`update session set expires_at = now() - interval '1 second'`);
    expect((await auditor('GET', `${AB}/sheet`)).status).toBe(401);
  });

  it('offers one person per role in demo mode', async () => {
    const { body } = await t.visitor('GET', '/api/session');
    expect([body.person, body.demo, new Set(body.demoPersons.map((p: { role: string }) => p.role)).size]).toEqual([null, true, 9]);
  });
});

describe('outside demo mode', () => {
  it('nobody of the demo signs in, and nobody is offered', async () => {
    const t = await testApp({ demo: false });
    const { body } = await t.visitor('GET', '/api/session');
    expect([body.demo, body.demoPersons]).toEqual([false, []]);
    const answer = await t.visitor('POST', '/api/session', { body: { email: emailOf('secretariat'), password: DEMO_PASSWORD } });
    expect(answer.status).toBe(401);
    await t.close();
  });
});
