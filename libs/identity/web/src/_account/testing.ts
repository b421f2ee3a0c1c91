import type { Provider } from '@angular/core';
import type { AccountView } from '@passerelle/identity/model';
import { ApiClient } from '@passerelle/shared/web-kit';
import { AccountStore } from './account.store';

export const account = (over: Partial<AccountView> = {}): AccountView => ({
  email: 'n@x.example', name: 'N', language: 'fr', hasPassword: true, totp: { on: false, required: false, recoveryCodesLeft: 0 }, providers: [], ...over,
});

/** What a part of the account's page stands on in a test. */
export const accountProviders = (api: { readonly get: jest.Mock; readonly change: jest.Mock }): Provider[] => [AccountStore, { provide: ApiClient, useValue: api }];
