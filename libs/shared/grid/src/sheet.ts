import type { CellPosition, GridApi } from 'ag-grid-community';
import type { Language } from '@passerelle/shared/kernel';
import type { Cents } from '@passerelle/shared/money';
import { cellKey, type CellAddress, type CellStates } from './cell-state';
import { withoutFormula } from './clipboard/block-text';
import type { GridColumn } from './columns/grid-column';
import { outcomeOf, type TypedEdit } from './edit/cell-edit';
import { editableText } from './edit/read-typed';
import type { Place, Rect, Size } from './selection/range';

export interface SheetHost<Row> {
  readonly api: () => GridApi<Row> | undefined;
  readonly columns: () => readonly GridColumn<Row>[];
  readonly rowId: (row: Row) => string;
  readonly states: () => CellStates;
  readonly language: () => Language;
}

/** What stands in a cell: an amount (the one on its way, where one is), words, or a text that could not be read as an amount. */
export type CellContent = { readonly kind: 'amount'; readonly cents: Cents | null } | { readonly kind: 'words' | 'unread'; readonly text: string };

const NOTHING: CellContent = { kind: 'words', text: '' };

/** The grid as a sheet of cells: rows and columns as they are displayed, whether they are drawn or not. Pinned totals are the last rows. */
export class GridSheet<Row> {
  #displayed: readonly GridColumn<Row>[] = [];
  #displayedOf: readonly unknown[] = [];
  #columnsOf: readonly GridColumn<Row>[] = [];

  constructor(private readonly host: SheetHost<Row>) {}

  get api(): GridApi<Row> | undefined {
    return this.host.api();
  }

  get columns(): readonly GridColumn<Row>[] {
    const displayed = this.api?.getAllDisplayedColumns() ?? [];
    const columns = this.host.columns();
    if (columns === this.#columnsOf && displayed === this.#displayedOf) return this.#displayed;
    const byId = new Map(columns.map((column) => [column.id, column]));
    [this.#displayedOf, this.#columnsOf] = [displayed, columns];
    return (this.#displayed = displayed.flatMap((column) => byId.get(column.getColId()) ?? []));
  }

  /** The rows that are not totals. */
  get dataRows(): number {
    return this.api?.getDisplayedRowCount() ?? 0;
  }

  get size(): Size {
    return { rows: this.dataRows + (this.api?.getPinnedBottomRowCount() ?? 0), columns: this.columns.length };
  }

  row(index: number): Row | undefined {
    const { dataRows, api } = this;
    return index < dataRows ? api?.getDisplayedRowAtIndex(index)?.data : api?.getPinnedBottomRow(index - dataRows)?.data;
  }

  placeAt({ rowIndex, rowPinned, column }: CellPosition): Place {
    return { row: rowPinned === 'bottom' ? this.dataRows + rowIndex : rowIndex, column: this.columns.findIndex(({ id }) => id === column.getColId()) };
  }

  placeOf({ rowId, columnId }: CellAddress): Place | null {
    const column = this.columns.findIndex(({ id }) => id === columnId);
    const row = this.api?.getRowNode(rowId)?.rowIndex ?? this.#totalOf(rowId);
    return column === -1 || row === null ? null : { row, column };
  }

  address({ row, column }: Place): CellAddress | null {
    const data = this.row(row);
    const columnId = this.columns[column]?.id;
    return data && columnId ? { rowId: this.host.rowId(data), columnId } : null;
  }

  isEditable({ row, column }: Place): boolean {
    if (row >= this.dataRows) return false;
    const data = this.row(row);
    return !!data && !!this.columns[column]?.isEditable(data);
  }

  content({ row, column }: Place): CellContent {
    const data = this.row(row);
    const { id, cents, text } = this.columns[column] ?? {};
    if (!data || !id) return NOTHING;
    const state = this.host.states().get(cellKey(this.host.rowId(data), id));
    if (state && 'text' in state) return { kind: 'unread', text: state.text };
    if (!cents) return { kind: 'words', text: text?.(data) ?? '' };
    return { kind: 'amount', cents: state?.kind === 'pending' ? state.cents : cents(data) };
  }

  /** The amounts of a rectangle, empty cells left out. Of a whole sheet they are hundreds of thousands: row by row, and states only where there are some. */
  amountsIn({ top, bottom, left, right }: Rect): Cents[] {
    const amounts: Cents[] = [];
    const states = this.host.states();
    const columns = this.columns.slice(left, right + 1);
    for (let row = top; row <= bottom; row += 1) {
      const data = this.row(row);
      const rowId = data && states.size > 0 ? this.host.rowId(data) : '';
      for (const { id, cents } of data ? columns : []) {
        const state = states.size > 0 ? states.get(cellKey(rowId, id)) : undefined;
        const amount = state && 'text' in state ? null : state?.kind === 'pending' ? state.cents : cents?.(data!);
        if (amount != null) amounts.push(amount);
      }
    }
    return amounts;
  }

  isFilled(place: Place): boolean {
    const content = this.content(place);
    return content.kind === 'amount' ? content.cents !== null : content.text !== '';
  }

  /**
   * The cell as text for a spreadsheet: an amount with the reader's decimal mark, without groups and currency sign. Groups of narrow spaces would make it
   * a word in many spreadsheets, and groups of points another amount in some.
   */
  plainText(place: Place): string {
    const content = this.content(place);
    if (content.kind === 'amount') return editableText(content.cents, this.host.language());
    return content.kind === 'words' ? withoutFormula(content.text) : content.text;
  }

  /** What stands in one cell as an edit of another; null where the other one cannot hold it. */
  copyInto(from: Place, column: number): TypedEdit | null {
    const content = this.content(from);
    const into = this.columns[column];
    if (!into || (content.kind === 'words') !== !into.cents) return null;
    if (content.kind === 'amount') return { text: editableText(content.cents, this.host.language()), outcome: content };
    return { text: content.text, outcome: outcomeOf(into.read(content.text, this.host.language())) };
  }

  #totalOf(rowId: string): number | null {
    const totals = this.api?.getPinnedBottomRowCount() ?? 0;
    for (let index = 0; index < totals; index += 1) {
      const data = this.api?.getPinnedBottomRow(index)?.data;
      if (data && this.host.rowId(data) === rowId) return this.dataRows + index;
    }
    return null;
  }
}
