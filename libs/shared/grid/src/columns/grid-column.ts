import type { ColDef } from 'ag-grid-community';
import { writeAmount, type AmountLanguage, type Cents, type Quantity } from '@passerelle/shared/money';
import type { TypedReading } from '../edit/read-typed';

/** A column, made by one of the functions beside this file. Screens hold it and pass it on. */
export interface GridColumn<Row> {
  readonly id: string;
  readonly head: string;
  /** Names the rows: stands first, is always shown. */
  readonly sticky: boolean;
  readonly definition: ColDef<Row>;
  /** The amount of a row; absent in any other column. */
  readonly cents?: (row: Row) => Cents | null;
  /** The quantity of a row; absent in any other column. */
  readonly quantity?: (row: Row) => Quantity | null;
  /** The words of a row; absent in a column of figures. */
  readonly text?: (row: Row) => string;
  /** Heads of groups show the sum of their rows' amounts. */
  readonly summed: boolean;
  readonly isEditable: (row: Row) => boolean;
  /** The pixels that the row needs for this column at such a width; absent where one line does. */
  readonly height?: (row: Row, pixels: number) => number;
  /** What a text typed or pasted into the column means. */
  readonly read: (text: string, language: AmountLanguage) => TypedReading;
}

/** A width in which no word of the head is cut, however long the language makes it. */
export function headWidth(head: string, least: number): number {
  const longest = Math.max(...head.split(/[\s-]+/).map((word) => word.length));
  return Math.min(Math.max(least, Math.ceil(longest * 7.4) + 14), Math.max(least, 184));
}

/** The pixels that the widest of these amounts needs, bold as in the row of totals. Never less than millions need: a column does not grow with the first line. */
export function figureWidth(amounts: Iterable<Cents>, language: AmountLanguage): number {
  let widest = 9 * DIGIT + 3 * SEPARATOR;
  for (const amount of amounts) {
    const text = writeAmount(amount, language);
    const digits = text.replace(/\D/g, '').length;
    widest = Math.max(widest, digits * DIGIT + (text.length - digits) * SEPARATOR);
  }
  return Math.ceil(widest) + CELL_EDGES;
}
// Inter at 14 px: a bold tabular figure, the widest of its separators (the minus sign comes once), and padding and line of a cell.
const DIGIT = 9.2;
const SEPARATOR = 4.6;
const CELL_EDGES = 15;
