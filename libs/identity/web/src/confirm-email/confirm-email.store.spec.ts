import { TestBed } from '@angular/core/testing';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';
import { ConfirmEmailStore } from './confirm-email.store';

const TOKEN = 'a'.repeat(43);

describe('a new address', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  let store: ConfirmEmailStore;
  beforeEach(() => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [ConfirmEmailStore, { provide: ApiClient, useValue: api }] });
    store = TestBed.inject(ConfirmEmailStore);
    store.begin(TOKEN);
  });

  it('is put in place by an act, not by opening the page', async () => {
    expect([api.change.mock.calls, store.step()]).toEqual([[], 'ready']);
    await store.confirm();
    expect([api.change.mock.calls, store.step(), store.problem()]).toEqual([[['POST', '/api/account/email/confirm', { token: TOKEN }]], 'done', null]);
  });

  it('is refused where somebody has it by now, and can be tried again where the server did not answer', async () => {
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 409, code: 'identity.email-taken' }));
    await store.confirm();
    expect([store.step(), store.problem()?.code]).toEqual(['ready', 'identity.email-taken']);
    await store.confirm();
    expect([store.step(), store.problem()]).toEqual(['done', null]);
  });

  it('is not asked for without a token', () => {
    store.begin('');
    expect(store.problem()?.code).toBe('identity.link-unknown');
  });
});
