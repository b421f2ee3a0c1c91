import type { CellPosition, GridApi } from 'ag-grid-community';
import type { Language } from '@passerelle/shared/kernel';
import type { Cents, Quantity } from '@passerelle/shared/money';
import { cellKey, type CellAddress, type CellStates } from './cell-state';
import { withoutFormula } from './clipboard/block-text';
import type { GridColumn } from './columns/grid-column';
import { outcomeOf, type TypedEdit } from './edit/cell-edit';
import { editableQuantity, editableText } from './edit/read-typed';
import { GroupRow } from './groups/group-row';
import type { Place, Rect, Size } from './selection/range';

export interface SheetHost<Row> {
  readonly api: () => GridApi<Row> | undefined;
  readonly columns: () => readonly GridColumn<Row>[];
  readonly rowId: (row: Row) => string;
  readonly states: () => CellStates;
  readonly language: () => Language;
}

/** What stands in a cell: a figure (the one on its way, where one is), words, or a text that could not be taken for what the column holds. */
export type CellContent =
  | { readonly kind: 'amount'; readonly cents: Cents | null }
  | { readonly kind: 'quantity'; readonly quantity: Quantity | null }
  | { readonly kind: 'words' | 'unread'; readonly text: string };

const NOTHING: CellContent = { kind: 'words', text: '' };

