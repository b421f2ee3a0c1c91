import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import type { AccessView, CoverageView, ProjectAccessView } from '@passerelle/access/model';
import { ApiClient, ApiProblem, LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { ProjectAccessComponent } from './project-access.component';

const covers = (over: Partial<CoverageView> = {}): CoverageView => ({ programmeId: 'i', versantCode: null, projectId: null, projectCode: null, projectAcronym: null, operatorId: null, operatorName: null, operatorRole: null, ...over });
const partner: AccessView = {
  assignmentId: 'a', role: 'PARTNER_OFFICER', covers: covers({ projectId: 'j', projectCode: '4.8.337', operatorId: 'o', operatorName: 'Réseau SETIS' }), since: '2026-01-02T10:00:00Z', givenByName: 'Secrétariat', mayEnd: true,
  otherRoles: [], personId: 'p', name: 'Finance', email: 'f@setis.example', reason: 'OPERATOR', through: [{ operatorName: 'Réseau SETIS', versantCode: 'WA' }], lastSeenAt: null, isSelf: false,
};
const secretariat: AccessView = { ...partner, assignmentId: 'b', role: 'SECRETARIAT', covers: covers(), mayEnd: false, personId: 'q', name: 'Bureau', email: null, givenByName: null, reason: 'PROGRAMME', through: [], isSelf: true };
const access = (over: Partial<ProjectAccessView> = {}): ProjectAccessView => ({ people: [partner, secretariat], invitations: [], grantable: [], ...over });

describe('who has access to a project', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  async function open(view: ProjectAccessView, q?: string) {
    api.get.mockImplementation(async (address: string) => ({ body: address.endsWith('/access') ? view : [] }));
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([]), { provide: ApiClient, useValue: api }] });
    await TestBed.inject(LanguageStore).use('fr');
    const fixture = TestBed.createComponent(ProjectAccessComponent);
    fixture.componentRef.setInput('programme', 'FWVL');
    fixture.componentRef.setInput('project', '4.8.337');
    fixture.componentRef.setInput('q', q);
    document.body.append(fixture.nativeElement);
    const settle = async () => {
      await new Promise((done) => setTimeout(done));
      await fixture.whenStable();
    };
    await settle();
    const page = fixture.nativeElement as HTMLElement;
    const names = () => [...page.querySelectorAll('.person-name')].map(({ textContent }) => textContent);
    const button = (text: string) => [...page.querySelectorAll('button')].find(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim().startsWith(text))!;
    return { page, settle, names, button };
  }
  beforeEach(() => {
    jest.resetAllMocks();
    document.body.replaceChildren();
  });

  it('is told with the reason, the address where it may be known, and buttons only where they work', async () => {
    const { page } = await open(access());
    const rows = [...page.querySelectorAll('tbody tr')].map(({ textContent }) => textContent!.replace(/\s+/g, ' ').trim());
    expect(rows[0]).toContain('Travaille pour Réseau SETIS.');
    expect(rows[0]).toContain('f@setis.example');
    expect(rows[0]).toContain('par Secrétariat');
    expect(rows[1]).toContain('vous');
    expect([...page.querySelectorAll('td.acts')].map((cell) => cell.querySelectorAll('button').length)).toEqual([1, 0]);
    expect(page.querySelector('a[href$="invite"]')).toBeNull();
  });

  it('leads to inviting where the reader may give a role', async () => {
    const { page } = await open(access({ grantable: [{ operatorId: 'o', operatorName: 'Réseau SETIS', roles: ['PARTNER_OFFICER'] }] }));
    expect(page.querySelector('a[href$="invite"]')).not.toBeNull();
  });

  it('is filtered without regard to accents, by operator and versant too, and the filter stands in the address', async () => {
    const { page, names, settle } = await open(access(), 'reseau wa');
    expect(names()).toEqual(['Finance']);
    const navigate = jest.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    const field = page.querySelector<HTMLInputElement>('#access-filter')!;
    field.value = 'bureau';
    field.dispatchEvent(new Event('input'));
    await settle();
    expect([names(), page.querySelector('.found')?.textContent]).toEqual([['Bureau'], '1 accès']);
    expect(navigate).toHaveBeenLastCalledWith([], { queryParams: { q: 'bureau' }, queryParamsHandling: 'merge', replaceUrl: true });
  });

  it('asks in place with the focus on the question; Esc goes back to the button, and what was done has the focus and a way to undo', async () => {
    const { page, button, settle } = await open(access());
    button('Retirer l’accès').focus();
    button('Retirer l’accès').click();
    await settle();
    expect(document.activeElement?.textContent).toContain('Retirer à Finance');
    document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settle();
    expect([page.querySelector('pa-role-question'), document.activeElement?.textContent?.includes('Retirer l’accès')]).toEqual([null, true]);
    button('Retirer l’accès').click();
    await settle();
    api.change.mockResolvedValue({ body: null });
    page.querySelector<HTMLElement>('pa-role-question .primary')!.click();
    await settle();
    expect(api.change).toHaveBeenCalledWith('DELETE', '/api/programmes/FWVL/projects/4.8.337/assignments/a');
    expect([document.activeElement?.className, document.activeElement?.querySelector('button')?.textContent?.trim()]).toEqual(['outcome', 'Annuler']);
  });

  it('says so where it may not be read', async () => {
    const opened = open(access());
    api.get.mockRejectedValue(new ApiProblem({ status: 403, code: 'general.not-allowed' }));
    const { page } = await opened;
    expect(page.querySelector('pa-problem-page')).not.toBeNull();
  });
});
