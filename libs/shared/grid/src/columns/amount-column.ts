import { writeAmount, type AmountLanguage, type Cents } from '@passerelle/shared/money';
import { CellEditor } from '../edit/cell-editor';
import { editableText, readTyped } from '../edit/read-typed';
import { GroupRow } from '../groups/group-row';
import { cellDefinition, type CellNote, type CellOptions } from './cell';
import type { GridColumn } from './grid-column';

export interface AmountColumnOptions<Row> extends CellOptions<Row> {
  readonly cents: (row: Row) => Cents | null;
  /** The formula of which the amount is the result, where the row keeps it: an open editor begins with it, and it is said as the cell's note. */
  readonly formula?: (row: Row) => string | null;
  /** Prices are not: heads of groups show no sum of them. */
  readonly summed?: boolean;
}

/** A column of amounts: right-aligned, tabular figures, never cut. */
export function amountColumn<Row>(options: AmountColumnOptions<Row>): GridColumn<Row> {
  const { id, head, cents, formula, summed = true, sticky = false } = options;
  const shown = (row: Row, language: AmountLanguage) => writtenOf(cents(row), language);
  const note = (row: Row) => noteOf(row, options);
  const definition = cellDefinition<Row>({
    ...options,
    kind: 'figure',
    shown,
    pending: (state, language) => (state.cents === undefined ? undefined : writtenOf(state.cents, language)),
    note: formula || options.note ? note : undefined,
  });
  return {
    id,
    head,
    sticky,
    cents,
    summed,
    definition: {
      ...definition,
      valueGetter: ({ data }) => (data instanceof GroupRow ? (data.cents.get(id) ?? null) : data ? cents(data) : null),
      cellEditor: CellEditor<Row>,
      cellEditorParams: { opening: (row: Row, language: AmountLanguage) => formula?.(row) ?? editableText(cents(row), language) },
    },
    isEditable: (row) => options.editable?.(row) ?? false,
    read: readTyped,
  };
}

const writtenOf = (cents: Cents | null, language: AmountLanguage): string => (cents === null ? '' : writeAmount(cents, language));

function noteOf<Row>(row: Row, options: AmountColumnOptions<Row>): CellNote | null {
  const note = options.note?.(row) ?? null;
  const formula = options.formula?.(row) ?? null;
  return formula === null ? note : { ...note, text: [formula, note?.text].filter(Boolean).join('\n') };
}
