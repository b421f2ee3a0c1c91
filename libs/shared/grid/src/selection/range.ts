/** A cell by its place on the screen: rows and columns as they are displayed, counted from 0. Pinned totals follow the last row. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/**
 * What is selected. The anchor stays where the selection began, the head goes along with Shift or the mouse; the active cell has the focus and
 * may wander inside by Enter and Tab while the selection stands.
 */
export interface Range {
  readonly anchor: Place;
  readonly head: Place;
  readonly active: Place;
}

/** The cells of a selection. Both ends belong to it. */
export interface Rect {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

export type Step = readonly [rows: number, columns: number];

export const samePlace = (a: Place, b: Place): boolean => a.row === b.row && a.column === b.column;

export const rangeAt = (place: Place): Range => ({ anchor: place, head: place, active: place });

export const extended = (range: Range, head: Place): Range => ({ ...range, head });

export function rectOf({ anchor, head }: Pick<Range, 'anchor' | 'head'>): Rect {
  return {
    top: Math.min(anchor.row, head.row),
    left: Math.min(anchor.column, head.column),
    bottom: Math.max(anchor.row, head.row),
    right: Math.max(anchor.column, head.column),
  };
}

export const sizeOf = ({ top, left, bottom, right }: Rect): Size => ({ rows: bottom - top + 1, columns: right - left + 1 });

export function countOf(rect: Rect): number {
  const { rows, columns } = sizeOf(rect);
  return rows * columns;
}

export const contains = ({ top, left, bottom, right }: Rect, { row, column }: Place): boolean => row >= top && row <= bottom && column >= left && column <= right;

/** The cells of a rectangle, row by row. */
export function* placesOf({ top, left, bottom, right }: Rect): Generator<Place> {
  for (let row = top; row <= bottom; row += 1) for (let column = left; column <= right; column += 1) yield { row, column };
}

/** One step on, never out of the sheet. */
export const moved = ({ row, column }: Place, [rows, columns]: Step, within: Size): Place => ({
  row: Math.min(Math.max(row + rows, 0), Math.max(within.rows - 1, 0)),
  column: Math.min(Math.max(column + columns, 0), Math.max(within.columns - 1, 0)),
});

/**
 * Ctrl with an arrow: from a filled cell to the last one of its unbroken run; from the end of a run, or from an empty cell, to the next filled one;
 * where there is none, to the edge of the sheet.
 */
export function edgeOf(from: Place, step: Step, within: Size, isFilled: (place: Place) => boolean): Place {
  const next = (place: Place): Place | null => {
    const to = moved(place, step, within);
    return samePlace(to, place) ? null : to;
  };
  let at = next(from);
  if (!at) return from;
  const inRun = isFilled(from) && isFilled(at);
  for (let after = next(at); after && (inRun ? isFilled(after) : !isFilled(at)); after = next(after)) at = after;
  return at;
}

/** Enter and Tab inside a selection: down its columns, or along its rows, and round again at the end. */
export function nextWithin(rect: Rect, { row, column }: Place, direction: 'down' | 'up' | 'right' | 'left'): Place {
  const { rows, columns } = sizeOf(rect);
  const count = rows * columns;
  const byColumn = direction === 'down' || direction === 'up';
  const forward = direction === 'down' || direction === 'right' ? 1 : -1;
  const now = byColumn ? (column - rect.left) * rows + (row - rect.top) : (row - rect.top) * columns + (column - rect.left);
  const then = (now + forward + count) % count;
  const line = Math.floor(then / (byColumn ? rows : columns));
  const along = then % (byColumn ? rows : columns);
  return byColumn ? { row: rect.top + along, column: rect.left + line } : { row: rect.top + line, column: rect.left + along };
}

/** The part of a rectangle that exists; null where nothing of it does. */
export function clipped({ top, left, bottom, right }: Rect, { rows, columns }: Size): Rect | null {
  const inside = { top: Math.max(top, 0), left: Math.max(left, 0), bottom: Math.min(bottom, rows - 1), right: Math.min(right, columns - 1) };
  return inside.top > inside.bottom || inside.left > inside.right ? null : inside;
}
