import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { DEMO_PASSWORD } from '../src/demo/demo-persons';
import { AB, emailOf, multipart, testApp, type TestApp } from './test-app';

const PAGE = '<!doctype html><title>Passerelle</title><pa-root ngCspNonce="__CSP_NONCE__"></pa-root><script nonce="__CSP_NONCE__" src="main.js"></script>';
const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': expect.stringContaining('camera=()'),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
};
const NOTHING = `default-src 'none'; frame-ancestors 'none'`;

describe('every answer', () => {
  const webRoot = mkdtempSync(path.join(os.tmpdir(), 'passerelle-screens-'));
  writeFileSync(path.join(webRoot, 'index.html'), PAGE);
  writeFileSync(path.join(webRoot, 'main.js'), 'void 0;');
  let t: TestApp;
  beforeAll(async () => (t = await testApp({ webRoot, publicUrl: 'https://passerelle.example' })));
  afterAll(async () => {
    await t.close();
    rmSync(webRoot, { recursive: true });
  });

  it.each([
    ['the API', '/api/health', 200],
    ['a refusal', `${AB}/sheet`, 401],
    ['what is not there', '/api/nothing', 404],
    ['an address that cannot be read', '/api/%zz', 400],
    ['an address that is too long', `/api/programmes/${'x'.repeat(300)}/projects`, 404],
    ['a screen', '/programmes', 200],
    ['a file', '/main.js', 200],
    ['a file that is not there', '/other.js', 404],
    ['the API’s description', '/api/docs', 200],
  ])('of %s carries the protective headers', async (_, at, status) => {
    const answer = await t.visitor('GET', at);
    expect([answer.status, answer.headers]).toEqual([status, expect.objectContaining({ ...EVERYWHERE, 'strict-transport-security': 'max-age=63072000' })]);
    if (status >= 400) expect([answer.headers['content-type'], answer.body.requestId]).toEqual(['application/problem+json; charset=utf-8', answer.headers['x-request-id']]);
  });

  it('of the API draws nothing and stays in no cache, unless it says its own rule', async () => {
    for (const at of ['/api/session', '/api/nothing', `${AB}/sheet`]) expect((await t.visitor('GET', at)).headers).toMatchObject({ 'content-security-policy': NOTHING, 'cache-control': 'no-store' });
    const lead = await t.as('finance-lead');
    expect((await lead('GET', `${AB}/sheet`)).headers).toMatchObject({ 'content-security-policy': NOTHING, 'cache-control': 'private, no-cache' });
  });

  it('that is a page has a policy that runs only what bears its nonce, and turns no text into code', async () => {
    const nonces = new Set<string>();
    for (const at of ['/', '/index.html', '/programmes/FWVL', '/sign-in?x=1', '/projects/4.8.337', '//elsewhere.example/api/x', '/api/docs']) {
      const { headers, text, status } = await t.visitor('GET', at);
      const policy = String(headers['content-security-policy']);
      expect([at, status, headers['content-type'], headers['cache-control']]).toEqual([at, 200, 'text/html; charset=utf-8', 'no-cache']);
      expect(policy).toContain(`default-src 'none'`);
      expect(policy).toContain(`require-trusted-types-for 'script'`);
      expect(policy).toContain(`frame-ancestors 'none'`);
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      const nonce = /'nonce-([^']+)'/.exec(policy)![1]!;
      nonces.add(nonce);
      expect(text).not.toContain('__CSP_NONCE__');
      for (const [tag] of text.matchAll(/<(script|style)[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
      expect(text).not.toMatch(/\son\w+=|style="|javascript:/);
    }
    expect(nonces.size).toBe(7);
  });

  it('to what is no HTTP is a bare status, and the line is closed', async () => {
    await t.app.listen(0, '127.0.0.1');
    const { port } = t.app.getHttpServer().address() as { port: number };
    const answer = await new Promise<string>((resolve) => {
      const line = connect(port, '127.0.0.1', () => line.write('SCREAM / HTTP/9.9\r\n\r\n'));
      let heard = '';
      line.on('data', (bytes) => (heard += bytes)).on('close', () => resolve(heard));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toMatch(/\r\n\r\n$/);
  });

  it('without HTTPS says nothing of HTTPS', async () => {
    const local = await testApp();
    expect((await local.visitor('GET', '/api/health')).headers['strict-transport-security']).toBeUndefined();
    await local.close();
  });
});

describe('the page that describes the API', () => {
  it('names every operation, every status and every contract, without a script', async () => {
    const t = await testApp();
    const { text } = await t.visitor('GET', '/api/docs');
    const { body: document } = await t.visitor('GET', '/api/docs/openapi.json');
    for (const at of Object.keys(document.paths)) expect(text).toContain(`<code>${at}</code>`);
    for (const name of Object.keys(document.components.schemas)) expect(text).toContain(`<section id="${name}">`);
    for (const [, target] of text.matchAll(/href="#(\w+)"/g)) expect(text).toContain(`id="${target}"`);
    expect(text).not.toContain('<script');
    await t.close();
  });
});

describe('a request', () => {
  let t: TestApp;
  beforeAll(async () => (t = await testApp()));
  afterAll(() => t.close());
  const send = (payload: string | Buffer, contentType = 'application/json', headers: Record<string, string> = {}) => t.visitor('POST', '/api/session', { raw: { payload, contentType }, headers });

  it.each([
    ['text/plain', 415], ['application/x-www-form-urlencoded', 415], ['application/problem+json', 415], ['application/json; charset=utf-16', 415], ['nonsense', 415], ['multipart/form-data; boundary=x', 415],
    ['application/json; charset=utf-8', 400], ['Application/JSON;charset="UTF-8"', 400],
  ])('with a body of type %s is answered %s', async (type, status) => expect((await send('{}', type)).status).toBe(status));

  it('is not unpacked', async () => expect((await send('{}', 'application/json', { 'content-encoding': 'gzip' })).status).toBe(415));

  it.each([
    ['', 'general.json-broken', ''],
    ['{"email":', 'general.json-broken', ''],
    ['{"email":"a@b.example","email":"c@d.example","password":"x"}', 'general.json-duplicate-key', '/email'],
    [`${'['.repeat(50)}${']'.repeat(50)}`, 'general.json-too-deep', ''],
    ['{"email":1e309}', 'general.json-number', '/email'],
    ['{"__proto__":{"password":"x"}}', 'general.json-forbidden-key', '/__proto__'],
    ['{"email":"a@b.example","password":"\\u0000"}', 'general.text-not-storable', '/password'],
    ['{"email":"a@b.example","password":"\\ud800"}', 'general.text-not-storable', '/password'],
  ])('with the body %s is refused as %s', async (payload, code, pointer) => {
    const { status, body } = await send(payload);
    expect([status, body.code, body.errors[0].pointer]).toEqual([400, code, pointer]);
    expect(body.title).not.toBe(code);
  });

  it('without a body where one is needed is refused', async () => {
    const { status, body } = await t.visitor('POST', '/api/session');
    expect([status, body.code]).toEqual([400, 'general.invalid-field']);
  });

  it('with more than an act of its kind needs is too large', async () => {
    const { status, body } = await send(`{"email":"${'x'.repeat(70_000)}"}`);
    expect([status, body.code]).toEqual([413, 'general.too-large']);
    const lead = await t.as('finance-lead');
    const changes = (bytes: number) => lead('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': '"1"' }, body: { changes: [], more: 'x'.repeat(bytes) } });
    expect([(await changes(1_000_000)).status, (await changes(3_000_000)).status]).toEqual([400, 413]);
  });

  it('with a text in its address that no column can hold is refused at its place', async () => {
    const secretariat = await t.as('secretariat');
    for (const [at, pointer] of [['/api/programmes/FWVL/projects?q=a%00b', '/q'], ['/api/programmes/FW%00VL/projects', '/programme']]) {
      const { status, body } = await secretariat('GET', at!);
      expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'general.text-not-storable', pointer]);
    }
    expect((await secretariat('GET', '/api/programmes/FWVL/projects?__proto__=1')).status).toBe(400);
  });

  it('with a form whose file’s name cannot be stored is refused', async () => {
    const secretariat = await t.as('secretariat');
    const { status, body } = await secretariat('POST', '/api/programmes/FWVL/sheet-imports/preview', { raw: multipart({ fingerprint: 'a\0b' }, { name: 'a.txt', bytes: Buffer.from('x') }) });
    expect([status, body.code]).toEqual([400, 'general.text-not-storable']);
  });
});

