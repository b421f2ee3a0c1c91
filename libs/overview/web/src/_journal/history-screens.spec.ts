import { TestBed } from '@angular/core/testing';
import { Router, provideRouter, withComponentInputBinding, withRouterConfig } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { HistoryEntry, HistoryPage, IntegrityReport, PersonActsPage } from '@passerelle/overview/model';
import type { PersonRole } from '@passerelle/shared/kernel';
import { EXPLAIN_CONTENT } from '@passerelle/shared/ui';
import { ApiClient, ApiProblem, LanguageStore, ProgrammeStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { OWN_ACTS_ROUTES, PROGRAMME_ROUTES, projectRoutes } from '../overview.routes';
import { momentsOf } from './days';

const PERSON = '01a20fe2-1fa3-75b6-8ec0-4588765394f5';
const CELL = 'budget-cell:o:STAFF';
const HASH = 'abcdef0123456789'.repeat(4);
const entry = (entryId: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  entryId, at: '2024-10-01T12:00:00.000000+00:00', actorId: PERSON, actorName: 'Chargée des finances', act: 'changeAmounts', hash: HASH.slice(0, 60) + String(entryId).padStart(4, '0'),
  changes: [{ subject: CELL, label: 'SETIS · STAFF', before: null, after: 100 * entryId }], ...more,
});
const history: HistoryPage = {
  entries: [
    entry(3, { changes: Array.from({ length: 15 }, (_, n) => ({ subject: n ? `budget-cell:o:${n}` : CELL, label: `SETIS · ${n || 'STAFF'}`, before: null, after: n })) }),
    entry(2, { act: 'addAssignment', changes: [{ subject: `person:${PERSON}`, label: '', before: null, after: { role: 'VERIFIER', versantCode: 'WA', operatorId: null } }] }),
    entry(1, { act: 'importSheet', actorId: null, actorName: 'Passerelle', changes: [] }),
  ],
  earlierBefore: null, names: { [PERSON]: 'Nom d’aujourd’hui' }, acts: ['changeAmounts', 'importSheet'], actors: [{ actorId: PERSON, name: 'Chargée des finances' }, { actorId: null, name: 'Passerelle' }],
};
const acts: PersonActsPage = {
  personId: PERSON, personName: 'Chargée des finances', names: {}, acts: ['changeAmounts', 'changePassword'], earlierBefore: 7,
  entries: [
    { ...entry(3), programmeCode: 'FWVL', projectCode: '4.8.337', projectAcronym: 'AB Réfugiés' },
    { ...entry(9, { act: 'changePassword', changes: [] }), programmeCode: null, projectCode: null, projectAcronym: null },
  ],
};
const intact: IntegrityReport = {
  programmeCode: 'FWVL', projectCode: '4.8.337', chainId: PERSON, entries: 3, verifiedEntries: 3, firstAt: '2024-06-01T12:00:00.000Z', lastAt: '2024-10-01T12:00:00.000Z', hash: HASH, fault: null,
  acts: [{ act: 'changeAmounts', entries: 2 }, { act: 'importSheet', entries: 1 }], halfYears: [{ year: 2024, half: 1, entries: 1 }, { year: 2024, half: 2, entries: 2 }],
  computedAt: '2024-11-01T12:00:00.000Z', computedBy: 'Auditeur',
};
const sheet = { programmeId: 'i', projectId: 'j', programmeCode: 'FWVL', code: '4.8.337', acronym: 'AB', titles: {}, summaries: {}, status: 'APPROVED', lead: { name: 'SGAR' }, operators: [], versants: [] };
const programme = {
  programmeId: 'i', code: 'FWVL', names: { fr: 'Interreg' }, terms: {}, funds: [], projectTypes: [],
  versants: [{ code: 'WA', names: { fr: 'Versant wallon' } }], costCategories: [{ code: 'STAFF', names: { fr: 'Frais de personnel' } }],
};

