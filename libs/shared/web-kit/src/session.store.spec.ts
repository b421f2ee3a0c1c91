import { TestBed } from '@angular/core/testing';
import { ApiClient } from './api-client';
import { ApiProblem } from './api-problem';
import { SessionState } from './session.state';
import { SessionStore } from './session.store';

const person = { personId: 'p', name: 'N', email: 'n@x.y', language: 'nl' as const, assignments: [{ role: 'PARTNER_OFFICER' as const, programmeId: 'i', versantCode: null, projectId: 'j', operatorId: 'o' }] };

describe('the session', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  let store: SessionStore;

  beforeEach(() => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [{ provide: ApiClient, useValue: api }] });
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
});
