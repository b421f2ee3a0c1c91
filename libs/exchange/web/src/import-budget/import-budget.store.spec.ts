import { TestBed } from '@angular/core/testing';
import type { BudgetImportPreview, FreeTable, TableMapping } from '@passerelle/exchange/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';
import { ImportBudgetStore, MAX_FILE_BYTES } from './import-budget.store';

const counts = { added: 0, changed: 1, removed: 0, agreed: 1, cells: 2, unchanged: 3, leftOut: 0, errors: 0 };
const preview = (over: Partial<BudgetImportPreview> = {}): BudgetImportPreview => ({
  fileName: 'b.xlsx', fingerprint: 'abc', revision: 7, kind: 'WORKBOOK', madeOfRevision: 6, madeAt: null, counts, errors: [], table: null,
  differences: [{ kind: 'CHANGED', at: `'S'!F5`, operatorName: 'S', label: '', fields: [] }, { kind: 'AGREED', at: `'X'!D5`, operatorName: 'S', label: '', fields: [] }],
  ...over,
});
const mapping: TableMapping = { sheet: null, headRow: 1, columns: { 1: 'operator' }, operators: {}, categories: {}, workPackages: {}, operatorId: null, categoryCode: null, workPackageId: null, answers: {}, leftOut: [] };
const table = (over: Partial<TableMapping> = {}): FreeTable => ({
  sheets: [], mapping: { ...mapping, ...over }, columns: [{ column: 1, letters: 'A', head: 'Op', samples: [] }], operators: [], categories: [], workPackages: [], questions: [], operatorChoices: [], categoryChoices: [], workPackageChoices: [], periodChoices: [],
});

describe('importing a budget', () => {
  const api = { upload: jest.fn() };
  const file = new Blob(['x']);
  const at = '/api/programmes/p/projects/4.8%2F1/budget/imports';
  let store: ImportBudgetStore;

  beforeEach(() => {
    localStorage.clear();
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [ImportBudgetStore, { provide: ApiClient, useValue: api }] });
    store = TestBed.inject(ImportBudgetStore);
    store.begin('p', '4.8/1');
  });

  it('shows what would change, by kind, and stores nothing', async () => {
    api.upload.mockResolvedValue({ body: preview() });
    await store.readFile(file, 'b.xlsx');
    expect(api.upload.mock.calls).toEqual([[expect.stringMatching(/^\/api\/programmes\/p\/projects\/4\.8%2F1\/budget\/imports\/preview\?language=\w\w$/), {}, file, 'b.xlsx']]);
    expect([store.step(), store.changes(), store.kinds()]).toEqual(['preview', 2, [{ kind: 'ALL', count: 2 }, { kind: 'CHANGED', count: 1 }, { kind: 'AGREED', count: 1 }]]);
    store.kind.set('AGREED');
    expect([store.differences().length, store.notListed()]).toEqual([1, 0]);
  });

  it('sends the file that was shown on the revision that was shown', async () => {
    api.upload.mockResolvedValueOnce({ body: preview() }).mockResolvedValueOnce({ body: { revision: 8, counts } });
    await store.readFile(file, 'b.xlsx');
    await Promise.all([store.accept(), store.accept()]);
    expect(api.upload).toHaveBeenCalledTimes(2);
    expect(api.upload.mock.calls[1]).toEqual([expect.stringContaining(`${at}?`), { fingerprint: 'abc' }, file, 'b.xlsx', { ifMatch: '"7"' }]);
    expect([store.step(), store.acceptedChanges()]).toEqual(['accepted', 2]);
  });

  it.each([[{ counts: { ...counts, errors: 1 } }], [{ counts: { ...counts, changed: 0, agreed: 0 } }]])('accepts neither errors nor nothing', async (over) => {
    api.upload.mockResolvedValue({ body: preview(over) });
    await store.readFile(file, 'b.xlsx');
    await store.accept();
    expect([store.mayAccept(), api.upload.mock.calls.length]).toEqual([false, 1]);
  });

  it('keeps the preview when somebody was faster, and compares again', async () => {
    api.upload.mockResolvedValueOnce({ body: preview() }).mockRejectedValueOnce(new ApiProblem({ status: 412, code: 'budget.stale-lines' })).mockResolvedValueOnce({ body: preview({ revision: 9 }) });
    await store.readFile(file, 'b.xlsx');
    await store.accept();
    expect([store.step(), store.problem()?.code]).toEqual(['preview', 'budget.stale-lines']);
    await store.compareAgain();
    expect([store.problem(), store.preview()?.revision]).toEqual([null, 9]);
  });

  it('sends a correction of what a table means, and remembers it for the next table with the same heads', async () => {
    api.upload.mockResolvedValueOnce({ body: preview({ kind: 'TABLE', table: table() }) }).mockResolvedValueOnce({ body: preview({ kind: 'TABLE', table: table({ operators: { S: 'o1' } }) }) });
    await store.readFile(file, 't.csv');
    await store.remap({ operators: { S: 'o1' } });
    expect(JSON.parse(api.upload.mock.calls[1][1].mapping).operators).toEqual({ S: 'o1' });

    api.upload.mockResolvedValueOnce({ body: preview({ kind: 'TABLE', table: table({ headRow: 3 }) }) }).mockResolvedValueOnce({ body: preview({ kind: 'TABLE', table: table({ operators: { S: 'o1' } }) }) });
    await store.readFile(file, 'next.csv');
    expect(JSON.parse(api.upload.mock.calls[3][1].mapping)).toMatchObject({ headRow: 3, operators: { S: 'o1' }, answers: {}, leftOut: [] });
  });

  it('keeps nothing for another project, nor for other heads', async () => {
    api.upload.mockResolvedValue({ body: preview({ kind: 'TABLE', table: table({ operators: { S: 'o1' } }) }) });
    await store.readFile(file, 't.csv');
    await store.remap({ operators: { S: 'o1' } });
    store.begin('p', 'another');
    api.upload.mockClear();
    await store.readFile(file, 't.csv');
    expect(api.upload).toHaveBeenCalledTimes(1);
  });

  it('refuses a file that is too large without sending it', async () => {
    await store.readFile({ size: MAX_FILE_BYTES + 1 } as Blob, 'b.xlsx');
    expect([store.step(), store.problem()?.code, api.upload.mock.calls.length]).toEqual(['choose', 'workbook.import.too-large', 0]);
  });

  it('shows the file that was chosen last, whichever answer comes last', async () => {
    let answerFirst: (answer: unknown) => void = () => undefined;
    api.upload.mockReturnValueOnce(new Promise((resolve) => (answerFirst = resolve))).mockResolvedValueOnce({ body: preview({ fileName: 'second.xlsx' }) });
    const first = store.readFile(file, 'first.xlsx');
    await store.readFile(file, 'second.xlsx');
    answerFirst({ body: preview({ fileName: 'first.xlsx' }) });
    await first;
    expect(store.preview()?.fileName).toBe('second.xlsx');
  });
});
