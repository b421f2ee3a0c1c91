import { TestBed } from '@angular/core/testing';
import type { CoverageView, HeldRoleView, PendingInvitationView } from '@passerelle/access/model';
import { ApiClient, ApiProblem, LanguageStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { RoleActsStore } from './role-acts.store';

const IN_PROJECT: CoverageView = { programmeId: 'i', versantCode: null, projectId: 'j', projectCode: '4.8.337', projectAcronym: 'AB', operatorId: 'o', operatorName: 'SETIS', operatorRole: 'PARTNER' };
const IN_VERSANT: CoverageView = { programmeId: 'i', versantCode: 'WA', projectId: null, projectCode: null, projectAcronym: null, operatorId: null, operatorName: null, operatorRole: null };
const held = (over: Partial<HeldRoleView> = {}): HeldRoleView => ({ assignmentId: 'a', role: 'PARTNER_OFFICER', covers: IN_PROJECT, since: '2026-01-01T00:00:00Z', givenByName: null, mayEnd: true, otherRoles: ['LEAD_OFFICER'], ...over });
const by = (over: Partial<HeldRoleView> = {}, isSelf = false) => ({ id: 'a', held: held(over), name: 'Finance', email: 'f@x.example', isSelf });
const invitation: PendingInvitationView = { invitationId: 'n', email: 'n@x.example', language: 'nl', role: 'PARTNER_OFFICER', covers: IN_PROJECT, invitedByName: null, invitedAt: '', expiresAt: '', isExpired: false, mayEnd: true };
const PROJECT = '/api/programmes/FWVL/projects/4.8.337';

describe('what is done about roles', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  const session = { load: jest.fn() };
  const reload = jest.fn();
  let store: RoleActsStore;
  beforeEach(async () => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [RoleActsStore, provideTexts(), { provide: ApiClient, useValue: api }, { provide: SessionStore, useValue: session }] });
    await TestBed.inject(LanguageStore).use('fr');
    store = TestBed.inject(RoleActsStore);
    api.change.mockResolvedValue({ body: { assignmentId: 'b' } });
    store.begin({ programme: 'FWVL', project: '4.8.337' }, async () => void reload());
  });
  const sent = () => api.change.mock.calls.map(([method, path, body]) => [method, path, body]);

  it('is asked first, and not done where it is left', () => {
    store.ask({ act: 'end', ...by() }, null);
    expect(store.question()?.id).toBe('a');
    store.leave();
    expect([store.question(), api.change.mock.calls.length]).toEqual([null, 0]);
  });

  it('ends a role of the project, reads the page anew, and gives the same role back where it is undone', async () => {
    store.ask({ act: 'end', ...by() }, null);
    await store.confirm();
    expect([store.done()?.text, store.question(), reload.mock.calls.length]).toEqual(['access.ended', null, 1]);
    await store.undo();
    expect(sent()).toEqual([
      ['DELETE', `${PROJECT}/assignments/a`, undefined],
      ['POST', `${PROJECT}/invitations`, { email: 'f@x.example', language: 'fr', role: 'PARTNER_OFFICER', operatorId: 'o' }],
    ]);
    expect([store.done()?.text, store.done()?.undo, reload.mock.calls.length]).toEqual(['access.undone', null, 2]);
  });

  it('looks after a role of a versant in the programme, also from within a project', async () => {
    store.ask({ act: 'end', ...by({ role: 'VERIFIER', covers: IN_VERSANT }) }, null);
    await store.confirm();
    await store.undo();
    expect(sent().map(([method, path]) => [method, path])).toEqual([['DELETE', '/api/programmes/FWVL/assignments/a'], ['POST', '/api/programmes/FWVL/invitations']]);
    expect(sent()[1]![2]).toMatchObject({ versantCode: 'WA', role: 'VERIFIER' });
  });

  it('names the project where the role is given back from the programme', async () => {
    store.begin({ programme: 'FWVL', project: null }, async () => undefined);
    store.ask({ act: 'end', ...by() }, null);
    await store.confirm();
    await store.undo();
    expect(sent()[1]).toEqual(['POST', '/api/programmes/FWVL/invitations', { email: 'f@x.example', language: 'fr', role: 'PARTNER_OFFICER', operatorId: 'o', projectCode: '4.8.337' }]);
  });

  it('changes a role to another one and back', async () => {
    store.ask({ act: 'change', ...by() }, null);
    expect(store.newRole()).toBe('LEAD_OFFICER');
    await store.confirm();
    expect([store.done()?.text, store.done()?.role]).toEqual(['access.changed', 'LEAD_OFFICER']);
    await store.undo();
    expect(sent()).toEqual([['PATCH', `${PROJECT}/assignments/a`, { role: 'LEAD_OFFICER' }], ['PATCH', `${PROJECT}/assignments/b`, { role: 'PARTNER_OFFICER' }]]);
  });

  it('asks once more where she would shut herself out, and then leaves the page without a way to undo', async () => {
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 409, code: 'access.own-last-way-in' }));
    store.ask({ act: 'end', ...by({}, true) }, null);
    await store.confirm();
    expect([store.mustConfirm(), store.question()?.act, store.shutOut()]).toEqual([true, 'end', false]);
    await store.confirm();
    expect(api.change).toHaveBeenLastCalledWith('DELETE', `${PROJECT}/assignments/a?confirmed=true`);
    expect([store.shutOut(), store.done()?.undo, session.load.mock.calls.length, reload.mock.calls.length]).toEqual([true, null, 1, 0]);
  });

  it('keeps the question with the reason where it is refused', async () => {
    api.change.mockRejectedValue(new ApiProblem({ status: 409, code: 'identity.last-administrator' }));
    store.ask({ act: 'end', ...by() }, null);
    await store.confirm();
    expect([store.problem()?.code, store.question()?.id, store.done(), store.mustConfirm()]).toEqual(['identity.last-administrator', 'a', null, false]);
  });

  it('renews an invitation at once, and takes one back after asking, to be sent again where it is undone', async () => {
    await store.renew(invitation);
    expect(store.done()?.text).toBe('access.renewed');
    store.ask({ act: 'withdraw', id: 'n', invitation }, null);
    await store.confirm();
    await store.undo();
    expect(sent()).toEqual([
      ['POST', `${PROJECT}/invitations/n/renew`, undefined],
      ['DELETE', `${PROJECT}/invitations/n`, undefined],
      ['POST', `${PROJECT}/invitations`, { email: 'n@x.example', language: 'nl', role: 'PARTNER_OFFICER', operatorId: 'o' }],
    ]);
  });

  it('sends an impatient second click nowhere', async () => {
    store.ask({ act: 'end', ...by() }, null);
    await Promise.all([store.confirm(), store.confirm()]);
    expect(api.change).toHaveBeenCalledTimes(1);
  });
});
