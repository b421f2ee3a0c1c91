import { contains, placesOf, sizeOf, type Place, type Rect } from '../selection/range';

/** A cell to be filled, and the one that is copied into it. */
export interface FilledCell {
  readonly to: Place;
  readonly from: Place;
}

/** The cells of `target` outside of `source`, each with the cell of the source that it repeats. Amounts are copied and never continued as a series. */
export function fillOf(source: Rect, target: Rect): FilledCell[] {
  const { rows, columns } = sizeOf(source);
  const wrapped = (n: number, from: number, count: number) => from + ((((n - from) % count) + count) % count);
  return [...placesOf(target)]
    .filter((place) => !contains(source, place))
    .map((to) => ({ to, from: { row: wrapped(to.row, source.top, rows), column: wrapped(to.column, source.left, columns) } }));
}

/** Ctrl+D: the selection's first row over the others; in a single row, the row above it. Null where nothing stands above. */
export function fillDown(selection: Rect): FilledCell[] | null {
  const above = selection.top === selection.bottom ? selection.top - 1 : selection.top;
  return above < 0 ? null : fillOf({ ...selection, top: above, bottom: above }, { ...selection, top: above });
}

/** Ctrl+R: the selection's first column over the others; in a single column, the column before it. Null where there is none. */
export function fillRight(selection: Rect): FilledCell[] | null {
  const before = selection.left === selection.right ? selection.left - 1 : selection.left;
  return before < 0 ? null : fillOf({ ...selection, left: before, right: before }, { ...selection, left: before });
}

/** What the fill handle covers: the selection drawn out to the pointer along the side on which it has left it furthest. */
export function drawnOut(selection: Rect, { row, column }: Place): Rect {
  const down = Math.max(row - selection.bottom, selection.top - row, 0);
  const along = Math.max(column - selection.right, selection.left - column, 0);
  if (down === 0 && along === 0) return selection;
  return down >= along
    ? { ...selection, top: Math.min(selection.top, row), bottom: Math.max(selection.bottom, row) }
    : { ...selection, left: Math.min(selection.left, column), right: Math.max(selection.right, column) };
}