describe('the journal’s screens', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  let answers: Record<string, unknown>;
  let harness: RouterTestingHarness;
  const BASE = '/programmes/FWVL/projects/4.8.337/history';

  async function open(role: PersonRole, address: string): Promise<HTMLElement> {
    api.get.mockImplementation(async (path: string) => {
      const found = Object.entries(answers).find(([end]) => path.endsWith(end))?.[1];
      if (found instanceof ApiProblem) throw found;
      return { body: found };
    });
    const assignments = [{ role, programmeId: 'i', projectId: 'j', operatorId: 'o', versantCode: null }];
    api.change.mockResolvedValue({ body: { person: { personId: 'x', name: 'N', email: 'n@x.y', language: 'fr', assignments }, csrfToken: 't', demo: false, demoPersons: [] } });
    const none = { loadChildren: async () => [] };
    const routes = [{ path: 'programmes/:programme', children: [...PROGRAMME_ROUTES, { path: 'projects/:project', children: projectRoutes({ workPlan: { loadChildren: async () => [] }, budget: none, access: none, retention: none }) }] }, { path: 'account/acts', children: OWN_ACTS_ROUTES }];
    TestBed.configureTestingModule({
      providers: [provideTexts(), provideRouter(routes, withComponentInputBinding(), withRouterConfig({ paramsInheritanceStrategy: 'always' })), { provide: ApiClient, useValue: api }, { provide: EXPLAIN_CONTENT, useValue: async () => null }],
    });
    await TestBed.inject(LanguageStore).use('fr');
    await TestBed.inject(SessionStore).signIn('', '');
    await TestBed.inject(ProgrammeStore).load();
    TestBed.inject(ProgrammeStore).choose('FWVL');
    harness = await RouterTestingHarness.create(address);
    return settled();
  }
  async function settled(): Promise<HTMLElement> {
    await new Promise((done) => setTimeout(done, 20));
    await harness.fixture.whenStable();
    return harness.fixture.nativeElement as HTMLElement;
  }
  const texts = (page: HTMLElement, selector: string): string[] =>
    [...page.querySelectorAll(selector)].map((element) => (element.tagName === 'TR' ? [...element.children] : [element]).map(({ textContent }) => (textContent ?? '').replace(/\s+/g, ' ').trim()).join(' '));
  const asked = (end: string): unknown[] => api.get.mock.calls.filter(([path]) => path.endsWith(end)).map(([, query]) => query);
  const links = (page: HTMLElement, selector: string): (string | null)[] => [...page.querySelectorAll(`${selector} a`)].map((link) => link.getAttribute('href'));

  beforeEach(() => {
    jest.resetAllMocks();
    answers = { '/history': history, '/sheet': sheet, '/api/programmes': [programme], '/acts': acts, '/journal/integrity': intact };
  });

  describe('the history of a project', () => {
    it('asks what its address says', async () => {
      await open('LEAD_OFFICER', `${BASE}?from=2024-10-01&to=2024-10-31&actor=passerelle&act=importSheet&subject=${CELL}&before=9`);
      expect(asked('/history')).toEqual([{ ...momentsOf('2024-10-01', '2024-10-31'), actor: 'passerelle', act: 'importSheet', subject: CELL, before: 9 }]);
    });

    it('puts what is chosen into the address, and begins again at the latest', async () => {
      const page = await open('LEAD_OFFICER', `${BASE}?before=9&act=importSheet`);
      expect(page.textContent).toContain('À partir de l’entrée 8');
      const actor = page.querySelector<HTMLSelectElement>('#history-actor')!;
      expect([...actor.options].map(({ text }) => text)).toEqual(['Tous', 'Chargée des finances', 'Passerelle']);
      actor.value = 'passerelle';
      actor.dispatchEvent(new Event('change'));
      const from = page.querySelector<HTMLInputElement>('#history-from')!;
      await settled();
      from.value = '2024-10-01';
      from.dispatchEvent(new Event('change'));
      await settled();
      expect(TestBed.inject(Router).url).toBe(`${BASE}?act=importSheet&actor=passerelle&from=2024-10-01`);
      expect(asked('/history').at(-1)).toMatchObject({ act: 'importSheet', actor: 'passerelle', before: null, subject: undefined });
    });

    it('words an erased person, and why she was, in the reader’s language', async () => {
      answers['/history'] = { ...history, names: { [PERSON]: 'erased:7F3A91' }, entries: [entry(2, { act: 'erasePerson', actorName: 'erased:7F3A91', changes: [{ subject: `person:${PERSON}`, label: '', before: null, after: { reason: 'REQUEST' } }] })] };
      const page = await open('LEAD_OFFICER', BASE);
      expect(texts(page, '.history-who')[0]).toMatch(/^Personne effacée 7F3A91 · /);
      expect(texts(page, '.changes tbody tr')).toEqual(['Personne effacée 7F3A91 rien à la demande de la personne']);
    });

    it('says on paper what was chosen', async () => {
      const page = await open('LEAD_OFFICER', `${BASE}?from=2024-10-01&act=importSheet&actor=${PERSON}`);
      expect(texts(page, '.in-words')).toEqual(['Du 01/10/2024 · Fiche projet acceptée · Chargée des finances']);
    });

    it('shows each entry with its number and the first signs of its link, and leads from what changed to its own history', async () => {
      const page = await open('LEAD_OFFICER', BASE);
      expect(texts(page, '.history-who')[2]).toMatch(/^Passerelle · .* · entrée 1 abcdef012345$/);
      expect(links(page, '.changes th')[0]).toBe(`${BASE}?subject=${encodeURIComponent(CELL).replaceAll('%3A', ':')}`);
      expect(texts(page, 'li:nth-child(2) tbody tr')).toEqual(['Nom d’aujourd’hui rien Contrôleur de premier niveau · Versant wallon']);
    });

    it('shows of an act with many changes the first ones, and the others on request', async () => {
      const page = await open('LEAD_OFFICER', BASE);
      expect(page.querySelectorAll('li:first-child tbody tr')).toHaveLength(12);
      page.querySelector<HTMLButtonElement>('.more button')!.click();
      await settled();
      expect(page.querySelectorAll('li:first-child tbody tr')).toHaveLength(15);
    });

    it('of one row shows this row alone, by its name, and how much more the same act changed', async () => {
      const page = await open('LEAD_OFFICER', `${BASE}?subject=${CELL}`);
      expect(texts(page, 'h2')).toEqual(['Historique : SETIS · Frais de personnel']);
      expect(texts(page, 'li:first-child tbody tr')).toEqual(['SETIS · Frais de personnel rien 0,00 €']);
      expect(texts(page, 'li:first-child .more a')).toEqual(['14 autres changements par le même acte']);
      expect(links(page, 'li:first-child .more')).toEqual([`${BASE}?before=4`]);
    });

    it('leads on to what a person did and to the integrity report, for whoever may see them', async () => {
      expect(links(await open('AUDITOR', BASE), '.history-who')).toEqual([`/programmes/FWVL/people/${PERSON}/acts`, `/programmes/FWVL/people/${PERSON}/acts`]);
      expect(links(harness.fixture.nativeElement as HTMLElement, '.ways')).toEqual([`${BASE}/integrity`]);
      TestBed.resetTestingModule();
      const page = await open('PARTNER_OFFICER', BASE);
      expect([links(page, '.history-who'), links(page, '.ways')]).toEqual([[], []]);
    });

    it('says that nothing was found, and the way back', async () => {
      answers['/history'] = { ...history, entries: [] };
      const page = await open('LEAD_OFFICER', `${BASE}?act=importSheet`);
      expect(page.textContent).toContain('Aucun acte ne correspond');
      expect(links(page, '.actions')).toEqual([BASE]);
    });
  });

  describe('the acts of a person', () => {
    it('are told with their project, and asked for by what the address says', async () => {
      const page = await open('AUDITOR', `/programmes/FWVL/people/${PERSON}/acts?act=changeAmounts`);
      expect(texts(page, 'h1')).toEqual(['Actes de Chargée des finances']);
      expect(texts(page, '.history-act')).toEqual(['Montants modifiés · 4.8.337 AB Réfugiés', 'Mot de passe modifié']);
      expect(links(page, '.history-act')).toEqual([BASE]);
      expect(asked(`/people/${PERSON}/acts`)).toEqual([{ from: null, to: null, act: 'changeAmounts' }]);
      expect(page.querySelector('#history-actor')).toBeNull();
    });

    it('are one’s own where no person is named', async () => {
      const page = await open('ADMINISTRATOR', '/account/acts');
      expect([texts(page, 'h1'), asked('/api/account/acts').length]).toEqual([['Vos actes'], 1]);
    });

    it('of somebody who is not to be seen are a page that does not exist', async () => {
      answers['/acts'] = new ApiProblem({ status: 404, code: 'general.not-found' });
      expect(texts(await open('AUDITOR', `/programmes/FWVL/people/${PERSON}/acts`), 'h1')).toEqual(['Cette page n’existe pas']);
    });
  });

  describe('the integrity report', () => {
    it('says that the journal is intact, gives its end in groups, its counts and the two commands', async () => {
      const page = await open('AUDITOR', `${BASE}/integrity`);
      expect(texts(page, '.verdict p')[0]).toBe('Le journal est intact.');
      expect(texts(page, '.hash [aria-hidden]')).toEqual(['abcdef01', '23456789', 'abcdef01', '23456789', 'abcdef01', '23456789', 'abcdef01', '23456789']);
      expect(texts(page, '.counts tr')).toEqual(['Acte Entrées', 'Montants modifiés 2', 'Fiche projet acceptée 1', 'Total 3', 'Semestre Entrées', '1er semestre 2024 1', '2e semestre 2024 2', 'Total 3']);
      expect(texts(page, '.commands code')).toEqual([
        'passerelle journal anchor --programme FWVL --project 4.8.337 > FWVL-4.8.337.json',
        'passerelle journal verify --programme FWVL --project 4.8.337 --anchor FWVL-4.8.337.json',
      ]);
      expect(texts(page, '.tabs a.active')).toEqual(['Historique']);
    });

    it('says plainly that it is not, and leads to the entry', async () => {
      answers['/journal/integrity'] = { ...intact, verifiedEntries: 1, fault: { position: 2, kind: 'CHANGED' } };
      const page = await open('AUDITOR', `${BASE}/integrity`);
      expect(texts(page, '.verdict.broken p').slice(0, 2)).toEqual(['Le journal n’est pas intact.', expect.stringContaining('L’entrée 2 n’est pas celle qui a été écrite.')]);
      expect(links(page, '.verdict')).toEqual([`${BASE}?before=3`]);
    });

    it('is computed anew on request, and stays until then', async () => {
      const page = await open('AUDITOR', `${BASE}/integrity`);
      answers['/journal/integrity'] = new ApiProblem({ status: 500, code: 'general.unexpected' });
      page.querySelector<HTMLButtonElement>('.ways button')!.click();
      await settled();
      expect([page.querySelector('pa-problem') !== null, texts(page, '.said')]).toEqual([true, ['Le journal est intact.']]);
    });

    it('is closed to whoever may not verify', async () => {
      const page = await open('LEAD_OFFICER', `${BASE}/integrity`);
      expect([page.textContent?.includes('Vous n’avez pas accès à cette page'), asked('/journal/integrity')]).toEqual([true, []]);
    });
  });
});
