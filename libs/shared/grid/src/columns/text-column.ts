import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { headWidth, type GridColumn } from './grid-column';

export interface TextColumnOptions<Row> {
  readonly id: string;
  readonly head: string;
  readonly text: (row: Row) => string;
  readonly width: number;
  /** Stays in sight at the left while the others scroll. */
  readonly sticky?: boolean;
  /** A second, quieter line: what the row is. */
  readonly detail?: (row: Row) => string;
  /** Attributes of the text's element: a class with a tint, for example. */
  readonly attributes?: (row: Row) => Readonly<Record<string, string>>;
  /** What the text stands for, in full: shown on hover and told to screen readers. */
  readonly title?: (row: Row) => string;
}

/** A column of names. They are wrapped and never cut: the row grows with them. */
export function textColumn<Row>(options: TextColumnOptions<Row>): GridColumn<Row> {
  const { id, head, text, width, sticky, title } = options;
  return {
    id,
    definition: {
      colId: id,
      headerName: head,
      width: headWidth(head, width),
      pinned: sticky ? 'left' : undefined,
      lockPinned: true,
      wrapText: true,
      autoHeight: true,
      valueGetter: ({ data }) => (data ? text(data) : ''),
      tooltipValueGetter: title ? ({ data }) => (data ? title(data) : '') : undefined,
      cellRenderer: TextCell<Row>,
      cellRendererParams: { options },
    },
  };
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
    const { options, data } = params;
    if (!data) return true;
    const name = document.createElement('span');
    for (const [attribute, value] of Object.entries(options.attributes?.(data) ?? {})) name.setAttribute(attribute, value);
    name.textContent = options.text(data);
    this.#box.replaceChildren(name);
    const detail = options.detail?.(data);
    if (detail) this.#box.append(line('pa-detail', detail));
    const title = options.title?.(data);
    if (title) this.#box.append(line('pa-unseen', ` ${title}`));
    return true;
  }
}

function line(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}
