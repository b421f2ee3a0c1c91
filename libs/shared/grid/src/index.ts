export { cellKey, type CellAddress, type CellKey, type CellState, type CellStates } from './cell-state';
export { amountColumn, type AmountColumnOptions } from './columns/amount-column';
export { figureWidth, type GridColumn } from './columns/grid-column';
export { textColumn, type TextColumnOptions } from './columns/text-column';
export { AmountFieldComponent } from './edit/amount-field.component';
export type { CellEdit, EditOutcome, TypedEdit } from './edit/cell-edit';
export { decimalMark, editableText, readTyped, type TypedReading } from './edit/read-typed';
export { GridComponent } from './grid.component';
