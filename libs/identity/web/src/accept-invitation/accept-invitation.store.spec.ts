import { TestBed } from '@angular/core/testing';
import type { InvitationView } from '@passerelle/identity/model';
import { ApiClient, ApiProblem, LanguageStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { AcceptInvitationStore } from './accept-invitation.store';

const TOKEN = 'a'.repeat(43);
const invitation: InvitationView = {
  email: 'finance-lead@ab-refugies.example', language: 'nl', role: 'LEAD_OFFICER', versantCode: null, expiresAt: '2026-12-01T10:00:00Z',
  place: { programme: 'FWVL', project: '4.8.337 AB Réfugiés', operator: 'SGAR' },
};
const person = { personId: 'p', name: 'N', email: invitation.email, language: 'nl', assignments: [] };
const session = { person, csrfToken: 't', endsAt: null, mustSetUpTotp: true, mustGiveCode: false, providers: [{ id: 'eu-login', name: 'EU Login' }], demo: false, demoPersons: [] };

describe('accepting an invitation', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  let store: AcceptInvitationStore;

  beforeEach(async () => {
    jest.resetAllMocks();
    localStorage.clear();
    TestBed.configureTestingModule({ providers: [provideTexts(), AcceptInvitationStore, { provide: ApiClient, useValue: api }] });
    store = TestBed.inject(AcceptInvitationStore);
    api.change.mockResolvedValueOnce({ body: invitation });
    await store.look(TOKEN);
  });

  it('says what it is for, in the language of the invitation', () => {
    expect([store.invitation(), TestBed.inject(LanguageStore).language()]).toEqual([invitation, 'nl']);
    expect(api.change).toHaveBeenCalledWith('POST', '/api/invitations/look', { token: TOKEN });
  });

  it('asks for name and a good password before anything is sent', async () => {
    store.form.values.password.set('finance-lead');
    expect(await store.accept()).toBe(false);
    expect([store.form.errors().name?.code, store.form.errors().password?.code]).toEqual(['account.name.missing', 'identity.password-is-address']);
    expect(api.change).toHaveBeenCalledTimes(1);
  });

  it('makes the account and is signed in with it', async () => {
    store.form.values.name.set(' N ');
    store.form.values.password.set('une péniche sur la Lys');
    api.change.mockResolvedValueOnce({ body: session });
    expect(await store.accept()).toBe(true);
    expect(api.change).toHaveBeenLastCalledWith('POST', '/api/invitations/accept', { token: TOKEN, name: 'N', language: 'nl', password: 'une péniche sur la Lys' });
    expect(TestBed.inject(SessionStore).restriction()).toBe('set-up-totp');
  });

  it('goes by an account elsewhere without a password, and not without a name', async () => {
    expect(await store.acceptBy('eu-login')).toBeNull();
    expect([store.nameError()?.code, store.form.errors().password]).toEqual(['account.name.missing', null]);
    store.form.values.name.set('N');
    api.change.mockResolvedValueOnce({ body: { url: 'https://login.example/authorize' } });
    expect(await store.acceptBy('eu-login')).toBe('https://login.example/authorize');
    expect(api.change).toHaveBeenLastCalledWith('POST', '/api/invitations/accept-by-provider', { token: TOKEN, provider: 'eu-login', name: 'N', language: 'nl' });
  });

  it.each([
    [404, 'identity.link-unknown'],
    [410, 'identity.link-used'],
    [410, 'identity.link-expired'],
    [409, 'identity.email-taken'],
  ])('ends where the link leads nowhere any more (%s %s), instead of showing a form that cannot work', async (status, code) => {
    store.form.values.name.set('N');
    store.form.values.password.set('une péniche sur la Lys');
    api.change.mockRejectedValueOnce(new ApiProblem({ status, code }));
    expect(await store.accept()).toBe(false);
    expect([store.problem()?.code, store.invitation(), store.form.problem()]).toEqual([code, null, null]);
  });

  it('keeps what was typed where the server refuses it, or does not answer', async () => {
    store.form.values.name.set('N');
    store.form.values.password.set('une péniche sur la Lys');
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 0, code: 'general.offline' }));
    await store.accept();
    expect([store.form.problem()?.code, store.form.values.name(), store.invitation()]).toEqual(['general.offline', 'N', invitation]);
  });

  it('asks nobody where the address came without a token', async () => {
    await store.look('');
    expect([store.problem()?.code, api.change.mock.calls.length]).toEqual(['identity.link-unknown', 1]);
  });
});
