import type { CellPosition, GridApi } from 'ag-grid-community';
import type { GridActs } from '../acts/grid-acts';
import type { GridSelection } from '../selection/grid-selection';
import { edgeOf, moved, type Place, type Step } from '../selection/range';
import type { GridSheet } from '../sheet';

/** What a key does beyond the cells: the grid component carries it out. */
export interface KeyActs {
  /** How did this figure come about? */
  readonly explain: (at: CellPosition) => void;
  /** Who wrote what here? */
  readonly history: (at: CellPosition) => void;
  /** Whether the open editor was begun by typing over the cell, so that arrows go on to the next one. */
  readonly typingOver: () => boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly find: () => void;
  /** To what follows the cells: all of them need not be gone through to leave them. */
  readonly leave: () => void;
  /** Whether rows are added and deleted by hand. */
  readonly rowsChange: () => boolean;
  readonly insertRow: (side: 'above' | 'below') => void;
  readonly deleteRows: () => void;
  /** A key that the open editor itself knows. */
  readonly inEditor: (event: KeyboardEvent) => boolean;
  /** Opens or closes the group whose head is in use; undefined: the other way round. False where no head is. */
  readonly group: (isOpen?: boolean) => boolean;
  /** Goes where the cell in use leads; false where it leads nowhere. */
  readonly open: () => boolean;
}

const ARROWS: Readonly<Record<string, Step>> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

/**
 * A spreadsheet's keys over AG Grid's own, which knows no selection, jumps to the ends of the grid by Home and End, edits by Enter and goes on editing by
 * Tab. Plain arrows and Tab outside an editor, F2 and typing are the grid's own: they also lead to the heads of the columns.
 */
export class GridKeyboard<Row> {
  constructor(
    private readonly sheet: GridSheet<Row>,
    private readonly selection: GridSelection<Row>,
    private readonly acts: GridActs<Row>,
    private readonly keys: KeyActs,
  ) {}

  /** True where the key was dealt with here and must not reach the grid. */
  handle(event: KeyboardEvent): boolean {
    const { api } = this.sheet;
    const at = api?.getFocusedCell();
    if (!api || !at || event.isComposing) return false;
    if (api.getEditingCells().length > 0) return this.keys.inEditor(event) || this.#editing(event, api, at);
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
    return this.#asking(event, at) || (isCommand && this.#commanding(event)) || (!event.altKey && this.#moving(event, isCommand));
  }

