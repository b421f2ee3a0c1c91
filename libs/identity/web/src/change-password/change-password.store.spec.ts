import { TestBed } from '@angular/core/testing';
import { ApiProblem } from '@passerelle/shared/web-kit';
import { AccountStore } from '../_account/account.store';
import { account, accountProviders } from '../_account/testing';
import { ChangePasswordStore } from './change-password.store';

describe('another password', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  let store: ChangePasswordStore;
  beforeEach(() => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [ChangePasswordStore, ...accountProviders(api)] });
    TestBed.inject(AccountStore).take(account());
    store = TestBed.inject(ChangePasswordStore);
    store.form.values.current.set('old secret');
    store.form.values.password.set('une péniche sur la Lys');
  });

  it('is set along with the present one, and nothing of either stays on the screen', async () => {
    expect(await store.change()).toBe(true);
    expect(api.change).toHaveBeenCalledWith('PUT', '/api/account/password', { current: 'old secret', password: 'une péniche sur la Lys' });
    expect([store.isChanged(), store.form.read()]).toEqual([true, { current: '', password: '' }]);
  });

  it('is not sent where it is the address', async () => {
    TestBed.inject(AccountStore).take(account({ email: 'officer@x.example' }));
    store.form.values.password.set('Officer@x.example');
    await store.change();
    expect([store.form.errors().password?.code, api.change.mock.calls.length]).toEqual(['identity.password-is-address', 0]);
  });

  it('is refused where the present one is wrong, at its field', async () => {
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 422, code: 'identity.password-wrong', errors: [{ code: 'identity.password-wrong', params: {}, pointer: '/current' }] }));
    expect(await store.change()).toBe(false);
    expect([store.form.errors().current?.code, store.isChanged()]).toEqual(['identity.password-wrong', false]);
  });
});
