import type { TypedReading } from '../edit/read-typed';
import { sizeOf, type Place, type Rect } from '../selection/range';

/** What a plan asks of the sheet on which a block is to be pasted. Totals are not among its rows. */
export interface PasteSheet {
  readonly rows: number;
  readonly columns: number;
  readonly isEditable: (place: Place) => boolean;
  readonly read: (text: string, column: number) => TypedReading;
}

export interface PlannedCell {
  readonly place: Place;
  readonly text: string;
  readonly reading: TypedReading;
}

/** What pasting a block would do, before anything is done. Cells outside of `rect` are never touched. */
export interface PastePlan {
  readonly rect: Rect;
  readonly cells: readonly PlannedCell[];
  /** Locked and computed cells that the block covers: left as they are. */
  readonly readOnly: number;
  /** Cells of rows beyond the last one: for rows that would have to be added. */
  readonly beyond: readonly PlannedCell[];
  readonly rowsBeyond: number;
  /** Cells of the block to the right of the last column: they have no place. */
  readonly cellsBeside: number;
}

/**
 * Where each text of a block goes. One text fills the selection; a block repeats on a larger selection that it divides evenly; any other block stands
 * at the selection's upper left corner in its own size. A row that is shorter than the others leaves the cells alone for which it has no text.
 */
export function planPaste(block: readonly (readonly string[])[], selection: Rect, sheet: PasteSheet): PastePlan {
  const width = Math.max(...block.map((row) => row.length), 0);
  const { rows, columns } = repeated(selection, block.length, width);
  const cells: PlannedCell[] = [];
  const beyond: PlannedCell[] = [];
  let [readOnly, cellsBeside] = [0, 0];
  for (let down = 0; down < rows; down += 1) {
    for (let along = 0; along < columns; along += 1) {
      const text = block[down % block.length]![along % width];
      if (text === undefined) continue;
      const place = { row: selection.top + down, column: selection.left + along };
      if (place.column >= sheet.columns) cellsBeside += 1;
      else if (place.row >= sheet.rows) beyond.push({ place, text, reading: sheet.read(text, place.column) });
      else if (!sheet.isEditable(place)) readOnly += 1;
      else cells.push({ place, text, reading: sheet.read(text, place.column) });
    }
  }
  const rect = { ...selection, bottom: Math.min(selection.top + rows, sheet.rows) - 1, right: Math.min(selection.left + columns, sheet.columns) - 1 };
  return { rect, cells, readOnly, beyond, rowsBeyond: new Set(beyond.map(({ place }) => place.row)).size, cellsBeside };
}

/** How large the pasted rectangle becomes: along each side the selection's own size where the block divides it, and the block's otherwise. */
function repeated(selection: Rect, height: number, width: number): { readonly rows: number; readonly columns: number } {
  const size = sizeOf(selection);
  const rows = size.rows > height ? size.rows : height;
  const columns = size.columns > width ? size.columns : width;
  return rows % height === 0 && columns % width === 0 ? { rows, columns } : { rows: height, columns: width };
}

export interface PasteCounts {
  readonly all: number;
  readonly good: number;
  readonly unclear: number;
  readonly refused: number;
  readonly readOnly: number;
  /** Cells of the block that have no place. */
  readonly leftOut: number;
}

/** “48 cells: 45 good, 2 unclear, 1 read-only.” Those beyond the last row count where rows are added for them; otherwise they are left out. */
export function countsOf({ cells, beyond, readOnly, cellsBeside }: Pick<PastePlan, 'cells' | 'beyond' | 'readOnly' | 'cellsBeside'>, append: boolean): PasteCounts {
  const pasted = append ? [...cells, ...beyond] : cells;
  const of = (...kinds: readonly TypedReading['kind'][]) => pasted.filter(({ reading }) => kinds.includes(reading.kind)).length;
  const leftOut = cellsBeside + (append ? 0 : beyond.length);
  return { all: pasted.length + readOnly, good: of('amount', 'quantity', 'choice', 'text'), unclear: of('ask'), refused: of('refused'), readOnly, leftOut };
}

/** As many cells as one takes in at a glance. */
const AT_A_GLANCE = 12;

/**
 * A small block of which every cell is good and has its place is pasted at once, as in a spreadsheet: all of it is in sight, and Ctrl+Z takes it back in
 * one step. Anything larger, doubtful or incomplete is shown first.
 */
export function needsNoPreview(plan: PastePlan): boolean {
  const { all, good, leftOut } = countsOf(plan, false);
  return all === good && all <= AT_A_GLANCE && leftOut === 0;
}
