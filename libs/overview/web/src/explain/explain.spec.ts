import { TestBed } from '@angular/core/testing';
import type { Explanation } from '@passerelle/budget/model';
import { cents } from '@passerelle/shared/money';
import { ApiClient, ApiProblem, LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { ExplainComponent } from './explain.component';

const erdf: Explanation = {
  figure: 'erdf', titleKey: 'term.erdf', titleParams: {}, cents: cents(69487008), kind: 'SUM', sentences: [{ key: 'problem.requestId', params: { requestId: 'sum' } }],
  rows: [{ figure: 'erdf:c', label: 'SETIS', labelKey: null, cents: cents(5465361) }],
};
const setis: Explanation = {
  figure: 'erdf:c', titleKey: 'term.erdf', titleParams: {}, cents: cents(5465361), kind: 'SHARE', sentences: [],
  rows: [{ figure: null, label: '', labelKey: 'term.totalBudget', cents: cents(10930723) }],
};

describe('the explanation of a figure', () => {
  const api = { get: jest.fn() };
  async function open() {
    api.get.mockImplementation(async (address: string) => ({ body: address.endsWith('erdf%3Ac') ? setis : erdf }));
    TestBed.configureTestingModule({ providers: [provideTexts(), { provide: ApiClient, useValue: api }] });
    await TestBed.inject(LanguageStore).use('fr');
    const fixture = TestBed.createComponent(ExplainComponent);
    Object.entries({ programme: 'p', project: '4.8.337', figure: 'erdf' }).forEach(([name, value]) => fixture.componentRef.setInput(name, value));
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    return { page, settle: () => fixture.whenStable(), amount: () => page.querySelector('.explain-amount')?.textContent };
  }
  beforeEach(() => jest.resetAllMocks());

  it('asks the server for it and shows its sentences, its rows and their sum', async () => {
    const { page, amount } = await open();
    expect(api.get).toHaveBeenCalledWith('/api/programmes/p/projects/4.8.337/figures/erdf', undefined);
    expect(amount()).toBe('694\u202f870,08\u00a0€');
    expect(page.querySelector('.explain-sentences')?.textContent).toContain('sum');
    expect(page.querySelector('tfoot')?.textContent).toContain('694\u202f870,08');
  });

  it('asks a row in its turn and leads back', async () => {
    const { page, settle, amount } = await open();
    page.querySelector<HTMLElement>('.explain-rows .figure')!.click();
    await settle();
    expect(amount()).toBe('54\u202f653,61\u00a0€');
    expect(page.querySelector('.explain-rows tbody')?.textContent).toContain('Budget total');
    expect(page.querySelector('.explain-rows .figure')).toBeNull();
    page.querySelector<HTMLElement>('button.quiet')!.click();
    await settle();
    expect(amount()).toBe('694\u202f870,08\u00a0€');
    expect(page.querySelector('button.quiet')).toBeNull();
  });

  it('keeps the figure that it shows when the next one is refused', async () => {
    const { page, settle, amount } = await open();
    api.get.mockRejectedValue(new ApiProblem({ status: 404, code: 'general.not-found' }));
    page.querySelector<HTMLElement>('.explain-rows .figure')!.click();
    await settle();
    expect(amount()).toBe('694\u202f870,08\u00a0€');
    expect(page.querySelector('pa-problem')).not.toBeNull();
  });
});
