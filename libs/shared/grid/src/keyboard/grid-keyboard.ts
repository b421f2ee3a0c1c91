import type { CellPosition, Column, GridApi, RowPinnedType } from 'ag-grid-community';

/** What a key does beyond moving: the grid component carries it out. */
export interface GridActs {
  /** Empties the cell. */
  readonly clear: (at: CellPosition) => void;
  /** How did this figure come about? */
  readonly explain: (at: CellPosition) => void;
  /** Who wrote what here? */
  readonly history: (at: CellPosition) => void;
  /** Whether the open editor was begun by typing over the cell, so that arrows go on to the next one. */
  readonly typingOver: () => boolean;
}

const ARROWS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/**
 * A spreadsheet's keys over AG Grid's own: it jumps to the ends of the grid by Home and End, does nothing by Ctrl+Home, edits by Enter and goes on
 * editing by Tab. Arrows outside an editor, F2 and typing are the grid's own.
 */
export class GridKeyboard {
  constructor(
    private readonly api: () => GridApi | undefined,
    private readonly acts: GridActs,
  ) {}

  /** True where the key was dealt with here and must not reach the grid. */
  handle(event: KeyboardEvent): boolean {
    const api = this.api();
    const at = api?.getFocusedCell();
    if (!api || !at || event.isComposing) return false;
    return api.getEditingCells().length > 0 ? this.#editing(event, api, at) : this.#moving(event, api, at);
  }

  #editing(event: KeyboardEvent, api: GridApi, at: CellPosition): boolean {
    const arrow = ARROWS[event.key];
    if (event.key === 'Escape') return this.#leave(api, at, true);
    if (event.key === 'Enter') return this.#leave(api, this.#moved(api, at, event.shiftKey ? -1 : 1, 0), false);
    if (event.key === 'Tab') return this.#leave(api, at, false) && this.#tab(api, event.shiftKey);
    if (arrow && this.acts.typingOver()) return this.#leave(api, this.#moved(api, at, ...arrow), false);
    return false;
  }

  #moving(event: KeyboardEvent, api: GridApi, at: CellPosition): boolean {
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.altKey && !ctrl && event.code === 'KeyH') return done(this.acts.history(at));
    if (event.altKey) return false;
    if (event.key === '?') return done(this.acts.explain(at));
    if (event.key === 'Enter' && !ctrl) return this.#focus(api, this.#moved(api, at, event.shiftKey ? -1 : 1, 0));
    if (event.key === 'Delete' && !ctrl) return done(this.acts.clear(at));
    if (event.key === 'Home') return this.#focus(api, { ...(ctrl ? first(api) : at), column: columnAt(api, 0) });
    if (event.key === 'End') return this.#focus(api, { ...(ctrl ? last(api) : at), column: columnAt(api, -1) });
    return false;
  }

  /** Ends the editing, then looks at `to`: the end of the editing may have moved the focus. */
  #leave(api: GridApi, to: CellPosition, cancel: boolean): boolean {
    api.stopEditing(cancel);
    return this.#focus(api, to);
  }

  #tab(api: GridApi, back: boolean): boolean {
    if (back) api.tabToPreviousCell();
    else api.tabToNextCell();
    return true;
  }

  #focus(api: GridApi, { rowIndex, rowPinned, column }: CellPosition): boolean {
    if (!rowPinned) api.ensureIndexVisible(rowIndex);
    api.ensureColumnVisible(column);
    api.setFocusedCell(rowIndex, column, rowPinned);
    return true;
  }

  #moved(api: GridApi, at: CellPosition, rows: number, columns: number): CellPosition {
    const all = api.getAllDisplayedColumns();
    const column = all[Math.min(Math.max(all.indexOf(at.column) + columns, 0), all.length - 1)] ?? at.column;
    return { ...shifted(api, at, rows), column };
  }
}

interface RowPlace {
  readonly rowIndex: number;
  readonly rowPinned: RowPinnedType;
}

/** One row further; below the last one stand the pinned totals. */
function shifted(api: GridApi, { rowIndex, rowPinned }: CellPosition, rows: number): RowPlace {
  const count = api.getDisplayedRowCount();
  const totals = api.getPinnedBottomRowCount();
  const place = (rowPinned === 'bottom' ? count + rowIndex : rowIndex) + rows;
  const inside = Math.min(Math.max(place, 0), count + totals - 1);
  return inside < count ? { rowIndex: inside, rowPinned: null } : { rowIndex: inside - count, rowPinned: 'bottom' };
}

const first = (api: GridApi): RowPlace => ({ rowIndex: 0, rowPinned: api.getDisplayedRowCount() > 0 ? null : 'bottom' });
const last = (api: GridApi): RowPlace => ({ rowIndex: Math.max(api.getDisplayedRowCount() - 1, 0), rowPinned: null });
const columnAt = (api: GridApi, index: number): Column => api.getAllDisplayedColumns().at(index)!;

function done(_act: void): true {
  return true;
}
