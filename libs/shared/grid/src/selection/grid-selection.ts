import type { CellPosition, IRowNode } from 'ag-grid-community';
import { computed, signal } from '@angular/core';
import type { CellAddress } from '../cell-state';
import type { GridSheet } from '../sheet';
import { contains, countOf, extended, nextWithin, placesOf, rangeAt, rectOf, samePlace, type Place, type Range, type Rect } from './range';

const ORIGIN = rangeAt({ row: 0, column: 0 });

/**
 * The selection over AG Grid, which knows a focused cell and nothing more: it follows the focus, and is drawn by classes on the cells that stand on the
 * screen. By its rows' and columns' ids it survives that rows come and go.
 */
export class GridSelection<Row> {
  readonly #range = signal<Range | null>(null);
  /** Where a fill would reach, while its handle is drawn. */
  readonly fill = signal<Rect | null>(null);
  readonly #found = signal<Place | null>(null);
  #foundAt: CellAddress | null = null;
  /** The cell that was found. */
  readonly found = this.#found.asReadonly();
  readonly range = this.#range.asReadonly();
  readonly rect = computed(() => {
    const range = this.#range();
    return range && rectOf(range);
  });
  /** More than one cell. */
  readonly isBlock = computed(() => {
    const rect = this.rect();
    return !!rect && countOf(rect) > 1;
  });
  #ids: { readonly anchor: CellAddress | null; readonly head: CellAddress | null; readonly active: CellAddress | null } | null = null;

  /** Cells that show more than themselves; while the grid scrolls most do not. */
  readonly #painted = new WeakSet<HTMLElement>();

  constructor(
    private readonly sheet: GridSheet<Row>,
    private readonly host: HTMLElement,
  ) {}

  /** The selection as the focus has it by now: AG Grid tells of a new focus a moment later. */
  current(): Range {
    const focused = this.#focused();
    const range = this.#range();
    if (focused && (!range || !samePlace(focused, range.active))) this.select(rangeAt(focused));
    return this.#range() ?? ORIGIN;
  }

  select(range: Range): void {
    const { sheet } = this;
    this.#ids = { anchor: sheet.address(range.anchor), head: sheet.address(range.head), active: sheet.address(range.active) };
    this.#range.set(range);
  }

  /** The focus has come to a cell: the selection goes along, unless it wandered inside. */
  follow(position: CellPosition): void {
    const place = this.sheet.placeAt(position);
    const range = this.#range();
    const now = this.#focused();
    if (place.column === -1 || (now && !samePlace(now, place)) || (range && samePlace(range.active, place))) return;
    this.select(rangeAt(place));
  }

  /** Looks at a cell, and selects it alone. */
  focus(place: Place): void {
    this.select(rangeAt(place));
    this.#look(place);
  }

  /** Selects a block and looks at its first cell. */
  focusBlock({ top, left, bottom, right }: Rect): void {
    const anchor = { row: top, column: left };
    this.select({ anchor, head: { row: bottom, column: right }, active: anchor });
    this.#look(anchor);
  }

  extend(head: Place): void {
    this.select(extended(this.current(), head));
    this.reveal(head);
  }

  /** Enter and Tab inside a selection of several cells: true where they stayed inside. */
  wander(direction: 'down' | 'up' | 'right' | 'left'): boolean {
    const range = this.current();
    if (!this.isBlock()) return false;
    const active = nextWithin(rectOf(range), range.active, direction);
    this.select({ ...range, active });
    this.#look(active);
    return true;
  }

  /** Marks the cell that was found, and brings it into sight; none for null. */
  mark(at: CellAddress | null): void {
    this.#foundAt = at;
    const place = at && this.sheet.placeOf(at);
    this.#found.set(place);
    if (place) this.#bring(place);
  }

  /** Brings a cell into sight without moving the focus. */
  show(at: CellAddress): void {
    const place = this.sheet.placeOf(at);
    if (place) this.#bring(place);
  }

