import type { CellEditRequestEvent, CellFocusedEvent, CellPosition, ColDef, ColumnResizedEvent, GridApi, GridOptions } from 'ag-grid-community';
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
import { firstValueFrom } from 'rxjs';
import type { Language } from '@passerelle/shared/kernel';
import { FocusPlace, OpenEditor } from '@passerelle/shared/ui';
import { AmountPipe, LanguageStore, Say, SayPipe } from '@passerelle/shared/web-kit';
import { GridActs } from './acts/grid-acts';
import { sayNotice, type Notice } from './acts/notice';
import { cellKey, type CellAddress, type CellKey, type CellMark, type CellStates } from './cell-state';
import { PastePreviewComponent, type PasteAnswer, type PastePreviewData } from './clipboard/paste-preview.component';
import type { PastePlan } from './clipboard/paste-plan';
import type { GridColumn } from './columns/grid-column';
import type { GridContext } from './columns/grid-context';
import { AmountQuestion } from './edit/amount-question';
import type { ActKind, GridAct } from './edit/cell-edit';
import { CellEditor } from './edit/cell-editor';
import { FindBarComponent } from './find/find-bar.component';
import { GridFind } from './find/grid-find';
import { GridKeyboard } from './keyboard/grid-keyboard';
import { GridMouse } from './selection/grid-mouse';
import { GridSelection } from './selection/grid-selection';
import { countOf, sizeOf } from './selection/range';
import { GridSheet } from './sheet';
import { summaryOf, type Summary } from './summary/summary';
import { ColumnsDialogComponent, type ColumnsDialogData } from './views/columns-dialog.component';
import { AS_MADE, inOrder, isHidden, readView, writeView, type ColumnView } from './views/column-view';

/** A selection is said once it stands still. */
const SAID_AFTER_MS = 400;
const MEASURED_ROWS = 200;
const ROW_HEIGHT = 40;
/** So many cells are added up while the selection is still being drawn. */
const AT_ONCE = 2000;
const SUMMED_AFTER_MS = 150;

/**
 * A grid of figures with a spreadsheet's keys. It holds no figure: it shows rows and states, and asks by `acted` for every change, all cells of one act at
 * once. Rows are told apart by `rowId`; totals stay in sight at the bottom. AG Grid itself is loaded when the first grid is shown.
 */
