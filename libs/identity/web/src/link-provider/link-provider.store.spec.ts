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

  const leadsAway = () => api.change.mockResolvedValueOnce({ body: { url: 'https://login.example/' } });

  it('are linked where the browser goes next, once the password is given', async () => {
    expect([await store.begin('a'), store.proving()?.name, store.asks()]).toEqual([null, 'A', 'password']);
    expect([await store.link('a'), store.form.errors().password?.code, api.change.mock.calls.length]).toEqual([null, 'signIn.passwordMissing', 0]);
    store.form.values.password.set('secret');
    leadsAway();
    expect(await store.link('a')).toBe('https://login.example/');
    expect(api.change).toHaveBeenCalledWith('POST', '/api/account/providers/a', { password: 'secret' });
  });

  it('are not linked with a wrong password, which is said at the field', async () => {
    await store.begin('a');
    store.form.values.password.set('wrong');
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 422, code: 'identity.password-wrong', errors: [{ code: 'identity.password-wrong', params: {}, pointer: '/password' }] }));
    expect([await store.link('a'), store.form.errors().password?.code, store.form.problem()]).toEqual([null, 'identity.password-wrong', null]);
    store.cancel();
    expect([store.proving(), store.form.values.password()]).toEqual([null, '']);
  });

  it('are linked by a code where there is no password, and at once where there is neither', async () => {
    TestBed.inject(AccountStore).take(account({ hasPassword: false, totp: { on: true, required: false, recoveryCodesLeft: 9 } }));
    expect([await store.begin('a'), store.asks()]).toEqual([null, 'code']);
    store.form.values.code.set(' 123456 ');
    leadsAway();
    await store.link('a');
    expect(api.change).toHaveBeenLastCalledWith('POST', '/api/account/providers/a', { code: '123456' });
    store.cancel();
    TestBed.inject(AccountStore).take(account({ hasPassword: false }));
    leadsAway();
    expect([await store.begin('a'), store.proving()]).toEqual(['https://login.example/', null]);
    expect(api.change).toHaveBeenLastCalledWith('POST', '/api/account/providers/a', {});
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
