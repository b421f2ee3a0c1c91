import { TestBed } from '@angular/core/testing';
import { Router, provideRouter, withComponentInputBinding, withRouterConfig } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { PersonRole } from '@passerelle/shared/kernel';
import { ApiClient, LanguageStore, ProgrammeStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { PROGRAMME_ROUTES } from '../overview.routes';

const programme = {
  programmeId: 'i', code: 'FWVL', names: { fr: 'Interreg' }, roundingRule: 'CUT', acronymMaxLength: 20, terms: {}, funds: [],
  versants: [{ code: 'WA', names: { fr: 'Versant wallon' } }],
  projectTypes: [{ code: 'SINGLE', names: { fr: 'Projet' }, erdfRateBp: 5000 }],
  costCategories: [{ code: 'STAFF', names: { fr: 'Frais de personnel' } }],
};

describe('the start of a programme', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  async function open(role: PersonRole, path = '/programmes/FWVL'): Promise<HTMLElement> {
    api.get.mockImplementation(async (address: string) => ({ body: address === '/api/programmes' ? [programme] : { rows: [], rowCount, page: 1, pageSize: 50 } }));
    const assignments = [{ role, programmeId: 'i', projectId: null, operatorId: null, versantCode: null }];
    api.change.mockResolvedValue({ body: { person: { personId: 'x', name: 'N', email: 'n@x.y', language: 'fr', assignments }, csrfToken: 't', demo: false, demoPersons: [] } });
    TestBed.configureTestingModule({
      providers: [provideTexts(), provideRouter([{ path: 'programmes/:programme', children: PROGRAMME_ROUTES }], withComponentInputBinding(), withRouterConfig({ paramsInheritanceStrategy: 'always' })), { provide: ApiClient, useValue: api }],
    });
    await TestBed.inject(LanguageStore).use('fr');
    await TestBed.inject(SessionStore).signIn('', '');
    await TestBed.inject(ProgrammeStore).load();
    TestBed.inject(ProgrammeStore).choose('FWVL');
    return (await RouterTestingHarness.create(path)).fixture.nativeElement as HTMLElement;
  }
  let rowCount: number;
  beforeEach(() => {
    jest.resetAllMocks();
    rowCount = 0;
  });

  it('is its set-up for whom projects are closed, and leads to the people', async () => {
    const page = await open('ADMINISTRATOR');
    const text = page.textContent?.replace(/\s+/g, ' ');
    expect(page.querySelector('a[href="/programmes/FWVL/people"]')).not.toBeNull();
    for (const part of ['Interreg', 'Il ne donne pas accès au contenu des projets', 'WA Versant wallon', 'Projet50 %', 'Frais de personnel']) expect(text).toContain(part);
  });

  it('is its projects for everybody else', async () => {
    await open('SECRETARIAT');
    expect(TestBed.inject(Router).url).toBe('/programmes/FWVL/projects');
  });

  it('has a list that says who may not read it, and does not ask for it', async () => {
    const page = await open('ADMINISTRATOR', '/programmes/FWVL/projects');
    expect(page.textContent).toContain('Vous n’avez pas accès à cette page');
    expect(api.get.mock.calls.map(([address]) => address)).toEqual(['/api/programmes']);
  });

  it('has a list whose last page stands in for one that no longer exists', async () => {
    rowCount = 51;
    await open('SECRETARIAT', '/programmes/FWVL/projects?page=9');
    await new Promise((done) => setTimeout(done, 20));
    expect(TestBed.inject(Router).url).toBe('/programmes/FWVL/projects?page=2');
  });
});
