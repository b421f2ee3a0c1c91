import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { CellEditor } from '../edit/cell-editor';
import { headWidth, type GridColumn } from './grid-column';
import type { GridContext } from './grid-context';

export interface TextColumnOptions<Row> {
  readonly id: string;
  readonly head: string;
  readonly text: (row: Row) => string;
  readonly width: number;
  /** Absent: words that are never typed. */
  readonly editable?: (row: Row) => boolean;
  /** Stays in sight at the left while the others scroll. */
  readonly sticky?: boolean;
  /** A second, quieter line: what the row is. */
  readonly detail?: (row: Row) => string;
  /** A code before the text, with what it stands for (shown on hover and told to screen readers) and the attributes of its element. */
  readonly chip?: (row: Row) => { readonly text: string; readonly title: string; readonly attributes: Readonly<Record<string, string>> } | null;
}

/** A column of names. They are wrapped and never cut: the row grows with them. */
export function textColumn<Row>(options: TextColumnOptions<Row>): GridColumn<Row> {
  const { id, head, text, width, sticky = false, chip, editable } = options;
  return {
    id,
    head,
    sticky,
    text,
    isEditable: (row) => editable?.(row) ?? false,
    height: (row, pixels) => TEXT_EDGES + LINE * (linesOf([chip?.(row)?.text, text(row)].filter(Boolean).join(' '), pixels) + (options.detail?.(row) ? 1 : 0)),
    read: () => ({ kind: 'text' }),
    definition: {
      colId: id,
      headerName: head,
      width: headWidth(head, width),
      pinned: sticky ? 'left' : undefined,
      lockPinned: true,
      wrapText: true,
      autoHeight: true,
      valueGetter: ({ data }) => (data ? text(data) : ''),
      tooltipValueGetter: chip ? ({ data }) => (data ? (chip(data)?.title ?? '') : '') : undefined,
      editable: ({ data, node }) => !!data && !node.rowPinned && !!editable?.(data),
      cellEditor: CellEditor<Row>,
      cellEditorParams: { opening: text, words: true },
      cellRenderer: TextCell<Row>,
      cellRendererParams: { options },
    },
  };
}

const LINE = 18;
const TEXT_EDGES = 13;
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

type Params<Row> = ICellRendererParams<Row> & { readonly options: TextColumnOptions<Row> };

class TextCell<Row> implements ICellRendererComp<Row> {
  readonly #box = document.createElement('span');

  init(params: Params<Row>): void {
    this.#box.className = 'pa-text-cell';
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#box;
  }

  refresh(params: Params<Row>): boolean {
    const { options, data, context, eGridCell, node } = params;
    if (!data) return true;
    (context as GridContext<Row>).paint(eGridCell, node, options.id);
    this.#box.replaceChildren(document.createTextNode(options.text(data)));
    const detail = options.detail?.(data);
    if (detail) this.#box.append(line('pa-detail', detail));
    const chip = options.chip?.(data);
    if (chip) {
      const code = line('pa-chip', chip.text);
      for (const [attribute, value] of Object.entries(chip.attributes)) code.setAttribute(attribute, value);
      this.#box.prepend(code, ' ');
      this.#box.append(line('pa-unseen', ` ${chip.title}`));
    }
    return true;
  }
}

function line(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}