describe('throttling', () => {
  it('grants a session so many requests in a minute, a visitor half of them, and says when to come again', async () => {
    const t = await testApp({ requestsPerMinute: 20 });
    const [lead, secretariat] = [await t.as('finance-lead'), await t.as('secretariat')];
    for (let n = 0; n < 20; n++) expect((await lead('GET', '/api/session')).status).toBe(200);
    const refused = await lead('GET', '/api/session');
    expect([refused.status, refused.body.code, refused.headers['content-type']]).toEqual([429, 'general.too-many-requests', 'application/problem+json; charset=utf-8']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50);
    // Two sign-ins were a visitor's requests.
    for (let n = 0; n < 8; n++) expect((await t.visitor('GET', '/api/session')).status).toBe(200);
    expect((await t.visitor('GET', '/api/nothing')).status).toBe(429);
    expect((await secretariat('GET', '/api/session')).status).toBe(200);
    await t.close();
  });

  it('is not escaped by cookies that somebody makes up', async () => {
    const t = await testApp({ requestsPerMinute: 4 });
    const statuses = new Set<number>();
    for (let n = 0; n < 41; n++) statuses.add((await t.visitor('GET', '/api/session', { headers: { cookie: `passerelle_session=made-up-${n}` } })).status);
    expect([...statuses]).toEqual([200, 429]);
    await t.close();
  });

  it('is not escaped by an address that is spelt another way, and what is found there stays in no cache either', async () => {
    const t = await testApp({ requestsPerMinute: 4 });
    const answers = [await t.visitor('GET', '/api/health'), await t.visitor('GET', '/%61pi/health'), await t.visitor('GET', '/ap%69/health')];
    expect(answers.map(({ status, headers }) => [status, headers['cache-control']])).toEqual([[200, 'no-store'], [200, 'no-store'], [429, 'no-store']]);
    await t.close();
  });

  it('counts by the address that the nearest proxy saw, not by what a visitor writes', async () => {
    const t = await testApp({ requestsPerMinute: 4, trustProxy: true });
    const ask = async (forwarded: string) => (await t.visitor('GET', '/api/session', { headers: { 'x-forwarded-for': forwarded } })).status;
    expect([await ask('1.1.1.1, 9.9.9.9'), await ask('2.2.2.2, 9.9.9.9'), await ask('3.3.3.3, 9.9.9.9'), await ask('4.4.4.4')]).toEqual([200, 200, 429, 200]);
    await t.close();
  });
});

