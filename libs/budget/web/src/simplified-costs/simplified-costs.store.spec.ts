import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import type { LineView, SimplifiedCostsView } from '@passerelle/budget/model';
import { ApiClient, ApiProblem, SessionStore } from '@passerelle/shared/web-kit';
import { SimplifiedCostsStore } from './simplified-costs.store';

const view = (revision: number, flatRates: SimplifiedCostsView['operators'][number]['flatRates'] = []): SimplifiedCostsView => ({
  programmeId: 'p', projectId: 'j', revision, status: 'DRAFT', date: '2026-01-01', rates: [],
  operators: [{ operatorId: 'o', name: 'SETIS', versantCode: 'WA', flatRates, realCents: {}, realLines: {}, steps: [], options: [] }],
});
const line = (lineId: string, kind: LineView['kind'], fields: Partial<LineView> = {}): LineView => ({
  lineId, operatorId: 'o', categoryCode: 'TRAVEL', workPackageId: null, position: 3, kind, descriptions: { fr: 'Trains' }, quantity: null, unitPriceCents: null, amountCents: 700 as LineView['amountCents'], amountEntered: true, periodCents: [],
  comment: '', inKindBy: '', formula: '', catalogueCode: null, ...fields,
});
const OFFICE = { code: 'OFFICE', rateBp: 1500 };
const lost = (lines: LineView[]) => new ApiProblem({ status: 409, code: 'budget.lines-would-be-lost', body: { lines } });

