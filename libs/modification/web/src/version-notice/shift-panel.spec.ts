import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { ShiftsView } from '@passerelle/modification/model';
import { ApiClient, BudgetSavedStore, LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { cents } from '@passerelle/shared/money';
import { ShiftPanelComponent } from './shift-panel.component';

const shift = { of: 'CATEGORY' as const, key: 'EXTERNAL', operatorName: '', agreedCents: cents(100_000), draftCents: cents(88_760), shiftCents: cents(11_240), shiftBp: 1124, level: 'COMMITTEE' as const, overBp: 1000 };
const view = (more: Partial<ShiftsView> = {}): ShiftsView => ({
  versionNumber: 2, revision: 7, status: 'DRAFT', agreedVersion: 1, agreement: { level: 'COMMITTEE', reason: 'SHIFTS', approve: 'budget.approveAll', return: 'budget.approveAll' }, shifts: [shift], decisive: [shift], ...more,
});

describe('what a draft shifts', () => {
  const api = { get: jest.fn() };
  beforeEach(() => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([]), { provide: ApiClient, useValue: api }] });
  });

  async function open(body: ShiftsView, problems: readonly object[] = []) {
    const answer = (shifts: ShiftsView, found: readonly object[]) => api.get.mockImplementation(async (path: string) => ({ body: path.endsWith('/problems') ? { revision: shifts.revision, problems: found } : shifts }));
    answer(body, problems);
    await TestBed.inject(LanguageStore).use('fr');
    TestBed.inject(BudgetSavedStore).tell({ projectId: 'p', revision: body.revision, versionNumber: body.versionNumber, status: body.status });
    const fixture = TestBed.createComponent(ShiftPanelComponent);
    fixture.componentRef.setInput('programme', 'FWVL');
    fixture.componentRef.setInput('project', '4.8.337');
    await fixture.whenStable();
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
    const save = async (revision: number, versionNumber = 2, found: readonly object[] | null = null) => {
      if (found) answer({ ...body, revision }, found);
      TestBed.inject(BudgetSavedStore).tell({ projectId: 'p', revision, versionNumber, status: 'DRAFT' });
      await fixture.whenStable();
      await new Promise((done) => setTimeout(done, 350));
      await fixture.whenStable();
    };
    return { save, text: () => (fixture.nativeElement as HTMLElement).textContent!.replace(/\s+/g, ' ') };
  }

  it('is said in a sentence with one decimal, and asked anew once after saves', async () => {
    const { save, text } = await open(view());
    expect(text()).toContain('Ce glissement demande l’accord du comité d’accompagnement : 11,2 % de EXTERNAL');
    await save(7);
    expect(api.get).toHaveBeenCalledTimes(1);
    api.get.mockImplementation(async (path: string) => ({ body: path.endsWith('/problems') ? { revision: 8, problems: [] } : view({ revision: 8, agreement: { level: 'FREE', reason: 'SHIFTS', approve: 'budget.approve', return: 'budget.return' }, shifts: [], decisive: [] }) }));
    await save(8);
    expect([api.get.mock.calls.map(([path]) => path.split('/').at(-1)), text().includes('Rien n’a glissé')]).toEqual([['shifts', 'shifts', 'problems'], true]);
  });

  it('says that nothing is decided yet while money has no destination or an error bars submission, with the way there', async () => {
    const free = view({ agreement: { level: 'FREE', reason: 'SHIFTS', approve: 'budget.approve', return: 'budget.return' }, decisive: [] });
    const rest = { level: 'ERROR', code: 'versions.problem.to-allocate', params: { operator: 'SETIS', amountCents: 11_240 } };
    const { text, save } = await open(free, [rest, { level: 'WARNING', code: 'versions.problem.no-work-packages', params: {} }]);
    expect(text()).toMatch(/Pas encore décidé : 112,40\s€ restent à répartir/);
    expect([text().includes('ne demandent l’accord de personne'), text().includes('Voir ce qui reste à corriger')]).toEqual([false, true]);
    await save(8, 2, [{ level: 'ERROR', code: 'versions.problem.description-missing', params: {} }]);
    expect(text()).toContain('Pas encore décidé : une erreur empêche la soumission');
    await save(9, 2, []);
    expect(text()).toContain('ne demandent l’accord de personne');
  });

  it('is not said of a first version, of which nothing is asked until another one is worked on', async () => {
    const { save, text } = await open(view({ versionNumber: 1, agreedVersion: null, shifts: [], decisive: [] }));
    expect(text().trim()).toBe('');
    await save(9, 1);
    expect(api.get).toHaveBeenCalledTimes(0);
    await save(10, 2);
    expect(api.get).toHaveBeenCalledTimes(1);
  });

  it('says that more ERDF than was agreed is the committee’s matter', async () => {
    const { text } = await open(view({ agreement: { level: 'COMMITTEE', reason: 'MORE_ERDF', approve: 'budget.approveAll', return: 'budget.approveAll' } }));
    expect(text()).toContain('plus de FEDER que la première version convenue');
  });
});
