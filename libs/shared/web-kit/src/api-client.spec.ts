import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { ApiClient } from './api-client';
import { ApiProblem } from './api-problem';
import { SessionState } from './session.state';

@Component({ template: '' })
class EmptyComponent {}

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  ok: status < 400,
  status,
  headers: { get: (name: string) => ({ 'content-type': 'application/json', ...headers })[name] ?? null },
  text: async () => (body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)),
});
const signedInPerson = { personId: 'p', name: 'N', email: 'n@x.y', language: 'fr' as const, assignments: [] };

describe('the way to the server', () => {
  let fetched: jest.Mock;
  let api: ApiClient;
  const problemOf = async (sent: Promise<unknown>): Promise<ApiProblem> => sent.then(() => fail('was not refused'), (thrown) => thrown as ApiProblem) as Promise<ApiProblem>;

  beforeEach(() => {
    fetched = jest.fn();
    globalThis.fetch = fetched;
    TestBed.configureTestingModule({ providers: [provideRouter([{ path: '**', component: EmptyComponent }])] });
    api = TestBed.inject(ApiClient);
    TestBed.inject(SessionState).session.set({ person: signedInPerson, csrfToken: 'token-1', endsAt: null, mustSetUpTotp: false, mustGiveCode: false, providers: [], demo: false, demoPersons: [] });
  });

  it('asks with what is given of a query and hands back body and ETag', async () => {
    fetched.mockResolvedValue(answer(200, { rows: 1 }, { etag: '"7"' }));
    expect(await api.get('programmes/x/projects', { q: 'réf & co', page: 2, versant: null, order: undefined })).toEqual({ body: { rows: 1 }, etag: '"7"', status: 200 });
    const [address, init] = fetched.mock.calls[0];
    expect(address).toBe('/api/programmes/x/projects?q=r%C3%A9f+%26+co&page=2');
    expect(init.headers['X-CSRF-Token']).toBeUndefined();
  });

  it('sends a change with the CSRF token and the version on which it stands', async () => {
    fetched.mockResolvedValue(answer(200, {}));
    await api.change('PATCH', '/api/a', { n: 1 }, { ifMatch: '"3"' });
    const { headers, body, method } = fetched.mock.calls[0][1];
    expect([method, body, headers['X-CSRF-Token'], headers['If-Match'], headers['Content-Type']]).toEqual(['PATCH', '{"n":1}', 'token-1', '"3"', 'application/json']);
  });

  it('puts the fields of an upload before its file and leaves the content type to the browser', async () => {
    fetched.mockResolvedValue(answer(201, {}));
    await api.upload('/api/u', { fingerprint: 'f' }, new Blob(['x']), 'sheet.txt');
    const { headers, body } = fetched.mock.calls[0][1] as { headers: Record<string, string>; body: FormData };
    expect([...body.keys()]).toEqual(['fingerprint', 'file']);
    expect((body.get('file') as File).name).toBe('sheet.txt');
    expect(headers['Content-Type']).toBeUndefined();
    expect(headers['X-CSRF-Token']).toBe('token-1');
  });

  describe('for a POST', () => {
    const keyOf = (call: number): string => fetched.mock.calls[call][1].headers['Idempotency-Key'];
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    it('sends a key that is fresh for every act, and none where nothing is created', async () => {
      fetched.mockImplementation(async () => answer(201, {}));
      await api.change('POST', '/api/a', { n: 1 });
      await api.change('POST', '/api/a', { n: 1 });
      await api.upload('/api/u', {}, new Blob(['x']), 'sheet.txt');
      await api.change('PATCH', '/api/a', {});
      expect(new Set([0, 1, 2].map(keyOf)).size).toBe(3);
      for (const call of [0, 1, 2]) expect(keyOf(call)).toMatch(/^[!-~]{30,200}$/);
      expect(keyOf(3)).toBeUndefined();
    });

    it('makes a key where the browser makes no UUIDs', async () => {
      const made = jest.spyOn(globalThis, 'crypto', 'get').mockReturnValue({ getRandomValues: (bytes: Uint8Array) => bytes.fill(10) } as unknown as Crypto);
      fetched.mockResolvedValue(answer(201, {}));
      await api.change('POST', '/api/a', {});
      made.mockRestore();
      expect(keyOf(0)).toBe('0a'.repeat(16));
    });

    it('sends it again under the same key where no answer came, and while the first sending is at work', async () => {
      fetched.mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValueOnce(answer(409, { code: 'general.in-progress' }, { 'retry-after': '2' })).mockResolvedValueOnce(answer(201, { done: true }));
      const sent = api.change('POST', '/api/a', {});
      await jest.advanceTimersByTimeAsync(5000);
      expect((await sent).body).toEqual({ done: true });
      expect([fetched.mock.calls.length, keyOf(1), keyOf(2)]).toEqual([3, keyOf(0), keyOf(0)]);
    });

    it('gives up after three times, and at once where it was refused', async () => {
      fetched.mockRejectedValue(new TypeError('Failed to fetch'));
      const sent = problemOf(api.change('POST', '/api/a', {}));
      await jest.advanceTimersByTimeAsync(5000);
      expect([(await sent).code, fetched.mock.calls.length]).toEqual(['general.offline', 3]);
      fetched.mockResolvedValue(answer(409, { code: 'general.outcome-unknown' }));
      expect([(await problemOf(api.change('POST', '/api/a', {}))).status, fetched.mock.calls.length]).toEqual([409, 4]);
    });
  });

  it('hands back text where the answer is text, and null where there is none', async () => {
    fetched.mockResolvedValueOnce(answer(200, 'ligne 1\nligne 2', { 'content-type': 'text/plain' }));
    expect((await api.get<string>('/api/t')).body).toBe('ligne 1\nligne 2');
    fetched.mockResolvedValueOnce(answer(204, undefined));
    expect((await api.change('DELETE', '/api/session')).body).toBeNull();
  });

  it('throws a refusal with its code, reasons, number and the whole answer', async () => {
    const errors = [{ code: 'budget.too-large', params: { limitCents: 5 }, pointer: '/changes/0' }];
    fetched.mockResolvedValue(answer(412, { code: 'budget.stale-cells', params: { n: 1 }, errors, requestId: 'r-1', staleCells: [1] }, { 'retry-after': '30' }));
    const problem = await problemOf(api.change('PATCH', '/api/a', {}));
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({ status: 412, code: 'budget.stale-cells', params: { n: 1 }, errors, requestId: 'r-1', retryAfterSeconds: 30, body: { staleCells: [1] } });
  });

  it('names what is refused without a code by its status', async () => {
    fetched.mockResolvedValue(answer(502, '<html>', { 'content-type': 'text/html', 'x-request-id': 'r-2' }));
    expect(await problemOf(api.get('/api/a'))).toMatchObject({ status: 502, code: 'general.unexpected', requestId: 'r-2' });
    fetched.mockResolvedValue(answer(404, undefined));
    expect(await problemOf(api.get('/api/a'))).toMatchObject({ status: 404, code: 'general.not-found' });
  });

  it('says that the server was not reached', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'));
    expect(await problemOf(api.get('/api/a'))).toMatchObject({ status: 0, code: 'general.offline' });
  });

  describe('when the session has ended', () => {
    beforeEach(() => fetched.mockResolvedValue(answer(401, { code: 'general.sign-in-needed' })));

    const nobody = () => TestBed.inject(SessionState).session.update((session) => session && { ...session, person: null });

    it('leads a reader who is nobody to the sign-in page with the way back', async () => {
      nobody();
      const router = TestBed.inject(Router);
      await router.navigateByUrl('/programmes/p/projects?q=a');
      await problemOf(api.get('/api/a'));
      await TestBed.inject(Router).navigated;
      await new Promise((done) => setTimeout(done));
      expect(router.url).toBe('/sign-in?returnTo=%2Fprogrammes%2Fp%2Fprojects%3Fq%3Da');
    });

    it('names no way back to the start, which comes after signing in anyway', async () => {
      nobody();
      const router = TestBed.inject(Router);
      await router.navigateByUrl('/');
      await problemOf(api.get('/api/a'));
      await new Promise((done) => setTimeout(done));
      expect(router.url).toBe('/sign-in');
    });

    it('keeps a reader where she is, and asks once more when she has signed in again', async () => {
      const router = TestBed.inject(Router);
      await router.navigateByUrl('/budget');
      const reading = api.get('/api/a');
      await new Promise((done) => setTimeout(done));
      expect([router.url, TestBed.inject(SessionState).ended(), fetched.mock.calls.length]).toEqual(['/budget', true, 1]);
      fetched.mockResolvedValue(answer(200, { rows: 1 }));
      TestBed.inject(SessionState).goOn();
      expect((await reading).body).toEqual({ rows: 1 });
    });

    it('tells it at once to who does not want to wait', async () => {
      expect((await problemOf(api.get('/api/session/time', {}, { waits: false }))).status).toBe(401);
      expect(TestBed.inject(SessionState).ended()).toBe(true);
    });

    it.each([
      ['a change', () => api.change('PUT', '/api/a', {}, { quiet: true })],
      ['a question', () => api.get('/api/a', {}, { quiet: true })],
    ])('is not told to who is typing by %s in the background, but by the next act', async (_, background) => {
      const state = TestBed.inject(SessionState);
      expect((await problemOf(background())).status).toBe(401);
      expect([state.ended(), state.doubts()]).toEqual([false, 0]);
      await problemOf(api.change('PATCH', '/api/a', {}));
      expect(state.ended()).toBe(true);
    });

    it('leaves the screen of a writer as it is, with what was typed', async () => {
      const router = TestBed.inject(Router);
      await router.navigateByUrl('/budget');
      await problemOf(api.change('PATCH', '/api/a', {}));
      await new Promise((done) => setTimeout(done));
      expect(router.url).toBe('/budget');
      expect(TestBed.inject(SessionState).ended()).toBe(true);
    });

    it('does not take a wrong password for an ended session', async () => {
      expect((await problemOf(api.change('POST', '/api/session', {}))).status).toBe(401);
      expect(TestBed.inject(SessionState).ended()).toBe(false);
    });
  });

  it('notes when the session ends by this device’s clock, however wrong that is', async () => {
    const serversNow = Date.now() - 3600_000;
    const times = (endsIn: number) => ({ date: new Date(serversNow).toUTCString(), 'x-session-ends': new Date(serversNow + endsIn).toISOString() });
    const left = () => Math.round(((TestBed.inject(SessionState).endsAt() ?? 0) - Date.now()) / 10_000);
    fetched.mockResolvedValueOnce(answer(200, {}, times(600_000)));
    await api.get('/api/a');
    expect(left()).toBe(60);
    fetched.mockResolvedValueOnce(answer(422, { code: 'x' }, times(300_000)));
    await problemOf(api.change('PATCH', '/api/a', {}));
    expect(left()).toBe(30);
    fetched.mockResolvedValueOnce(answer(200, {}));
    await api.get('/api/a');
    expect(left()).toBe(30);
  });

  it.each([
    ['PATCH', 403, 'general.not-allowed', 1],
    ['PATCH', 404, 'general.not-found', 1],
    ['PATCH', 422, 'budget.amount-negative', 0],
    ['GET', 404, 'general.not-found', 0],
    ['GET', 403, 'identity.totp-needed', 1],
  ] as const)('doubts the session by %s %s %s: %s', async (method, status, code, doubts) => {
    fetched.mockResolvedValue(answer(status, { code }));
    await problemOf(method === 'GET' ? api.get('/api/a') : api.change(method, '/api/a', {}));
    expect(TestBed.inject(SessionState).doubts()).toBe(doubts);
  });
});
