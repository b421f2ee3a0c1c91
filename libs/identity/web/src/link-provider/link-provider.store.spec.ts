import { TestBed } from '@angular/core/testing';
import { ApiProblem, SessionStore } from '@passerelle/shared/web-kit';
import { AccountStore } from '../_account/account.store';
import { account, accountProviders } from '../_account/testing';
import { LinkProviderStore } from './link-provider.store';

describe('accounts elsewhere', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  let store: LinkProviderStore;
  beforeEach(async () => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [LinkProviderStore, ...accountProviders(api)] });
    api.get.mockResolvedValueOnce({ body: { person: null, providers: [{ id: 'a', name: 'A' }, { id: 'b', name: 'B' }] } });
    await TestBed.inject(SessionStore).load();
    TestBed.inject(AccountStore).take(account({ providers: [{ provider: 'b', name: 'B' }] }));
    store = TestBed.inject(LinkProviderStore);
  });

  it('are those that are linked, then those that could be', () => {
    expect(store.providers()).toEqual([{ id: 'b', name: 'B', isLinked: true }, { id: 'a', name: 'A', isLinked: false }]);
  });

  it('are linked where the browser goes next', async () => {
    api.change.mockResolvedValueOnce({ body: { url: 'https://login.example/' } });
    expect(await store.link('a')).toBe('https://login.example/');
    expect(api.change).toHaveBeenCalledWith('POST', '/api/account/providers/a');
  });

  it('stay linked where they are the only way in, and it is said why', async () => {
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 409, code: 'identity.provider-last', errors: [{ code: 'identity.provider-last', params: {}, pointer: '' }] }));
    expect(await store.unlink('b')).toBe(false);
    expect(store.form.problem()?.code).toBe('identity.provider-last');
    api.get.mockResolvedValueOnce({ body: account() });
    await store.unlink('b');
    expect(store.providers().every(({ isLinked }) => !isLinked)).toBe(true);
  });
});
