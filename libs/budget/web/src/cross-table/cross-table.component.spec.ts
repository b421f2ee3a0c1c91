import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import type { CrossTableRowsView, CrossTableView, TableKeyView } from '@passerelle/budget/model';
import { cents } from '@passerelle/shared/money';
import { SidePanelStore } from '@passerelle/shared/ui';
import { ApiClient, LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { placeAfter } from './cell-keys';
import { CrossTableComponent } from './cross-table.component';
import { dimensionsOf } from './cross-table.store';
import { RowsBehindComponent } from './rows-behind.component';

const key = (one: Partial<TableKeyView> & { key: string }): TableKeyView => ({ name: '', names: {}, number: null, startDate: null, endDate: null, ...one });
const VIEW: CrossTableView = {
  versionNumber: 1,
  budgetId: 'b', revision: 3, changedAt: '2026-11-25T02:00:00Z', rowDimension: 'operator', columnDimension: 'halfYear',
  rows: [key({ key: 'o1', name: '=SETIS' }), key({ key: 'o2', name: 'SGAR' })],
  columns: [key({ key: '1', number: 1, startDate: '2017-10-01', endDate: '2017-12-31' }), key({ key: 'to-allocate' })],
  cells: [[100, 0], [123456, -5]].map((row) => row.map(cents)), rowTotals: [100, 123451].map(cents), columnTotals: [123556, -5].map(cents), grandTotalCents: cents(123551),
};

describe('the cross tables', () => {
  const api = { get: jest.fn() };
  const written = jest.fn();

  async function open(inputs: Record<string, string> = {}) {
    api.get.mockResolvedValue({ body: VIEW });
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: written } });
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([]), { provide: ApiClient, useValue: api }] });
    await TestBed.inject(LanguageStore).use('fr');
    const fixture = TestBed.createComponent(CrossTableComponent);
    document.body.append(fixture.nativeElement);
    Object.entries({ programme: 'FWVL', project: '4.8.337', ...inputs }).forEach(([name, value]) => fixture.componentRef.setInput(name, value));
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    const figures = () => [...page.querySelectorAll<HTMLButtonElement>('button.figure')];
    const press = (key: string, more: KeyboardEventInit = {}) => document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
    return { fixture, page, figures, press, panel: TestBed.inject(SidePanelStore) };
  }
  beforeEach(() => jest.resetAllMocks());

  it('asks once for what the address names, and shows amounts, totals and names', async () => {
    const { page } = await open({ rows: 'operator', columns: 'halfYear' });
    expect(api.get.mock.calls).toEqual([['/api/programmes/FWVL/projects/4.8.337/budget/cross-table', { rows: 'operator', columns: 'halfYear' }]]);
    const texts = [...page.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim()));
    expect(texts).toEqual([
      ['Opérateur', '2e sem. 2017 01/10/2017 – 31/12/2017', 'À répartir', 'Total'],
      ['=SETIS', '1,00', '0,00', '1,00'],
      ['SGAR', '1 234,56', '-0,05', '1 234,51'],
      ['Total général', '1 235,56', '-0,05', '1 235,51'],
    ]);
  });

  it('has one cell in the order of Tab, from which the arrows lead on', async () => {
    const { figures, press, fixture } = await open();
    const open_ = () => figures().flatMap(({ tabIndex }, index) => (tabIndex === 0 ? [index] : []));
    expect(open_()).toEqual([0]);
    figures()[0]!.focus();
    press('ArrowRight');
    press('ArrowDown');
    await fixture.whenStable();
    expect([figures().indexOf(document.activeElement as HTMLButtonElement), open_()]).toEqual([4, [4]]);
    press('End', { ctrlKey: true });
    expect(figures().indexOf(document.activeElement as HTMLButtonElement)).toBe(8);
  });

  it('opens by ? the rows behind a cell, a total by its whole row or column, and leads the focus back', async () => {
    const { figures, press, panel } = await open();
    figures()[3]!.focus();
    press('?');
    expect([panel.content()?.component, panel.content()?.inputs['row'], panel.content()?.inputs['column']]).toEqual([RowsBehindComponent, VIEW.rows[1], VIEW.columns[0]]);
    panel.close();
    expect(document.activeElement).toBe(figures()[3]);
    figures()[5]!.click();
    expect([panel.content()?.inputs['row'], panel.content()?.inputs['column']]).toEqual([VIEW.rows[1], null]);
    figures()[8]!.click();
    expect([panel.content()?.inputs['row'], panel.content()?.inputs['column']]).toEqual([null, null]);
  });

  it('is copied for a spreadsheet, where no name becomes a formula', async () => {
    const { figures, press, fixture, page } = await open();
    figures()[0]!.focus();
    press('c', { ctrlKey: true });
    await fixture.whenStable();
    expect(written.mock.calls[0][0].split('\r\n')).toEqual([expect.stringMatching(/^Budget en euros : .+\t2e sem. 2017\tÀ répartir\tTotal$/), "'=SETIS\t1,00\t0,00\t1,00", 'SGAR\t1234,56\t-0,05\t1234,51', 'Total\t1235,56\t-0,05\t1235,51', '']);
    expect(page.querySelector('.said')?.textContent).toContain('copié');
  });

  it('writes into the address what is chosen; what stands on the other side changes places', async () => {
    const { fixture, page } = await open({ rows: 'operator', columns: 'halfYear' });
    const go = jest.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    fixture.componentInstance.swap();
    const chooser = page.querySelector<HTMLSelectElement>('#cross-rows')!;
    const choose = (value: string) => {
      chooser.value = value;
      chooser.dispatchEvent(new Event('change'));
    };
    choose('source');
    choose('halfYear');
    expect(go.mock.calls.map(([, extras]) => extras?.queryParams)).toEqual([{ rows: 'halfYear', columns: 'operator' }, { rows: 'source', columns: 'halfYear' }, { rows: 'halfYear', columns: 'operator' }]);
  });

  it.each([
    [undefined, undefined, 'operator', 'category'],
    ['category', undefined, 'category', 'operator'],
    ['operator', 'operator', 'operator', 'category'],
    [undefined, 'operator', 'category', 'operator'],
    ['nonsense', 'halfYear', 'operator', 'halfYear'],
  ])('of an address that names %s and %s is by %s and %s', (rows, columns, expectedRows, expectedColumns) => expect(dimensionsOf(rows, columns)).toEqual({ rows: expectedRows, columns: expectedColumns }));

  it('has edges that no key crosses', () => {
    const size = { rows: 3, columns: 2 };
    expect([placeAfter({ row: 0, column: 0 }, 'ArrowUp', false, size), placeAfter({ row: 2, column: 1 }, 'ArrowRight', false, size), placeAfter({ row: 1, column: 1 }, 'ArrowUp', true, size), placeAfter({ row: 1, column: 0 }, 'x', false, size)]).toEqual([
      { row: 0, column: 0 }, { row: 2, column: 1 }, { row: 0, column: 1 }, null,
    ]);
  });
});

