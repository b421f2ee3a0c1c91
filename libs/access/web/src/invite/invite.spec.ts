import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { GrantPlaceView, ProjectAccessView } from '@passerelle/access/model';
import type { Assignment } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, LanguageStore, ProgrammeStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { InviteComponent } from './invite.component';

const grantable: ProjectAccessView['grantable'] = [
  { operatorId: 'lead', operatorName: 'SGAR', roles: ['LEAD_OFFICER', 'PARTNER_OFFICER'] },
  { operatorId: 'setis', operatorName: 'SETIS', roles: ['PARTNER_OFFICER'] },
  { operatorId: 'ars', operatorName: 'ARS', roles: ['ASSOCIATED_OFFICER'] },
];
const place: GrantPlaceView = { projectId: 'j', projectCode: '4.8.337', projectAcronym: 'AB', grantable: [{ operatorId: null, operatorName: null, roles: ['AUDITOR'] }, ...grantable] };
const programme = { programmeId: 'i', code: 'FWVL', names: { fr: 'Interreg' }, roundingRule: 'CUT', acronymMaxLength: 20, terms: {}, funds: [], versants: [{ code: 'WA', names: { fr: 'Versant wallon' } }], projectTypes: [], costCategories: [] };
const administrator: Assignment = { role: 'ADMINISTRATOR', programmeId: 'i', projectId: null, operatorId: null, versantCode: null };

