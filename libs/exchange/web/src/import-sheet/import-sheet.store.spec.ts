import { TestBed } from '@angular/core/testing';
import type { SheetPreview } from '@passerelle/exchange/model';
import { cents } from '@passerelle/shared/money';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';
import { ImportSheetStore, MAX_SHEET_BYTES } from './import-sheet.store';

const preview = (over: Partial<SheetPreview> = {}): SheetPreview => ({
  fileName: 's.txt', fingerprint: 'abc', outcome: 'NEW', lines: ['', '4.8.337 - AB', 'x', 'y'],
  understood: [{ field: 'code', line: 2, lastLine: 2, value: '4.8.337' }, { field: 'summary', line: 3, lastLine: 4, value: 'x y' }, { field: 'heading', line: 1, lastLine: 1, value: '' }],
  findings: [{ code: 'sheet.a', severity: 'info', line: 2, params: {} }, { code: 'sheet.b', severity: 'error', line: 2, params: {} }, { code: 'sheet.c', severity: 'warning', line: null, params: {} }],
  project: { code: '4.8.337', acronym: 'AB', title: null, startDate: null, endDate: null, lastUpdate: null, lead: null, interventionCategory: null, summary: null },
  operators: [], printed: { totalCents: null, erdfCents: null }, computed: { totalCents: cents(0), erdfCents: cents(0) }, byVersant: {},
  ...over,
});

describe('importing a sheet', () => {
  const api = { get: jest.fn(), upload: jest.fn() };
  const file = new Blob(['text']);
  let store: ImportSheetStore;

  beforeEach(async () => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [ImportSheetStore, { provide: ApiClient, useValue: api }] });
    store = TestBed.inject(ImportSheetStore);
    api.get.mockResolvedValue({ body: [{ name: 'ab-refugies', title: 'AB' }] });
    await store.begin('p');
  });

  it('shows a preview and stores nothing', async () => {
    api.upload.mockResolvedValue({ body: preview() });
    await store.readFile(file, 's.txt');
    expect(api.upload.mock.calls).toEqual([['/api/programmes/p/sheet-imports/preview', {}, file, 's.txt']]);
    expect(store.step()).toBe('preview');
    expect(store.findings().map(({ severity, findings }) => [severity, findings.length])).toEqual([['error', 1], ['warning', 1], ['info', 1]]);
    expect(store.understood().map(({ field }) => field)).toEqual(['code', 'summary']);
    expect(store.lines().map(({ severity, understood }) => [severity, understood])).toEqual([[null, true], ['error', true], [null, true], [null, true]]);
  });

  it('has the long text in full beside the line that shortens it', async () => {
    api.upload.mockResolvedValue({ body: preview({ project: { ...preview().project, summary: 'x y and more' } }) });
    await store.readFile(file, 's.txt');
    expect(store.understood().map(({ full }) => full)).toEqual(['', 'x y and more']);
  });

  it('sends the file that was shown, with the fingerprint of its preview, when it is accepted', async () => {
    api.upload.mockResolvedValueOnce({ body: preview() }).mockResolvedValueOnce({ body: { projectCode: '4.8.337', outcome: 'NEW' } });
    await store.readFile(file, 's.txt');
    await store.accept();
    expect(api.upload.mock.calls[1]).toEqual(['/api/programmes/p/sheet-imports', { fingerprint: 'abc' }, file, 's.txt']);
    expect([store.step(), store.accepted()?.projectCode]).toEqual(['accepted', '4.8.337']);
  });

  it.each(['UNCHANGED', 'DIFFERENT', 'REFUSED'] as const)('cannot accept a sheet that is %s', async (outcome) => {
    api.upload.mockResolvedValue({ body: preview({ outcome }) });
    await store.readFile(file, 's.txt');
    expect(store.mayAccept()).toBe(false);
    await store.accept();
    expect(api.upload).toHaveBeenCalledTimes(1);
  });

  it('sends an impatient second click nowhere', async () => {
    api.upload.mockResolvedValueOnce({ body: preview() }).mockResolvedValue({ body: { projectCode: '4.8.337', outcome: 'NEW' } });
    await store.readFile(file, 's.txt');
    await Promise.all([store.accept(), store.accept()]);
    expect(api.upload).toHaveBeenCalledTimes(2);
  });

  it('keeps the preview when the acceptance is refused, so that it can be sent again', async () => {
    api.upload.mockResolvedValueOnce({ body: preview() }).mockRejectedValueOnce(new ApiProblem({ status: 412, code: 'exchange.other-file' }));
    await store.readFile(file, 's.txt');
    await store.accept();
    expect([store.step(), store.problem()?.code, store.mayAccept()]).toEqual(['preview', 'exchange.other-file', true]);
  });

  it('refuses a file that is too large without sending it', async () => {
    await store.readFile({ size: MAX_SHEET_BYTES + 1 } as Blob, 'noise.bin');
    expect(api.upload).not.toHaveBeenCalled();
    expect([store.step(), store.problem()?.code]).toEqual(['choose', 'import.tooLarge']);
  });

  it('shows the sheet that was chosen last, whichever answer comes last', async () => {
    let answerFirst: (answer: unknown) => void = () => undefined;
    api.upload.mockReturnValueOnce(new Promise((resolve) => (answerFirst = resolve))).mockResolvedValueOnce({ body: preview({ fileName: 'second.txt' }) });
    const first = store.readFile(file, 'first.txt');
    await store.readFile(file, 'second.txt');
    answerFirst({ body: preview({ fileName: 'first.txt' }) });
    await first;
    expect(store.preview()?.fileName).toBe('second.txt');
  });

  it('reads a sample like a file, and works without samples', async () => {
    api.get.mockResolvedValueOnce({ body: 'le texte' });
    api.upload.mockResolvedValue({ body: preview() });
    await store.readSample({ name: 'ab-refugies', title: 'AB' });
    expect(api.upload.mock.calls[0][3]).toBe('ab-refugies.txt');
    api.get.mockRejectedValue(new ApiProblem({ status: 403, code: 'general.not-allowed' }));
    await store.begin('p');
    expect([store.samples(), store.step(), store.problem()]).toEqual([[], 'choose', null]);
  });
});
