import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import type { ManagedPeoplePage } from '@passerelle/access/model';
import type { PersonRole } from '@passerelle/shared/kernel';
import { ApiClient, LanguageStore, ProgrammeStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { PeopleListComponent } from './people-list.component';

const programme = { programmeId: 'i', code: 'FWVL', names: { fr: 'Interreg' }, roundingRule: 'CUT', acronymMaxLength: 20, terms: {}, funds: [], versants: [], projectTypes: [], costCategories: [] };
const covers = { programmeId: 'i', versantCode: 'WA', projectId: null, projectCode: null, projectAcronym: null, operatorId: null, operatorName: null, operatorRole: null };
const rows: ManagedPeoplePage['rows'] = [
  { personId: 'p', name: 'Contrôle', email: 'v@x.example', language: 'fr', status: 'DEACTIVATED', lastSeenAt: null, sessionCount: 0, hasSecondFactor: false, isSelf: false, maySuspend: true, roles: [{ assignmentId: 'a', role: 'VERIFIER', covers, since: '', givenByName: null, mayEnd: true, otherRoles: [] }] },
];
const page: ManagedPeoplePage = { rows, rowCount: 51, page: 1, pageSize: 50, invitations: [] };

describe('the people of a programme', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  async function open(inputs: Record<string, string>, role: PersonRole = 'ADMINISTRATOR', answer = page) {
    api.get.mockImplementation(async (address: string) => ({ body: address === '/api/programmes' ? [programme] : answer }));
    api.change.mockResolvedValueOnce({ body: { person: { personId: 'x', name: 'N', email: 'n@x.y', language: 'fr', assignments: [{ role, programmeId: 'i', projectId: null, operatorId: null, versantCode: null }] }, csrfToken: 't', demo: false, demoPersons: [] } });
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([]), { provide: ApiClient, useValue: api }] });
    await TestBed.inject(LanguageStore).use('fr');
    await TestBed.inject(SessionStore).signIn('', '');
    await TestBed.inject(ProgrammeStore).load();
    TestBed.inject(ProgrammeStore).choose('FWVL');
    const navigate = jest.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    const fixture = TestBed.createComponent(PeopleListComponent);
    for (const [name, value] of Object.entries({ programme: 'FWVL', ...inputs })) fixture.componentRef.setInput(name, value);
    await fixture.whenStable();
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
    return { host: fixture.nativeElement as HTMLElement, navigate };
  }
  beforeEach(() => jest.resetAllMocks());
  const asked = () => api.get.mock.calls.filter(([address]) => address === '/api/programmes/FWVL/people').map(([, query]) => query);

  it('are asked for as the address says, and shown with roles and status', async () => {
    const { host } = await open({ q: 'con', status: 'DEACTIVATED', page: '1' });
    expect(asked()).toEqual([{ q: 'con', status: 'DEACTIVATED', page: 1, pageSize: 50 }]);
    const row = host.querySelector('tbody tr')!.textContent!.replace(/\s+/g, ' ');
    for (const part of ['Contrôle', 'v@x.example', 'Contrôleur de premier niveau versant WA', 'désactivé']) expect(row).toContain(part);
    expect(host.querySelector('.pages a[rel=next]')).not.toBeNull();
  });

  it('are asked for without what the address has wrong', async () => {
    await open({ status: 'GONE', page: '-1' });
    expect(asked()).toEqual([{ q: '', status: '', page: 1, pageSize: 50 }]);
  });

  it('show the last page in the place of one that no longer exists', async () => {
    const { navigate } = await open({ page: '9' }, 'ADMINISTRATOR', { ...page, rows: [] });
    expect(navigate).toHaveBeenLastCalledWith([], { queryParams: { page: 2 }, queryParamsHandling: 'merge', replaceUrl: true });
  });

  it('are not asked for by who may not look after them', async () => {
    const { host } = await open({}, 'SECRETARIAT');
    expect([asked(), host.querySelector('pa-problem-page') !== null]).toEqual([[], true]);
  });
});
