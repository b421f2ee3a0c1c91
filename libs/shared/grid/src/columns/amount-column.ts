import type { CellClassParams, ColDef, ICellRendererComp, ICellRendererParams, ITooltipParams } from 'ag-grid-community';
import { writeAmount, type AmountLanguage, type Cents } from '@passerelle/shared/money';
import type { CellMark, CellState } from '../cell-state';
import { CellEditor } from '../edit/cell-editor';
import { editableText, readTyped } from '../edit/read-typed';
import { headWidth, type GridColumn } from './grid-column';
import type { GridContext } from './grid-context';

export interface AmountColumnOptions<Row> {
  readonly id: string;
  /** The head; the currency stands here once, not in the cells. */
  readonly head: string;
  readonly cents: (row: Row) => Cents | null;
  /** Absent: a computed figure, never typed. */
  readonly editable?: (row: Row) => boolean;
  /** The formula of which the amount is the result, where the row keeps it: an open editor begins with it, and it is said as the cell's note. */
  readonly formula?: (row: Row) => string | null;
  /** Why this cell cannot be typed in. */
  readonly lockedReason?: (row: Row) => string;
  /** What is particular about the amount: a small mark in the cell's corner, a warning's in its own; said in full on hover and to screen readers. */
  readonly note?: (row: Row) => { readonly text: string; readonly tone?: 'warning' } | null;
  /** As wide as the longest figure; a longer word in the head makes it wider. */
  readonly width: number;
}

/** A column of amounts: right-aligned, tabular figures, never cut. */
export function amountColumn<Row>(options: AmountColumnOptions<Row>): GridColumn<Row> {
  const definition: ColDef<Row> = {
    colId: options.id,
    headerName: options.head,
    headerClass: 'pa-amount-head',
    cellClass: 'pa-amount',
    width: headWidth(options.head, options.width),
    minWidth: options.width,
    valueGetter: ({ data }) => (data ? options.cents(data) : null),
    editable: ({ data, node }) => !!data && !node.rowPinned && !!options.editable?.(data),
    cellEditor: CellEditor<Row>,
    cellEditorParams: { opening: (row: Row, language: AmountLanguage) => options.formula?.(row) ?? editableText(options.cents(row), language) },
    cellRenderer: AmountCell<Row>,
    cellRendererParams: { options },
    cellClassRules: {
      'pa-computed': () => !options.editable,
      'pa-noted': (params) => isMarked(stateOf(params), params.data ? noteOf(params.data, options) : null),
      'pa-locked': (params) => !!options.editable && !params.node.rowPinned && !!params.data && !options.editable(params.data),
      'pa-pending': (params) => stateOf(params)?.kind === 'pending',
      'pa-refused': (params) => isRefused(stateOf(params)),
      'pa-brought': (params) => stateOf(params)?.kind === 'brought',
      'pa-visited': (params) => markOf(params) !== undefined,
    },
    tooltipValueGetter: (params) => tooltip(params, options),
  };
  const { id, head, cents } = options;
  return { id, head, sticky: false, definition, cents, isEditable: (row) => options.editable?.(row) ?? false, read: readTyped };
}

type Note = ReturnType<NonNullable<AmountColumnOptions<unknown>['note']>>;

function noteOf<Row>(row: Row, options: AmountColumnOptions<Row>): Note {
  const note = options.note?.(row) ?? null;
  const formula = options.formula?.(row) ?? null;
  return formula === null ? note : { ...note, text: [formula, note?.text].filter(Boolean).join('\n') };
}

type StateParams<Row> = Pick<CellClassParams<Row>, 'data' | 'context'> & { readonly colDef?: { readonly colId?: string } | null };

function stateOf<Row>({ data, context, colDef }: StateParams<Row>): CellState | undefined {
  const grid = context as GridContext<Row>;
  return data && colDef?.colId ? grid.state(grid.rowId(data), colDef.colId) : undefined;
}

