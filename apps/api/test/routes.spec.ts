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
