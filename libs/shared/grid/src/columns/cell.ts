import type { ColDef, ICellRendererComp, ICellRendererParams, ITooltipParams } from 'ag-grid-community';
import { writeAmount, type AmountLanguage } from '@passerelle/shared/money';
import type { CellMark, CellState } from '../cell-state';
import { GroupRow } from '../groups/group-row';
import { headWidth } from './grid-column';
import type { GridContext } from './grid-context';

/** What every kind of column is told. */
export interface CellOptions<Row> {
  readonly id: string;
  /** The head; the currency stands here once, not in the cells. */
  readonly head: string;
  /** As wide as the longest figure or the usual words; a longer word in the head makes it wider. */
  readonly width: number;
  /** Absent: computed, or words that are never typed. */
  readonly editable?: (row: Row) => boolean;
  /** Why this cell cannot be typed in. */
  readonly lockedReason?: (row: Row) => string;
  /** What is particular here: a small mark in the cell's corner, a warning's in its own; said in full on hover and to screen readers. */
  readonly note?: (row: Row) => CellNote | null;
  /** What stands, dimmed, where the cell has nothing of its own: it is no content, and is neither found nor copied. */
  readonly aside?: (row: Row) => CellAside | null;
  /** Stays in sight at the left while the others scroll. */
  readonly sticky?: boolean;
}

export interface CellAside {
  readonly text: string;
  /** With a lock before it. */
  readonly isLocked?: boolean;
}

export interface CellNote {
  readonly text: string;
  readonly tone?: 'warning';
}

/** How a kind of column shows its rows. */
export interface CellFace<Row> extends CellOptions<Row> {
  readonly kind: 'figure' | 'words';
  readonly shown: (row: Row, language: AmountLanguage) => string;
  /** What is on its way, where the row does not hold it yet. */
  readonly pending?: (state: CellState & { readonly kind: 'pending' }, language: AmountLanguage) => string | undefined;
  /** A second, quieter line. */
  readonly detail?: (row: Row) => string;
  /** A code before the text, with what it stands for (shown on hover and told to screen readers) and the attributes of its element. */
  readonly chip?: (row: Row) => { readonly text: string; readonly title: string; readonly attributes: Readonly<Record<string, string>> } | null;
  /** Words that are not computed although nobody types them: names. */
  readonly plain?: boolean;
}

/** What all columns have in common; each kind adds its editor. */
export function cellDefinition<Row>(face: CellFace<Row>): ColDef<Row> {
  const { id, head, width, editable, sticky = false, kind } = face;
  return {
    colId: id,
    headerName: head,
    headerClass: kind === 'figure' ? 'pa-amount-head' : undefined,
    cellClass: [kind === 'figure' ? 'pa-amount' : face.plain ? 'pa-words' : 'pa-words pa-clamped', editable || face.plain ? '' : 'pa-computed'].join(' ').trim().split(' '),
    width: headWidth(head, width),
    minWidth: kind === 'figure' ? width : undefined,
    pinned: sticky ? 'left' : undefined,
    lockPinned: true,
    editable: ({ data, node }) => !!data && !(data instanceof GroupRow) && !node.rowPinned && !!editable?.(data),
    cellRenderer: GridCell<Row>,
    cellRendererParams: { face },
    tooltipValueGetter: (params) => tooltip(params, face),
  };
}

type Params<Row> = ICellRendererParams<Row, unknown, GridContext<Row>> & { readonly face: CellFace<Row> };

const isRefused = (state: CellState | undefined) => state?.kind === 'refused' || state?.kind === 'unclear';

function tooltip<Row>({ data, context, node }: ITooltipParams<Row>, face: CellFace<Row>): string {
  if (!data) return '';
  if (data instanceof GroupRow) return context.leads(face.id) ? [data.label, data.note?.text].filter(Boolean).join('\n') : '';
  const grid = context as GridContext<Row>;
  const rowId = grid.rowId(data);
  const state = grid.state(rowId, face.id);
  if (state && 'message' in state) return state.message;
  if (state?.kind === 'pending' && state.formula) return state.formula;
  const visitor = grid.mark(rowId, face.id)?.text ?? '';
  const brought = state?.kind === 'brought' ? state.note : '';
  const locked = node?.rowPinned || face.editable?.(data) ? '' : (face.lockedReason?.(data) ?? '');
  const text = face.kind === 'words' && !face.plain ? face.shown(data, grid.language()) : '';
  return [text, face.chip?.(data)?.title, brought, visitor, face.note?.(data)?.text, locked].filter(Boolean).join('\n');
}

/** What was put on a cell besides AG Grid's own classes; it outlives the element inside, which goes while somebody types. */
const classesOf = new WeakMap<HTMLElement, string>();

function setClasses(cell: HTMLElement, classes: string): void {
  const before = classesOf.get(cell) ?? '';
  if (before === classes) return;
  if (before) cell.classList.remove(...before.split(' '));
  if (classes) cell.classList.add(...classes.split(' '));
  classesOf.set(cell, classes);
}

/** One cell, drawn anew whenever its row or its state changes. Thousands of them pass by while the grid scrolls: what is not there costs nothing. */
export class GridCell<Row> implements ICellRendererComp<Row> {
  readonly #box = document.createElement('span');

  init(params: Params<Row>): void {
    this.#box.className = params.face.kind === 'figure' ? 'pa-amount-cell' : 'pa-text-cell';
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#box;
  }

  refresh({ data, face, context: grid, eGridCell, node }: Params<Row>): boolean {
    if (!data) return true;
    grid.paint(eGridCell, node, face.id);
    if (data instanceof GroupRow) this.#showGroup(data, face, grid, eGridCell);
    else this.#showRow(data, face, grid, eGridCell, !!node.rowPinned);
    return true;
  }

