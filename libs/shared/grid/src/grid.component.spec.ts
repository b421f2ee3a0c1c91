import { ChangeDetectionStrategy, Component, signal, viewChild } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { cents, type Cents } from '@passerelle/shared/money';
import { LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { cellKey, type CellAddress, type CellKey, type CellState } from './cell-state';
import { amountColumn } from './columns/amount-column';
import { figureWidth } from './columns/grid-column';
import { textColumn } from './columns/text-column';
import type { CellEdit, GridAct } from './edit/cell-edit';
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
      [remember]="'test.anne'"
      [rowsChange]="rowsChange()"
      (acted)="acts.push($event)"
      (undo)="returns.push('undo')"
      (redo)="returns.push('redo')"
      (insertRow)="returns.push('add ' + $event.side + ' ' + $event.rowId)"
      (deleteRows)="returns.push('delete ' + $event)"
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
  readonly rowsChange = signal(false);
  readonly acts: GridAct[] = [];
  readonly returns: string[] = [];
  get edits(): CellEdit[] {
    return this.acts.flatMap(({ edits }) => edits);
  }
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
async function copy(type: 'copy' | 'cut' = 'copy'): Promise<string> {
  let copied = '';
  const event = Object.assign(new Event(type, { bubbles: true, cancelable: true }), { clipboardData: { setData: (_: string, text: string) => (copied = text) } });
  document.activeElement!.dispatchEvent(event);
  await rest();
  return copied;
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
afterEach(() => {
  fixture.nativeElement.remove();
  localStorage.clear();
});

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

const selected = () => [...fixture.nativeElement.querySelectorAll('[aria-selected="true"]')].map((at: Element) => `${at.closest('[row-id]')?.getAttribute('row-id')} ${at.getAttribute('col-id')}`).sort();
const notice = () => fixture.nativeElement.querySelector('.pa-grid-notice')?.textContent?.trim();
const dialog = () => document.querySelector('pa-paste-preview');

describe('a selection in the grid', () => {
  it('grows with Shift and the arrows, is told to screen readers, and collapses with the next move', async () => {
    await look('setis', 'staff');
    await press('ArrowDown', { shiftKey: true });
    await press('ArrowRight', { shiftKey: true });
    expect(selected()).toEqual(['locked staff', 'locked total', 'setis staff', 'setis total']);
    expect(focused()).toBe('setis staff');
    await until(() => fixture.nativeElement.textContent.includes('4 cellules sélectionnées'));
    expect(fixture.nativeElement.textContent).toContain('4 cellules sélectionnées : 2 lignes × 2 colonnes');
    await press('ArrowLeft');
    await until(() => selected().length === 0);
    expect([selected(), focused()]).toEqual([[], 'setis name']);
  });

  it('shows sum, count and average of its amounts; Ctrl+A leaves the totals out', async () => {
    await look('setis', 'staff');
    await press('a', { ctrlKey: true });
    await until(() => fixture.nativeElement.querySelector('.pa-grid-sums'));
    expect(fixture.nativeElement.querySelector('.pa-grid-sums').textContent.replace(/\s+/g, ' ')).toBe('Somme109 307,24 €Nombre3Moyenne36 435,74 €');
  });

  it('keeps the focus inside by Enter and Tab', async () => {
    await look('setis', 'staff');
    await press('ArrowDown', { shiftKey: true });
    await press('Enter');
    expect(focused()).toBe('locked staff');
    await press('Enter');
    expect([focused(), selected().length]).toEqual(['setis staff', 2]);
    await press('Tab', { shiftKey: true });
    expect([focused(), selected().length]).toEqual(['locked staff', 2]);
  });

  it('reaches the edge of the filled region by Ctrl and an arrow', async () => {
    await look('setis', 'name');
    await press('ArrowRight', { ctrlKey: true });
    expect(focused()).toBe('setis total');
    await press('ArrowLeft', { ctrlKey: true, shiftKey: true });
    expect(selected()).toEqual(['setis name', 'setis staff', 'setis total']);
  });

  it('is emptied as one act, and says what is locked', async () => {
    await look('setis', 'staff');
    await press('ArrowDown', { shiftKey: true });
    await press('Delete');
    await fixture.whenStable();
    expect(screen.acts).toEqual([{ kind: 'clear', edits: [{ rowId: 'setis', columnId: 'staff', text: '', outcome: { kind: 'amount', cents: null } }], added: [] }]);
    expect(notice()).toBe('1 cellule vidée. 1 cellule en lecture seule n’a pas changé.');
    fixture.nativeElement.querySelector('.pa-bar-button').click();
    expect(screen.returns).toEqual(['undo']);
  });

  it('is copied as text for a spreadsheet, and cut', async () => {
    await look('setis', 'name');
    await press('End', { shiftKey: true });
    await press('ArrowDown', { shiftKey: true });
    expect(await copy()).toBe('SETIS\t54653,62\t54653,62\r\nAViQ\t\t0,00\r\n');
    expect(screen.acts).toEqual([]);
    await look('setis', 'staff');
    expect(await copy('cut')).toBe('54653,62\r\n');
    expect(screen.acts).toMatchObject([{ kind: 'cut', edits: [{ rowId: 'setis', columnId: 'staff', outcome: { kind: 'amount', cents: null } }] }]);
  });
});

describe('a block in the grid', () => {
  it('that is small and wholly good is pasted at once as one act; undoing is offered', async () => {
    await look('setis', 'staff');
    await paste('7,50\r\n');
    expect(screen.acts).toMatchObject([{ kind: 'paste', edits: [{ rowId: 'setis', columnId: 'staff', outcome: { cents: 750 } }] }]);
  });

  it('is shown before anything is pasted: counts, both readings of an unclear cell, what is read-only', async () => {
    await look('setis', 'staff');
    await paste('1.234\t5\r\n6\t7\r\n8\t9\r\n');
    await until(dialog);
    await fixture.whenStable();
    const said = dialog()!.textContent!.replace(/\s+/g, ' ');
    expect(said).toContain('4 cellules : 0 bonne, 1 à préciser, 3 en lecture seule.');
    expect(said).toContain('1 ligne dépasse la fin du tableau et ne sera pas collée.');
    expect(said).toContain('SETIS – Personnel « 1.234 » 1 234,00 € 1,23 €');
    expect(screen.acts).toEqual([]);
    dialog()!.querySelectorAll<HTMLInputElement>('input[type=radio]')[0]!.click();
    dialog()!.querySelector<HTMLButtonElement>('.primary')!.click();
    await until(() => !dialog());
    await rest();
    expect(screen.acts).toEqual([{ kind: 'paste', edits: [{ rowId: 'setis', columnId: 'staff', text: '1.234', outcome: { kind: 'amount', cents: 123400 } }], added: [] }]);
    await fixture.whenStable();
    expect(notice()).toBe('1 cellule collée. 3 cellules en lecture seule n’ont pas changé.');
  });

  it('keeps the text of what nobody answered, and does nothing when it is cancelled', async () => {
    await look('setis', 'staff');
    await paste('1.234\r\nx\r\n');
    await until(dialog);
    dialog()!.querySelector<HTMLButtonElement>('.primary')!.click();
    await until(() => !dialog());
    await rest();
    expect(screen.edits).toEqual([{ rowId: 'setis', columnId: 'staff', text: '1.234', outcome: { kind: 'unclear', messageKey: 'grid.reading.unclear' } }]);
    await look('setis', 'staff');
    await paste('1.234\r\nx\r\n');
    await until(dialog);
    [...dialog()!.querySelectorAll('button')].at(-1)!.click();
    await until(() => !dialog());
    await rest();
    await fixture.whenStable();
    expect([screen.acts.length, notice()]).toEqual([1, 'Rien n’a été collé.']);
  });

  it('may bring rows where the grid can add them', async () => {
    screen.rowsChange.set(true);
    await fixture.whenStable();
    await look('setis', 'staff');
    await paste('1\r\n2\r\n3\r\n');
    await until(dialog);
    await fixture.whenStable();
    expect(dialog()!.textContent).toContain('Ajouter 1 ligne');
    expect(dialog()!.querySelector<HTMLInputElement>('input[type=checkbox]')!.checked).toBe(true);
    dialog()!.querySelector<HTMLButtonElement>('.primary')!.click();
    await until(() => screen.acts.length > 0);
    expect(screen.acts[0]!.added.map((row) => [...row])).toEqual([[['staff', { text: '3', outcome: { kind: 'amount', cents: 300 } }]]]);
  });

  it('is not pasted where nothing can be typed, and the grid says so', async () => {
    await look('locked', 'staff');
    await paste('1\t2\r\n');
    await fixture.whenStable();
    expect([screen.acts, dialog(), notice()]).toEqual([[], null, 'Rien n’a été collé : ces cellules sont en lecture seule.']);
  });

  it('is filled down and right by Ctrl+D and Ctrl+R; locked cells are left alone', async () => {
    await look('setis', 'total');
    await press('ArrowLeft', { shiftKey: true });
    await press('ArrowDown', { shiftKey: true });
    await press('d', { ctrlKey: true });
    await look('setis', 'staff');
    await press('r', { ctrlKey: true });
    expect(screen.acts).toEqual([]);
    await fixture.whenStable();
    expect(notice()).toBe('0 cellule remplie. 1 cellule en lecture seule n’a pas changé.');
  });
});

describe('the grid as a workplace', () => {
  it('asks for undo and redo, and says what came back', async () => {
    await look('setis', 'staff');
    await press('z', { ctrlKey: true });
    await press('y', { ctrlKey: true });
    await press('Z', { ctrlKey: true, shiftKey: true });
    expect(screen.returns).toEqual(['undo', 'redo', 'redo']);
    screen.grid().returned('undone', { kind: 'paste', cells: [{ rowId: 'setis', columnId: 'staff' }, { rowId: 'locked', columnId: 'staff' }] });
    await fixture.whenStable();
    expect([notice(), selected()]).toEqual(['Annulé : 2 cellules collées.', ['locked staff', 'setis staff']]);
    screen.grid().returned('undone', null);
    await fixture.whenStable();
    expect(notice()).toBe('Rien à annuler.');
  });

  it('calculates a formula when it is left, and keeps the formula as the text', async () => {
    await look('setis', 'staff');
    await type('=1200*12');
    await press('Enter');
    expect(screen.edits).toEqual([{ rowId: 'setis', columnId: 'staff', text: '=1200*12', outcome: { kind: 'amount', cents: 1_440_000 } }]);
    screen.states.set(new Map([[cellKey('setis', 'staff'), { kind: 'pending', cents: cents(1_440_000), formula: '=1200*12' }]]));
    await fixture.whenStable();
    await look('setis', 'staff');
    await press('F2');
    expect(editor()!.value).toBe('=1200*12');
  });

  it('finds in all rows by Ctrl+F, goes from one to the next, and comes back to the cell that was found', async () => {
    await look('setis', 'name');
    await press('f', { ctrlKey: true });
    await until(() => fixture.nativeElement.querySelector('pa-find-bar input'));
    const field = fixture.nativeElement.querySelector('pa-find-bar input') as HTMLInputElement;
    field.value = '54 653,62';
    field.dispatchEvent(new Event('input'));
    await until(() => fixture.nativeElement.textContent.includes('1 sur 4'));
    const key = (name: string) => field.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
    key('Enter');
    await fixture.whenStable();
    expect(fixture.nativeElement.textContent).toContain('2 sur 4');
    expect(cell('setis', 'total').classList.contains('pa-found')).toBe(true);
    key('Escape');
    await until(() => focused() === 'setis total' && !fixture.nativeElement.querySelector('pa-find-bar'));
    expect([focused(), fixture.nativeElement.querySelector('pa-find-bar')]).toEqual(['setis total', null]);
  });

  it('hides a column for this person on this device, and shows it again where a link leads to it', async () => {
    screen.grid().openColumns();
    await until(() => document.querySelector('pa-columns-dialog input'));
    document.querySelectorAll<HTMLInputElement>('pa-columns-dialog input')[1]!.click();
    await until(() => !cell('setis', 'staff'));
    expect(JSON.parse(localStorage.getItem('passerelle.columns.test.anne')!)).toMatchObject({ hidden: ['staff'] });
    document.querySelector<HTMLButtonElement>('pa-columns-dialog .primary')!.click();
    await look('setis', 'staff');
    await fixture.whenStable();
    expect([focused(), localStorage.getItem('passerelle.columns.test.anne')]).toEqual(['setis staff', null]);
  });

  it('asks for rows to be added and deleted where they can be', async () => {
    await look('setis', 'staff');
    await press('Insert', { altKey: true });
    expect(screen.returns).toEqual([]);
    screen.rowsChange.set(true);
    await fixture.whenStable();
    await press('Insert', { altKey: true });
    await press('ArrowDown', { shiftKey: true });
    await press('Delete', { altKey: true });
    expect(screen.returns).toEqual(['add below setis', 'delete setis,locked']);
  });

  it('is left by F6 for the bar below it', async () => {
    await look('setis', 'staff');
    await press('F6');
    expect(document.activeElement?.textContent).toContain('Rechercher');
  });
});
