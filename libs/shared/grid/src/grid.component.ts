import { Dialog } from '@angular/cdk/dialog';
import {
  CSP_NONCE,
  ChangeDetectionStrategy,
  ChangeDetectorRef,
  Component,
  DOCUMENT,
  DestroyRef,
  ElementRef,
  ViewEncapsulation,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import type { CellEditRequestEvent, CellFocusedEvent, CellPosition, GridApi } from 'ag-grid-community';
import type { Language } from '@passerelle/shared/kernel';
import { FocusPlace, OpenEditor } from '@passerelle/shared/ui';
import { LanguageStore, Say } from '@passerelle/shared/web-kit';
import { GridActs } from './acts/grid-acts';
import type { Notice } from './acts/notice';
import { Notices } from './acts/notices';
import { RowActs, type RowWanted } from './acts/row-acts';
import { cellKey, type CellAddress, type CellKey, type CellMark, type CellStates } from './cell-state';
import { GridClipboard } from './clipboard/grid-clipboard';
import type { GridColumn } from './columns/grid-column';
import { GridColumns } from './columns/grid-columns';
import type { GridContext } from './columns/grid-context';
import { AmountQuestion } from './edit/amount-question';
import type { ActKind, GridAct } from './edit/cell-edit';
import { CellEditor } from './edit/cell-editor';
import { FindBarComponent } from './find/find-bar.component';
import { GridFind } from './find/grid-find';
import { GridBarComponent } from './grid-bar.component';
import { fitHeight } from './fit-height';
import { gridOptions } from './grid-options';
import { GridGroups } from './groups/grid-groups';
import { GroupBarComponent } from './groups/group-bar.component';
import { GroupTurns } from './groups/group-turns';
import type { GroupKey } from './groups/grouped';
import { GridKeyboard } from './keyboard/grid-keyboard';
import { GridMouse } from './selection/grid-mouse';
import { GridSelection } from './selection/grid-selection';
import { GridSheet } from './sheet';
import { storageOf } from './storage';
import { SelectionSaid } from './summary/selection-said';

const MEASURED_ROWS = 200;

/**
 * A grid of figures with a spreadsheet's keys. It holds no figure: it shows rows and states, and asks by `acted` for every change, all cells of one act at
 * once. Rows are told apart by `rowId`; totals stay in sight at the bottom. AG Grid itself is loaded when the first grid is shown.
 */
@Component({
  selector: 'pa-grid',
  imports: [FindBarComponent, GridBarComponent, GroupBarComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  encapsulation: ViewEncapsulation.None,
  styleUrl: './grid.component.css',
  templateUrl: './grid.component.html',
})
export class GridComponent<Row extends object> {
  readonly label = input.required<string>();
  readonly columns = input.required<readonly GridColumn<Row>[]>();
  readonly rows = input.required<readonly Row[]>();
  readonly totals = input<readonly Row[]>([]);
  readonly rowId = input.required<(row: Row) => string>();
  readonly rowName = input.required<(row: Row) => string>();
  readonly states = input<CellStates>(new Map());
  /** Where others stand. */
  readonly marks = input<ReadonlyMap<CellKey, CellMark>>(new Map());
  /** Under which name this person's view of the columns is kept on the device; null where it is not. */
  readonly remember = input<string | null>(null);
  /** Rows can be added and deleted: a pasted block may bring some, and keys ask for them. */
  readonly rowsChange = input(false);
  /** By what the reader may put the rows together; and what stands where she has not chosen. */
  readonly groupKeys = input<readonly GroupKey<Row>[]>([]);
  readonly groupedBy = input<readonly string[]>([]);
  readonly acted = output<GridAct>();
  readonly undo = output();
  readonly redo = output();
  readonly insertRow = output<RowWanted>();
  /** These rows are to be deleted. */
  readonly deleteRows = output<readonly string[]>();
  /** Cells that lead somewhere: Enter and a double click go there. */
  readonly opens = input<(at: CellAddress) => boolean>(() => false);
  readonly opened = output<CellAddress>();
  /** Whether an editor is open. */
  readonly editing = output<boolean>();
  /** The first rows stand. */
  readonly arrived = output();
  readonly cellFocused = output<CellAddress>();
  readonly explain = output<CellAddress>();
  readonly history = output<CellAddress>();

  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #window = inject(DOCUMENT).defaultView;
  readonly #storage = storageOf(this.#window);
  readonly #nonce = inject(CSP_NONCE, { optional: true }) ?? undefined;
  readonly #changes = inject(ChangeDetectorRef);
  readonly #dialog = inject(Dialog);
  readonly #editor = inject(OpenEditor);
  readonly #question = inject(AmountQuestion);
  readonly #say = inject(Say);
  readonly #language = inject(LanguageStore).language;
  private readonly root = viewChild.required<ElementRef<HTMLElement>>('root');
  private readonly bar = viewChild.required(GridBarComponent);
  private readonly findBar = viewChild(FindBarComponent);
  readonly api = signal<GridApi<Row> | undefined>(undefined);
  /** A short grid is as high as its rows; a long one scrolls under its head. */
  readonly tall = computed(() => this.groups.shown().length > 14);
  /** Rows are measured one by one as they come into sight, and all rows below them move: of many, the height is estimated once. */
  readonly many = computed(() => this.rows().length > MEASURED_ROWS);
  readonly expectedHeight = computed(() => 64 + 42 * (Math.min(this.groups.shown().length, 14) + this.totals().length));

  readonly notices = new Notices((key, params) => this.#say.say(key, params));
  #lastKey: Pick<KeyboardEvent, 'key' | 'code'> | null = null;

  readonly groups = new GridGroups<Row>({
    rows: () => this.rows(),
    columns: () => this.columns(),
    rowId: (row) => this.rowId()(row),
    keys: () => this.groupKeys(),
    usual: () => this.groupedBy(),
    remember: () => this.remember(),
    storage: this.#storage,
  });
  readonly columnsView = new GridColumns<Row>({ columns: () => this.columns(), remember: () => this.remember(), storage: this.#storage, many: () => this.many() }, this.#dialog);
  readonly sheet = new GridSheet<Row>({
    api: () => this.api(),
    columns: () => this.columns(),
    rowId: (row) => this.rowId()(row),
    states: () => this.states(),
    language: () => this.#language(),
  });
  readonly selection = new GridSelection<Row>(this.sheet, this.#host);
  readonly find = new GridFind<Row>(this.sheet, {
    rows: () => [...this.groups.all(), ...this.totals()],
    rowId: (row) => this.rowId()(row),
    language: () => this.#language(),
    show: (at) => {
      if (at) this.#uncover(at);
      this.selection.mark(at);
    },
    leave: (found) => (found ? this.focusCell(found) : this.focus()),
  });
  readonly #clipboard = new GridClipboard<Row>(this.sheet, this.selection, this.#dialog, {
    rowsChange: () => this.rowsChange(),
    rowName: (row) => this.rowName()(row),
    say: (key, params) => this.#say.say(key, params),
    cancelled: () => this.tell({ key: 'grid.paste.cancelled' }),
    typed: (at, text) => this.#settle(at, text, 'paste'),
  });
  readonly #acts = new GridActs<Row>(this.sheet, this.selection, {
    tell: (act) => this.#act(act),
    notice: (notice) => this.tell(notice),
    read: (text, column) => this.sheet.columns[column]?.read(text, this.#language()) ?? { kind: 'text' },
    preview: (plan) => this.#clipboard.preview(plan),
  });
  readonly rowActs = new RowActs<Row>(this.sheet, this.selection, {
    rowId: (row) => this.rowId()(row),
    rows: () => this.groups.all(),
    insert: (wanted) => this.insertRow.emit(wanted),
    remove: (rowIds) => this.deleteRows.emit(rowIds),
    tell: (notice) => this.tell(notice),
  });
  readonly #turns = new GroupTurns<Row>(this.sheet, this.selection, this.groups);
  readonly #keyboard = new GridKeyboard<Row>(this.sheet, this.selection, this.#acts, {
    explain: (at) => this.#tell(at, (address) => this.explain.emit(address)),
    history: (at) => this.#tell(at, (address) => this.history.emit(address)),
    typingOver: () => this.#editors().some((editor) => editor.replaces),
    inEditor: (event) => this.#editors().some((editor) => editor.takes(event)),
    undo: () => this.undo.emit(),
    redo: () => this.redo.emit(),
    find: () => this.openFind(),
    leave: () => this.bar().focus(),
    rowsChange: () => this.rowsChange(),
    insertRow: (side) => this.rowActs.insert(side),
    deleteRows: () => this.rowActs.remove(),
    group: (isOpen) => this.#turns.turn(isOpen),
    open: () => this.#open(this.sheet.address(this.selection.current().active)),
  });
  readonly #mouse = new GridMouse<Row>(this.#host, this.sheet, this.selection, (from, to) => this.#acts.fillOut(from, to));

  readonly #context: GridContext<Row> = {
    language: () => this.#language(),
    say: (key, params) => this.#say.say(key, params),
    rowId: (row) => this.rowId()(row),
    rowName: (row) => this.rowName()(row),
    leads: (columnId) => this.sheet.columns[0]?.id === columnId,
    repeats: (columnId) => untracked(() => this.groups.chosen().some(({ id }) => id === columnId)),
    room: (group) => untracked(() => {
      const api = this.api();
      return api ? this.columnsView.roomOf(group, api) : 0;
    }),
    state: (rowId, columnId) => this.states().get(cellKey(rowId, columnId)),
    mark: (rowId, columnId) => this.marks().get(cellKey(rowId, columnId)),
    lastKey: () => this.#lastKey,
    paint: (cell, node, columnId) => untracked(() => this.selection.paint(cell, node, columnId)),
  };

  readonly said = new SelectionSaid<Row>(this.sheet, this.selection, (key, params) => this.#say.say(key, params), () => [this.rows(), this.totals(), this.states()]);

  constructor() {
    // On the way down, before AG Grid sees the key; templates cannot ask for that.
    this.#host.addEventListener('keydown', (event) => this.#keydown(event), { capture: true });
    this.#host.addEventListener('mousedown', () => this.notices.input(), { capture: true });
    this.#host.addEventListener('click', (event) => this.#turns.clicked(event));
    this.#host.addEventListener('dblclick', () => this.#open(this.sheet.address(this.selection.current().active)));
    this.#clipboard.listen(this.#host, this.#acts);
    // AG Grid reads its words once: another language is another grid.
    effect(() => {
      const language = this.#language();
      untracked(() => void this.#build(language));
    });
    effect(() => this.api()?.setGridOption('columnDefs', this.columnsView.definitions()));
    effect(() => this.api()?.setGridOption('domLayout', this.tall() ? 'normal' : 'autoHeight'));
    effect((onCleanup) => {
      this.find.isOpen();
      if (this.api()) onCleanup(this.#followHeight(this.tall()));
    });
    effect(() => this.#showRows());
    effect(() => {
      this.groups.shown();
      this.columnsView.view();
      this.columns();
      const api = this.api();
      if (api && (this.many() || this.groups.chosen().length > 0)) untracked(() => this.columnsView.setHeights(api));
    });
    effect(() => this.api()?.setGridOption('pinnedBottomRowData', [...this.totals()]));
    // AG Grid gives role=grid no accessible name.
    effect(() => this.api()?.setGridAriaProperty('label', this.label()));
    effect(() => {
      this.states();
      this.marks();
      this.groups.chosen();
      this.columnsView.view();
      this.api()?.refreshCells({ force: true, suppressFlash: true });
    });
    effect(() => {
      this.selection.range();
      this.selection.fill();
      this.selection.found();
      untracked(() => this.selection.paintAll());
    });
    const leavePlace = inject(FocusPlace).area(this.#host, () => this.focus());
    inject(DestroyRef).onDestroy(() => {
      leavePlace();
      this.#editor.isOpen.set(false);
      this.#mouse.stop();
      this.find.stop();
      this.api()?.destroy();
    });
  }

  /** Looks at a cell, for example where a link led. A hidden column is shown again, a closed group is opened. */
  focusCell(at: CellAddress): void {
    this.#uncover(at);
    const place = this.sheet.placeOf(at);
    if (place) this.selection.focus(place);
  }

  /** Gives the focus back to the cell that had it last. */
  focus(): void {
    const at = this.api()?.getFocusedCell();
    // The last rows may have gone.
    const rowIndex = at && !at.rowPinned ? Math.min(at.rowIndex, this.sheet.dataRows - 1) : at?.rowIndex;
    if (at && rowIndex !== undefined) this.api()?.setFocusedCell(rowIndex, at.column, at.rowPinned);
  }

  /** Says what was undone or done again, and shows the cells; null where nothing was left. */
  returned(how: 'undone' | 'redone', step: { readonly kind: ActKind; readonly cells: readonly CellAddress[] } | null): void {
    if (step) this.#acts.returned(`grid.${how}`, step.kind, step.cells);
    else this.tell({ key: how === 'undone' ? 'grid.nothingToUndo' : 'grid.nothingToRedo' });
  }

  /** Says something in the line below the cells. */
  tell(notice: Notice | null): void {
    this.notices.tell(notice);
  }

  /** At once, or the next key would still go to the cell. */
  openFind(): void {
    this.find.isOpen.set(true);
    this.#changes.detectChanges();
    this.findBar()?.focus();
  }

  openColumns(): void {
    this.columnsView.openDialog();
  }

  /** A long grid takes the room that the window has; what stands above may come and go. */
  #followHeight(tall: boolean): () => void {
    const root = this.root().nativeElement;
    const window = this.#window;
    if (!tall || !window || typeof ResizeObserver === 'undefined') {
      root.style.height = '';
      return () => undefined;
    }
    const observer = new ResizeObserver(() => fitHeight(root, window));
    observer.observe(window.document.body);
    for (let above = this.#host.previousElementSibling; above; above = above.previousElementSibling) observer.observe(above);
    const resized = (): void => fitHeight(root, window);
    window.addEventListener('resize', resized);
    fitHeight(root, window);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', resized);
    };
  }

  /** Shows the rows at once; by itself it happens a moment after they changed. */
  #showRows(): void {
    const shown = this.groups.shown();
    // Heads of groups stand among the rows: the columns tell them apart.
    this.api()?.setGridOption('rowData', shown.slice() as Row[]);
  }

  #uncover({ rowId, columnId }: CellAddress): void {
    if (this.columnsView.reveal(columnId)) this.api()?.setGridOption('columnDefs', untracked(() => this.columnsView.definitions()));
    if (this.groups.reveal(rowId)) untracked(() => this.#showRows());
  }

  #open(at: CellAddress | null): boolean {
    if (!at || !this.opens()(at)) return false;
    this.opened.emit(at);
    return true;
  }

  #editors(): CellEditor<Row>[] {
    return (this.api()?.getCellEditorInstances() ?? []).filter((editor): editor is CellEditor<Row> => editor instanceof CellEditor);
  }

  async #build(language: Language): Promise<void> {
    const { createAgGrid } = await import('./ag-grid');
    const root = this.root().nativeElement;
    if (!root.isConnected || language !== this.#language()) return;
    this.api()?.destroy();
    const api = createAgGrid<Row>(root, language, {
      ...gridOptions<Row>({ context: this.#context, tall: this.tall(), many: untracked(this.many), nonce: this.#nonce }),
      onBodyScroll: ({ left }) => root.classList.toggle('pa-scrolled', left > 0),
      onCellEditingStarted: () => this.#tellEditing(true),
      onCellEditingStopped: () => this.#tellEditing(false),
      onCellEditRequest: (event) => this.#requested(event),
      onCellFocused: (event) => this.#focused(event),
      onColumnResized: (event) => this.columnsView.resized(event),
      onDisplayedColumnsChanged: () => this.selection.resolve(),
      onFirstDataRendered: () => this.arrived.emit(),
      onModelUpdated: () => this.selection.resolve(),
    });
    api.setGridAriaProperty('multiselectable', 'true');
    this.api.set(api);
  }

  #keydown(event: KeyboardEvent): void {
    this.notices.input();
    this.#lastKey = { key: event.key, code: event.code };
    if (!(event.target instanceof Element) || !event.target.closest('.ag-cell')) return;
    if (!this.#keyboard.handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Rows that a block has brought stand once they have been told: they are shown then, and opened where they stand in a closed group. */
  #act(act: GridAct): void {
    const before = new Set(act.added.length > 0 ? this.groups.all().map((row) => this.rowId()(row)) : []);
    this.acted.emit(act);
    const columnId = [...(act.added[0]?.keys() ?? [])][0];
    if (columnId === undefined) return;
    setTimeout(() => {
      for (const row of this.groups.all().filter((candidate) => !before.has(this.rowId()(candidate)))) {
        const at = { rowId: this.rowId()(row), columnId };
        this.#uncover(at);
        this.selection.show(at);
      }
    });
  }

  #tellEditing(isOpen: boolean): void {
    this.#editor.isOpen.set(isOpen);
    this.editing.emit(isOpen);
  }

  #requested({ data, column, newValue, rowPinned }: CellEditRequestEvent<Row>): void {
    if (rowPinned || typeof newValue !== 'string') return;
    this.#settle({ rowId: this.rowId()(data), columnId: column.getColId() }, newValue);
  }

  #settle(address: CellAddress, text: string, kind: ActKind = 'type'): void {
    this.#question.settle(
      text,
      () => this.#element(address),
      (edit) => this.acted.emit({ kind, edits: [{ ...address, ...edit }], added: [] }),
      () => this.focus(),
      this.columns().find(({ id }) => id === address.columnId)?.read,
    );
  }

  #focused({ rowIndex, rowPinned, column }: CellFocusedEvent<Row>): void {
    if (rowIndex === null || !column || typeof column === 'string') return;
    const before = this.selection.range()?.active;
    this.selection.follow({ rowIndex, rowPinned, column });
    const after = this.selection.range()?.active;
    if (before !== after) this.notices.moved();
    this.#tell({ rowIndex, rowPinned, column }, (address) => this.cellFocused.emit(address));
  }

  /** The rows of the selection, by their ids. */
  selectedRows(): readonly string[] {
    return this.rowActs.selected();
  }

  #tell(at: CellPosition, tell: (address: CellAddress) => void): void {
    const address = this.sheet.address(this.sheet.placeAt(at));
    if (address) tell(address);
  }

  #element({ rowId, columnId }: CellAddress): Element | null {
    const cells = [...this.#host.querySelectorAll('.ag-cell')];
    return cells.find((cell) => cell.getAttribute('col-id') === columnId && cell.closest('[row-id]')?.getAttribute('row-id') === rowId) ?? null;
  }
}