describe('the log', () => {
  it('tells of every request with its id, and never holds a password, a token, a cookie or an address', async () => {
    const lines: string[] = [];
    const t = await testApp({ logLevel: 'debug' }, { write: (line) => void lines.push(line) });
    const email = emailOf('secretariat');
    const signedIn = await t.visitor('POST', '/api/session', { body: { email, password: DEMO_PASSWORD } });
    const [token] = /passerelle_session=([\w-]+)/.exec(String(signedIn.headers['set-cookie']))!.slice(1);
    const headers = { cookie: `passerelle_session=${token}`, 'x-csrf-token': signedIn.body.csrfToken };
    await t.visitor('POST', '/api/session', { body: { email: 'somebody@else.example', password: 'a wrong password' } });
    await t.visitor('POST', '/api/session', { raw: { payload: `{"email":"${email}","password":"a broken password"`, contentType: 'application/json' } });
    await t.visitor('GET', `/api/programmes/FWVL/projects?q=${email}`, { headers });
    await t.visitor('GET', `/reset/one-time-token-of-a-mail?token=one-time-token-of-a-mail`);
    await t.sql('alter table attempt rename to attempt_elsewhere');
    const unexpected = await t.visitor('POST', '/api/session', { body: { email: 'victim@else.example', password: 'another password' }, headers });
    await t.close();

    expect([unexpected.status, unexpected.body.code, unexpected.text.includes('attempt')]).toEqual([500, 'general.unexpected', false]);
    const all = lines.join('');
    for (const secret of [DEMO_PASSWORD, 'a wrong password', 'a broken password', 'another password', email, 'somebody@else', 'victim@else', token!, signedIn.body.csrfToken, 'one-time-token']) expect([secret, all.includes(secret)]).toEqual([secret, false]);
    const told = lines.map((line) => JSON.parse(line));
    const errors = told.filter(({ level }) => level === 'error');
    expect(errors).toEqual([expect.objectContaining({ msg: 'unexpected', requestId: unexpected.body.requestId, err: expect.objectContaining({ code: '42P01', stack: expect.stringMatching(/^\s+at /) }) })]);
    expect(told.filter(({ msg }) => msg === 'answered').map(({ requestId, method, path: at, status }) => [typeof requestId, method, at, status])).toEqual([
      ['string', 'POST', '/api/session', 200],
      ['string', 'POST', '/api/session', 401],
      ['string', 'POST', '/api/session', 400],
      ['string', 'GET', '/api/programmes/FWVL/projects', 200],
      ['string', 'GET', '(no route)', 404],
      ['string', 'POST', '/api/session', 500],
    ]);
  });

  it('warns where the second wall refused what the application let through, which is a 403', async () => {
    const lines: string[] = [];
    const t = await testApp({ logLevel: 'warn' }, { write: (line) => void lines.push(line) });
    const lead = await t.as('finance-lead');
    const { body } = await lead('GET', `${AB}/budget`);
    await t.sql('drop policy budget_line_inserted on budget_line');
    const refused = await lead('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': `"${body.revision}"` }, body: { changes: [{ operatorId: body.operators[0].operatorId, cell: 'EQUIPMENT', amountCents: 77 }] } });
    await t.close();
    expect([refused.status, refused.body.code]).toEqual([403, 'general.not-allowed']);
    expect(lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ level: 'warn', msg: 'second wall', requestId: refused.body.requestId, err: expect.objectContaining({ code: '42501' }) })]);
  });

  it('of a demo is silent while all goes well', async () => {
    const lines: string[] = [];
    const t = await testApp({ logLevel: 'warn' }, { write: (line) => void lines.push(line) });
    await (await t.as('finance-lead'))('GET', `${AB}/sheet`);
    await t.visitor('GET', '/api/nothing');
    await t.close();
    expect(lines).toEqual([]);
  });
});
