import type { GridOptions } from 'ag-grid-community';
import type { GridContext } from './columns/grid-context';
import { GroupRow } from './groups/group-row';

export interface OptionsOf<Row> {
  readonly context: GridContext<Row>;
  readonly tall: boolean;
  readonly many: boolean;
  readonly nonce: string | undefined;
}

/** How we use AG Grid, whatever the screen. Options that are read once: rows, columns and heights come later. */
export function gridOptions<Row extends object>({ context, tall, many, nonce }: OptionsOf<Row>): GridOptions<Row> {
  return {
    context,
    defaultColDef: { sortable: false, resizable: true, suppressMovable: true, wrapHeaderText: true, autoHeaderHeight: true },
    domLayout: tall ? 'normal' : 'autoHeight',
    ensureDomOrder: true,
    getRowClass: ({ data }) => (data instanceof GroupRow ? ['pa-group-row', `pa-level-${data.level}`] : undefined),
    getRowId: ({ data }) => (data instanceof GroupRow ? data.id : context.rowId(data)),
    readOnlyEdit: true,
    stopEditingWhenCellsLoseFocus: true,
    // Of a few rows every cell is drawn: a link, a test or a screen reader finds them all. Of many that would be most of the work of scrolling.
    suppressColumnVirtualisation: !many,
    styleNonce: nonce,
    tooltipShowDelay: 400,
    // A panel that opens beside the grid must not push the cell out of sight that it speaks of.
    onGridSizeChanged: ({ api }) => {
      const at = api.getFocusedCell();
      if (at) api.ensureColumnVisible(at.column);
    },
  };
}
