import type { CellEditRequestEvent, CellFocusedEvent, CellPosition, GridApi, GridOptions } from 'ag-grid-community';
import {
  CSP_NONCE,
  ChangeDetectionStrategy,
  Component,
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
import type { Language } from '@passerelle/shared/kernel';
import { FocusPlace, OpenEditor } from '@passerelle/shared/ui';
import { LanguageStore, Say, SayPipe } from '@passerelle/shared/web-kit';
import { cellKey, type CellAddress, type CellStates } from './cell-state';
import type { GridColumn } from './columns/grid-column';
import type { GridContext } from './columns/grid-context';
import { AmountEditor } from './edit/amount-editor';
import { AmountQuestion } from './edit/amount-question';
import type { CellEdit } from './edit/cell-edit';
import { GridKeyboard } from './keyboard/grid-keyboard';

/**
 * A grid of figures with a spreadsheet's keys. It holds no figure: it shows rows and states, and asks by `edited` for every change.
 * Rows are told apart by `rowId`; totals stay in sight at the bottom. AG Grid itself is loaded when the first grid is shown.
 */
@Component({
  selector: 'pa-grid',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  encapsulation: ViewEncapsulation.None,
  styleUrl: './grid.component.css',
  template: `<div #root class="pa-grid-root" [class.pa-tall]="tall()" [style.min-height.px]="api() ? null : expectedHeight()"></div>
    <p class="pa-grid-notice" aria-live="polite">{{ notice() ? (notice() | say) : '' }}</p>`,
})
export class GridComponent<Row> {
  readonly label = input.required<string>();
  readonly columns = input.required<readonly GridColumn<Row>[]>();
  readonly rows = input.required<readonly Row[]>();
  readonly totals = input<readonly Row[]>([]);
  readonly rowId = input.required<(row: Row) => string>();
  readonly rowName = input.required<(row: Row) => string>();
  readonly states = input<CellStates>(new Map());
  readonly edited = output<CellEdit>();
  /** Whether an editor is open. */
  readonly editing = output<boolean>();
  /** The first rows stand. */
  readonly arrived = output();
  readonly cellFocused = output<CellAddress>();
  readonly explain = output<CellAddress>();
  readonly history = output<CellAddress>();

  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #nonce = inject(CSP_NONCE, { optional: true }) ?? undefined;
  readonly #editor = inject(OpenEditor);
  readonly #question = inject(AmountQuestion);
  readonly #say = inject(Say);
  readonly #language = inject(LanguageStore).language;
  private readonly root = viewChild.required<ElementRef<HTMLElement>>('root');
  readonly api = signal<GridApi<Row> | undefined>(undefined);
  /** A short grid is as high as its rows; a long one scrolls under its head. */
  readonly tall = computed(() => this.rows().length > 14);
  readonly expectedHeight = computed(() => 64 + 42 * (Math.min(this.rows().length, 14) + this.totals().length));

  /** Text key of what has just not been done. */
  readonly notice = signal('');
  #lastKey: Pick<KeyboardEvent, 'key' | 'code'> | null = null;
  readonly #keyboard = new GridKeyboard(() => this.api(), {
    clear: (at) => this.#clear(at),
    explain: (at) => this.#tell(at, (address) => this.explain.emit(address)),
    history: (at) => this.#tell(at, (address) => this.history.emit(address)),
    typingOver: () => this.api()?.getCellEditorInstances().some((editor) => editor instanceof AmountEditor && editor.replaces) ?? false,
  });

  readonly #context: GridContext<Row> = {
    language: () => this.#language(),
    say: (key, params) => this.#say.say(key, params),
    rowId: (row) => this.rowId()(row),
    rowName: (row) => this.rowName()(row),
    state: (rowId, columnId) => this.states().get(cellKey(rowId, columnId)),
    lastKey: () => this.#lastKey,
  };

  constructor() {
    // On the way down, before AG Grid sees the key; templates cannot ask for that.
    this.#host.addEventListener('keydown', (event) => this.#keydown(event), { capture: true });
    this.#host.addEventListener('paste', (event) => this.#paste(event));
    // AG Grid reads its words once: another language is another grid.
    effect(() => {
      const language = this.#language();
      untracked(() => void this.#build(language));
    });
    effect(() => this.api()?.setGridOption('columnDefs', this.columns().map(({ definition }) => definition)));
    effect(() => this.api()?.setGridOption('domLayout', this.tall() ? 'normal' : 'autoHeight'));
    effect(() => this.api()?.setGridOption('rowData', [...this.rows()]));
    effect(() => this.api()?.setGridOption('pinnedBottomRowData', [...this.totals()]));
    // AG Grid gives role=grid no accessible name.
    effect(() => this.api()?.setGridAriaProperty('label', this.label()));
    effect(() => {
      this.states();
      this.api()?.refreshCells({ force: true, suppressFlash: true });
    });
    const leavePlace = inject(FocusPlace).area(this.#host, () => this.focus());
    inject(DestroyRef).onDestroy(() => {
      leavePlace();
      this.#editor.isOpen.set(false);
      this.api()?.destroy();
    });
  }

  /** Looks at a cell, for example where a link led. */
  focusCell({ rowId, columnId }: CellAddress): void {
    const api = this.api();
    const row = api?.getRowNode(rowId);
    if (!api || row?.rowIndex == null) return;
    api.ensureIndexVisible(row.rowIndex);
    api.ensureColumnVisible(columnId);
    api.setFocusedCell(row.rowIndex, columnId);
  }

  /** Gives the focus back to the cell that had it last. */
  focus(): void {
    const at = this.api()?.getFocusedCell();
    if (at) this.api()?.setFocusedCell(at.rowIndex, at.column, at.rowPinned);
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
      onFirstDataRendered: () => this.arrived.emit(),
      // A panel that opens beside the grid must not push the cell out of sight that it speaks of.
      onGridSizeChanged: ({ api }) => {
        const at = api.getFocusedCell();
        if (at) api.ensureColumnVisible(at.column);
      },
    };
    this.api.set(createAgGrid(root, language, options));
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

  /** One amount is taken as if it had been typed; of a block of cells nothing is, rather than a part. An open editor pastes by itself. */
  #paste(event: ClipboardEvent): void {
    const api = this.api();
    const at = api?.getFocusedCell();
    const node = at && this.#node(at);
    if (!at || !node?.data || at.rowPinned || !api || api.getEditingCells().length > 0) return;
    if (!(event.target instanceof Element) || !event.target.closest('.ag-cell') || !at.column.isCellEditable(node)) return;
    const text = (event.clipboardData?.getData('text/plain') ?? '').replace(/\r?\n$/, '');
    if (text.trim() === '') return;
    event.preventDefault();
    const isBlock = /[\t\r\n]/.test(text);
    this.notice.set(isBlock ? 'grid.pasteOne' : '');
    if (!isBlock) this.#settle({ rowId: this.rowId()(node.data), columnId: at.column.getColId() }, text);
  }

  #settle(address: CellAddress, text: string): void {
    this.#question.settle(
      text,
      () => this.#element(address),
      (edit) => this.edited.emit({ ...address, ...edit }),
      () => this.focus(),
    );
  }

  #focused({ rowIndex, rowPinned, column }: CellFocusedEvent<Row>): void {
    if (rowIndex === null || !column || typeof column === 'string') return;
    this.notice.set('');
    this.#tell({ rowIndex, rowPinned, column }, (address) => this.cellFocused.emit(address));
  }

  #clear(at: CellPosition): void {
    const node = this.#node(at);
    if (!node?.data || at.rowPinned || !at.column.isCellEditable(node)) return;
    this.edited.emit({ rowId: this.rowId()(node.data), columnId: at.column.getColId(), text: '', outcome: { kind: 'amount', cents: null } });
  }

  #tell(at: CellPosition, tell: (address: CellAddress) => void): void {
    const data = this.#node(at)?.data;
    if (data) tell({ rowId: this.rowId()(data), columnId: at.column.getColId() });
  }

  #node({ rowIndex, rowPinned }: CellPosition) {
    return rowPinned === 'bottom' ? this.api()?.getPinnedBottomRow(rowIndex) : this.api()?.getDisplayedRowAtIndex(rowIndex);
  }

  #element({ rowId, columnId }: CellAddress): Element | null {
    const cells = [...this.#host.querySelectorAll('.ag-cell')];
    return cells.find((cell) => cell.getAttribute('col-id') === columnId && cell.closest('[row-id]')?.getAttribute('row-id') === rowId) ?? null;
  }
}