function markOf<Row>({ data, context, colDef }: StateParams<Row>): CellMark | undefined {
  const grid = context as GridContext<Row>;
  return data && colDef?.colId ? grid.mark(grid.rowId(data), colDef.colId) : undefined;
}

const isMarked = (state: CellState | undefined, note: Note) =>
  (state === undefined || state.kind === 'saved' || state.kind === 'brought') && !!note && note.tone === undefined;
const isRefused = (state: CellState | undefined) => state?.kind === 'refused' || state?.kind === 'unclear';

function tooltip<Row>(params: ITooltipParams<Row>, options: AmountColumnOptions<Row>): string {
  const { data } = params;
  if (!data) return '';
  const state = stateOf(params as StateParams<Row>);
  if (state && 'message' in state) return state.message;
  if (state?.kind === 'pending' && state.formula) return state.formula;
  const visitor = markOf(params as StateParams<Row>)?.text ?? '';
  const brought = state?.kind === 'brought' ? state.note : '';
  const note = noteOf(data, options)?.text ?? '';
  const locked = params.node?.rowPinned || options.editable?.(data) ? '' : (options.lockedReason?.(data) ?? '');
  return [brought, visitor, note, locked].filter(Boolean).join('\n');
}

type Params<Row> = ICellRendererParams<Row> & { readonly options: AmountColumnOptions<Row> };

class AmountCell<Row> implements ICellRendererComp<Row> {
  readonly #box = document.createElement('span');

  init(params: Params<Row>): void {
    this.#box.className = 'pa-amount-cell';
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#box;
  }

  refresh(params: Params<Row>): boolean {
    const { data, options, context, eGridCell, node } = params;
    if (!data) return true;
    const grid = context as GridContext<Row>;
    grid.paint(eGridCell, node, options.id);
    const state = stateOf(params);
    const editable = !node.rowPinned && !!options.editable?.(data);
    eGridCell.setAttribute('aria-readonly', String(!editable));
    eGridCell.toggleAttribute('aria-invalid', isRefused(state));
    if (isRefused(state)) eGridCell.setAttribute('aria-invalid', 'true');
    this.#box.replaceChildren(...this.#parts(state, data, options, grid, editable), ...visitorParts(markOf(params)));
    return true;
  }

  #parts(state: CellState | undefined, row: Row, options: AmountColumnOptions<Row>, grid: GridContext<Row>, editable: boolean): HTMLElement[] {
    if (state && 'text' in state) return [mark('!'), part('pa-figure', state.text), part('pa-unseen', ` ${state.message}`)];
    const cents = state?.kind === 'pending' ? state.cents : options.cents(row);
    const figure = part('pa-figure', cents === null ? '' : writeAmount(cents, grid.language()));
    const note = state?.kind === 'pending' ? null : noteOf(row, options);
    const parts = [figure];
    if (note) parts.push(part('pa-unseen', ` ${note.text}`));
    if (note?.tone === 'warning') parts.unshift(mark('!', 'pa-warning'));
    if (state?.kind === 'pending') parts.unshift(mark('…'), part('pa-unseen', `${grid.say('grid.pending')} `));
    if (state?.kind === 'saved') parts.unshift(mark('✓'), part('pa-unseen', `${grid.say('grid.saved')} `));
    if (state?.kind === 'brought') parts.push(part('pa-unseen', ` ${state.note}`));
    if (!editable && options.lockedReason) parts.push(part('pa-unseen', ` ${options.lockedReason(row)}`));
    return parts;
  }
}

function visitorParts(visitor: CellMark | undefined): HTMLElement[] {
  if (!visitor) return [];
  const sign = part('pa-visitor', visitor.sign);
  sign.setAttribute('aria-hidden', 'true');
  return [sign, part('pa-unseen', ` ${visitor.text}`)];
}

function part(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}

function mark(sign: string, tone = ''): HTMLElement {
  const element = part(`pa-mark ${tone}`.trim(), sign);
  element.setAttribute('aria-hidden', 'true');
  return element;
}