describe('inviting somebody', () => {
  const api = { get: jest.fn(), change: jest.fn() };

  async function open(project: string | undefined, { roles = grantable, own = administrator, demo = false } = {}) {
    api.get.mockImplementation(async (address: string) => ({
      body: address === '/api/programmes' ? [programme] : address.endsWith('/access') ? { people: [], invitations: [], grantable: roles } : address.endsWith('/grant-places') ? [place] : null,
    }));
    api.change.mockResolvedValueOnce({ body: { person: { personId: 'x', name: 'N', email: 'n@x.y', language: 'fr', assignments: [own] }, csrfToken: 't', demo, demoPersons: [] } });
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([]), { provide: ApiClient, useValue: api }] });
    await TestBed.inject(LanguageStore).use('fr');
    await TestBed.inject(SessionStore).signIn('', '');
    await TestBed.inject(ProgrammeStore).load();
    TestBed.inject(ProgrammeStore).choose('FWVL');
    api.change.mockReset();
    const fixture = TestBed.createComponent(InviteComponent);
    fixture.componentRef.setInput('programme', 'FWVL');
    fixture.componentRef.setInput('project', project);
    document.body.append(fixture.nativeElement);
    const page = fixture.nativeElement as HTMLElement;
    const settle = async () => {
      await new Promise((done) => setTimeout(done));
      await fixture.whenStable();
    };
    await settle();
    const choose = async (selector: string, value: string) => {
      const field = page.querySelector<HTMLInputElement | HTMLSelectElement>(selector)!;
      field.value = value;
      field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input'));
      await settle();
    };
    const pick = async (value: string) => {
      page.querySelector<HTMLInputElement>(`input[type=radio][value="${value}"]`)!.click();
      await settle();
    };
    const submit = async () => {
      page.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
      await settle();
    };
    return { page, choose, pick, submit, settle };
  }

  beforeEach(() => {
    jest.resetAllMocks();
    document.body.replaceChildren();
  });
  const values = (page: HTMLElement, selector: string) => [...page.querySelectorAll<HTMLInputElement | HTMLOptionElement>(selector)].map(({ value }) => value);

  it('offers the roles that may be given, and for each the operators that it fits', async () => {
    const { page, pick } = await open('4.8.337');
    expect(values(page, 'input[name=role]')).toEqual(['LEAD_OFFICER', 'PARTNER_OFFICER', 'ASSOCIATED_OFFICER']);
    await pick('PARTNER_OFFICER');
    expect(values(page, '#invite-operator option')).toEqual(['', 'lead', 'setis']);
    await pick('LEAD_OFFICER');
    expect(values(page, '#invite-operator option')).toEqual(['lead']);
    expect(page.querySelector('.will')?.textContent?.replace(/\s+/g, ' ')).toContain('Chef de file · SGAR');
  });

  it('says at each field what is missing, focuses the first one and sends nothing', async () => {
    const { page, submit, choose } = await open('4.8.337');
    await choose('#invite-email', 'no address');
    await submit();
    expect([...page.querySelectorAll('.field-error')].map(({ id }) => id)).toEqual(['invite-role-error', 'invite-email-error']);
    expect([document.activeElement?.getAttribute('name'), api.change.mock.calls.length]).toEqual(['role', 0]);
  });

  it('sends it and tells to whom it went; in the demo also where the mail is', async () => {
    const { page, pick, choose, submit, settle } = await open('4.8.337', { demo: true });
    await pick('PARTNER_OFFICER');
    await choose('#invite-operator', 'setis');
    await choose('#invite-email', ' new@setis.example ');
    await choose('#invite-language', 'nl');
    api.change.mockResolvedValue({ body: { outcome: 'INVITED', invitationId: 'n', assignmentId: null } });
    await submit();
    expect(api.change).toHaveBeenCalledWith('POST', '/api/programmes/FWVL/projects/4.8.337/invitations', { email: 'new@setis.example', language: 'nl', role: 'PARTNER_OFFICER', operatorId: 'setis' });
    expect(page.querySelector('.outcome')?.textContent).toContain('new@setis.example');
    expect([document.activeElement?.className, page.querySelector('a[href="/demo/mails"]') !== null]).toEqual(['outcome', true]);
    page.querySelector<HTMLElement>('.outcome button')!.click();
    await settle();
    expect([page.querySelector<HTMLInputElement>('#invite-email')!.value, page.querySelector<HTMLSelectElement>('#invite-operator')!.value]).toEqual(['', 'setis']);
  });

  it('keeps what was typed where the server refuses, says it at the field, and offers to renew what is pending already', async () => {
    const { page, pick, choose, submit, settle } = await open('4.8.337');
    await pick('ASSOCIATED_OFFICER');
    await choose('#invite-email', 'a@ars.example');
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 409, code: 'identity.invited-already', errors: [{ code: 'identity.invited-already', params: { invitationId: 'n' }, pointer: '/email' }] }));
    await submit();
    expect([document.activeElement?.id, page.querySelector<HTMLInputElement>('#invite-email')!.value, page.querySelector('pa-problem')]).toEqual(['invite-email', 'a@ars.example', null]);
    api.change.mockResolvedValueOnce({ body: null });
    [...page.querySelectorAll<HTMLButtonElement>('form button')].find(({ type }) => type === 'button')!.click();
    await settle();
    expect(api.change).toHaveBeenLastCalledWith('POST', '/api/programmes/FWVL/projects/4.8.337/invitations/n/renew');
    expect(page.querySelector('.outcome')).not.toBeNull();
  });

  it('is closed to who may give nothing', async () => {
    const { page } = await open('4.8.337', { roles: [] });
    expect([page.querySelector('form'), page.querySelector('pa-problem-page') !== null]).toEqual([null, true]);
  });

  it('asks in a programme for what the role needs: a project and its operator, a versant, or nothing', async () => {
    const { page, pick, choose, submit } = await open(undefined);
    expect(values(page, 'input[name=role]')).toHaveLength(9);
    await pick('PARTNER_OFFICER');
    await choose('#invite-email', 'n@x.example');
    await submit();
    expect([...page.querySelectorAll('.field-error')].map(({ id }) => id)).toEqual(['invite-project-error']);
    await pick('4.8.337');
    expect(values(page, '#invite-operator option')).toEqual(['', 'lead', 'setis']);
    await pick('VERIFIER');
    expect([page.querySelector('#invite-operator'), values(page, '#invite-versant option')]).toEqual([null, ['', 'WA']]);
    await choose('#invite-versant', 'WA');
    api.change.mockResolvedValue({ body: { outcome: 'ADDED', invitationId: null, assignmentId: 'a' } });
    await submit();
    expect(api.change).toHaveBeenCalledWith('POST', '/api/programmes/FWVL/invitations', { email: 'n@x.example', language: 'fr', role: 'VERIFIER', versantCode: 'WA' });
  });

  it('makes an administrator of every programme only where she is one herself', async () => {
    const here = await open(undefined);
    await here.pick('ADMINISTRATOR');
    expect(here.page.querySelector('input[type=checkbox]')).toBeNull();
    TestBed.resetTestingModule();
    document.body.replaceChildren();
    const everywhere = await open(undefined, { own: { ...administrator, programmeId: null } });
    await everywhere.pick('ADMINISTRATOR');
    expect(everywhere.page.querySelector('input[type=checkbox]')).not.toBeNull();
  });
});