  #editing(event: KeyboardEvent, api: GridApi<Row>, at: CellPosition): boolean {
    const arrow = ARROWS[event.key];
    if (event.key === 'Escape') {
      api.stopEditing(true);
      api.setFocusedCell(at.rowIndex, at.column, at.rowPinned);
      return true;
    }
    if (event.key === 'Enter') return this.#leave(api, () => this.#enter(event.shiftKey));
    if (event.key === 'Tab') return this.#leave(api, () => this.#tab(event.shiftKey));
    if (arrow && this.keys.typingOver()) return this.#leave(api, () => this.selection.focus(this.#next(arrow)));
    return false;
  }

  /** What is asked of a cell or of the grid. */
  #asking(event: KeyboardEvent, at: CellPosition): boolean {
    const { altKey, ctrlKey, metaKey, key, code } = event;
    if (ctrlKey || metaKey) return false;
    if (altKey && code === 'KeyH') return done(this.keys.history(at));
    if (altKey && key === 'Insert' && this.keys.rowsChange()) return done(this.keys.insertRow('below'));
    if (altKey && key === 'Delete' && this.keys.rowsChange()) return done(this.keys.deleteRows());
    if (altKey) return false;
    if (key === '?') return done(this.keys.explain(at));
    if (key === 'F6') return done(this.keys.leave());
    return false;
  }

  #commanding(event: KeyboardEvent): boolean {
    const { key, shiftKey } = event;
    if (this.keys.rowsChange() && this.#changingRows(event)) return true;
    if (!shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight')) return this.keys.group(key === 'ArrowRight');
    switch (key.toLowerCase()) {
      case 'a':
        return done(this.#selectAll());
      case 'd':
        return done(this.acts.fillDown());
      case 'r':
        return done(this.acts.fillRight());
      case 'f':
        return done(this.keys.find());
      case 'z':
        return done(shiftKey ? this.keys.redo() : this.keys.undo());
      case 'y':
        return done(this.keys.redo());
      case ' ':
        return done(this.#selectColumns());
      default:
        return false;
    }
  }

  /** Plus stands with Shift on some keyboards and without on others: the key beside it counts as well, and Shift alone tells above from below. */
  #changingRows({ key, code, shiftKey }: KeyboardEvent): boolean {
    const isPlus = key === '+' || key === '=' || code === 'NumpadAdd' || (shiftKey && key === '*' && code === 'BracketRight');
    if (isPlus) return done(this.keys.insertRow(shiftKey ? 'below' : 'above'));
    return (key === '-' || code === 'NumpadSubtract') && done(this.keys.deleteRows());
  }

  #moving(event: KeyboardEvent, ctrl: boolean): boolean {
    const { key, shiftKey } = event;
    const to = this.#target(key, ctrl, shiftKey);
    if (to) return done(shiftKey ? this.selection.extend(to) : this.selection.focus(to));
    if (ctrl) return false;
    if (key === 'Enter') return (!shiftKey && this.keys.open()) || done(this.#enter(shiftKey));
    if (key === 'Tab') return this.selection.wander(shiftKey ? 'left' : 'right');
    if (key === 'Delete') return done(this.acts.clear());
    if (key === ' ') return shiftKey ? done(this.#selectRows()) : this.keys.group();
    return false;
  }

  /** Where a key leads; null where it is not one that leads anywhere, or the grid's own. */
  #target(key: string, ctrl: boolean, shift: boolean): Place | null {
    const { size, dataRows } = this.sheet;
    const { head, active } = this.selection.current();
    const from = shift ? head : active;
    const arrow = ARROWS[key];
    if (arrow && ctrl) return this.#edge(from, arrow);
    if (arrow && shift) return moved(from, arrow, size);
    if (key === 'Home') return ctrl ? { row: 0, column: 0 } : { ...from, column: 0 };
    if (key === 'End') return { row: ctrl ? Math.max(dataRows - 1, 0) : from.row, column: size.columns - 1 };
    if (key === 'PageDown' || key === 'PageUp') return moved(from, [key === 'PageDown' ? this.#page() : -this.#page(), 0], { ...size, rows: dataRows });
    return null;
  }

  /** Not beyond the last row before one stands there: a column that is filled throughout ends above its total. */
  #edge(from: Place, step: Step): Place {
    const { size, dataRows } = this.sheet;
    const rows = from.row < dataRows - 1 ? dataRows : size.rows;
    return edgeOf(from, step, { ...size, rows }, (place) => this.sheet.isFilled(place));
  }

  #page(): number {
    const { api, dataRows } = this.sheet;
    const range = api?.getVerticalPixelRange();
    const height = api?.getDisplayedRowAtIndex(0)?.rowHeight ?? 40;
    return range ? Math.max(1, Math.floor((range.bottom - range.top) / height) - 1) : dataRows;
  }

  #enter(back: boolean): void {
    if (!this.selection.wander(back ? 'up' : 'down')) this.selection.focus(this.#next(back ? [-1, 0] : [1, 0]));
  }

  /** From an editor to the next cell, from the last one of a row to the next row. */
  #tab(back: boolean): void {
    if (this.selection.wander(back ? 'left' : 'right')) return;
    const { row, column } = this.selection.current().active;
    const { columns } = this.sheet.size;
    const to = column + (back ? -1 : 1);
    const isInside = to >= 0 && to < columns;
    const next = isInside ? { row, column: to } : { row: row + (back ? -1 : 1), column: back ? columns - 1 : 0 };
    if (next.row >= 0 && next.row < this.sheet.size.rows) this.selection.focus(next);
  }

  #next(step: Step): Place {
    return moved(this.selection.current().active, step, this.sheet.size);
  }

  /** Ends the editing, then goes on from the cell that was edited. */
  #leave(api: GridApi<Row>, go: () => void): boolean {
    const range = this.selection.current();
    api.stopEditing(false);
    this.selection.select(range);
    go();
    return true;
  }

  /** Every row, but not the totals: they would count twice. */
  #selectAll(): void {
    const { size, dataRows } = this.sheet;
    this.#stretch({ row: 0, column: 0 }, { row: Math.max(dataRows - 1, 0), column: size.columns - 1 });
  }

  #selectRows(): void {
    const { anchor, head } = this.selection.current();
    this.#stretch({ ...anchor, column: 0 }, { ...head, column: this.sheet.size.columns - 1 });
  }

  #selectColumns(): void {
    const { anchor, head } = this.selection.current();
    this.#stretch({ ...anchor, row: 0 }, { ...head, row: Math.max(this.sheet.dataRows - 1, 0) });
  }

  /** Selects without moving the focus. */
  #stretch(anchor: Place, head: Place): void {
    this.selection.select({ anchor, head, active: this.selection.current().active });
  }
}

function done(_act: void): true {
  return true;
}
