import type { ColDef } from 'ag-grid-community';

/** A column, made by one of the functions beside this file. Screens hold it and pass it on. */
export interface GridColumn<Row> {
  readonly id: string;
  readonly definition: ColDef<Row>;
}

/** A width in which no word of the head is cut, however long the language makes it. */
export function headWidth(head: string, least: number): number {
  const longest = Math.max(...head.split(/[\s-]+/).map((word) => word.length));
  return Math.min(Math.max(least, longest * 8 + 24), Math.max(least, 184));
}
