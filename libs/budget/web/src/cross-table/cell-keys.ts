import type { KeyGroup } from '@passerelle/shared/ui';

/** A cell by its place, the totals after the last row and column. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** The cell to which a key leads in a table of so many rows and columns, totals included; null for a key that leads nowhere. */
export function placeAfter(place: CellPlace, key: string, ctrl: boolean, size: { readonly rows: number; readonly columns: number }): CellPlace | null {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const at = (row: number, column: number): CellPlace => ({ row: Math.min(Math.max(row, 0), last.row), column: Math.min(Math.max(column, 0), last.column) });
  switch (key) {
    case 'ArrowUp':
      return at(ctrl ? 0 : place.row - 1, place.column);
    case 'ArrowDown':
      return at(ctrl ? last.row : place.row + 1, place.column);
    case 'ArrowLeft':
      return at(place.row, ctrl ? 0 : place.column - 1);
    case 'ArrowRight':
      return at(place.row, ctrl ? last.column : place.column + 1);
    case 'Home':
      return at(ctrl ? 0 : place.row, 0);
    case 'End':
      return at(ctrl ? last.row : place.row, last.column);
    default:
      return null;
  }
}

export const TABLE_KEYS: KeyGroup = {
  heading: 'crossTables.keys',
  keys: [
    { keys: ['←', '↑', '→', '↓'], name: 'crossTables.keys.arrows' },
    { keys: ['Home', 'End'], name: 'crossTables.keys.homeEnd' },
    { keys: ['Ctrl Home', 'Ctrl End'], name: 'crossTables.keys.corners' },
    { keys: ['Enter', '?'], name: 'crossTables.keys.behind' },
    { keys: ['Ctrl C'], name: 'crossTables.keys.copy' },
  ],
};