  /** Into sight in the grid, and with the grid in the window: a short grid does not scroll by itself. The cell may be drawn a moment later. */
  #bring(place: Place): void {
    this.reveal(place);
    setTimeout(() => {
      const id = this.sheet.columns[place.column]?.id;
      const index = place.row < this.sheet.dataRows ? String(place.row) : `b-${place.row - this.sheet.dataRows}`;
      const cells = [...this.host.querySelectorAll<HTMLElement>(`[row-index="${index}"] .ag-cell`)];
      cells.find((cell) => cell.getAttribute('col-id') === id)?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
    });
  }

  reveal({ row, column }: Place): void {
    const { api, dataRows, columns } = this.sheet;
    const id = columns[column]?.id;
    if (!api || !id) return;
    if (row < dataRows) api.ensureIndexVisible(row);
    api.ensureColumnVisible(id);
  }

  /** After rows or columns have come, gone or moved: the same cells, or the focused one where they are gone. */
  resolve(): void {
    if (this.#foundAt) this.#found.set(this.sheet.placeOf(this.#foundAt));
    const ids = this.#ids;
    const range = this.#range();
    if (!ids || !range) return;
    const place = (address: CellAddress | null) => address && this.sheet.placeOf(address);
    const [anchor, head, active] = [place(ids.anchor), place(ids.head), place(ids.active)];
    if (!anchor || !head || !active) return this.#range.set(null);
    const moved = !samePlace(active, range.active);
    if (moved || !samePlace(anchor, range.anchor) || !samePlace(head, range.head)) this.#range.set({ anchor, head, active });
    // AG Grid keeps the focus at the place, not in the row: it goes along with the row, unless somebody types.
    if (moved && this.sheet.api?.getEditingCells().length === 0) this.#refocus(active);
  }

  /** The places of the selection, row by row. */
  places(): Place[] {
    return [...placesOf(rectOf(this.current()))];
  }

  paint(cell: HTMLElement, node: Pick<IRowNode<Row>, 'rowIndex' | 'rowPinned'>, columnId: string): void {
    if (node.rowIndex === null || (!this.#painted.has(cell) && !this.#range() && !this.fill() && !this.#found())) return;
    const row = node.rowPinned === 'bottom' ? this.sheet.dataRows + node.rowIndex : node.rowIndex;
    this.#paint(cell, { row, column: this.sheet.columnIndex(columnId) });
  }

  paintAll(): void {
    const columns = new Map(this.sheet.columns.map(({ id }, index) => [id, index]));
    for (const cell of this.host.querySelectorAll<HTMLElement>('.ag-cell')) {
      const place = this.placeOfElement(cell, columns);
      if (place) this.#paint(cell, place);
    }
  }

  /** The place of a drawn cell. */
  placeOfElement(cell: Element, columns = new Map(this.sheet.columns.map(({ id }, index) => [id, index]))): Place | null {
    const rowIndex = cell.closest('[row-index]')?.getAttribute('row-index') ?? '';
    const column = columns.get(cell.getAttribute('col-id') ?? '');
    const index = Number(rowIndex.replace('b-', ''));
    if (column === undefined || rowIndex === '' || Number.isNaN(index)) return null;
    return { row: rowIndex.startsWith('b-') ? this.sheet.dataRows + index : index, column };
  }

  #paint(cell: HTMLElement, place: Place): void {
    const rect = this.rect();
    const block = this.isBlock();
    const inside = !!rect && contains(rect, place);
    const fill = this.fill();
    const found = this.found();
    const isPlain = !inside && !(fill && contains(fill, place)) && !(found && samePlace(found, place));
    if (isPlain && !this.#painted.has(cell)) return;
    if (isPlain) this.#painted.delete(cell);
    else this.#painted.add(cell);
    const { classList } = cell;
    classList.toggle('pa-in-range', inside && block);
    classList.toggle('pa-range-top', inside && block && place.row === rect.top);
    classList.toggle('pa-range-bottom', inside && block && place.row === rect.bottom);
    classList.toggle('pa-range-left', inside && block && place.column === rect.left);
    classList.toggle('pa-range-right', inside && block && place.column === rect.right);
    classList.toggle('pa-range-corner', inside && place.row === rect.bottom && place.column === rect.right && place.row < this.sheet.dataRows);
    classList.toggle('pa-to-fill', !!fill && contains(fill, place) && !inside);
    classList.toggle('pa-found', !!found && samePlace(found, place));
    if (inside && block) cell.setAttribute('aria-selected', 'true');
    else cell.removeAttribute('aria-selected');
  }

  #look(place: Place): void {
    this.reveal(place);
    this.#refocus(place);
  }

  #refocus({ row, column }: Place): void {
    const { api, dataRows, columns } = this.sheet;
    const id = columns[column]?.id;
    if (api && id) api.setFocusedCell(row < dataRows ? row : row - dataRows, id, row < dataRows ? null : 'bottom');
  }

  #focused(): Place | null {
    const at = this.sheet.api?.getFocusedCell();
    const place = at && this.sheet.placeAt(at);
    return place && place.column !== -1 ? place : null;
  }
}
