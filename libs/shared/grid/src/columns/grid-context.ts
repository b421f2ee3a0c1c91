import type { IRowNode } from 'ag-grid-community';
import type { Say } from '@passerelle/shared/web-kit';
import type { Language } from '@passerelle/shared/kernel';
import type { GroupRow } from '../groups/group-row';
import type { CellMark, CellState } from '../cell-state';

/** What cells and editors ask the grid in which they stand. */
export interface GridContext<Row = unknown> {
  readonly language: () => Language;
  readonly say: Say['say'];
  readonly rowId: (row: Row) => string;
  /** What a screen reader calls the row. */
  readonly rowName: (row: Row) => string;
  /** Whether the column is the first one on the screen: heads of groups are named there. */
  readonly leads: (columnId: string) => boolean;
  /** Whether the rows are put together by what the column says: their heads say it already. */
  readonly repeats: (columnId: string) => boolean;
  /** The pixels from the first column to the first one in which the head of a group has a subtotal. */
  readonly room: (group: GroupRow) => number;
  readonly state: (rowId: string, columnId: string) => CellState | undefined;
  /** Who else stands in the cell. */
  readonly mark: (rowId: string, columnId: string) => CellMark | undefined;
  /** The key that was pressed last: it may be the one that opened the editor. */
  readonly lastKey: () => Pick<KeyboardEvent, 'key' | 'code'> | null;
  /** Shows whether the cell is selected, as soon as it is drawn. */
  readonly paint: (cell: HTMLElement, node: IRowNode<Row>, columnId: string) => void;
}