@Component({
  selector: 'pa-grid',
  imports: [AmountPipe, FindBarComponent, SayPipe],
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
  readonly acted = output<GridAct>();
  readonly undo = output();
  readonly redo = output();
  /** A row is wanted below this one. */
  readonly addRow = output<string>();
  /** These rows are to be deleted. */
  readonly deleteRows = output<readonly string[]>();
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
  private readonly bar = viewChild.required<ElementRef<HTMLElement>>('bar');
  private readonly findBar = viewChild(FindBarComponent);
  readonly api = signal<GridApi<Row> | undefined>(undefined);
  /** A short grid is as high as its rows; a long one scrolls under its head. */
  readonly tall = computed(() => this.rows().length > 14);
  /** Rows are measured one by one as they come into sight, and all rows below them move: of many, the height is estimated once. */
  readonly many = computed(() => this.rows().length > MEASURED_ROWS);
  readonly expectedHeight = computed(() => 64 + 42 * (Math.min(this.rows().length, 14) + this.totals().length));

  /** What has just been done, or not done. */
  readonly notice = signal<Notice | null>(null);
  readonly noticeText = computed(() => {
    const notice = this.notice();
    return notice ? sayNotice(notice, (key, params) => this.#say.say(key, params)) : '';
  });
  readonly selectionText = signal('');
  readonly finding = signal(false);
  readonly view = signal<ColumnView>(AS_MADE);
  #heightOf = new WeakMap<Row, number>();
  #lastKey: Pick<KeyboardEvent, 'key' | 'code'> | null = null;

  readonly sheet = new GridSheet<Row>({
    api: () => this.api(),
    columns: () => this.columns(),
    rowId: (row) => this.rowId()(row),
    states: () => this.states(),
    language: () => this.#language(),
  });
  readonly selection = new GridSelection<Row>(this.sheet, this.#host);
  readonly find = new GridFind<Row>(
    this.sheet,
    () => this.#language(),
    (place) => {
      this.selection.found.set(place);
      if (place) this.selection.reveal(place);
    },
  );
  readonly #acts = new GridActs<Row>(this.sheet, this.selection, {
    tell: (act) => this.acted.emit(act),
    notice: (notice) => this.notice.set(notice),
    read: (text, column) => this.sheet.columns[column]?.read(text, this.#language()) ?? { kind: 'text' },
    preview: (plan) => this.#preview(plan),
  });
  readonly #keyboard = new GridKeyboard<Row>(this.sheet, this.selection, this.#acts, {
    explain: (at) => this.#tell(at, (address) => this.explain.emit(address)),
    history: (at) => this.#tell(at, (address) => this.history.emit(address)),
    typingOver: () => this.api()?.getCellEditorInstances().some((editor) => editor instanceof CellEditor && editor.replaces) ?? false,
    undo: () => this.undo.emit(),
    redo: () => this.redo.emit(),
    find: () => this.openFind(),
    leave: () => this.bar().nativeElement.querySelector('button')?.focus(),
    rowsChange: () => this.rowsChange(),
    addRow: () => this.#rowsOfSelection().slice(-1).forEach((rowId) => this.addRow.emit(rowId)),
    deleteRows: () => this.deleteRows.emit(this.#rowsOfSelection()),
  });
  readonly #mouse = new GridMouse<Row>(this.#host, this.sheet, this.selection, (from, to) => this.#acts.fillOut(from, to));

  readonly #context: GridContext<Row> = {
    language: () => this.#language(),
    say: (key, params) => this.#say.say(key, params),
    rowId: (row) => this.rowId()(row),
    rowName: (row) => this.rowName()(row),
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
    this.#host.addEventListener('paste', (event) => this.#paste(event));
    this.#host.addEventListener('copy', (event) => this.#copy(event));
    this.#host.addEventListener('cut', (event) => this.#copy(event));
    // AG Grid reads its words once: another language is another grid.
    effect(() => {
      const language = this.#language();
      untracked(() => void this.#build(language));
    });
    effect(() => {
      const name = this.remember();
      untracked(() => this.view.set(name === null ? AS_MADE : readView(this.#storage(), name)));
    });
    effect(() => {
      const view = this.view();
      const name = untracked(this.remember);
      if (name !== null) writeView(this.#storage(), name, view);
    });
    effect(() => this.api()?.setGridOption('columnDefs', this.#definitions()));
    effect(() => this.api()?.setGridOption('domLayout', this.tall() ? 'normal' : 'autoHeight'));
    effect(() => this.api()?.setGridOption('rowData', [...this.rows()]));
    effect(() => {
      this.view();
      this.columns();
      this.#heightOf = new WeakMap();
    });
    effect(() => {
      this.rows();
      this.view();
      this.columns();
      const api = this.api();
      if (api && this.many()) untracked(() => this.#setHeights(api));
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

  /** Looks at a cell, for example where a link led. A hidden column is shown again. */
  focusCell({ rowId, columnId }: CellAddress): void {
    if (this.view().hidden.includes(columnId)) {
      this.view.update((view) => ({ ...view, hidden: view.hidden.filter((id) => id !== columnId) }));
      this.api()?.setGridOption('columnDefs', untracked(() => this.#definitions()));
    }
    const place = this.sheet.placeOf({ rowId, columnId });
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

  /** At once, or the next key would still go to the cell. */
  openFind(): void {
    this.finding.set(true);
    this.#changes.detectChanges();
    this.findBar()?.focus();
  }

  /** Back to the cells: to the one that was found, where one was. */
  closeFind(): void {
    const found = this.selection.found();
    this.finding.set(false);
    this.find.stop();
    if (found) this.selection.focus(found);
    else this.focus();
  }

  openColumns(): void {
    const data: ColumnsDialogData = { columns: this.columns(), view: this.view };
    this.#dialog.open(ColumnsDialogComponent, { data, ariaLabelledBy: 'pa-columns-title', autoFocus: '#pa-columns-title' });
  }

  #definitions(): ColDef<Row>[] {
    const view = this.view();
    const measured = !this.many();
    return inOrder(this.columns(), view).map((column) => ({
      ...column.definition,
      autoHeight: measured && column.definition.autoHeight,
      width: view.widths[column.id] ?? column.definition.width,
      hide: isHidden(column, view),
    }));
  }

  /** Of many rows every height is set at once: AG Grid would place all of them anew whenever one comes into sight whose height it only guessed. */
  #setHeights(api: GridApi<Row>): void {
    const columns = this.columns().flatMap(({ id, height, definition }) => (height ? [{ height, width: this.view().widths[id] ?? definition.width ?? 0 }] : []));
    let changed = false;
    api.forEachNode((node) => {
      if (!node.data || this.#heightOf.has(node.data)) return;
      const height = columns.reduce((most, column) => Math.max(most, column.height(node.data!, column.width)), ROW_HEIGHT);
      this.#heightOf.set(node.data, height);
      if (node.rowHeight !== height) node.setRowHeight(height);
      changed = true;
    });
    if (changed) api.onRowHeightChanged();
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
      getRowId: ({ data }) => this.rowId()(data),
      readOnlyEdit: true,
      stopEditingWhenCellsLoseFocus: true,
      suppressColumnVirtualisation: true,
      styleNonce: this.#nonce,
      tooltipShowDelay: 400,
      onCellEditingStarted: () => this.#tellEditing(true),
      onCellEditingStopped: () => this.#tellEditing(false),
      onCellEditRequest: (event) => this.#requested(event),
      onCellFocused: (event) => this.#focused(event),
      onColumnResized: (event) => this.#resized(event),
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

  /** Only what comes to a cell itself: an open editor copies and pastes by itself. */
  #isForCells(event: ClipboardEvent): boolean {
    const isOnCell = event.target instanceof Element && event.target.closest('.ag-cell') !== null;
    return isOnCell && this.api()?.getEditingCells().length === 0 && event.clipboardData !== null;
  }

  #paste(event: ClipboardEvent): void {
    if (!this.#isForCells(event)) return;
    event.preventDefault();
    const text = event.clipboardData!.getData('text/plain');
    const { active } = this.selection.current();
    // One text in one cell is as good as typed: an unclear one is asked beside its cell.
    const isOne = !this.selection.isBlock() && !/[\t\r\n]/.test(text.replace(/(\r\n|\n|\r)$/, ''));
    const address = isOne && this.sheet.isEditable(active) ? this.sheet.address(active) : null;
    if (address && text !== '') this.#settle(address, text.replace(/(\r\n|\n|\r)$/, ''), 'paste');
    else void this.#acts.paste(text);
  }

  #copy(event: ClipboardEvent): void {
    if (!this.#isForCells(event)) return;
    event.preventDefault();
    event.clipboardData!.setData('text/plain', this.#acts.copied());
    if (event.type === 'cut') this.#acts.clear('cut');
  }

  async #preview(plan: PastePlan): Promise<PasteAnswer | null> {
    const data: PastePreviewData = {
      plan,
      canAppend: this.rowsChange(),
      nameOf: ({ place }) => {
        const row = this.sheet.row(place.row);
        const name = row ? this.rowName()(row) : this.#say.say('grid.paste.newRow', { n: place.row - this.sheet.dataRows + 1 });
        return `${name} – ${this.sheet.columns[place.column]?.head ?? ''}`;
      },
    };
    const reference = this.#dialog.open<PasteAnswer, PastePreviewData>(PastePreviewComponent, { data, ariaLabelledBy: 'pa-paste-title', autoFocus: '#pa-paste-title' });
    const answer = (await firstValueFrom(reference.closed)) ?? null;
    if (!answer) this.notice.set({ key: 'grid.paste.cancelled' });
    return answer;
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

  #resized({ finished, source, column }: ColumnResizedEvent<Row>): void {
    if (!finished || !column || !source.startsWith('ui')) return;
    this.view.update((view) => ({ ...view, widths: { ...view.widths, [column.getColId()]: Math.floor(column.getActualWidth()) } }));
  }

  #rowsOfSelection(): string[] {
    const rect = this.selection.rect() ?? { top: 0, bottom: -1 };
    const rows: string[] = [];
    for (let row = rect.top; row <= Math.min(rect.bottom, this.sheet.dataRows - 1); row += 1) {
      const data = this.sheet.row(row);
      if (data) rows.push(this.rowId()(data));
    }
    return rows;
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

/** Storage may be forbidden in this browser, and says so by throwing. */
function storageOf(window: Window | null): () => Storage | null {
  return () => {
    try {
      return window?.localStorage ?? null;
    } catch {
      return null;
    }
  };
}
