import { TestBed } from '@angular/core/testing';
import { ApiProblem } from '@passerelle/shared/web-kit';
import { AccountStore } from '../_account/account.store';
import { account, accountProviders } from '../_account/testing';
import { ChangeEmailStore } from './change-email.store';

describe('another address', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  let store: ChangeEmailStore;
  beforeEach(() => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [ChangeEmailStore, ...accountProviders(api)] });
    TestBed.inject(AccountStore).take(account());
    store = TestBed.inject(ChangeEmailStore);
  });
  const type = (email: string, password: string) => {
    store.form.values.email.set(email);
    store.form.values.password.set(password);
  };

  it('is asked for with the password, and says where the link was sent', async () => {
    type(' new@x.example ', 'secret');
    expect(await store.ask()).toBe(true);
    expect(api.change).toHaveBeenCalledWith('POST', '/api/account/email', { email: 'new@x.example', password: 'secret' });
    expect([store.sentTo(), store.form.values.password(), store.email()]).toEqual(['new@x.example', '', 'n@x.example']);
  });

  it('is no address, or the one that she has: that is said before anything is sent', async () => {
    type('N@x.example', '');
    await store.ask();
    expect([store.form.errors().email?.code, store.form.errors().password?.code, api.change.mock.calls.length]).toEqual(['identity.email-unchanged', 'signIn.passwordMissing', 0]);
  });

  it('is not asked for with a wrong password', async () => {
    type('new@x.example', 'wrong');
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 422, code: 'identity.password-wrong', errors: [{ code: 'identity.password-wrong', params: {}, pointer: '/password' }] }));
    expect(await store.ask()).toBe(false);
    expect([store.form.errors().password?.code, store.sentTo(), store.form.values.email()]).toEqual(['identity.password-wrong', null, 'new@x.example']);
  });
});