/** The grid as a sheet of cells: rows and columns as they are displayed, whether they are drawn or not. Pinned totals are the last rows. */
export class GridSheet<Row> {
  #displayed: readonly GridColumn<Row>[] = [];
  #displayedOf: readonly unknown[] = [];
  #columnsOf: readonly GridColumn<Row>[] = [];
  #indexOf: ReadonlyMap<string, number> = new Map();

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
    this.#displayed = displayed.flatMap((column) => byId.get(column.getColId()) ?? []);
    this.#indexOf = new Map(this.#displayed.map(({ id }, index) => [id, index]));
    return this.#displayed;
  }

  /** Where a column stands; -1 where it is not shown. */
  columnIndex(id: string): number {
    return this.columns.length > 0 ? (this.#indexOf.get(id) ?? -1) : -1;
  }

  /** The rows that are not totals. */
  get dataRows(): number {
    return this.api?.getDisplayedRowCount() ?? 0;
  }

  get size(): Size {
    return { rows: this.dataRows + (this.api?.getPinnedBottomRowCount() ?? 0), columns: this.columns.length };
  }

  /** The row at a place; none where the head of a group stands. */
  row(index: number): Row | undefined {
    const data = this.#data(index);
    return data instanceof GroupRow ? undefined : data;
  }

  /** The head of a group at a place, where one stands there. */
  group(index: number): GroupRow | undefined {
    const data = this.#data(index);
    return data instanceof GroupRow ? data : undefined;
  }

  /** The places of the rows that are neither heads of groups nor totals, from one place to another. */
  rowPlaces(from: number, to: number): number[] {
    const places: number[] = [];
    for (let row = from; row <= Math.min(to, this.dataRows - 1); row += 1) if (this.row(row)) places.push(row);
    return places;
  }

  placeAt({ rowIndex, rowPinned, column }: CellPosition): Place {
    return { row: rowPinned === 'bottom' ? this.dataRows + rowIndex : rowIndex, column: this.columnIndex(column.getColId()) };
  }

  placeOf({ rowId, columnId }: CellAddress): Place | null {
    const column = this.columnIndex(columnId);
    const row = this.api?.getRowNode(rowId)?.rowIndex ?? this.#totalOf(rowId);
    return column === -1 || row === null ? null : { row, column };
  }

  address({ row, column }: Place): CellAddress | null {
    const data = this.#data(row);
    const columnId = this.columns[column]?.id;
    return data && columnId ? { rowId: data instanceof GroupRow ? data.id : this.host.rowId(data), columnId } : null;
  }

  isEditable({ row, column }: Place): boolean {
    if (row >= this.dataRows) return false;
    const data = this.row(row);
    return !!data && !!this.columns[column]?.isEditable(data);
  }

  content({ row, column }: Place): CellContent {
    const data = this.#data(row);
    const found = this.columns[column];
    if (!data || !found) return NOTHING;
    if (data instanceof GroupRow) return column === 0 ? { kind: 'words', text: data.label } : groupContent(data, found.id);
    return this.contentOf(data, found);
  }

  /** The same of a row that may not be displayed. */
  contentOf(data: Row, { id, cents, quantity, text }: GridColumn<Row>): CellContent {
    const state = this.host.states().get(cellKey(this.host.rowId(data), id));
    if (state && 'text' in state) return { kind: 'unread', text: state.text };
    if (quantity) return { kind: 'quantity', quantity: quantity(data) };
    if (!cents) return { kind: 'words', text: text?.(data) ?? '' };
    return { kind: 'amount', cents: state?.kind === 'pending' && state.cents !== undefined ? state.cents : cents(data) };
  }

  /** The amounts of a rectangle, empty cells left out, subtotals too unless nothing else is selected. Of a whole sheet they are hundreds of thousands: row by row, and states only where there are some. */
  amountsIn({ top, bottom, left, right }: Rect): Cents[] {
    const amounts: Cents[] = [];
    const states = this.host.states();
    const columns = this.columns.slice(left, right + 1);
    if (this.rowPlaces(top, bottom).length === 0) this.#subtotalsIn({ top, bottom, left, right }, amounts);
    for (let row = top; row <= bottom; row += 1) {
      const data = this.row(row);
      const rowId = data && states.size > 0 ? this.host.rowId(data) : '';
      for (const { id, cents } of data ? columns : []) {
        const state = states.size > 0 ? states.get(cellKey(rowId, id)) : undefined;
        const amount = state && 'text' in state ? null : state?.kind === 'pending' && state.cents !== undefined ? state.cents : cents?.(data!);
        if (amount != null) amounts.push(amount);
      }
    }
    return amounts;
  }

  isFilled(place: Place): boolean {
    const content = this.content(place);
    if (content.kind === 'amount') return content.cents !== null;
    return content.kind === 'quantity' ? content.quantity !== null : content.text !== '';
  }

  /**
   * The cell as text for a spreadsheet: an amount with the reader's decimal mark, without groups and currency sign. Groups of narrow spaces would make it
   * a word in many spreadsheets, and groups of points another amount in some.
   */
  plainText(place: Place): string {
    return this.written(this.content(place));
  }

  written(content: CellContent): string {
    if (content.kind === 'amount') return editableText(content.cents, this.host.language());
    if (content.kind === 'quantity') return editableQuantity(content.quantity, this.host.language());
    return content.kind === 'words' ? withoutFormula(content.text) : content.text;
  }

  /** What stands in one cell as an edit of another; null where the other one cannot hold it. */
  copyInto(from: Place, column: number): TypedEdit | null {
    const content = this.content(from);
    const into = this.columns[column];
    if (!into || (content.kind === 'words') !== (into.text !== undefined)) return null;
    if (content.kind === 'amount' && into.cents) return { text: editableText(content.cents, this.host.language()), outcome: content };
    if (content.kind === 'quantity' && into.quantity) return { text: editableQuantity(content.quantity, this.host.language()), outcome: content };
    const text = content.kind === 'words' || content.kind === 'unread' ? content.text : this.plainText(from);
    const outcome = outcomeOf(into.read(text, this.host.language()));
    // A name of another list is no text that somebody typed here.
    return content.kind === 'words' && outcome.kind === 'unreadable' ? null : { text, outcome };
  }

  #data(index: number): Row | GroupRow | undefined {
    const { dataRows, api } = this;
    return index < dataRows ? api?.getDisplayedRowAtIndex(index)?.data : api?.getPinnedBottomRow(index - dataRows)?.data;
  }

  #subtotalsIn({ top, bottom, left, right }: Rect, amounts: Cents[]): void {
    for (const { id } of this.columns.slice(left, right + 1)) {
      for (let row = top; row <= bottom; row += 1) {
        const cents = this.group(row)?.cents.get(id);
        if (cents !== undefined) amounts.push(cents);
      }
    }
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

function groupContent(group: GroupRow, columnId: string): CellContent {
  const cents = group.cents.get(columnId);
  return cents === undefined ? NOTHING : { kind: 'amount', cents };
}