  #showGroup(group: GroupRow, face: CellFace<Row>, grid: GridContext<Row>, cell: HTMLElement): void {
    cell.setAttribute('aria-readonly', 'true');
    if (!grid.leads(face.id)) {
      const cents = group.cents.get(face.id);
      this.#box.replaceChildren(...(cents === undefined ? [] : [part('pa-figure', writeAmount(cents, grid.language()))]));
      return;
    }
    cell.setAttribute('aria-expanded', String(group.isOpen));
    const sign = part('pa-group-sign', group.isOpen ? '▾' : '▸');
    sign.setAttribute('aria-hidden', 'true');
    const name = part('pa-group-name', '');
    name.style.setProperty('--room', `${grid.room(group)}px`);
    name.append(sign, part('pa-group-label', group.label), part('pa-group-count', ` ${grid.say('grid.group.rows', { n: group.count })}`));
    if (group.note) name.append(part(group.note.tone ? 'pa-group-note pa-exceeded' : 'pa-group-note', ` ${group.note.tone ? '! ' : ''}${group.note.text}`));
    this.#box.replaceChildren(name);
  }

  #showRow(row: Row, face: CellFace<Row>, grid: GridContext<Row>, cell: HTMLElement, pinned: boolean): void {
    const editable = !pinned && !!face.editable?.(row);
    const rowId = grid.rowId(row);
    const state = grid.state(rowId, face.id);
    const mark = grid.mark(rowId, face.id);
    const note = state && 'text' in state ? null : (face.note?.(row) ?? null);
    cell.setAttribute('aria-readonly', String(!editable));
    this.#box.classList.toggle('pa-repeated', !pinned && grid.repeats(face.id));
    if (isRefused(state)) cell.setAttribute('aria-invalid', 'true');
    else if (cell.hasAttribute('aria-invalid')) cell.removeAttribute('aria-invalid');
    setClasses(cell, classes(state, mark, note, !editable && !!face.editable && !pinned));
    this.#box.replaceChildren(...this.#parts(state, note, row, face, grid, editable), ...visitorParts(mark));
  }

  #parts(state: CellState | undefined, note: CellNote | null, row: Row, face: CellFace<Row>, grid: GridContext<Row>, editable: boolean): Node[] {
    const textClass = face.kind === 'figure' ? 'pa-figure' : 'pa-text';
    if (state && 'text' in state) return [sign('!'), part(textClass, state.text), part('pa-unseen', ` ${state.message}`)];
    const language = grid.language();
    const onItsWay = state?.kind === 'pending' ? face.pending?.(state, language) : undefined;
    const shown = onItsWay ?? face.shown(row, language);
    const aside = shown === '' ? (face.aside?.(row) ?? null) : null;
    const parts: Node[] = aside ? [...(aside.isLocked ? [lock()] : []), part('pa-aside', aside.text)] : [part(textClass, shown)];
    if (state?.kind === 'pending') parts.unshift(sign('…'), part('pa-unseen', `${grid.say('grid.pending')} `));
    else if (note) parts.push(part('pa-unseen', ` ${note.text}`));
    if (note?.tone === 'warning' && state?.kind !== 'pending') parts.unshift(sign('!', 'pa-warning'));
    if (state?.kind === 'saved') parts.unshift(sign('✓'), part('pa-unseen', `${grid.say('grid.saved')} `));
    if (state?.kind === 'brought') parts.push(part('pa-unseen', ` ${state.note}`));
    const detail = face.detail?.(row);
    if (detail) parts.push(part('pa-detail', detail));
    const chip = face.chip?.(row);
    if (chip) {
      const code = part('pa-chip', chip.text);
      for (const [attribute, value] of Object.entries(chip.attributes)) code.setAttribute(attribute, value);
      parts.unshift(code, document.createTextNode(' '));
      parts.push(part('pa-unseen', ` ${chip.title}`));
    }
    const locked = editable ? '' : (face.lockedReason?.(row) ?? '');
    if (locked) parts.push(part('pa-unseen', ` ${locked}`));
    return parts;
  }
}

function classes(state: CellState | undefined, mark: CellMark | undefined, note: CellNote | null, locked: boolean): string {
  if (!state && !mark && !note) return locked ? 'pa-locked' : '';
  const list: string[] = locked ? ['pa-locked'] : [];
  if (state?.kind === 'pending' || state?.kind === 'brought') list.push(`pa-${state.kind}`);
  else if (isRefused(state)) list.push('pa-refused');
  if (note && note.tone === undefined && state?.kind !== 'pending') list.push('pa-noted');
  if (mark) list.push('pa-visited');
  return list.join(' ');
}

function visitorParts(visitor: CellMark | undefined): HTMLElement[] {
  if (!visitor) return [];
  const letters = part('pa-visitor', visitor.sign);
  letters.setAttribute('aria-hidden', 'true');
  return [letters, part('pa-unseen', ` ${visitor.text}`)];
}

function part(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}

/** A padlock, drawn: signs of fonts come in colours of their own. */
function lock(): Element {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of Object.entries({ class: 'pa-lock', viewBox: '0 0 12 12', 'aria-hidden': 'true' })) svg.setAttribute(name, value);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M2 5h8v6H2zM4 5V3.5a2 2 0 0 1 4 0V5');
  svg.append(path);
  return svg;
}

function sign(text: string, tone = ''): HTMLElement {
  const element = part(`pa-mark ${tone}`.trim(), text);
  element.setAttribute('aria-hidden', 'true');
  return element;
}
