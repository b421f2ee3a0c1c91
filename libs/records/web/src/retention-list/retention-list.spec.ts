import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { RetentionPage } from '@passerelle/records/model';
import { ApiClient, LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { RetentionListComponent } from './retention-list.component';
import { RetentionListStore } from './retention-list.store';

const row = (code: string, state: 'RUNNING' | 'OVER') => ({ projectId: code, code, acronym: `P${code}`, status: 'CLOSED', state, lastPaymentOn: '2020-05-05', until: '2025-12-31' });
const page = (rows: RetentionPage['rows'], rowCount = rows.length): RetentionPage => ({ rows, rowCount, page: 1, pageSize: 50, counts: { NOT_STARTED: 3, RUNNING: 1, HELD: 0, OVER: 1 }, years: 5 });

describe('the list of what is kept until when', () => {
  const api = { get: jest.fn() };
  beforeEach(() => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([]), RetentionListStore, { provide: ApiClient, useValue: api }] });
  });

  it('shows projects by the end of their term, and how many are in each state', async () => {
    api.get.mockResolvedValue({ body: page([row('1.1', 'OVER'), row('1.2', 'RUNNING')]) });
    await TestBed.inject(LanguageStore).use('fr');
    const fixture = TestBed.createComponent(RetentionListComponent);
    fixture.componentRef.setInput('programme', 'FWVL');
    fixture.componentRef.setInput('state', 'GONE');
    await fixture.whenStable();
    const text = (fixture.nativeElement as HTMLElement).textContent!.replace(/\s+/g, ' ');
    for (const part of ['Tous les projets 5', 'Aucun paiement encore 3', 'Échue 1', '1.1P1.105/05/202031/12/2025Échue']) expect(text).toContain(part);
    // A state that there is not is none.
    expect(api.get).toHaveBeenLastCalledWith('/api/programmes/FWVL/retention', { state: null, page: 1 });
  });

  it('keeps what was asked last, whichever answer comes first', async () => {
    const store = TestBed.inject(RetentionListStore);
    let first: (answer: unknown) => void = () => undefined;
    api.get.mockImplementationOnce(() => new Promise((resolve) => (first = resolve))).mockResolvedValueOnce({ body: page([row('1.2', 'RUNNING')], 120) });
    const slow = store.find('FWVL', null, 1);
    await store.find('FWVL', 'RUNNING', 1);
    first({ body: page([]) });
    await slow;
    expect([store.page()!.rows[0]!.code, store.pageCount(), store.projectCount()]).toEqual(['1.2', 3, 5]);
  });
});
