import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Provider from 'oidc-provider';
import { IdentityActions, type ProviderSettings } from '@passerelle/identity/api';
import { SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import { DEMO_PASSWORD } from '../src/demo/demo-persons';
import { codeOf, GOOD_PASSWORD, mailsTo, setUpTotp, tokenTo } from './accounts';
import { emailOf, testApp, type Answer, type TestApp } from './test-app';

/** Sign-in by OpenID Connect, against a real provider that runs for the test. Whoever signs in there with the name N has the subject N. */
describe('signing in by a provider', () => {
  const PUBLIC_URL = 'http://localhost:3000';
  let server: Server;
  let issuer: string;
  let provider: Provider;
  let t: TestApp;
  let settings: ProviderSettings[];

  beforeAll(async () => {
    server = createServer((request, response) => void provider.callback()(request, response)).listen(0, 'localhost');
    await new Promise((resolve) => server.once('listening', resolve));
    issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
    // It says at length that it is not set up for production, which it is not.
    for (const way of ['warn', 'info'] as const) jest.spyOn(console, way).mockImplementation(() => undefined);
    const { default: OidcProvider } = await import('oidc-provider');
    const client = (id: string, more: object) => ({ client_id: id, redirect_uris: [`${PUBLIC_URL}/api/sign-in/${id}/callback`], ...more });
    provider = new OidcProvider(issuer, {
      clients: [
        client('with-secret', { client_secret: 'a secret of the client', token_endpoint_auth_method: 'client_secret_post' }),
        client('public', { token_endpoint_auth_method: 'none' }),
      ],
      pkce: { required: () => true },
      cookies: { keys: ['only for tests'] },
      findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, email: emailOf('secretariat'), email_verified: true }) }),
    } as never);
    provider.on('server_error', (_context: unknown, error: Error) => console.error(error));
    settings = [
      { id: 'with-secret', name: 'Service with a secret', issuer, clientId: 'with-secret', clientSecret: 'a secret of the client', givesSecondFactor: false },
      { id: 'public', name: 'Public service', issuer, clientId: 'public', clientSecret: null, givesSecondFactor: true },
      { id: 'away', name: 'Service that is away', issuer: 'http://localhost:1', clientId: 'away', clientSecret: null, givesSecondFactor: false },
    ];
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(async () => (t = await testApp({ publicUrl: PUBLIC_URL, providers: settings })));
  afterEach(() => t.close());

  const cookiesOf = (answer: Answer): string[] => [answer.headers['set-cookie'] ?? []].flat().map((cookie) => String(cookie).split(';')[0]!);

  /** A browser at the provider: signs in as `name`, agrees, and brings back the address to which it is led. */
  async function atProvider(url: string, name: string): Promise<string> {
    const jar = new Map<string, string>();
    let next: { url: string; body?: string } = { url };
    for (let step = 0; step < 12; step++) {
      const answer = await fetch(next.url, {
        method: next.body ? 'POST' : 'GET', redirect: 'manual', body: next.body,
        headers: { cookie: [...jar].map(([key, value]) => `${key}=${value}`).join('; '), ...(next.body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
      });
      for (const cookie of answer.headers.getSetCookie()) {
        const [, key, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
        jar.set(key!, value!);
      }
      const location = answer.headers.get('location');
      if (location) {
        const target = new URL(location, next.url);
        if (target.href.startsWith(PUBLIC_URL)) return target.pathname + target.search;
        next = { url: target.href };
        continue;
      }
      const page = await answer.text();
      const action = /action="([^"]+)"/.exec(page)?.[1];
      if (!action) throw new Error(`${answer.status} ${page.slice(0, 500)}`);
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      next = { url: new URL(action, next.url).href, body: prompt === 'login' ? `prompt=login&login=${encodeURIComponent(name)}&password=any` : 'prompt=consent' };
    }
    throw new Error('the provider did not lead back');
  }

  /** From the sign-in page to the provider and back, in one browser. */
  async function signIn(id: string, name: string, returnTo = '/programmes'): Promise<Answer> {
    const left = await t.visitor('GET', `/api/sign-in/${id}?returnTo=${encodeURIComponent(returnTo)}`);
    expect(left.status).toBe(302);
    return t.visitor('GET', await atProvider(String(left.headers['location']), name), { headers: { cookie: cookiesOf(left).join('; ') } });
  }

  const sessionOf = (answer: Answer): string => cookiesOf(answer).find((cookie) => cookie.startsWith('passerelle_session='))!;
  const personBehind = async (answer: Answer): Promise<string | undefined> => (await t.visitor('GET', '/api/session', { headers: { cookie: sessionOf(answer) } })).body.person?.email;

  /** Somebody who is signed in with a password links an account of the provider to her own. */
  async function link(person: string, id: string, name: string): Promise<Answer> {
    const entered = await t.visitor('POST', '/api/session', { body: { email: emailOf(person), password: DEMO_PASSWORD } });
    const [session] = cookiesOf(entered);
    const begun = await t.visitor('POST', `/api/account/providers/${id}`, { body: { password: DEMO_PASSWORD }, headers: { cookie: session!, 'x-csrf-token': entered.body.csrfToken } });
    expect(begun.status).toBe(200);
    const back = await atProvider(begun.body.url, name);
    return t.visitor('GET', back, { headers: { cookie: [session, ...cookiesOf(begun)].join('; ') } });
  }

  it('is offered by name, with nothing secret', async () => {
    const { body, text } = await t.visitor('GET', '/api/session');
    expect(body.providers).toEqual(settings.map(({ id, name }) => ({ id, name })));
    expect(text).not.toContain('a secret of the client');
  });

  it('asks for a code with PKCE, state and nonce, and for nothing but who it is', async () => {
    const { headers } = await t.visitor('GET', '/api/sign-in/with-secret');
    const asked = new URL(String(headers['location']));
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      client_id: 'with-secret', response_type: 'code', scope: 'openid', redirect_uri: `${PUBLIC_URL}/api/sign-in/with-secret/callback`, code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/), state: expect.stringMatching(/^[\w-]{43}$/), nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(String(headers['set-cookie'])).toMatch(/^passerelle_provider=[\w-]+; Max-Age=600; Path=\/api\/sign-in; HttpOnly; SameSite=Lax$/);
  });

  it.each(['with-secret', 'public'])('signs in who linked the account before (%s), and leads on to where she was going', async (id) => {
    expect((await link('finance-lead', id, 'subject-1')).headers['location']).toBe('/account/sign-in');
    const arrived = await signIn(id, 'subject-1', '/programmes/FWVL/projects');
    expect([arrived.status, arrived.headers['location'], await personBehind(arrived)]).toEqual([302, '/programmes/FWVL/projects', emailOf('finance-lead')]);
    expect((await t.visitor('GET', '/api/account', { headers: { cookie: sessionOf(arrived) } })).body.providers).toEqual([{ provider: id, name: expect.any(String) }]);
  });

  it('knows nobody by an e-mail address, though the provider has verified it', async () => {
    const arrived = await signIn('with-secret', 'somebody who has the secretariat’s address there');
    expect(arrived.headers['location']).toBe('/sign-in?problem=identity.provider-unknown');
    expect(sessionOf(arrived)).toBeUndefined();
  });

  it('links an account to one person only', async () => {
    await link('finance-lead', 'with-secret', 'subject-1');
    expect((await link('finance-partner', 'with-secret', 'subject-1')).headers['location']).toBe('/account/sign-in?problem=identity.provider-taken');
    expect((await link('finance-lead', 'with-secret', 'subject-2')).headers['location']).toBe('/account/sign-in?problem=identity.provider-taken');
    expect(await personBehind(await signIn('with-secret', 'subject-1'))).toBe(emailOf('finance-lead'));
  });

  it('links nothing when somebody else comes back, or nobody', async () => {
    const entered = await t.visitor('POST', '/api/session', { body: { email: emailOf('finance-lead'), password: DEMO_PASSWORD } });
    const begun = await t.visitor('POST', '/api/account/providers/with-secret', { body: { password: DEMO_PASSWORD }, headers: { cookie: cookiesOf(entered)[0]!, 'x-csrf-token': entered.body.csrfToken } });
    const other = await t.visitor('POST', '/api/session', { body: { email: emailOf('finance-partner'), password: DEMO_PASSWORD } });
    const back = await atProvider(begun.body.url, 'subject-1');
    const arrived = await t.visitor('GET', back, { headers: { cookie: [cookiesOf(other)[0], ...cookiesOf(begun)].join('; ') } });
    expect(arrived.headers['location']).toBe('/account/sign-in?problem=identity.provider-refused');
    expect(await t.sql('select * from external_identity')).toEqual([]);
  });

  it('is refused without the journey that this browser began, with another’s, a second time, and after ten minutes', async () => {
    const refused = '/sign-in?problem=identity.provider-refused';
    await link('finance-lead', 'with-secret', 'subject-1');
    const left = await t.visitor('GET', '/api/sign-in/with-secret');
    const back = await atProvider(String(left.headers['location']), 'subject-1');
    const arriveWith = async (cookie: string, at = back) => (await t.visitor('GET', at, { headers: { cookie } })).headers['location'];
    expect(await arriveWith('')).toBe(refused);
    expect(await arriveWith(cookiesOf(await t.visitor('GET', '/api/sign-in/with-secret')).join('; '))).toBe(refused);
    expect(await arriveWith(cookiesOf(await t.visitor('GET', '/api/sign-in/public')).join('; '))).toBe(refused);
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 10 * 60_000 + 1_000);
    expect(await arriveWith(cookiesOf(left).join('; '))).toBe(refused);
    clock.mockRestore();
    expect(await arriveWith(cookiesOf(left).join('; '))).toBe('/');
    expect(await arriveWith(cookiesOf(left).join('; '))).toBe(refused);
    const next = await t.visitor('GET', '/api/sign-in/with-secret');
    const changed = (await atProvider(String(next.headers['location']), 'subject-1')).replace(/state=[^&]+/, 'state=another');
    expect(await arriveWith(cookiesOf(next).join('; '), changed)).toBe(refused);
  });

  it('says so when the provider does not answer, or there is none of that name', async () => {
    expect((await t.visitor('GET', '/api/sign-in/away')).headers['location']).toBe('/sign-in?problem=identity.provider-unreachable');
    expect((await t.visitor('GET', '/api/sign-in/nobody')).status).toBe(404);
    expect((await t.visitor('GET', '/api/sign-in/with-secret?returnTo=https://elsewhere.example')).status).toBe(400);
    // Browsers drop tabs and take \ for /; what is no ASCII cannot stand in a header.
    for (const returnTo of ['//elsewhere.example', '/\t/elsewhere.example', '/\t\\elsewhere.example', '/\\elsewhere.example', '/\n/elsewhere.example', '/€', `/${'x'.repeat(1000)}`]) {
      expect([returnTo, (await t.visitor('GET', `/api/sign-in/with-secret?returnTo=${encodeURIComponent(returnTo)}`)).status]).toEqual([returnTo, 400]);
    }
  });

  it('counts as a second factor only where the installation says so of the provider', async () => {
    await t.close();
    t = await testApp({ publicUrl: PUBLIC_URL, providers: settings });
    await link('finance-lead', 'with-secret', 'subject-1');
    await link('finance-lead', 'public', 'subject-1');
    await signIn('with-secret', 'subject-1');
    await signIn('public', 'subject-1');
    expect((await t.sql(`select second_factor f from session order by created_at desc limit 2`)).map(({ f }) => f)).toEqual([true, false]);
  });

  it('signs in nobody who was deactivated', async () => {
    await link('finance-lead', 'with-secret', 'subject-1');
    await t.sql(`update person set status = 'DEACTIVATED' where email = $1`, [emailOf('finance-lead')]);
    expect((await signIn('with-secret', 'subject-1')).headers['location']).toBe('/sign-in?problem=identity.provider-unknown');
  });

  it('accepts an invitation without a password, and is then the only way in: it cannot be taken away', async () => {
    const [{ programme_id: programmeId, id: projectId }] = await t.sql('select programme_id, id from project');
    const [{ id: operatorId }] = await t.sql(`select id from operator where name = 'SETIS'`);
    await t.app.get(UnitOfWork).run(SYSTEM, (tx) =>
      t.app.get(IdentityActions, { strict: false }).invite(tx, { personId: null, name: 'Passerelle', assignments: [] }, {
        email: 'officer@partner.example', language: 'nl', assignment: { role: 'PARTNER_OFFICER', programmeId, projectId, operatorId }, roleText: 'Partner', place: { programme: 'FWVL', project: '4.8.337', operator: 'SETIS' },
      } as never),
    );
    const { body: mails } = await t.visitor('GET', '/api/demo/mails');
    const token = /invitation#([\w-]{43})/.exec(mails[0].body)![1];
    const begun = await t.visitor('POST', '/api/invitations/accept-by-provider', { body: { token, provider: 'public', name: 'Financieel verantwoordelijke · SETIS', language: 'nl' } });
    expect(begun.status).toBe(200);
    const arrived = await t.visitor('GET', await atProvider(begun.body.url, 'subject-9'), { headers: { cookie: cookiesOf(begun).join('; ') } });
    expect([arrived.headers['location'], await personBehind(arrived)]).toEqual(['/', 'officer@partner.example']);
    expect(await personBehind(await signIn('public', 'subject-9'))).toBe('officer@partner.example');
    expect((await t.visitor('POST', '/api/invitations/accept-by-provider', { body: { token, provider: 'public', name: 'x', language: 'nl' } })).status).toBe(410);
    const cookie = sessionOf(arrived);
    const { csrfToken } = (await t.visitor('GET', '/api/session', { headers: { cookie } })).body;
    const unlink = () => t.visitor('DELETE', '/api/account/providers/public', { headers: { cookie, 'x-csrf-token': csrfToken } });
    expect([(await unlink()).status, (await unlink()).body.code]).toEqual([409, 'identity.provider-last']);
  });

  it('is taken away by whoever has a password too', async () => {
    await link('finance-lead', 'with-secret', 'subject-1');
    const lead = await t.as('finance-lead');
    expect((await lead('DELETE', '/api/account/providers/with-secret')).status).toBe(204);
    expect((await lead('DELETE', '/api/account/providers/with-secret')).status).toBe(404);
    expect((await signIn('with-secret', 'subject-1')).headers['location']).toBe('/sign-in?problem=identity.provider-unknown');
  });

  it('is linked for who gives the password again only, and guessing ends', async () => {
    const lead = await t.as('finance-lead');
    const ask = (body: object) => lead('POST', '/api/account/providers/with-secret', { body });
    for (const body of [{}, { password: 'wrong' }, { code: '000000' }]) expect((await ask(body)).body).toMatchObject({ status: 422, errors: [{ code: 'identity.password-wrong', pointer: '/password' }] });
    expect((await lead('POST', '/api/account/providers/nobody', { body: { password: DEMO_PASSWORD } })).status).toBe(404);
    expect((await ask({ password: DEMO_PASSWORD })).status).toBe(200);
    for (let n = 0; n < 5; n++) expect((await ask({ password: 'wrong' })).status).toBe(422);
    expect((await ask({ password: DEMO_PASSWORD })).status).toBe(429);
  });

  it('is linked by a code where the account has no password; where it has neither, being signed in is all there is', async () => {
    const lead = await t.as('finance-lead');
    const ask = (body: object) => lead('POST', '/api/account/providers/with-secret', { body });
    const { secret } = await setUpTotp(t, lead);
    await t.sql('update person set password_hash = null where email = $1', [emailOf('finance-lead')]);
    expect((await ask({})).body).toMatchObject({ status: 422, errors: [{ code: 'identity.code-needed', pointer: '/code' }] });
    expect((await ask({ code: '000000', password: DEMO_PASSWORD })).body).toMatchObject({ status: 422, errors: [{ code: 'identity.code-wrong', pointer: '/code' }] });
    expect((await ask({ code: codeOf(secret) })).status).toBe(200);
    await t.sql('delete from totp');
    expect((await ask({})).status).toBe(200);
  });

  it('tells the account’s holder of what is linked and unlinked', async () => {
    await link('finance-lead', 'with-secret', 'subject-1');
    await (await t.as('finance-lead'))('DELETE', '/api/account/providers/with-secret');
    const mails = await mailsTo(t, emailOf('finance-lead'));
    expect(mails.map(({ kind }) => kind)).toEqual(['identity.provider-unlinked', 'identity.provider-linked']);
    for (const { body } of mails) expect(body).toContain('Service with a secret');
  });

  it('opens nothing any more after a new password by the link of a mail, and its holder is told', async () => {
    await link('finance-lead', 'with-secret', 'subject-1');
    await link('finance-lead', 'public', 'subject-2');
    await t.visitor('POST', '/api/password-resets', { body: { email: emailOf('finance-lead') } });
    expect((await t.visitor('POST', '/api/password-resets/use', { body: { token: await tokenTo(t, emailOf('finance-lead')), password: GOOD_PASSWORD } })).status).toBe(204);
    for (const [id, name] of [['with-secret', 'subject-1'], ['public', 'subject-2']] as const) expect((await signIn(id, name)).headers['location']).toBe('/sign-in?problem=identity.provider-unknown');
    expect(await t.sql('select * from external_identity')).toEqual([]);
    const kinds = (await mailsTo(t, emailOf('finance-lead'))).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'identity.provider-unlinked').length).toBe(2);
  });

  it('is not linked where a new password was set between leaving and coming back', async () => {
    const entered = await t.visitor('POST', '/api/session', { body: { email: emailOf('finance-lead'), password: DEMO_PASSWORD } });
    const [session] = cookiesOf(entered);
    const begun = await t.visitor('POST', '/api/account/providers/public', { body: { password: DEMO_PASSWORD }, headers: { cookie: session!, 'x-csrf-token': entered.body.csrfToken } });
    const back = await atProvider(begun.body.url, 'subject-1');
    await t.visitor('POST', '/api/password-resets', { body: { email: emailOf('finance-lead') } });
    await t.visitor('POST', '/api/password-resets/use', { body: { token: await tokenTo(t, emailOf('finance-lead')), password: GOOD_PASSWORD } });
    const arrived = await t.visitor('GET', back, { headers: { cookie: [session, ...cookiesOf(begun)].join('; ') } });
    expect(arrived.headers['location']).toBe('/account/sign-in?problem=identity.provider-refused');
    expect(await t.sql('select * from external_identity')).toEqual([]);
  });

  it('leaves no token behind in the database', async () => {
    await link('finance-lead', 'with-secret', 'subject-1');
    await signIn('with-secret', 'subject-1');
    const rows = JSON.stringify([await t.sql('select * from external_identity'), await t.sql('select * from session'), await t.sql('select * from journal_entry')]);
    expect(rows).not.toMatch(/eyJ[\w-]+\.eyJ/);
  });
});
