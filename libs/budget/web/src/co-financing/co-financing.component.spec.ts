import { TestBed } from '@angular/core/testing';
import type { CoFinancingView } from '@passerelle/budget/model';
import type { PersonRole } from '@passerelle/shared/kernel';
import { cents } from '@passerelle/shared/money';
import { EXPLAIN_CONTENT, SidePanelStore } from '@passerelle/shared/ui';
import { ApiClient, ApiProblem, LanguageStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { CoFinancingComponent } from './co-financing.component';

const paid = (own: number, publicCents = 0) => ({
  totalCents: cents(10930723), byPayer: { ERDF: cents(5465361), PUBLIC: cents(publicCents), AUTOMATIC_PUBLIC: cents(0), PRIVATE: cents(0), OWN: cents(own) },
  shareBp: { ERDF: 5000, PUBLIC: 0, AUTOMATIC_PUBLIC: 0, PRIVATE: 0, OWN: 5000 }, differenceCents: cents(Math.min(own, 0)),
});
const view = (one = paid(5465362)): CoFinancingView => ({
  budgetId: 'x', programmeId: 'g', projectId: 'p', projectCode: '4.8.337', revision: 3, status: 'DRAFT', versionNumber: 2, isWorking: true, changedAt: '2026-11-25T10:00:00Z', whoPays: one,
  operators: [{ ...one, operatorId: 'o', name: 'SETIS', role: 'PARTNER', versantCode: 'WA', erdfRateBp: 5000, sources: [{ sourceId: 's', position: 0, kind: 'PUBLIC', name: 'Région wallonne', amountCents: cents(100), letterReference: 'RW/1', letterDate: '2017-03-02', letterStatus: 'SIGNED' }] }],
});

describe('the screen of co-financing', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  const text = (element: Element | null): string => element?.textContent?.replace(/[\s\u00a0\u202f]+/g, ' ').trim() ?? '';

  async function open(role: PersonRole, answer: CoFinancingView) {
    jest.resetAllMocks();
    Object.assign(window, { matchMedia: () => ({ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined }) });
    TestBed.configureTestingModule({ providers: [provideTexts(), { provide: ApiClient, useValue: api }, { provide: EXPLAIN_CONTENT, useValue: async () => CoFinancingComponent }] });
    const assignments = [{ role, programmeId: 'g', projectId: 'p', operatorId: 'o', versantCode: null }];
    api.change.mockResolvedValueOnce({ body: { person: { personId: 'x', name: 'N', email: 'n@x.example', language: 'fr', assignments }, csrfToken: 't', demo: false, demoPersons: [] } });
    await TestBed.inject(LanguageStore).use('fr');
    await TestBed.inject(SessionStore).signIn('', '');
    api.change.mockClear();
    api.get.mockResolvedValue({ body: answer });
    const fixture = TestBed.createComponent(CoFinancingComponent);
    fixture.componentRef.setInput('programme', 'FWVL');
    fixture.componentRef.setInput('project', '4.8.337');
    await fixture.whenStable();
    return { fixture, page: fixture.nativeElement as HTMLElement };
  }
  afterEach(() => Reflect.deleteProperty(window, 'matchMedia'));

  it('shows per operator and together who pays how much, with parts and the difference, and every figure can be asked', async () => {
    const { page } = await open('SECRETARIAT', view());
    expect([...page.querySelectorAll('.who-pays tr')].map((row) => [...row.children].map(text).join(' ').trim()).slice(1)).toEqual([
      'WA SETIS 109 307,23 54 653,6150 % 0,00 0,00 0,00 54 653,62 0,00',
      'Total 109 307,23 54 653,61 0,00 0,00 0,00 54 653,62 0,00',
      'Part 100 % 50 % 0 % 0 % 0 % 50 %',
    ]);
    expect(text(page.querySelector('.balance'))).toBe('Le plan de financement correspond au budget.');
    const panel = TestBed.inject(SidePanelStore);
    const asked: unknown[] = [];
    for (const figure of page.querySelectorAll<HTMLElement>('.who-pays .figure')) {
      figure.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }));
      await new Promise((done) => setTimeout(done));
      asked.push(panel.content()?.inputs['figure']);
      expect(panel.content()?.inputs['version']).toBe(2);
    }
    expect(asked).toEqual(['total:o', 'erdf:o', 'sources:o', 'sources:o', 'sources:o', 'own:o', 'total', 'erdf', 'sources', 'sources', 'sources', 'own']);
  });

  it('says by how much the sources exceed the budget', async () => {
    const { page } = await open('SECRETARIAT', view(paid(-100, 5465462)));
    expect(text(page.querySelector('.balance'))).toContain('dépassent le budget de 1,00 €');
    expect(text(page.querySelector('td.beyond'))).toBe('-1,00');
  });

  it('shows on a phone the sources with their letters, and fields for whom may change them', async () => {
    const read = await open('SECRETARIAT', view());
    expect(read.page.querySelectorAll('pa-source-list input, pa-source-list select, pa-source-list button')).toHaveLength(0);
    expect(text(read.page.querySelector('fieldset'))).toContain('signée RW/1 02/03/2017');
    TestBed.resetTestingModule();
    const { fixture, page } = await open('PARTNER_OFFICER', view());
    expect([...page.querySelectorAll<HTMLInputElement>('fieldset input')].map(({ value }) => value)).toEqual(['Région wallonne', '1,00', 'RW/1', '2017-03-02']);
    api.change.mockResolvedValueOnce({ body: { ...view(), revision: 4 } });
    const status = page.querySelector<HTMLSelectElement>('#s-status')!;
    status.value = 'PROMISED';
    status.dispatchEvent(new Event('change'));
    await fixture.whenStable();
    expect(api.change.mock.calls[0]!.slice(2)).toEqual([{ inserted: [], changed: [{ sourceId: 's', letterStatus: 'PROMISED' }], removed: [] }, { ifMatch: '"3"' }]);
  });

  it('says what happened where it cannot be read, and tries again', async () => {
    const { fixture, page } = await open('SECRETARIAT', view());
    api.get.mockRejectedValueOnce(new ApiProblem({ status: 0, code: 'general.offline' }));
    fixture.componentRef.setInput('project', '4.8.1');
    await fixture.whenStable();
    expect(page.querySelector('pa-problem')).not.toBeNull();
    page.querySelector<HTMLElement>('p > button')!.click();
    await fixture.whenStable();
    expect(page.querySelectorAll('.who-pays')).toHaveLength(1);
  });
});
