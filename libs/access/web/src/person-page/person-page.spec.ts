import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { ManagedPersonView } from '@passerelle/access/model';
import type { PersonRole } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, LanguageStore, ProgrammeStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { PersonPageComponent } from './person-page.component';

const programme = { programmeId: 'i', code: 'FWVL', names: { fr: 'Interreg' }, roundingRule: 'CUT', acronymMaxLength: 20, terms: {}, funds: [], versants: [], projectTypes: [], costCategories: [] };
const person = (over: Partial<ManagedPersonView> = {}): ManagedPersonView => ({ personId: 'p', name: 'Finance', email: 'f@x.example', language: 'nl', status: 'ACTIVE', lastSeenAt: null, sessionCount: 2, hasSecondFactor: false, isSelf: false, maySuspend: true, roles: [], ...over });
const AT = '/api/programmes/FWVL/people/p';

describe('the page of a person', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  let shown: ManagedPersonView;
  async function open(roles: PersonRole[] = ['ADMINISTRATOR']) {
    api.get.mockImplementation(async (address: string) => ({ body: address === AT ? shown : [programme] }));
    const assignments = roles.map((role) => ({ role, programmeId: 'i', projectId: null, operatorId: null, versantCode: null }));
    api.change.mockResolvedValueOnce({ body: { person: { personId: 'x', name: 'N', email: 'n@x.y', language: 'fr', assignments }, csrfToken: 't', demo: false, demoPersons: [] } });
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([]), { provide: ApiClient, useValue: api }] });
    await TestBed.inject(LanguageStore).use('fr');
    await TestBed.inject(SessionStore).signIn('', '');
    await TestBed.inject(ProgrammeStore).load();
    TestBed.inject(ProgrammeStore).choose('FWVL');
    api.change.mockReset();
    const fixture = TestBed.createComponent(PersonPageComponent);
    fixture.componentRef.setInput('programme', 'FWVL');
    fixture.componentRef.setInput('personId', 'p');
    document.body.append(fixture.nativeElement);
    const settle = async () => {
      await new Promise((done) => setTimeout(done));
      await fixture.whenStable();
    };
    await settle();
    const page = fixture.nativeElement as HTMLElement;
    const click = async (selector: string) => {
      page.querySelector<HTMLElement>(selector)!.click();
      await settle();
    };
    return { page, click };
  }
  beforeEach(() => {
    jest.resetAllMocks();
    document.body.replaceChildren();
    shown = person();
  });
  const acts = (page: HTMLElement) => [...page.querySelectorAll('[id^=account-]')].map(({ id }) => id);

  it('asks before an account is closed, says what was done, and offers to open it again', async () => {
    const { page, click } = await open();
    expect(acts(page)).toEqual(['account-endSessions', 'account-deactivate']);
    await click('#account-deactivate');
    expect([document.activeElement?.id, api.change.mock.calls.length]).toEqual(['account-question', 0]);
    api.change.mockResolvedValue({ body: null });
    shown = person({ status: 'DEACTIVATED', sessionCount: 0 });
    await click('.question .primary');
    expect(api.change).toHaveBeenCalledWith('POST', `${AT}/deactivate`);
    expect([document.activeElement?.id, acts(page)]).toEqual(['account-done', ['account-done', 'account-reactivate']]);
  });

  it('keeps the question with the reason where it is refused', async () => {
    const { page, click } = await open();
    await click('#account-endSessions');
    api.change.mockRejectedValue(new ApiProblem({ status: 403, code: 'access.person-elsewhere' }));
    await click('.question .primary');
    expect(api.change).toHaveBeenCalledWith('DELETE', `${AT}/sessions`);
    expect(page.querySelector('.question pa-problem')?.textContent).toContain('autre programme');
  });

  it('has no buttons for one’s own account, nor to erase oneself', async () => {
    shown = person({ isSelf: true, maySuspend: false });
    const { page } = await open();
    expect([acts(page), page.querySelector('a[href$="erase"]'), page.querySelector('a[download]')?.getAttribute('href')]).toEqual([[], null, `${AT}/data`]);
  });

  it('takes a lost second factor away where there is one', async () => {
    shown = person({ hasSecondFactor: true });
    const { click } = await open();
    await click('#account-resetTotp');
    api.change.mockResolvedValue({ body: null });
    await click('.question .primary');
    expect(api.change).toHaveBeenCalledWith('DELETE', `${AT}/second-factor`);
  });

  it('leads to her acts only who may read them', async () => {
    expect((await open()).page.querySelector('a[href$="/acts"]')).toBeNull();
    TestBed.resetTestingModule();
    expect((await open(['ADMINISTRATOR', 'SECRETARIAT'])).page.querySelector('a[href$="/people/p/acts"]')).not.toBeNull();
  });

  it('is closed to who does not look after people, and asks nothing of the server', async () => {
    const { page } = await open(['SECRETARIAT']);
    expect([page.querySelector('pa-problem-page') !== null, api.get.mock.calls.some(([address]) => address === AT)]).toEqual([true, false]);
  });
});
