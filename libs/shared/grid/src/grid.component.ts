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
import type { CellEditRequestEvent, CellFocusedEvent, CellPosition, GridApi, GridOptions } from 'ag-grid-community';
import type { Language } from '@passerelle/shared/kernel';
import { FocusPlace, OpenEditor } from '@passerelle/shared/ui';
import { LanguageStore, Say } from '@passerelle/shared/web-kit';
import { GridActs } from './acts/grid-acts';
import { sayNotice, type Notice } from './acts/notice';
import { cellKey, type CellAddress, type CellKey, type CellMark, type CellStates } from './cell-state';
import { GridClipboard } from './clipboard/grid-clipboard';
import type { GridColumn } from './columns/grid-column';
import { GridColumns, ROW_HEIGHT } from './columns/grid-columns';
import type { GridContext } from './columns/grid-context';
import { AmountQuestion } from './edit/amount-question';
import type { ActKind, GridAct } from './edit/cell-edit';
import { CellEditor } from './edit/cell-editor';
import { FindBarComponent } from './find/find-bar.component';
import { GridFind } from './find/grid-find';
import { GridBarComponent } from './grid-bar.component';
import { GridGroups } from './groups/grid-groups';
import { GroupBarComponent } from './groups/group-bar.component';
import { GroupRow } from './groups/group-row';
import type { GroupKey } from './groups/grouped';
import { GridKeyboard } from './keyboard/grid-keyboard';
import { GridMouse } from './selection/grid-mouse';
import { GridSelection } from './selection/grid-selection';
import { countOf, sizeOf } from './selection/range';
import { GridSheet } from './sheet';
import { storageOf } from './storage';
import { summaryOf, type Summary } from './summary/summary';

/** A selection is said once it stands still. */
const SAID_AFTER_MS = 400;
const MEASURED_ROWS = 200;
/** So many cells are added up while the selection is still being drawn. */
const AT_ONCE = 2000;
const SUMMED_AFTER_MS = 150;