describe('the rows behind a figure', () => {
  const api = { get: jest.fn() };
  const behind = (over: Partial<CrossTableRowsView>): CrossTableRowsView => ({
    revision: 1, row: null, column: null, cents: cents(300), sentences: [{ key: 'crossTables.formula.sum', params: { rows: 3, sumCents: 300 } }], rowCount: 3, from: 0,
    rows: [{ lineId: 'l', operatorId: 'o', operatorName: 'SETIS', categoryCode: 'STAFF', workPackageId: null, kind: 'LINE', descriptions: { nl: 'Vertaling' }, masked: false, amountCents: cents(500), contributionCents: cents(100) }],
    ...over,
  });
  async function open() {
    TestBed.configureTestingModule({ providers: [provideTexts(), { provide: ApiClient, useValue: api }] });
    await TestBed.inject(LanguageStore).use('fr');
    const fixture = TestBed.createComponent(RowsBehindComponent);
    Object.entries({ programme: 'p', project: 'q', rowDimension: 'operator', columnDimension: 'source', row: key({ key: 'o', name: 'SETIS' }), column: key({ key: 'ERDF' }) }).forEach(([name, value]) => fixture.componentRef.setInput(name, value));
    await fixture.whenStable();
    return { fixture, page: fixture.nativeElement as HTMLElement };
  }
  const rowsOf = (page: HTMLElement) => [...page.querySelectorAll('tbody tr')].map((row) => row.textContent?.replace(/\s+/g, ' ').trim());
  beforeEach(() => jest.resetAllMocks());

  it('are named by their descriptions, with what they are a part of; what is withheld or not broken down says so', async () => {
    const [line] = behind({}).rows;
    api.get.mockResolvedValue({ body: behind({ rows: [line!, { ...line!, masked: true, descriptions: {} }, { ...line!, lineId: null, categoryCode: null, amountCents: cents(100) }] }) });
    const { page } = await open();
    expect(api.get).toHaveBeenCalledWith('/api/programmes/p/projects/q/budget/cross-table/rows', { rows: 'operator', columns: 'source', row: 'o', column: 'ERDF', from: undefined });
    expect(page.querySelector('h3')?.textContent).toBe('SETIS · FEDER');
    expect(rowsOf(page)).toEqual([
      'Vertaling SETIS · STAFF 1,00 sur 5,00 €',
      'Description non communiquée (salaires d’un autre opérateur) SETIS · STAFF 1,00 sur 5,00 €',
      'Montant convenu à répartir SETIS 1,00',
    ]);
    expect(page.querySelector('tfoot')?.textContent).toContain('3,00');
  });

  it('come in parts, which go on after one another; where somebody saved in between they begin anew', async () => {
    api.get.mockResolvedValueOnce({ body: behind({}) });
    const { page, fixture } = await open();
    expect([rowsOf(page).length, page.querySelector('tfoot')]).toEqual([1, null]);
    api.get.mockResolvedValueOnce({ body: behind({ from: 1 }) });
    page.querySelector('button')!.click();
    await fixture.whenStable();
    expect([rowsOf(page).length, api.get.mock.calls[1][1].from]).toEqual([2, 1]);
    api.get.mockResolvedValueOnce({ body: behind({ revision: 2, from: 2 }) }).mockResolvedValueOnce({ body: behind({ revision: 2 }) });
    page.querySelector('button')!.click();
    await fixture.whenStable();
    await fixture.whenStable();
    expect([rowsOf(page).length, api.get.mock.calls[3][1].from]).toEqual([1, undefined]);
  });
});
