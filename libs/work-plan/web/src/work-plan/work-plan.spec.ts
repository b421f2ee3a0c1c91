import { TestBed } from '@angular/core/testing';
import type { PersonRole } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, LanguageStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import type { WorkPackageView, WorkPlanView } from '@passerelle/work-plan/model';
import { WorkPlanComponent } from './work-plan.component';

const AT = '/api/programmes/FWVL/projects/4.8.337/work-packages';
const packageOf = (workPackageId: string, number: number, otherwise: Partial<WorkPackageView> = {}): WorkPackageView => ({ workPackageId, number, kind: 'OPERATIONAL', names: { fr: `Module ${workPackageId}`, nl: `Pakket ${workPackageId}` }, responsibleOperatorId: null, ...otherwise });
const PACKAGES = [packageOf('a', 1, { kind: 'COORDINATION', responsibleOperatorId: 'o' }), packageOf('b', 2, { names: { fr: 'Seul en français' } }), packageOf('c', 3)];
const plan = (workPackages = PACKAGES): WorkPlanView => ({ programmeId: 'g', projectId: 'p', revision: 4, workPackages, operators: [{ operatorId: 'o', name: 'SETIS', role: 'PARTNER', versantCode: 'WA' }] });

describe('the work plan’s screen', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  beforeEach(() => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [provideTexts(), { provide: ApiClient, useValue: api }] });
  });

  async function open(role: PersonRole, view = plan()) {
    api.get.mockResolvedValue({ body: view });
    const assignments = [{ role, programmeId: 'g', projectId: 'p', operatorId: 'o', versantCode: null }];
    api.change.mockResolvedValueOnce({ body: { person: { personId: 'x', name: 'N', email: 'n@x.example', language: 'fr', assignments }, csrfToken: 't', demo: false, demoPersons: [] } });
    await TestBed.inject(LanguageStore).use('fr');
    await TestBed.inject(SessionStore).signIn('', '');
    api.change.mockClear();
    const fixture = TestBed.createComponent(WorkPlanComponent);
    document.body.append(fixture.nativeElement as HTMLElement);
    fixture.componentRef.setInput('programme', 'FWVL');
    fixture.componentRef.setInput('project', '4.8.337');
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    const names = () => [...page.querySelectorAll('textarea')];
    const leave = async (field: HTMLTextAreaElement, text: string) => {
      field.value = text;
      field.dispatchEvent(new Event('input'));
      field.dispatchEvent(new Event('blur'));
      await fixture.whenStable();
    };
    const press = async (element: Element, key: string, altKey = false) => {
      element.dispatchEvent(new KeyboardEvent('keydown', { key, altKey, bubbles: true, cancelable: true }));
      await fixture.whenStable();
    };
    return { fixture, page, names, leave, press, text: (selector = 'table') => page.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '' };
  }

  it('shows a reader the names side by side, what is missing, kind and responsible operator, and nothing to change', async () => {
    const { page, text } = await open('ASSOCIATED_OFFICER');
    expect([...page.querySelectorAll('tbody tr')].map((row) => row.textContent!.replace(/\s+/g, ' ').trim())).toEqual([
      '1 Module aPakket a Coordination SETIS',
      '2 Seul en françaismanque en néerlandais Opérationnel à désigner',
      '3 Module cPakket c Opérationnel à désigner',
    ]);
    expect([page.querySelectorAll('textarea, select, button').length, text('h2')]).toEqual([0, 'Modules de travail']);
  });

  it('says what will be here where nothing is planned, and who may begin', async () => {
    expect((await open('PARTNER_OFFICER', plan([]))).text('.empty')).toContain('Le chef de file les ajoutera.');
    expect((await open('LEAD_OFFICER', plan([]))).text('.empty')).toContain('Ajoutez le premier module.');
  });

  it('saves a name when its field is left, once, and only where it differs', async () => {
    const { names, leave } = await open('LEAD_OFFICER');
    await leave(names()[3]!, '  ');
    expect(api.change).not.toHaveBeenCalled();
    api.change.mockResolvedValueOnce({ body: { revision: 5, workPackages: [PACKAGES[0], packageOf('b', 2, { names: { fr: 'Seul', nl: 'Alleen' } }), PACKAGES[2]], renumbered: [] } });
    await leave(names()[3]!, ' Alleen ');
    expect(api.change.mock.calls).toEqual([['PATCH', `${AT}/b`, { names: { nl: 'Alleen' } }, { ifMatch: '"4"' }]]);
    expect(names()[3]!.value).toBe('Alleen');
  });

  it('sends one act after the other, each on the revision that the one before it left', async () => {
    const { fixture, names } = await open('LEAD_OFFICER');
    let answer = (_: object): void => undefined;
    api.change.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    api.change.mockResolvedValueOnce({ body: { revision: 6, workPackages: PACKAGES, renumbered: [] } });
    for (const field of [names()[0]!, names()[2]!]) {
      field.value = 'Autre';
      field.dispatchEvent(new Event('input'));
      field.dispatchEvent(new Event('blur'));
    }
    await Promise.resolve();
    expect(api.change).toHaveBeenCalledTimes(1);
    answer({ body: { revision: 5, workPackages: PACKAGES, renumbered: [] } });
    await fixture.whenStable();
    expect(api.change.mock.calls.map(([, , , options]) => options)).toEqual([{ ifMatch: '"4"' }, { ifMatch: '"5"' }]);
  });

  it('keeps what was typed when it is refused, shows the plan as somebody else left it, and sends it again on that', async () => {
    const { page, names, leave } = await open('LEAD_OFFICER');
    const current = { revision: 9, workPackages: [packageOf('a', 1, { names: { fr: 'À eux' } }), ...PACKAGES.slice(1)], renumbered: [] };
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 412, code: 'workPlan.stale', body: { current } }));
    await leave(names()[3]!, 'Alleen');
    expect([names()[3]!.value, names()[3]!.getAttribute('aria-invalid'), names()[0]!.value]).toEqual(['Alleen', 'true', 'À eux']);
    expect(page.querySelector('pa-problem')?.textContent).toContain('Rien n’a été enregistré');
    api.change.mockResolvedValueOnce({ body: { ...current, revision: 10 } });
    names()[3]!.dispatchEvent(new Event('blur'));
    await new Promise((done) => setTimeout(done));
    expect(api.change.mock.calls.at(-1)).toEqual(['PATCH', `${AT}/b`, { names: { nl: 'Alleen' } }, { ifMatch: '"9"' }]);
    expect(page.querySelector('pa-problem')).toBeNull();
  });

  it('shows the new numbers before a package is moved, takes them back, and moves it once', async () => {
    const { page, names, press, text } = await open('LEAD_OFFICER');
    const numbers = () => [...page.querySelectorAll('tbody th')].map((th) => th.textContent!.replace(/\s+/g, ' ').trim());
    await press(names()[4]!, 'ArrowUp', true);
    await press(document.activeElement!, 'ArrowUp', true);
    expect(numbers()).toEqual(['1 → 2', '2 → 3', '3 → 1']);
    expect(text('.decide')).toContain('Le module 3 aura le numéro 1. Changent aussi : 1 → 2 · 2 → 3.');
    await press(document.activeElement!, 'Escape');
    expect([numbers(), page.querySelector('.decide'), api.change.mock.calls.length]).toEqual([['1', '2', '3'], null, 0]);
    await press(names()[4]!, 'ArrowUp', true);
    api.change.mockResolvedValueOnce({ body: { revision: 5, workPackages: [PACKAGES[0], { ...PACKAGES[2]!, number: 2 }, { ...PACKAGES[1]!, number: 3 }], renumbered: [{ workPackageId: 'c', before: 3, after: 2 }, { workPackageId: 'b', before: 2, after: 3 }] } });
    (document.activeElement as HTMLElement).click();
    await new Promise((done) => setTimeout(done));
    expect(api.change.mock.calls).toEqual([['PUT', `${AT}/c/number`, { number: 2 }, { ifMatch: '"4"' }]]);
    expect(text('.told')).toBe('Les numéros ont changé : 3 → 2 · 2 → 3.');
  });

  it('says what removing does to the numbers, and why a package stays', async () => {
    const { fixture, page, text } = await open('LEAD_OFFICER');
    page.querySelector<HTMLElement>('[data-id=a] [aria-label="Supprimer le module 1"]')!.click();
    await fixture.whenStable();
    expect(text('.decide')).toContain('Changent de numéro : 2 → 1 · 3 → 2.');
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 409, code: 'workPlan.package-in-use' }));
    page.querySelector<HTMLElement>('.decide .primary')!.click();
    await new Promise((done) => setTimeout(done));
    expect(api.change.mock.calls[0]!.slice(0, 2)).toEqual(['DELETE', `${AT}/a`]);
    expect([page.querySelectorAll('tbody tr').length, page.querySelector('pa-problem')?.textContent]).toEqual([3, expect.stringContaining('des lignes d’une version du budget s’y rattachent')]);
  });
});
