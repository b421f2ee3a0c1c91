import type { Dialog } from '@angular/cdk/dialog';
import type { ColDef, ColumnResizedEvent, GridApi } from 'ag-grid-community';
import { effect, signal, untracked } from '@angular/core';
import { GroupRow } from '../groups/group-row';
import { ColumnsDialogComponent, type ColumnsDialogData } from '../views/columns-dialog.component';
import { AS_MADE, inOrder, isHidden, readView, writeView, type ColumnView } from '../views/column-view';
import type { GridColumn } from './grid-column';

export const ROW_HEIGHT = 40;
/** What stays free on both sides of the name of a group. */
const GROUP_EDGES = 24;

export interface ColumnsHost<Row> {
  readonly columns: () => readonly GridColumn<Row>[];
  readonly remember: () => string | null;
  readonly storage: () => Storage | null;
  /** Rows are too many to be measured one by one as they come into sight. */
  readonly many: () => boolean;
}

/** The columns as this person has chosen them, and the heights that follow from their widths. Made where effects can be. */
export class GridColumns<Row> {
  readonly view = signal<ColumnView>(AS_MADE);
  #heightOf = new WeakMap<object, number>();

  constructor(
    private readonly host: ColumnsHost<Row>,
    private readonly dialog: Dialog,
  ) {
    effect(() => {
      const name = this.host.remember();
      untracked(() => this.view.set(name === null ? AS_MADE : readView(this.host.storage(), name)));
    });
    effect(() => {
      const view = this.view();
      const name = untracked(this.host.remember);
      if (name !== null) writeView(this.host.storage(), name, view);
    });
    effect(() => {
      this.view();
      this.host.columns();
      this.#heightOf = new WeakMap();
    });
  }

  definitions(): ColDef<Row>[] {
    const view = this.view();
    const measured = !this.host.many();
    return inOrder(this.host.columns(), view).map((column) => ({
      ...column.definition,
      autoHeight: measured && column.definition.autoHeight,
      width: view.widths[column.id] ?? column.definition.width,
      hide: isHidden(column, view),
    }));
  }

  openDialog(): void {
    const data: ColumnsDialogData = { columns: this.host.columns(), view: this.view };
    this.dialog.open(ColumnsDialogComponent, { data, ariaLabelledBy: 'pa-columns-title', autoFocus: '#pa-columns-title' });
  }

  /** Shows a hidden column again. True where it was hidden. */
  reveal(columnId: string): boolean {
    if (!this.view().hidden.includes(columnId)) return false;
    this.view.update((view) => ({ ...view, hidden: view.hidden.filter((id) => id !== columnId) }));
    return true;
  }

  resized({ finished, source, column }: ColumnResizedEvent<Row>): void {
    if (!finished || !column || !source.startsWith('ui')) return;
    this.view.update((view) => ({ ...view, widths: { ...view.widths, [column.getColId()]: Math.floor(column.getActualWidth()) } }));
  }

  /**
   * Of many rows every height is set at once: AG Grid would place all of them anew whenever one comes into sight whose height it only guessed. Of a few it measures
   * the rows itself; heads of groups are as high as any row, and their names run on over the empty cells beside them.
   */
  setHeights(api: GridApi<Row>): void {
    const columns = this.host.columns().flatMap(({ id, height, definition }) => (height ? [{ height, width: this.#widthOf(id, definition) }] : []));
    const many = this.host.many();
    let changed = false;
    api.forEachNode((node) => {
      const data: unknown = node.data;
      if (typeof data !== 'object' || data === null || (!many && !(data instanceof GroupRow))) return;
      // Known heights are given again: another language is another grid of the same rows.
      const height =
        this.#heightOf.get(data) ??
        (data instanceof GroupRow
          ? ROW_HEIGHT
          : columns.reduce((most, column) => Math.max(most, column.height(data as Row, column.width)), ROW_HEIGHT));
      this.#heightOf.set(data, height);
      if (node.rowHeight === height) return;
      node.setRowHeight(height);
      changed = true;
    });
    if (changed) api.onRowHeightChanged();
  }

  /** The pixels from the first column to the first one in which the head of a group has a subtotal. */
  roomOf({ cents }: GroupRow, api: GridApi<Row>): number {
    const shown = api.getAllDisplayedColumns();
    const summed = shown.findIndex((column) => cents.has(column.getColId()));
    return shown.slice(0, summed === -1 ? shown.length : summed).reduce((sum, column) => sum + column.getActualWidth(), 0) - GROUP_EDGES;
  }

  #widthOf(id: string, definition: ColDef<Row>): number {
    return this.view().widths[id] ?? definition.width ?? 0;
  }
}
