import { ChangeDetectionStrategy, Component, signal, viewChild } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { cents, type Cents } from '@passerelle/shared/money';
import { LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { cellKey, type CellAddress, type CellKey, type CellState } from './cell-state';
import { amountColumn } from './columns/amount-column';
import { figureWidth } from './columns/grid-column';
import { textColumn } from './columns/text-column';
import type { CellEdit } from './edit/cell-edit';
import { GridComponent } from './grid.component';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly staff: Cents | null;
  readonly total: Cents;
}

@Component({
  imports: [GridComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <pa-grid
      label="Budget"
      [columns]="columns"
      [rows]="rows"
      [totals]="totals"
      [rowId]="id"
      [rowName]="name"
      [states]="states()"
      (edited)="edits.push($event)"
      (explain)="explained.push($event)"
      (history)="asked.push($event)"
    />
  `,
})
class ScreenComponent {
  readonly grid = viewChild.required(GridComponent);
  readonly columns = [
    textColumn<Row>({ id: 'name', head: 'Opérateur', text: ({ name }) => name, width: 200 }),
    amountColumn<Row>({ id: 'staff', head: 'Personnel', cents: ({ staff }) => staff, editable: ({ id }) => id !== 'locked', lockedReason: () => 'Pas à vous.', width: 100 }),
    amountColumn<Row>({
      id: 'total',
      head: 'Total',
      cents: ({ total }) => total,
      note: ({ id }) => ({ setis: { text: 'Convenu.' }, locked: { text: 'Dépassé.', tone: 'warning' as const }, totals: null })[id] ?? null,
      width: 100,
    }),
  ];
  readonly rows: Row[] = [
    { id: 'setis', name: 'SETIS', staff: cents(5465362), total: cents(5465362) },
    { id: 'locked', name: 'AViQ', staff: null, total: cents(0) },
  ];
  readonly totals: Row[] = [{ id: 'totals', name: 'Total', staff: cents(5465362), total: cents(5465362) }];
  readonly states = signal<ReadonlyMap<CellKey, CellState>>(new Map());
  readonly edits: CellEdit[] = [];
  readonly explained: CellAddress[] = [];
  readonly asked: CellAddress[] = [];
  readonly id = ({ id }: Row) => id;
  readonly name = ({ name }: Row) => name;
}

let fixture: ComponentFixture<ScreenComponent>;
let screen: ScreenComponent;
const rest = () => new Promise((resolve) => setTimeout(resolve, 30));
async function until(condition: () => unknown): Promise<void> {
  for (let tries = 0; tries < 100 && !condition(); tries++) await rest();
}
const cell = (row: string, column: string) => fixture.nativeElement.querySelector(`[row-id="${row}"] [col-id="${column}"]`) as HTMLElement;
const editor = () => fixture.nativeElement.querySelector('input.pa-amount-editor') as HTMLInputElement | null;
const focused = () => {
  const at = document.activeElement?.closest('[col-id]');
  return at && `${at.closest('[row-id]')?.getAttribute('row-id')} ${at.getAttribute('col-id')}`;
};
async function press(key: string, init: KeyboardEventInit = {}): Promise<void> {
  const target = editor() ?? document.activeElement!;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true, ...init }));
  await rest();
}
async function type(text: string): Promise<void> {
  await press(text[0]!);
  await until(editor);
  editor()!.value = text;
}
async function paste(text: string): Promise<void> {
  const event = Object.assign(new Event('paste', { bubbles: true, cancelable: true }), { clipboardData: { getData: () => text } });
  document.activeElement!.dispatchEvent(event);
  await rest();
}
async function look(rowId: string, columnId: string): Promise<void> {
  screen.grid().focusCell({ rowId, columnId });
  await until(() => focused() === `${rowId} ${columnId}`);
}

beforeEach(async () => {
  TestBed.configureTestingModule({ imports: [ScreenComponent], providers: [provideTexts()] });
  await TestBed.inject(LanguageStore).use('fr');
  fixture = TestBed.createComponent(ScreenComponent);
  document.body.append(fixture.nativeElement);
  await until(() => cell('setis', 'staff') && fixture.nativeElement.querySelector('.ag-row-pinned [col-id="total"]'));
  screen = fixture.componentInstance;
});
afterEach(() => fixture.nativeElement.remove());

describe('the grid', () => {
  it('has an accessible name, writes amounts for the reader and shows the totals', () => {
    expect(fixture.nativeElement.querySelector('[role="grid"], [role="treegrid"]')?.getAttribute('aria-label')).toBe('Budget');
    expect(cell('setis', 'staff').textContent).toBe('54\u202f653,62');
    expect(fixture.nativeElement.querySelector('.ag-row-pinned [col-id="total"]')?.textContent).toBe('54\u202f653,62');
  });

  it('marks what is particular in the corner of the cell, and says it in full', () => {
    expect([cell('setis', 'total').classList.contains('pa-noted'), cell('setis', 'total').textContent]).toEqual([true, '54\u202f653,62 Convenu.']);
    expect(cell('locked', 'total').textContent).toBe('!0,00 Dépassé.');
    expect(cell('locked', 'total').classList.contains('pa-noted')).toBe(false);
  });

  it('is never too narrow for a figure', () => {
    const width = (n: number) => figureWidth([cents(n)], 'fr');
    expect(width(5)).toBe(width(999_999_999));
    expect(width(99_999_999_999)).toBeGreaterThan(width(999_999_999));
    expect(width(-99_999_999_999)).toBeGreaterThan(width(99_999_999_999));
  });

  it('says which cells are locked, and why', () => {
    expect(cell('setis', 'staff').getAttribute('aria-readonly')).toBe('false');
    expect(cell('locked', 'staff').getAttribute('aria-readonly')).toBe('true');
    expect(cell('locked', 'staff').textContent).toContain('Pas à vous.');
  });

  it('replaces by typing, asks by Enter and goes down', async () => {
    await look('setis', 'staff');
    await type('60 000,5');
    await press('Enter');
    expect(screen.edits).toEqual([{ rowId: 'setis', columnId: 'staff', text: '60 000,5', outcome: { kind: 'amount', cents: 6000050 } }]);
    expect(focused()).toBe('locked staff');
    expect(cell('setis', 'staff').textContent).toBe('54\u202f653,62'); // the grid asks; the store decides
  });

  it('takes one pasted value as if it had been typed, but not on a locked cell', async () => {
    await look('locked', 'staff');
    await paste('1');
    await look('setis', 'staff');
    await paste('60 000,5\r\n');
    await paste('12 mille');
    expect(screen.edits).toMatchObject([
      { rowId: 'setis', columnId: 'staff', text: '60 000,5', outcome: { kind: 'amount', cents: 6000050 } },
      { text: '12 mille', outcome: { kind: 'unreadable' } },
    ]);
  });

  it('pastes nothing of a block of cells, and says so until the reader goes on', async () => {
    const notice = () => fixture.nativeElement.querySelector('[aria-live="polite"].pa-grid-notice')?.textContent;
    await look('setis', 'staff');
    await rest(); // the grid tells of the focus a moment later
    await paste('1,00\t2,00\n3,00\t4,00\n');
    await fixture.whenStable();
    expect([screen.edits, notice()]).toEqual([[], 'Plusieurs cellules ont été copiées : rien n’a été collé. Collez un montant à la fois.']);
    await look('locked', 'staff');
    await until(() => notice() === '');
    expect(notice()).toBe('');
  });

  it('goes right by Tab without editing on', async () => {
    await look('setis', 'staff');
    await type('1,00');
    await press('Tab');
    expect([screen.edits.length, focused(), editor()]).toEqual([1, 'setis total', null]);
  });

  it('goes on by an arrow after typing over a cell', async () => {
    await look('setis', 'staff');
    await type('1,00');
    await press('ArrowLeft');
    expect([screen.edits.length, focused()]).toEqual([1, 'setis name']);
  });

  it('opens with the amount by F2, and Esc abandons', async () => {
    await look('setis', 'staff');
    await press('F2');
    expect(editor()!.value).toBe('54653,62');
    editor()!.value = '1';
    await press('Escape');
    expect([screen.edits, editor(), focused()]).toEqual([[], null, 'setis staff']);
  });

  it('tells nothing when an editor is left as it was opened', async () => {
    await look('setis', 'staff');
    await press('F2');
    await press('Enter');
    expect(screen.edits).toEqual([]);
  });

  it('opens with the reader’s decimal mark when the keypad’s point is typed', async () => {
    await look('setis', 'staff');
    await press('.', { code: 'NumpadDecimal' });
    expect(editor()!.value).toBe(',');
  });

  it('empties by Delete, but not a locked cell', async () => {
    await look('locked', 'staff');
    await press('Delete');
    expect(screen.edits).toEqual([]);
    await look('setis', 'staff');
    await press('Delete');
    expect(screen.edits).toEqual([{ rowId: 'setis', columnId: 'staff', text: '', outcome: { kind: 'amount', cents: null } }]);
  });

  it('goes to the ends of the row, and of the grid', async () => {
    await look('locked', 'staff');
    await press('End');
    expect(focused()).toBe('locked total');
    await press('Home');
    expect(focused()).toBe('locked name');
    await press('End', { ctrlKey: true });
    expect(focused()).toBe('locked total');
    await press('Home', { ctrlKey: true });
    expect(focused()).toBe('setis name');
  });

  it('explains a figure by ? and opens its history by Alt+H, also on what is locked', async () => {
    await look('locked', 'total');
    await press('?');
    await press('h', { altKey: true, code: 'KeyH' });
    expect([screen.explained, screen.asked]).toEqual([[{ rowId: 'locked', columnId: 'total' }], [{ rowId: 'locked', columnId: 'total' }]]);
  });

  it('keeps what nobody can read as it was typed, and marks the cell', async () => {
    await look('setis', 'staff');
    await type('12 mille');
    await press('Enter');
    expect(screen.edits[0]).toMatchObject({ text: '12 mille', outcome: { kind: 'unreadable', messageKey: 'grid.reading.not-an-amount' } });
    screen.states.set(new Map([[cellKey('setis', 'staff'), { kind: 'refused', text: '12 mille', message: 'Pas un montant.' }]]));
    await fixture.whenStable();
    await rest();
    expect(cell('setis', 'staff').getAttribute('aria-invalid')).toBe('true');
    expect(cell('setis', 'staff').textContent).toBe('!12 mille Pas un montant.');
    await look('setis', 'staff');
    await press('F2');
    expect(editor()!.value).toBe('12 mille');
  });

  it('asks between two readings, and a key held down does not choose', async () => {
    await look('setis', 'staff');
    await type('1.234');
    await press('Enter');
    await until(() => document.querySelector('pa-amount-question')?.textContent?.includes('1.234'));
    const question = () => document.querySelector('pa-amount-question');
    expect(question()?.textContent).toContain('« 1.234 » : quel montant ?');
    expect(screen.edits).toMatchObject([{ text: '1.234', outcome: { kind: 'unclear' } }]);
    expect(document.activeElement?.tagName).toBe('CDK-DIALOG-CONTAINER');
    question()!.querySelectorAll<HTMLButtonElement>('li button')[1]!.click();
    await rest();
    expect(screen.edits[1]).toEqual({ rowId: 'setis', columnId: 'staff', text: '1.234', outcome: { kind: 'amount', cents: 123 } });
    expect([question(), focused()]).toEqual([null, 'locked staff']);
  });
});
