import { writeQuantity, type AmountLanguage, type Quantity } from '@passerelle/shared/money';
import { CellEditor } from '../edit/cell-editor';
import { editableQuantity, readTypedQuantity } from '../edit/read-typed';
import { GroupRow } from '../groups/group-row';
import { cellDefinition, type CellOptions } from './cell';
import type { GridColumn } from './grid-column';

export interface QuantityColumnOptions<Row> extends CellOptions<Row> {
  readonly quantity: (row: Row) => Quantity | null;
}

/** A column of quantities, in ten-thousandths: right-aligned, never cut, never added up. */
export function quantityColumn<Row>(options: QuantityColumnOptions<Row>): GridColumn<Row> {
  const { id, head, quantity, sticky = false } = options;
  const shown = (row: Row, language: AmountLanguage) => {
    const value = quantity(row);
    return value === null ? '' : writeQuantity(value, language);
  };
  return {
    id,
    head,
    sticky,
    quantity,
    summed: false,
    definition: {
      ...cellDefinition<Row>({ ...options, kind: 'figure', shown }),
      valueGetter: ({ data }) => (data && !(data instanceof GroupRow) ? quantity(data) : null),
      cellEditor: CellEditor<Row>,
      cellEditorParams: { opening: (row: Row, language: AmountLanguage) => editableQuantity(quantity(row), language) },
    },
    isEditable: (row) => options.editable?.(row) ?? false,
    read: readTypedQuantity,
  };
}