/** Where a new row is wanted: beside which one; null where there is none yet. */
export interface RowWanted {
  readonly rowId: string | null;
  readonly side: 'above' | 'below';
}

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
  readonly #storage = storageOf(inject(DOCUMENT).defaultView);
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

  /** What has just been done, or not done. */
  readonly notice = signal<Notice | null>(null);
  readonly noticeText = computed(() => {
    const notice = this.notice();
    return notice ? sayNotice(notice, (key, params) => this.#say.say(key, params)) : '';
  });
  readonly selectionText = signal('');
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
    cancelled: () => this.notice.set({ key: 'grid.paste.cancelled' }),
    typed: (at, text) => this.#settle(at, text, 'paste'),
  });
  readonly #acts = new GridActs<Row>(this.sheet, this.selection, {
    tell: (act) => this.acted.emit(act),
    notice: (notice) => this.notice.set(notice),
    read: (text, column) => this.sheet.columns[column]?.read(text, this.#language()) ?? { kind: 'text' },
    preview: (plan) => this.#clipboard.preview(plan),
  });
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
    insertRow: (side) => this.askForRow(side),
    deleteRows: () => this.askToDelete(),
    group: (isOpen) => this.#turnGroup(isOpen),
    open: () => this.#open(this.sheet.address(this.selection.current().active)),
  });
  readonly #mouse = new GridMouse<Row>(this.#host, this.sheet, this.selection, (from, to) => this.#acts.fillOut(from, to));

  readonly #context: GridContext<Row> = {
    language: () => this.#language(),
    say: (key, params) => this.#say.say(key, params),
    rowId: (row) => this.rowId()(row),
    rowName: (row) => this.rowName()(row),
    leads: (columnId) => this.sheet.columns[0]?.id === columnId,
    state: (rowId, columnId) => this.states().get(cellKey(rowId, columnId)),
    mark: (rowId, columnId) => this.marks().get(cellKey(rowId, columnId)),
    lastKey: () => this.#lastKey,
    paint: (cell, node, columnId) => untracked(() => this.selection.paint(cell, node, columnId)),
  };

  /** Sum, count and average of the selected amounts; of very many once the selection stands still. */
  readonly summary = signal<Summary | null>(null);

  constructor() {
    // On the way down, before AG Grid sees the key; templates cannot ask for that.
    this.#host.addEventListener('keydown', (event) => this.#keydown(event), { capture: true });
    this.#host.addEventListener('click', (event) => this.#clicked(event));
    this.#host.addEventListener('dblclick', () => this.#open(this.sheet.address(this.selection.current().active)));
    this.#clipboard.listen(this.#host, this.#acts);
    // AG Grid reads its words once: another language is another grid.
    effect(() => {
      const language = this.#language();
      untracked(() => void this.#build(language));
    });
    effect(() => this.api()?.setGridOption('columnDefs', this.columnsView.definitions()));
    effect(() => this.api()?.setGridOption('domLayout', this.tall() ? 'normal' : 'autoHeight'));
    effect(() => this.#showRows());
    effect(() => {
      this.groups.shown();
      this.columnsView.view();
      this.columns();
      const api = this.api();
      if (api && this.many()) untracked(() => this.columnsView.setHeights(api));
    });
    effect(() => this.api()?.setGridOption('pinnedBottomRowData', [...this.totals()]));
    // AG Grid gives role=grid no accessible name.
    effect(() => this.api()?.setGridAriaProperty('label', this.label()));
    effect(() => {
      this.states();
      this.marks();
      this.api()?.refreshCells({ force: true, suppressFlash: true });
    });
    effect(() => {
      this.selection.range();
      this.selection.fill();
      this.selection.found();
      untracked(() => this.selection.paintAll());
    });
    effect((onCleanup) => {
      const rect = this.selection.isBlock() ? this.selection.rect() : null;
      this.rows();
      this.totals();
      this.states();
      const timer = setTimeout(() => this.summary.set(rect && summaryOf(this.sheet.amountsIn(rect))), rect && countOf(rect) > AT_ONCE ? SUMMED_AFTER_MS : 0);
      onCleanup(() => clearTimeout(timer));
    });
    effect((onCleanup) => {
      const rect = this.selection.rect();
      const text = rect && this.selection.isBlock() ? this.#say.say('grid.selected', { n: countOf(rect), ...sizeOf(rect) }) : '';
      const timer = setTimeout(() => this.selectionText.set(text), SAID_AFTER_MS);
      onCleanup(() => clearTimeout(timer));
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
    if (at) this.api()?.setFocusedCell(at.rowIndex, at.column, at.rowPinned);
  }

  /** Says what was undone or done again, and shows the cells; null where nothing was left. */
  returned(how: 'undone' | 'redone', step: { readonly kind: ActKind; readonly cells: readonly CellAddress[] } | null): void {
    if (step) this.#acts.returned(`grid.${how}`, step.kind, step.cells);
    else this.notice.set({ key: how === 'undone' ? 'grid.nothingToUndo' : 'grid.nothingToRedo' });
  }

  /** Says something in the line below the cells. */
  tell(notice: Notice | null): void {
    this.notice.set(notice);
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

  /** Asks for a row beside the selection: below it, or above; inside the group whose head is in use. */
  askForRow(side: 'above' | 'below'): void {
    const rows = this.#rowsOfSelection();
    const rowId = side === 'above' ? rows[0] : rows.at(-1);
    const group = rowId === undefined ? this.sheet.group(this.selection.current().active.row) : undefined;
    if (group) this.insertRow.emit({ rowId: group.firstRowId, side: 'above' });
    else this.insertRow.emit({ rowId: rowId ?? this.#lastRow(), side });
  }

  askToDelete(): void {
    const rows = this.#rowsOfSelection();
    if (rows.length > 0) this.deleteRows.emit(rows);
    else this.notice.set({ key: 'grid.deleteRows.none' });
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

  #turnGroup(isOpen?: boolean): boolean {
    const { active } = this.selection.current();
    const group = this.sheet.group(active.row);
    if (!group) return false;
    this.groups.setOpen(group.id, isOpen ?? !group.isOpen);
    return true;
  }

  #open(at: CellAddress | null): boolean {
    if (!at || !this.opens()(at)) return false;
    this.opened.emit(at);
    return true;
  }

  #clicked({ target }: MouseEvent): void {
    const sign = target instanceof Element ? target.closest('.pa-group-sign, .pa-group-label') : null;
    const cell = sign?.closest('.ag-cell');
    const place = cell && this.selection.placeOfElement(cell);
    const group = place && this.sheet.group(place.row);
    if (group) this.groups.setOpen(group.id, !group.isOpen);
  }

  #editors(): CellEditor<Row>[] {
    return (this.api()?.getCellEditorInstances() ?? []).filter((editor): editor is CellEditor<Row> => editor instanceof CellEditor);
  }

  async #build(language: Language): Promise<void> {
    const { createAgGrid } = await import('./ag-grid');
    const root = this.root().nativeElement;
    if (!root.isConnected || language !== this.#language()) return;
    this.api()?.destroy();
    const options: GridOptions<Row> = {
      context: this.#context,
      defaultColDef: { sortable: false, resizable: true, suppressMovable: true, wrapHeaderText: true, autoHeaderHeight: true },
      domLayout: this.tall() ? 'normal' : 'autoHeight',
      ensureDomOrder: true,
      getRowClass: ({ data }) => (data instanceof GroupRow ? ['pa-group-row', `pa-level-${data.level}`] : undefined),
      getRowId: ({ data }) => (data instanceof GroupRow ? data.id : this.rowId()(data)),
      readOnlyEdit: true,
      stopEditingWhenCellsLoseFocus: true,
      suppressColumnVirtualisation: true,
      styleNonce: this.#nonce,
      tooltipShowDelay: 400,
      onCellEditingStarted: () => this.#tellEditing(true),
      onCellEditingStopped: () => this.#tellEditing(false),
      onCellEditRequest: (event) => this.#requested(event),
      onCellFocused: (event) => this.#focused(event),
      onColumnResized: (event) => this.columnsView.resized(event),
      onDisplayedColumnsChanged: () => this.selection.resolve(),
      onFirstDataRendered: () => this.arrived.emit(),
      onModelUpdated: () => this.selection.resolve(),
      // A panel that opens beside the grid must not push the cell out of sight that it speaks of.
      onGridSizeChanged: ({ api }) => {
        const at = api.getFocusedCell();
        if (at) api.ensureColumnVisible(at.column);
      },
    };
    const api = createAgGrid(root, language, options);
    api.setGridAriaProperty('multiselectable', 'true');
    this.api.set(api);
  }

  #keydown(event: KeyboardEvent): void {
    this.#lastKey = { key: event.key, code: event.code };
    if (!(event.target instanceof Element) || !event.target.closest('.ag-cell')) return;
    if (!this.#keyboard.handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
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
    if (before !== after) this.notice.set(null);
    this.#tell({ rowIndex, rowPinned, column }, (address) => this.cellFocused.emit(address));
  }

  /** The rows of the selection, by their ids. */
  selectedRows(): readonly string[] {
    return this.#rowsOfSelection();
  }

  #rowsOfSelection(): string[] {
    const { top, bottom } = this.selection.rect() ?? { top: 0, bottom: -1 };
    return this.sheet.rowPlaces(top, bottom).map((place) => this.rowId()(this.sheet.row(place)!));
  }

  #lastRow(): string | null {
    const row = this.groups.all().at(-1);
    return row ? this.rowId()(row) : null;
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
