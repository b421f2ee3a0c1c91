import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { declaredRoutes } from '@passerelle/shared/api-kit';
import { apiDocument } from '../src/api-docs';
import { testApp, type TestApp } from './test-app';

const DOCUMENT = path.resolve(__dirname, '../../../docs/openapi.json');

/** Which routes there are, and what each needs, stands in docs/access.md and is compared by access.spec. */
describe('the routes', () => {
  let t: TestApp;
  beforeAll(async () => (t = await testApp()));
  afterAll(() => t.close());

  it('are these, and each says what it needs or that it is public', () => {
    const routes = declaredRoutes(t.app).map(({ method, path: at, access }) => `${method} ${at} · ${saying(access!)}`);
    expect(routes.sort()).toEqual([
      'DELETE /api/account/sessions · signed in: it ends own sessions',
      'DELETE /api/account/sessions/:session · signed in: it ends an own session',
      'DELETE /api/account/totp · signed in: it changes the own account',
      'DELETE /api/programmes/:programme/people/:personId/personal-data · person.manage',
      'DELETE /api/programmes/:programme/projects/:project/retention/holds/:holdId · retention.hold',
      'DELETE /api/session · public: signing out works even when the session has ended already',
      'GET /api/account · signed in: it shows the own account',
      'GET /api/account/data · signed in: it gives what is kept about oneself',
      'GET /api/account/sessions · signed in: it shows the own sessions',
      'GET /api/demo/mails · public: the demo shows the mails that it does not send',
      'GET /api/health · public: machines that watch over the application ask without an account',
      'GET /api/own-operators · project.read',
      'GET /api/programmes · programme.read',
      'GET /api/programmes/:programme/people/:personId/data · person.manage',
      'GET /api/programmes/:programme/personal-data · personalData.readRegister',
      'GET /api/programmes/:programme/projects · project.read',
      'GET /api/programmes/:programme/projects/:project/budget · budget.read',
      'GET /api/programmes/:programme/projects/:project/budget/cells/:operatorId/:cell/history · budget.read',
      'GET /api/programmes/:programme/projects/:project/figures/:figure · project.read',
      'GET /api/programmes/:programme/projects/:project/history · project.readHistory',
      'GET /api/programmes/:programme/projects/:project/retention · project.read',
      'GET /api/programmes/:programme/projects/:project/sheet · project.read',
      'GET /api/programmes/:programme/projects/:project/sheet.:format · project.read',
      'GET /api/programmes/:programme/retention · retention.read',
      'GET /api/sample-sheets · exchange.importSheet',
      'GET /api/sample-sheets/:name · exchange.importSheet',
      'GET /api/session · public: the sign-in page asks before anybody is signed in',
      'GET /api/session/time · signed in: it concerns the own session',
      'PATCH /api/account · signed in: it changes the own account',
      'PATCH /api/programmes/:programme/projects/:project/budget/amounts · budget.changeAmounts',
      'POST /api/account/email · signed in: it changes the own account',
      'POST /api/account/email/confirm · public: the mail may be read where nobody is signed in; the link in it is the key',
      'POST /api/account/totp · signed in: it changes the own account',
      'POST /api/account/totp/confirm · signed in: it changes the own account',
      'POST /api/invitations/accept · public: whoever is invited has no account yet; the link in the mail is the key',
      'POST /api/invitations/look · public: whoever is invited has no account yet; the link in the mail is the key',
      'POST /api/password-resets · public: who has forgotten the password cannot sign in',
      'POST /api/password-resets/use · public: the link in the mail is the key',
      'POST /api/programmes/:programme/projects/:project/retention/holds · retention.hold',
      'POST /api/programmes/:programme/sheet-imports · exchange.importSheet',
      'POST /api/programmes/:programme/sheet-imports/preview · exchange.importSheet',
      'POST /api/session · public: signing in comes before being signed in',
      'POST /api/session/code · signed in: it concerns the own session',
      'POST /api/session/extend · signed in: it concerns the own session',
      'PUT /api/account/password · signed in: it changes the own account',
      'PUT /api/programmes/:programme/projects/:project/retention/last-payment · retention.setLastPayment',
    ]);
  });

  it('answer 401 to a visitor unless they are public', async () => {
    for (const { method, path: at, access } of declaredRoutes(t.app)) {
      if ('public' in access!) continue;
      const answer = await t.visitor(method as 'GET', at.replaceAll(/:(\w+)/g, 'x'));
      expect([method, at, answer.status, answer.body.code]).toEqual([method, at, 401, 'general.sign-in-needed']);
    }
  });

  it('refuse as problem documents with a request id, never with a stack', async () => {
    const answer = await t.visitor('GET', '/api/nothing-here', { headers: { 'accept-language': 'nl-BE,fr;q=0.5' } });
    expect([answer.status, answer.headers['content-type'], answer.headers['content-language']]).toEqual([404, 'application/problem+json; charset=utf-8', 'nl']);
    expect(answer.body).toMatchObject({ code: 'general.not-found', title: expect.stringContaining('bestaat niet'), requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(answer.headers['x-request-id']).toBe(answer.body.requestId);
    const broken = await t.visitor('POST', '/api/session', { raw: { payload: '{"email":', contentType: 'application/json' } });
    expect([broken.status, broken.text.includes('at ')]).toEqual([400, false]);
  });

  it('are described in docs/openapi.json just as they are (npm run -s openapi writes it)', () => {
    if (process.env['WRITE_OPENAPI']) writeFileSync(DOCUMENT, `${JSON.stringify(apiDocument(t.app), null, 2)}\n`);
    expect(JSON.parse(readFileSync(DOCUMENT, 'utf8'))).toEqual(JSON.parse(JSON.stringify(apiDocument(t.app))));
  });

  it('answer with statuses that the document names, for every schema that it refers to', () => {
    const document = JSON.stringify(apiDocument(t.app));
    const known = Object.keys(apiDocument(t.app).components!.schemas!);
    for (const [, name] of document.matchAll(/#\/components\/schemas\/(\w+)/g)) expect(known).toContain(name);
  });

  it('refuse what no text of the database can hold, and a field that is missing, as faults of the request', async () => {
    const secretariat = await t.as('secretariat');
    expect((await secretariat('GET', '/api/programmes/FWVL/projects?q=%25%00')).status).toBe(400);
  });

  it('tell whether the application is well', async () => {
    expect((await t.visitor('GET', '/api/health')).body).toEqual({ status: 'ok', database: expect.stringMatching(/^PostgreSQL 1[5-9]/) });
  });
});
