import type { GridSelection } from '../selection/grid-selection';
import type { GridSheet } from '../sheet';
import type { Notice } from './notice';

/** Where a new row is wanted: beside which one; null where there is none yet. */
export interface RowWanted {
  readonly rowId: string | null;
  readonly side: 'above' | 'below';
}

export interface RowActsHost<Row> {
  readonly rowId: (row: Row) => string;
  /** Every row in its order. */
  readonly rows: () => readonly Row[];
  readonly insert: (wanted: RowWanted) => void;
  readonly remove: (rowIds: readonly string[]) => void;
  readonly tell: (notice: Notice) => void;
}

/** Rows that are asked for, or asked away, where the selection stands. Whoever holds them decides. */
export class RowActs<Row> {
  constructor(
    private readonly sheet: GridSheet<Row>,
    private readonly selection: GridSelection<Row>,
    private readonly host: RowActsHost<Row>,
  ) {}

  /** The rows of the selection, by their ids. */
  selected(): string[] {
    const { top, bottom } = this.selection.rect() ?? { top: 0, bottom: -1 };
    return this.sheet.rowPlaces(top, bottom).map((place) => this.host.rowId(this.sheet.row(place)!));
  }

  /** Beside the selection, below it or above; inside the group whose head is in use. */
  insert(side: RowWanted['side']): void {
    const rows = this.selected();
    const rowId = side === 'above' ? rows[0] : rows.at(-1);
    const group = rowId === undefined ? this.sheet.group(this.selection.current().active.row) : undefined;
    if (group) this.host.insert({ rowId: group.firstRowId, side: 'above' });
    else this.host.insert({ rowId: rowId ?? this.#last(), side });
  }

  remove(): void {
    const rows = this.selected();
    if (rows.length > 0) this.host.remove(rows);
    else this.host.tell({ key: 'grid.deleteRows.none' });
  }

  #last(): string | null {
    const row = this.host.rows().at(-1);
    return row ? this.host.rowId(row) : null;
  }
}
