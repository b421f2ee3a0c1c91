import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter, withComponentInputBinding, withRouterConfig, type Routes } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { ProjectSheetView } from '@passerelle/overview/model';
import type { Permission, PersonRole } from '@passerelle/shared/kernel';
import { cents } from '@passerelle/shared/money';
import { EXPLAIN_CONTENT, SidePanelStore } from '@passerelle/shared/ui';
import { ApiClient, ApiProblem, LanguageStore, ProjectTotalsStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { projectRoutes } from '../overview.routes';

@Component({ template: `<p>THE GRID</p>` })
class GridComponent {}
@Component({ template: `<p>NO GRID HERE</p>` })
class NoGridComponent {}
@Component({ template: '' })
class ExplainStandInComponent {}

const sheet: ProjectSheetView = {
  programmeId: 'i', projectId: 'j', programmeCode: 'p', code: '4.8.337', acronym: 'AB Réfugiés - Social', titles: { fr: 'Titre' }, summaries: { fr: 'Un\nDeux' }, status: 'APPROVED',
  startDate: '2017-10-01', endDate: '2020-12-31', lastUpdate: null, interventionCategory: null, interventionCategoryText: null, erdfRateBp: 5000,
  lead: { name: 'SGAR', postcode: '59039', city: 'Lille', country: null },
  operators: [
    { operatorId: 'a', name: 'SGAR', role: 'LEAD', versantCode: 'FR', totalCents: cents(18332124), erdfCents: cents(9166062) },
    { operatorId: 'b', name: 'ARS', role: 'ASSOCIATED', versantCode: 'FR', totalCents: null, erdfCents: null },
    { operatorId: 'c', name: 'SETIS', role: 'PARTNER', versantCode: 'WA', totalCents: cents(10930723), erdfCents: cents(5465361) },
  ],
  versants: [
    { versantCode: 'FR', operatorCount: 2, associatedCount: 1, totalCents: cents(18332124), erdfCents: cents(9166062) },
    { versantCode: 'WA', operatorCount: 1, associatedCount: 0, totalCents: cents(10930723), erdfCents: cents(5465361) },
  ],
  totalCents: cents(29262847), erdfCents: cents(14631423), toAllocateCents: cents(0), budgetRevision: 1,
};

describe('a project', () => {
  const api = { get: jest.fn(), change: jest.fn() };

  async function open(tab: string, role: PersonRole, answer = async () => ({ body: sheet })): Promise<HTMLElement> {
    api.get.mockImplementation(answer);
    api.change.mockResolvedValue({ body: { person: { personId: 'x', name: 'N', email: 'n@x.y', language: 'fr', assignments: [{ role, programmeId: 'i', projectId: 'j', operatorId: 'b', versantCode: null }] }, csrfToken: 't', demo: false, demoPersons: [] } });
    const budget = { loadChildren: async () => budgetRoutes };
    TestBed.configureTestingModule({
      providers: [
        provideTexts(),
        provideRouter([{ path: 'programmes/:programme/projects/:project', children: projectRoutes({ workPlan: { loadComponent: async () => ExplainStandInComponent }, budget, access: { loadChildren: async () => [] }, retention: { loadComponent: async () => ExplainStandInComponent } }) }], withComponentInputBinding(), withRouterConfig({ paramsInheritanceStrategy: 'always' })),
        { provide: ApiClient, useValue: api },
        { provide: EXPLAIN_CONTENT, useValue: async () => ExplainStandInComponent },
      ],
    });
    await TestBed.inject(LanguageStore).use('fr');
    await TestBed.inject(SessionStore).signIn('', '');
    const harness = await RouterTestingHarness.create(`/programmes/p/projects/4.8.337/${tab}`);
    await new Promise((done) => setTimeout(done));
    await harness.fixture.whenStable();
    settle = () => harness.fixture.whenStable();
    return harness.fixture.nativeElement as HTMLElement;
  }
  let budgetRoutes: Routes;
  let settle: () => Promise<unknown>;
  const texts = (page: HTMLElement, selector: string): string[] => [...page.querySelectorAll(selector)].map((element) =>
      (element.tagName === 'TR' ? [...element.children] : [element]).map((part) => (part.textContent ?? '').replace(/\s+/g, ' ').trim()).join(' '),
    );

  beforeEach(() => {
    jest.resetAllMocks();
    budgetRoutes = [{ path: '', component: GridComponent }];
  });

  it('shows its sheet: every figure of a funded operator can be asked, an associated one has none', async () => {
    const page = await open('sheet', 'LEAD_OFFICER');
    expect(texts(page, '.operators tbody tr')).toEqual([
      'SGAR Chef de file FR 183 321,24 91 660,62',
      'ARS FR OP associé OP associé',
      'SETIS WA 109 307,23 54 653,61',
      'Total 292 628,47 146 314,23',
      'Totaux par versant',
      '2 opérateurs, dont 1 associé FR 183 321,24 91 660,62',
      '1 opérateur WA 109 307,23 54 653,61',
    ]);
    expect(page.querySelectorAll('h1')).toHaveLength(1);
    expect(texts(page, 'h2').map((text) => text.slice(0, 2))).toEqual(['1.', '2.', '3.', '4.', '5.', '6.']);
    const panel = TestBed.inject(SidePanelStore);
    const asked: unknown[] = [];
    for (const figure of page.querySelectorAll<HTMLElement>('.operators .figure')) {
      figure.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }));
      await new Promise((done) => setTimeout(done));
      asked.push(panel.content()?.inputs['figure']);
    }
    expect(asked).toEqual(['total:a', 'erdf:a', 'total:c', 'erdf:c', 'total', 'erdf', 'total:versant:FR', 'erdf:versant:FR', 'total:versant:WA', 'erdf:versant:WA']);
    expect(panel.content()?.inputs).toMatchObject({ programme: 'p', project: '4.8.337' });
  });

  it('says what the sheet does not give', async () => {
    const page = await open('sheet', 'LEAD_OFFICER');
    expect(page.querySelector('[aria-labelledby=section-update]')?.textContent).toContain('non renseigné');
    expect(texts(page, '[aria-labelledby=section-lead] dd')).toEqual(['59039', 'Lille', 'non renseigné']);
  });

  it('offers the budget to whom may read it', async () => {
    const page = await open('budget', 'LEAD_OFFICER');
    expect(texts(page, '.tabs a')).toEqual(['Fiche', 'Plan de travail', 'Budget', 'Accès', 'Historique', 'Conservation']);
    expect(page.textContent).toContain('THE GRID');
  });

  it('has no budget tab for an associated operator, and its address says why', async () => {
    const page = await open('budget', 'ASSOCIATED_OFFICER');
    expect(texts(page, '.tabs a')).toEqual(['Fiche', 'Plan de travail', 'Accès', 'Conservation']);
    expect(page.textContent).not.toContain('THE GRID');
    expect(page.querySelector('pa-problem-page')?.textContent).toContain('Vous n’avez pas accès à cette page');
  });

  it('leaves a tab standing whose right is withdrawn, with what was typed in it, until it is left', async () => {
    const page = await open('budget', 'LEAD_OFFICER');
    const person = { personId: 'x', name: 'N', email: 'n@x.y', language: 'fr', assignments: [] };
    api.get.mockResolvedValueOnce({ body: { person, csrfToken: 't', demo: false, demoPersons: [] } });
    await TestBed.inject(SessionStore).refresh();
    await settle();
    expect(texts(page, '.tabs a')).toEqual([]);
    expect(page.textContent).toContain('THE GRID');
    await TestBed.inject(Router).navigateByUrl('/programmes/p/projects/4.8.337/sheet');
    await TestBed.inject(Router).navigateByUrl('/programmes/p/projects/4.8.337/budget');
    await settle();
    expect(page.textContent).not.toContain('THE GRID');
  });

  it('shows at a closed tab’s address the page that is meant for her', async () => {
    const needs: Permission = 'project.read';
    budgetRoutes = [{ path: '', component: NoGridComponent, data: { needs } }];
    const page = await open('budget', 'ASSOCIATED_OFFICER');
    expect(texts(page, '.tabs a')).toEqual(['Fiche', 'Plan de travail', 'Accès', 'Conservation']);
    expect(page.textContent).toContain('NO GRID HERE');
  });

  it('follows in its head the totals that the budget has saved', async () => {
    const page = await open('sheet', 'LEAD_OFFICER');
    TestBed.inject(ProjectTotalsStore).tell({ projectId: 'j', totalCents: 100, erdfCents: 50 });
    await settle();
    expect(texts(page, '.facts .figure')).toEqual(['1,00 €', '0,50 €']);
    TestBed.inject(ProjectTotalsStore).tell({ projectId: 'another', totalCents: 7, erdfCents: 7 });
    await settle();
    expect(texts(page, '.facts .figure')).toEqual(['292 628,47 €', '146 314,23 €']);
  });

  it('says that it does not exist', async () => {
    const page = await open('sheet', 'LEAD_OFFICER', async () => Promise.reject(new ApiProblem({ status: 404, code: 'general.not-found' })));
    expect(page.querySelector('h1')?.textContent).toBe('Cette page n’existe pas');
  });
});
