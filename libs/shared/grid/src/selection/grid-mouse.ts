import { drawnOut } from '../fill/fill';
import type { GridSheet } from '../sheet';
import type { GridSelection } from './grid-selection';
import { clipped, rangeAt, rectOf, samePlace, type Place, type Rect } from './range';

const HANDLE_PIXELS = 12;
const SCROLL_MS = 60;

/** The mouse over the cells: drawing a selection, Shift with a click, and the fill handle in the corner of the selection. Fingers scroll, as everywhere. */
export class GridMouse<Row> {
  #drag: { readonly kind: 'select' | 'fill'; readonly from: Rect } | null = null;
  #pointer = { x: 0, y: 0 };
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #move = (event: MouseEvent) => this.#moved(event);
  readonly #up = () => this.#ended();

  constructor(
    private readonly host: HTMLElement,
    private readonly sheet: GridSheet<Row>,
    private readonly selection: GridSelection<Row>,
    private readonly fill: (from: Rect, to: Rect) => void,
  ) {
    // On the way down: AG Grid would move the focus, by the one event or by the other.
    host.addEventListener('pointerdown', (event) => this.#isOurs(event) && event.stopPropagation(), { capture: true });
    host.addEventListener('mousedown', (event) => this.#down(event), { capture: true });
  }

  stop(): void {
    clearInterval(this.#timer);
    document.removeEventListener('mousemove', this.#move);
    document.removeEventListener('mouseup', this.#up);
    this.#drag = null;
  }

  #isOurs(event: PointerEvent): boolean {
    const cell = cellOf(event);
    return cell !== null && event.pointerType === 'mouse' && event.button === 0 && (event.shiftKey || onHandle(cell, event));
  }

  #down(event: MouseEvent): void {
    const cell = cellOf(event);
    const place = cell && this.selection.placeOfElement(cell);
    if (!place || event.button !== 0) return;
    const rect = this.selection.rect();
    if (rect && onHandle(cell, event)) this.#begin(event, 'fill', rect);
    else if (event.shiftKey) {
      this.selection.extend(place);
      this.#begin(event, 'select', rectOf(this.selection.current()));
    } else {
      // The cell in use keeps the focus, of which AG Grid does not tell: a click on it ends a selection all the same.
      if (samePlace(place, this.selection.current().active)) this.selection.select(rangeAt(place));
      this.#begin(null, 'select', rectOf({ anchor: place, head: place }));
    }
    this.#pointer = { x: event.clientX, y: event.clientY };
  }

  #begin(event: Event | null, kind: 'select' | 'fill', from: Rect): void {
    event?.preventDefault();
    event?.stopPropagation();
    this.stop();
    this.#drag = { kind, from };
    document.addEventListener('mousemove', this.#move);
    document.addEventListener('mouseup', this.#up);
    this.#timer = setInterval(() => this.#scroll(), SCROLL_MS);
  }

  #moved(event: MouseEvent): void {
    if ((event.buttons & 1) === 0) return this.#ended();
    this.#pointer = { x: event.clientX, y: event.clientY };
    const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest('.ag-cell');
    const place = cell && this.host.contains(cell) ? this.selection.placeOfElement(cell) : null;
    if (place && !this.#beyondRows(place)) this.#reach(place);
  }

  /** The totals stand below rows that are out of sight: drawing a selection of rows down to them scrolls on instead. */
  #beyondRows({ row }: Place): boolean {
    return row >= this.sheet.dataRows && this.#drag !== null && this.#drag.from.top < this.sheet.dataRows;
  }

  #reach(place: Place): void {
    const drag = this.#drag;
    if (!drag) return;
    if (drag.kind === 'fill') {
      this.selection.fill.set(clipped(drawnOut(drag.from, place), { rows: this.sheet.dataRows, columns: this.sheet.columns.length }));
      this.selection.reveal(place);
      return;
    }
    const { head, anchor } = this.selection.current();
    const untouched = head.row === place.row && head.column === place.column;
    if (!untouched && !(place.row === anchor.row && place.column === anchor.column && !this.selection.isBlock())) this.selection.extend(place);
  }

  /** Held outside of the rows, the pointer draws on row by row. */
  #scroll(): void {
    const edge = (part: string) => this.host.querySelector(part)?.getBoundingClientRect();
    const area = edge('.ag-grid-viewport');
    const drag = this.#drag;
    if (!area || !drag) return;
    const [top, bottom] = [edge('.ag-header')?.bottom ?? area.top, edge('.ag-grid-pinned-bottom-rows')?.top ?? area.bottom];
    const down = this.#pointer.y > bottom ? 1 : this.#pointer.y < top ? -1 : 0;
    const along = this.#pointer.x > area.right ? 1 : this.#pointer.x < area.left ? -1 : 0;
    if (down === 0 && along === 0) return;
    const reached = this.selection.fill() ?? drag.from;
    const at = drag.kind === 'fill' ? { row: down < 0 ? reached.top : reached.bottom, column: along < 0 ? reached.left : reached.right } : this.selection.current().head;
    const to = { row: at.row + down, column: at.column + along };
    const inside = to.row >= 0 && to.row < this.sheet.dataRows && to.column >= 0 && to.column < this.sheet.columns.length;
    if (inside) this.#reach(to);
  }

  #ended(): void {
    const drag = this.#drag;
    const to = this.selection.fill();
    this.stop();
    this.selection.fill.set(null);
    if (drag?.kind === 'fill' && to) this.fill(drag.from, to);
  }
}

/** The cell under the mouse, unless it is being typed in. */
function cellOf({ target }: MouseEvent): HTMLElement | null {
  return target instanceof Element && !target.closest('.pa-cell-editor') ? target.closest<HTMLElement>('.ag-cell') : null;
}

function onHandle(cell: HTMLElement, { clientX, clientY }: MouseEvent): boolean {
  const { right, bottom } = cell.getBoundingClientRect();
  return cell.classList.contains('pa-range-corner') && right - clientX <= HANDLE_PIXELS && bottom - clientY <= HANDLE_PIXELS;
}
