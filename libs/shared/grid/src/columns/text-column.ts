import { CellEditor } from '../edit/cell-editor';
import { LongTextEditor } from '../edit/long-text-editor';
import { GroupRow } from '../groups/group-row';
import { cellDefinition, type CellFace, type CellOptions } from './cell';
import type { GridColumn } from './grid-column';

export interface TextColumnOptions<Row> extends CellOptions<Row> {
  readonly text: (row: Row) => string;
  readonly detail?: CellFace<Row>['detail'];
  readonly chip?: CellFace<Row>['chip'];
}

/** A column of names. They are wrapped and never cut: the row grows with them. */
export function textColumn<Row>(options: TextColumnOptions<Row>): GridColumn<Row> {
  const { id, head, text, sticky = false, chip, detail, editable } = options;
  return {
    id,
    head,
    sticky,
    text,
    summed: false,
    isEditable: (row) => editable?.(row) ?? false,
    height: (row, pixels) => TEXT_EDGES + LINE * (linesOf([chip?.(row)?.text, text(row)].filter(Boolean).join(' '), pixels) + (detail?.(row) ? 1 : 0)),
    read: () => ({ kind: 'text' }),
    definition: {
      ...cellDefinition<Row>({ ...options, kind: 'words', shown: text, plain: true }),
      wrapText: true,
      autoHeight: true,
      valueGetter: wordsOf(text),
      cellEditor: CellEditor<Row>,
      cellEditorParams: { opening: text, words: true },
    },
  };
}

export interface LongTextColumnOptions<Row> extends TextColumnOptions<Row> {
  /** In characters; what is longer stays as it was typed, and is not saved. */
  readonly longest: number;
}

/** A column of whole sentences. In their rows they show two lines, in full on hover and while they are typed; Alt+Enter begins a new line. */
export function longTextColumn<Row>(options: LongTextColumnOptions<Row>): GridColumn<Row> {
  const { id, head, text, sticky = false, longest, editable } = options;
  return {
    id,
    head,
    sticky,
    text,
    summed: false,
    isEditable: (row) => editable?.(row) ?? false,
    read: (typed) => (typed.length > longest ? { kind: 'refused', reason: 'too-long' } : { kind: 'text' }),
    definition: {
      ...cellDefinition<Row>({ ...options, kind: 'words', shown: text }),
      valueGetter: wordsOf(text),
      cellEditor: LongTextEditor<Row>,
      cellEditorParams: { opening: text, words: true },
    },
  };
}

const wordsOf =
  <Row>(text: (row: Row) => string) =>
  ({ data }: { readonly data: Row | undefined }) =>
    data instanceof GroupRow ? data.shown : data ? text(data) : '';

export const LINE = 18;
export const TEXT_EDGES = 13;
/** Wider than any usual mixture of letters at 14 px: an estimate may leave room, and never cuts. */
const LETTER = 8;

/** How many lines a text takes at most, word by word, in a column of so many pixels. */
export function linesOf(text: string, pixels: number): number {
  const room = Math.max(1, Math.floor((pixels - 14) / LETTER));
  let [lines, used] = [1, 0];
  for (const word of text.split(/\s+/)) {
    if (used > 0 && used + 1 + word.length > room) [lines, used] = [lines + 1, 0];
    lines += Math.floor(Math.max(word.length - 1, 0) / room);
    used += (used > 0 ? 1 : 0) + (word.length % room || word.length);
  }
  return lines;
}
