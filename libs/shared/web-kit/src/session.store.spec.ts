import { TestBed } from '@angular/core/testing';
import { ApiClient } from './api-client';
import { ApiProblem } from './api-problem';
import { SessionState } from './session.state';
import { SessionStore } from './session.store';
import { TAB_CHANNEL, type TabMessage } from './session-tabs';

const person = { personId: 'p', name: 'N', email: 'n@x.y', language: 'nl' as const, assignments: [{ role: 'PARTNER_OFFICER' as const, programmeId: 'i', versantCode: null, projectId: 'j', operatorId: 'o' }] };

describe('the session', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  let store: SessionStore;
  let told: TabMessage[];
  let tell: (message: TabMessage) => void;
  const channel = { postMessage: (message: TabMessage) => told.push(message), addEventListener: (_: string, hear: (event: { data: TabMessage }) => void) => (tell = (data) => hear({ data })) };
  const settle = () => new Promise((done) => setTimeout(done));
  const view = (over: object = {}) => ({ body: { person, csrfToken: 't', endsAt: null, mustSetUpTotp: false, mustGiveCode: false, providers: [], demo: true, demoPersons: [], ...over } });

  beforeEach(() => {
    jest.resetAllMocks();
    told = [];
    TestBed.configureTestingModule({ providers: [{ provide: ApiClient, useValue: api }, { provide: TAB_CHANNEL, useValue: channel }] });
    store = TestBed.inject(SessionStore);
  });
  const signIn = async (): Promise<void> => {
    api.change.mockResolvedValueOnce({ body: { person, csrfToken: 't', demo: true, demoPersons: [] } });
    await store.signIn('n@x.y', 'secret');
  };

  it('begins with nobody, and with no right', () => {
    expect([store.person(), store.signedIn(), store.mayAnywhere('project.read')]).toEqual([null, false, false]);
  });

  it('knows after signing in who it is and what she may do where', async () => {
    await signIn();
    expect(store.signedIn()).toBe(true);
    expect(store.may('budget.changeAmounts', { programmeId: 'i', projectId: 'j', operatorId: 'o' })).toBe(true);
    expect(store.may('budget.changeAmounts', { programmeId: 'i', projectId: 'j', operatorId: 'another' })).toBe(false);
    expect(store.may('exchange.importSheet', { programmeId: 'i' })).toBe(false);
  });

  it('stays as it was when signing in is refused', async () => {
    api.change.mockRejectedValue(new ApiProblem({ status: 401, code: 'identity.sign-in-failed' }));
    await expect(store.signIn('n@x.y', 'wrong')).rejects.toThrow('identity.sign-in-failed');
    expect(store.signedIn()).toBe(false);
  });

  it('keeps the person when the server has ended the session, so that her screen stays, and goes on when she has signed in again', async () => {
    await signIn();
    TestBed.inject(SessionState).ended.set(true);
    expect([store.signedIn(), store.ended(), store.person()?.name]).toEqual([false, true, 'N']);
    await signIn();
    expect([store.signedIn(), store.ended()]).toEqual([true, false]);
  });

  it('stays signed in when the server does not answer', async () => {
    await signIn();
    api.change.mockRejectedValue(new ApiProblem({ status: 0, code: 'general.offline' }));
    await expect(store.signOut()).rejects.toThrow('general.offline');
    expect([store.signedIn(), store.session()?.csrfToken]).toEqual([true, 't']);
  });

  it('is signed out where the server had already forgotten the session', async () => {
    await signIn();
    api.change.mockRejectedValue(new ApiProblem({ status: 401, code: 'identity.not-signed-in' }));
    await store.signOut();
    expect([store.person(), store.session()?.csrfToken, store.session()?.demo]).toEqual([null, null, true]);
  });

  it('says what she has to do before anything else is open to her', async () => {
    api.change.mockResolvedValueOnce(view({ mustSetUpTotp: true }));
    await store.signIn('n@x.y', 'secret');
    expect(store.restriction()).toBe('set-up-totp');
    api.change.mockResolvedValueOnce(view({ mustGiveCode: true }));
    await store.signIn('n@x.y', 'secret', '123456');
    expect([store.restriction(), api.change.mock.lastCall]).toEqual(['give-code', ['POST', '/api/session', { email: 'n@x.y', password: 'secret', code: '123456' }]]);
    api.change.mockResolvedValueOnce(view());
    await store.giveCode('123456');
    expect(store.restriction()).toBeNull();
  });

  it('looks again at her rights where the server contradicts the screen, and is the same where nothing has changed', async () => {
    await signIn();
    const before = store.person();
    api.get.mockResolvedValueOnce(view());
    await store.refresh();
    expect(store.person()).toBe(before);
    api.get.mockResolvedValueOnce(view({ person: { ...person, assignments: [] } }));
    TestBed.inject(SessionState).doubts.update((n) => n + 1);
    TestBed.tick();
    await settle();
    expect([store.mayAnywhere('budget.changeAmounts'), store.signedIn()]).toEqual([false, true]);
  });

  it('leaves the screen to her where looking again finds nobody, or somebody else', async () => {
    await signIn();
    for (const other of [null, { ...person, personId: 'another' }]) {
      TestBed.inject(SessionState).goOn();
      api.get.mockResolvedValueOnce(view({ person: other }));
      await store.refresh();
      expect([store.person()?.personId, store.ended()]).toEqual(['p', true]);
    }
  });

  it('agrees with the other tabs: signed in again in one, she goes on in all; signed out in one, she is asked in all', async () => {
    await signIn();
    expect(told).toEqual([{ kind: 'entered', personId: 'p' }]);
    tell({ kind: 'left' });
    expect(store.ended()).toBe(true);
    api.get.mockResolvedValueOnce(view({ csrfToken: 'new' }));
    tell({ kind: 'entered', personId: 'p' });
    await settle();
    expect([store.ended(), store.session()?.csrfToken]).toEqual([false, 'new']);
    tell({ kind: 'entered', personId: 'another' });
    expect([store.ended(), store.person()?.personId]).toEqual([true, 'p']);
  });
});
