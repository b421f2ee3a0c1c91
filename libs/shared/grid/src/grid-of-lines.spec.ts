import { ChangeDetectionStrategy, Component, signal, viewChild } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { cents, quantity, type Cents, type Quantity } from '@passerelle/shared/money';
import { LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { amountColumn } from './columns/amount-column';
import { choiceColumn } from './columns/choice-column';
import { quantityColumn } from './columns/quantity-column';
import { longTextColumn } from './columns/text-column';
import type { GridAct } from './edit/cell-edit';
import type { GroupKey } from './groups/grouped';
import { GridComponent } from './grid.component';

interface Row {
  readonly id: string;
  readonly operator: string;
  readonly category: string | null;
  readonly text: string;
  readonly count: Quantity | null;
  readonly amount: Cents | null;
}

const operators = [
  { value: 'setis', label: 'SETIS' },
  { value: 'aviq', label: 'AViQ' },
];
const categories = [
  { value: 'STAFF', code: 'STAFF', label: 'Personnel' },
  { value: 'TRAVEL', code: 'TRAVEL', label: 'Déplacements' },
  { value: 'EXTERNAL', code: 'EXTERNAL', label: 'Expertise externe' },
];
const row = (id: string, operator: string, amount: number | null): Row => ({ id, operator, category: null, text: `Ligne ${id}`, count: null, amount: amount === null ? null : cents(amount) });

@Component({
  imports: [GridComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <pa-grid
      label="Lignes"
      [columns]="columns"
      [rows]="rows()"
      [rowId]="id"
      [rowName]="name"
      [remember]="'lines.anne'"
      [rowsChange]="true"
      [groupKeys]="keys"
      [groupedBy]="['operator']"
      (acted)="acts.push($event)"
      (insertRow)="asked.push('insert ' + $event.side + ' ' + $event.rowId)"
      (deleteRows)="asked.push('delete ' + $event)"
    />
  `,
})
class ScreenComponent {
  readonly grid = viewChild.required(GridComponent);
  readonly columns = [
    choiceColumn<Row>({ id: 'operator', head: 'Opérateur', choices: operators, value: ({ operator }) => operator, editable: () => true, width: 200, sticky: true }),
    choiceColumn<Row>({ id: 'category', head: 'Catégorie', choices: categories, value: ({ category }) => category, none: 'à affecter', editable: () => true, width: 200 }),
    longTextColumn<Row>({ id: 'text', head: 'Description', text: ({ text }) => text, longest: 20, editable: () => true, width: 200 }),
    quantityColumn<Row>({ id: 'count', head: 'Quantité', quantity: ({ count }) => count, editable: () => true, width: 100 }),
    amountColumn<Row>({ id: 'amount', head: 'Montant', cents: ({ amount }) => amount, editable: ({ id }) => id !== '3', lockedReason: () => 'Calculé.', width: 100 }),
  ];
  readonly rows = signal<readonly Row[]>([row('1', 'setis', 100), row('2', 'aviq', 250), row('3', 'setis', 50)]);
  readonly keys: GroupKey<Row>[] = [
    { id: 'operator', head: 'opérateur', of: ({ operator }) => operator, label: (id) => operators.find(({ value }) => value === id)?.label ?? id, note: (id) => (id === 'setis' ? { text: 'dépassé de 0,50', tone: 'warning' } : null), order: ['setis', 'aviq'] },
    { id: 'category', head: 'catégorie', of: ({ category }) => category ?? '', label: (id) => id || 'à affecter', order: [] },
  ];
  readonly acts: GridAct[] = [];
  readonly asked: string[] = [];
  readonly id = ({ id }: Row) => id;
  readonly name = ({ text }: Row) => text;
}

let fixture: ComponentFixture<ScreenComponent>;
let screen: ScreenComponent;
const page = () => fixture.nativeElement as HTMLElement;
const rest = () => new Promise((resolve) => setTimeout(resolve, 30));
async function until(condition: () => unknown): Promise<void> {
  for (let tries = 0; tries < 100 && !condition(); tries++) await rest();
}
const lines = () =>
  [...page().querySelectorAll('.ag-row[row-index]')]
    .sort((a, b) => Number(a.getAttribute('row-index')) - Number(b.getAttribute('row-index')))
    .map((at) => `${at.querySelector('[col-id="operator"]')?.textContent?.trim()} | ${at.querySelector('[col-id="amount"]')?.textContent?.trim()}`);
const cell = (rowId: string, column: string) => page().querySelector(`[row-id="${rowId}"] [col-id="${column}"]`) as HTMLElement;
const editor = () => page().querySelector<HTMLInputElement>('input.pa-cell-editor, textarea.pa-cell-editor');
const focused = () => {
  const at = document.activeElement?.closest('[col-id]');
  return at && `${at.closest('[row-id]')?.getAttribute('row-id')} ${at.getAttribute('col-id')}`;
};
async function press(key: string, init: KeyboardEventInit = {}): Promise<void> {
  (editor() ?? document.activeElement!).dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true, ...init }));
  await rest();
  await fixture.whenStable();
}
async function typed(text: string): Promise<void> {
  await press(text[0]!);
  await until(editor);
  editor()!.value = text;
  editor()!.dispatchEvent(new Event('input'));
}
async function paste(text: string): Promise<void> {
  document.activeElement!.dispatchEvent(Object.assign(new Event('paste', { bubbles: true, cancelable: true }), { clipboardData: { getData: () => text } }));
  await rest();
}
async function look(rowId: string, columnId: string): Promise<void> {
  screen.grid().focusCell({ rowId, columnId });
  await until(() => focused() === `${rowId} ${columnId}`);
}
const edits = () => screen.acts.flatMap((act) => act.edits);

async function open(): Promise<void> {
  fixture = TestBed.createComponent(ScreenComponent);
  document.body.append(fixture.nativeElement);
  await until(() => cell('3', 'amount'));
  screen = fixture.componentInstance;
}

beforeEach(async () => {
  TestBed.configureTestingModule({ imports: [ScreenComponent], providers: [provideTexts()] });
  await TestBed.inject(LanguageStore).use('fr');
  await open();
});
afterEach(() => {
  fixture.nativeElement.remove();
  localStorage.clear();
});

describe('groups in the grid', () => {
  it('have heads with subtotals', () => {
    expect(lines()).toEqual(['▾SETIS (2 lignes) ! dépassé de 0,50 | 1,50', 'SETIS | 1,00', 'SETIS | 0,50 Calculé.', '▾AViQ (1 ligne) | 2,50', 'AViQ | 2,50']);
  });

  it('are closed and opened by Space and by Ctrl with the arrows, on their heads; the focus stays', async () => {
    await look('1', 'operator');
    await press('ArrowUp', { ctrlKey: true });
    const head = page().querySelector('[row-index="0"] [col-id="operator"]')!;
    expect([document.activeElement, head.getAttribute('aria-expanded')]).toEqual([head, 'true']);
    await press(' ');
    expect(lines()).toEqual(['▸SETIS (2 lignes) ! dépassé de 0,50 | 1,50', '▾AViQ (1 ligne) | 2,50', 'AViQ | 2,50']);
    expect(document.activeElement?.getAttribute('aria-expanded')).toBe('false');
    await press('ArrowRight', { ctrlKey: true });
    expect(lines().length).toBe(5);
    await press('ArrowLeft', { ctrlKey: true });
    expect(lines().length).toBe(3);
  });

  it('say once what their rows share: in the rows it is dimmed, and told all the same', async () => {
    const repeated = () => [...page().querySelectorAll('.pa-repeated')].map((box) => box.closest('[col-id]')!.getAttribute('col-id'));
    expect([new Set(repeated()), cell('1', 'operator').textContent]).toEqual([new Set(['operator']), 'SETIS']);
    const choice = page().querySelector('select')!;
    choice.value = '';
    choice.dispatchEvent(new Event('change'));
    await until(() => repeated().length === 0);
    expect(repeated()).toEqual([]);
  });

  it('are closed by a click, chosen by the reader, and remembered for her', async () => {
    page().querySelector<HTMLElement>('.pa-group-label')!.click();
    await until(() => lines().length === 3);
    fixture.nativeElement.remove();
    await openAgain();
    expect(lines()).toEqual(['▸SETIS (2 lignes) ! dépassé de 0,50 | 1,50', '▾AViQ (1 ligne) | 2,50', 'AViQ | 2,50']);
    const choice = page().querySelector('select')!;
    choice.value = 'category';
    choice.dispatchEvent(new Event('change'));
    await until(() => lines().length === 4);
    expect(lines()[0]).toBe('▾à affecter (3 lignes) | 4,00');
    choice.value = '';
    choice.dispatchEvent(new Event('change'));
    await until(() => lines().length === 3);
    expect(lines()).toEqual(['SETIS | 1,00', 'AViQ | 2,50', 'SETIS | 0,50 Calculé.']);
  });

  it('are passed over by a pasted block, by Delete, and left out of copies and sums', async () => {
    await look('3', 'count');
    await paste('1\t2\r\n3\t4\r\n');
    await until(() => document.querySelector('pa-paste-preview'));
    document.querySelector<HTMLButtonElement>('pa-paste-preview .primary')!.click();
    await until(() => screen.acts.length > 0);
    expect(edits().map(({ rowId, columnId, text }) => [rowId, columnId, text].join(' '))).toEqual(['3 count 1', '2 count 3', '2 amount 4']);
    await look('1', 'amount');
    for (let n = 0; n < 3; n += 1) await press('ArrowDown', { shiftKey: true });
    await press('ArrowDown', { shiftKey: true });
    await until(() => page().querySelector('.pa-grid-sums'));
    expect(page().querySelector('.pa-grid-sums')!.textContent).toContain('4,00');
    screen.acts.length = 0;
    await press('Delete');
    expect(edits().map(({ rowId }) => rowId)).toEqual(['1', '2']);
  });

  it('take the rows that a block brings beyond the last one, unless she says otherwise; the counts say so', async () => {
    await look('2', 'text');
    await paste('Un\t1\r\nDeux\t2\r\nTrois\t1.234\r\n');
    await until(() => document.querySelector('pa-paste-preview'));
    const dialog = document.querySelector('pa-paste-preview')!;
    const counts = () => dialog.querySelector('.pa-paste-counts')!.textContent!.replace(/\s+/g, ' ').trim();
    expect([counts(), dialog.querySelector('.pa-paste-left-out')]).toEqual(['6 cellules : 5 bonnes, 1 à préciser.', null]);
    const append = dialog.querySelector<HTMLInputElement>('.pa-paste-append input')!;
    append.click();
    await rest();
    fixture.detectChanges();
    expect([counts(), dialog.querySelector('.pa-paste-left-out')!.textContent]).toEqual(['2 cellules : 2 bonnes.', expect.stringContaining('4 cellules ne seront pas collées.')]);
    append.click();
    dialog.querySelector<HTMLButtonElement>('.primary')!.click();
    await until(() => screen.acts.length > 0);
    expect(screen.acts[0]!.added.map((cells) => [...cells].map(([column, { text }]) => `${column} ${text}`))).toEqual([['text Deux', 'count 2'], ['text Trois', 'count 1.234']]);
  });

  it('are opened where something is found in them', async () => {
    page().querySelector<HTMLElement>('.pa-group-label')!.click();
    await until(() => lines().length === 3);
    screen.grid().openFind();
    const field = page().querySelector<HTMLInputElement>('pa-find-bar input')!;
    field.value = 'Ligne 3';
    field.dispatchEvent(new Event('input'));
    await until(() => cell('3', 'text')?.classList.contains('pa-found'));
    expect([lines().length, page().textContent]).toEqual([5, expect.stringContaining('1 sur 1')]);
  });
});

describe('a column of choices', () => {
  it('is filtered by typing; Enter picks what is marked, and goes on', async () => {
    await look('1', 'category');
    await typed('d');
    const list = () => [...page().querySelectorAll('[role="option"]')].map((entry) => `${entry.getAttribute('aria-selected') === 'true' ? '*' : ''}${entry.textContent}`);
    expect(list()).toEqual(['*Déplacements']);
    await press('Enter');
    expect([edits(), editor(), focused()]).toEqual([[{ rowId: '1', columnId: 'category', text: 'Déplacements', outcome: { kind: 'choice', value: 'TRAVEL' } }], null, '3 category']);
  });

  it('is gone through by the arrows; Esc changes nothing', async () => {
    await look('1', 'category');
    await press('F2');
    await press('ArrowDown');
    await press('ArrowDown');
    expect(editor()!.getAttribute('aria-activedescendant')).toBe(page().querySelector('[aria-selected="true"][role="option"]')!.id);
    await press('Escape');
    expect([edits(), focused()]).toEqual([[], '1 category']);
    await press('F2');
    await press('ArrowUp');
    await press('Enter');
    expect(edits()).toMatchObject([{ outcome: { kind: 'choice', value: 'EXTERNAL' } }]);
  });

  it('is picked by a click', async () => {
    await look('1', 'category');
    await press('F2');
    [...page().querySelectorAll<HTMLElement>('[role="option"]')].find((entry) => entry.textContent === 'Personnel')!.click();
    await rest();
    expect(edits()).toMatchObject([{ outcome: { kind: 'choice', value: 'STAFF' } }]);
  });

  it('takes a pasted text by code or by name, and keeps any other as it was', async () => {
    await look('1', 'category');
    await paste('travel');
    await paste('DEPLACEMENTS');
    await paste('Divers');
    expect(edits().map(({ text, outcome }) => [text, outcome])).toEqual([
      ['travel', { kind: 'choice', value: 'TRAVEL' }],
      ['DEPLACEMENTS', { kind: 'choice', value: 'TRAVEL' }],
      ['Divers', { kind: 'unreadable', messageKey: 'grid.reading.not-a-choice' }],
    ]);
  });

  it('is emptied by Delete only where it may be', async () => {
    await look('1', 'category');
    await press('Delete');
    await look('1', 'operator');
    await press('Delete');
    expect(edits()).toEqual([{ rowId: '1', columnId: 'category', text: '', outcome: { kind: 'choice', value: null } }]);
  });
});

describe('a column of quantities, and one of sentences', () => {
  it('asks which of two quantities is meant', async () => {
    await look('1', 'count');
    await typed('1.720');
    await press('Enter');
    await until(() => document.querySelector('pa-amount-question'));
    expect(document.querySelector('pa-amount-question')!.textContent).toContain('quelle quantité');
    document.querySelectorAll<HTMLButtonElement>('pa-amount-question li button')[0]!.click();
    await until(() => edits().length === 2);
    expect(edits().map(({ outcome }) => outcome)).toEqual([
      { kind: 'unclear', messageKey: 'grid.reading.unclearQuantity' },
      { kind: 'quantity', quantity: quantity(17_200_000) },
    ]);
  });

  it('begins a new line by Alt+Enter, and keeps what is too long', async () => {
    await look('1', 'text');
    await press('F2');
    editor()!.value = 'Une ligne';
    editor()!.setSelectionRange(3, 3);
    await press('Enter', { altKey: true });
    await press('Enter');
    await look('1', 'text');
    await typed('plus de vingt signes, c’est trop');
    await press('Enter');
    expect(edits().map(({ text, outcome }) => [text, outcome.kind])).toEqual([
      ['Une\n ligne', 'text'],
      ['plus de vingt signes, c’est trop', 'unreadable'],
    ]);
  });
});

describe('lines', () => {
  it('are asked for above and below, inside the group whose head is in use, and deleted', async () => {
    await look('1', 'text');
    await press('+', { ctrlKey: true, code: 'NumpadAdd' });
    await press('+', { ctrlKey: true, shiftKey: true, code: 'Equal' });
    await press('-', { ctrlKey: true });
    await look('1', 'operator');
    await press('ArrowUp', { ctrlKey: true });
    await press('=', { ctrlKey: true, code: 'Equal' });
    await press('-', { ctrlKey: true });
    expect(screen.asked).toEqual(['insert above 1', 'insert below 1', 'delete 1', 'insert above 1']);
    expect(page().querySelector('.pa-grid-notice')!.textContent).toContain('Aucune ligne n’est sélectionnée.');
  });

  it('that come above the cell in use do not move the focus to another line', async () => {
    await look('3', 'count');
    screen.rows.update((rows) => [row('0', 'setis', 5), ...rows]);
    await until(() => cell('0', 'count'));
    await rest();
    await press('ArrowRight');
    expect(focused()).toBe('3 amount');
  });
});

async function openAgain(): Promise<void> {
  fixture.destroy();
  fixture = TestBed.createComponent(ScreenComponent);
  document.body.append(fixture.nativeElement);
  await until(() => page().querySelector('.pa-group-row [col-id="amount"]'));
  screen = fixture.componentInstance;
}
