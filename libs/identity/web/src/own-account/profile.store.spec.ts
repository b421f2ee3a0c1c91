import { TestBed } from '@angular/core/testing';
import { ApiProblem, LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { AccountStore } from '../_account/account.store';
import { account, accountProviders } from '../_account/testing';
import { ProfileStore } from './profile.store';

describe('name and language', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  let store: ProfileStore;
  beforeEach(() => {
    jest.resetAllMocks();
    localStorage.clear();
    TestBed.configureTestingModule({ providers: [provideTexts(), ProfileStore, ...accountProviders(api)] });
    TestBed.inject(AccountStore).take(account());
    store = TestBed.inject(ProfileStore);
  });

  it('are saved when the field is left, and only where they have changed', async () => {
    expect(await store.saveName()).toBe(true);
    expect(api.change).not.toHaveBeenCalled();
    store.form.values.name.set(' M ');
    api.change.mockResolvedValueOnce({ body: account({ name: 'M' }) });
    await store.saveName();
    expect(api.change).toHaveBeenCalledWith('PATCH', '/api/account', { name: 'M' });
    expect([TestBed.inject(AccountStore).account()?.name, store.savedAt() !== null]).toEqual(['M', true]);
  });

  it('change the language before her too', async () => {
    api.change.mockResolvedValueOnce({ body: account({ language: 'nl' }) });
    await store.saveLanguage('nl');
    expect([store.language(), TestBed.inject(LanguageStore).language()]).toEqual(['nl', 'nl']);
  });

  it('stay as typed where they are refused', async () => {
    store.form.values.name.set('');
    expect([await store.saveName(), store.form.errors().name?.code]).toEqual([false, 'account.name.missing']);
    store.form.values.name.set('M');
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 0, code: 'general.offline' }));
    await store.saveName();
    expect([store.form.values.name(), store.form.problem()?.code, store.savedAt()]).toEqual(['M', 'general.offline', null]);
  });
});