describe('the simplified costs on the screen', () => {
  const api = { get: jest.fn<(path: string) => Promise<{ body: SimplifiedCostsView }>>(), change: jest.fn<(method: string, path: string, body: object, options: { ifMatch: string }) => Promise<{ body: object }>>() };
  let store: SimplifiedCostsStore;

  beforeEach(async () => {
    jest.resetAllMocks();
    sessionStorage.clear();
    api.get.mockResolvedValue({ body: view(5) });
    TestBed.configureTestingModule({ providers: [SimplifiedCostsStore, { provide: ApiClient, useValue: api }, { provide: SessionStore, useValue: { may: () => true, person: () => ({ personId: 'x' }) } }] });
    store = TestBed.inject(SimplifiedCostsStore);
    await store.load('FWVL', '4.8.337');
  });

  it('sends a choice whole, on the revision that stands, and shows what the server then says', async () => {
    api.change.mockResolvedValue({ body: { revision: 6, formerRates: [], deletedLines: [] } });
    api.get.mockResolvedValue({ body: view(6, [OFFICE]) });
    expect(await store.choose('o', [OFFICE])).toEqual([]);
    expect(api.change).toHaveBeenCalledWith('PUT', '/api/programmes/FWVL/projects/4.8.337/budget/operators/o/flat-rates', { flatRates: [OFFICE], confirmedLineIds: [] }, { ifMatch: '"5"' });
    expect([store.view()!.revision, store.failure(), store.canUndo()]).toEqual([6, null, true]);
  });

  it('gives back the lines that a choice would delete, as no failure, and nothing can be undone', async () => {
    const lines = [line('a', 'LINE')];
    api.change.mockRejectedValue(lost(lines));
    expect(await store.choose('o', [OFFICE])).toBe(lines);
    expect([store.failure(), store.canUndo(), store.saving()]).toEqual([null, false, false]);
  });

  it('takes a choice back with the lines that it deleted: plain amounts are filled again, other lines inserted as they were', async () => {
    const deletedLines = [line('a', 'LINE', { amountEntered: false, periodCents: [100, null, 600] as LineView['periodCents'] }), line('b', 'CELL')];
    api.change.mockResolvedValueOnce({ body: { revision: 6, formerRates: [], deletedLines } });
    await store.choose('o', [OFFICE], ['a', 'b']);
    api.change.mockResolvedValueOnce({ body: { revision: 8 } }).mockResolvedValueOnce({ body: {} });
    await store.undo();
    const [, put, patch] = api.change.mock.calls;
    expect(put!.slice(0, 3)).toEqual(['PUT', expect.stringContaining('/operators/o/flat-rates'), { flatRates: [], confirmedLineIds: [] }]);
    expect(patch).toEqual(['PATCH', expect.stringContaining('/budget/lines'), { inserted: [expect.objectContaining({ lineId: 'a', position: 3, descriptions: { fr: 'Trains' }, periods: { 1: 100, 3: 600 } })], changed: [{ lineId: 'b', amountCents: 700 }], removed: [] }, { ifMatch: '"8"' }]);
    expect((patch![2] as { inserted: object[] }).inserted[0]).not.toHaveProperty('amountCents');
    expect(store.canUndo()).toBe(false);
  });

  it('keeps what could not be taken back, so that it is tried again', async () => {
    api.change.mockResolvedValueOnce({ body: { revision: 6, formerRates: [], deletedLines: [line('a', 'LINE')] } });
    await store.choose('o', [OFFICE], ['a']);
    api.change.mockResolvedValueOnce({ body: { revision: 8 } }).mockRejectedValueOnce(new ApiProblem({ status: 0, code: 'general.offline' }));
    await store.undo();
    expect([store.failure()?.code, store.canUndo()]).toEqual(['general.offline', true]);
  });

  /** The screen anew, as after leaving it or a reload. */
  async function anew(present: SimplifiedCostsView, lines: LineView[] = []): Promise<SimplifiedCostsStore> {
    api.get.mockImplementation(async (path) => ({ body: (path.endsWith('/lines') ? { lines } : present) as SimplifiedCostsView }));
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({ providers: [SimplifiedCostsStore, { provide: ApiClient, useValue: api }, { provide: SessionStore, useValue: { may: () => true, person: () => ({ personId: 'x' }) } }] });
    const other = TestBed.inject(SimplifiedCostsStore);
    await other.load('FWVL', '4.8.337');
    return other;
  }

  async function chooseAndLose(): Promise<void> {
    api.change.mockResolvedValueOnce({ body: { revision: 6, formerRates: [], deletedLines: [line('a', 'LINE'), line('b', 'CELL')] } });
    await store.choose('o', [OFFICE], ['a', 'b']);
    api.change.mockReset();
  }

  it('offers the last choice’s undo again after the screen was left, and no more once it was taken back', async () => {
    await chooseAndLose();
    const again = await anew(view(6, [OFFICE]));
    expect([again.canUndo(), again.offered()]).toEqual([true, []]);
    api.change.mockResolvedValue({ body: { revision: 8 } });
    await again.undo();
    expect(api.change.mock.calls.map(([method]) => method)).toEqual(['PUT', 'PATCH']);
    const third = await anew(view(8));
    expect([third.canUndo(), third.offered()]).toEqual([false, []]);
  });

  it('offers to bring the lines back whose rate was given up, those alone that are gone still', async () => {
    await chooseAndLose();
    const again = await anew(view(7), [line('b', 'CELL')]);
    expect([again.canUndo(), again.offered().map(({ deletedLines }) => deletedLines.map(({ lineId }) => lineId))]).toEqual([false, [['a']]]);
    api.change.mockResolvedValue({ body: {} });
    await again.bringBack(again.offered()[0]!);
    expect(api.change.mock.calls[0]!.slice(0, 3)).toEqual(['PATCH', expect.stringContaining('/budget/lines'), { inserted: [expect.objectContaining({ lineId: 'a' })], changed: [], removed: [] }]);
    expect(again.offered()).toEqual([]);
    expect((await anew(view(8))).offered()).toEqual([]);
  });

  it('shows what somebody else chose meanwhile, and says that hers was not saved', async () => {
    api.change.mockRejectedValue(new ApiProblem({ status: 412, code: 'budget.stale-flat-rates' }));
    api.get.mockResolvedValue({ body: view(7, [OFFICE]) });
    await store.choose('o', []);
    expect([store.failure()?.code, store.view()!.operators[0]!.flatRates]).toEqual(['budget.stale-flat-rates', [OFFICE]]);
  });
});
