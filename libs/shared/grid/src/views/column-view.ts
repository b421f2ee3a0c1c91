/** How somebody wants to see the columns of a grid. What is not said here is as the grid was made. */
export interface ColumnView {
  readonly widths: Readonly<Record<string, number>>;
  readonly hidden: readonly string[];
  /** The columns in her order; empty where she has not changed it. */
  readonly order: readonly string[];
}

export const AS_MADE: ColumnView = { widths: {}, hidden: [], order: [] };

interface Ordered {
  readonly id: string;
  /** Stands first, and is always shown. */
  readonly sticky: boolean;
}

/** The columns in the order of the view. A column that it does not know stands where the grid has it: behind the one that it follows there. */
export function inOrder<Column extends Ordered>(columns: readonly Column[], { order }: ColumnView): readonly Column[] {
  const byId = new Map(columns.map((column) => [column.id, column]));
  const known = order.flatMap((id) => byId.get(id) ?? []);
  const result = known.filter(({ sticky }) => !sticky);
  const placed = new Set(result.map(({ id }) => id));
  columns.forEach((column, index) => {
    if (placed.has(column.id) || column.sticky) return;
    const before = columns.slice(0, index).findLast(({ id }) => placed.has(id));
    result.splice(before ? result.indexOf(before) + 1 : 0, 0, column);
    placed.add(column.id);
  });
  return [...columns.filter(({ sticky }) => sticky), ...result];
}

export const isHidden = ({ id, sticky }: Ordered, { hidden }: ColumnView): boolean => !sticky && hidden.includes(id);

export const withHidden = (view: ColumnView, id: string, hidden: boolean): ColumnView => ({ ...view, hidden: [...view.hidden.filter((other) => other !== id), ...(hidden ? [id] : [])] });

/** The column one place further, among those that can be moved. */
export function withMoved(view: ColumnView, columns: readonly Ordered[], id: string, by: -1 | 1): ColumnView {
  const order = inOrder(columns, view).filter(({ sticky }) => !sticky).map((column) => column.id);
  const from = order.indexOf(id);
  const to = from + by;
  if (from === -1 || to < 0 || to >= order.length) return view;
  [order[from], order[to]] = [order[to]!, order[from]!];
  return { ...view, order };
}

const PREFIX = 'passerelle.columns.';

/** What this person chose on this device; as the grid was made where nothing can be read. */
export function readView(store: Storage | null | undefined, name: string): ColumnView {
  try {
    const { widths, hidden, order } = JSON.parse(store?.getItem(PREFIX + name) ?? '{}') as Partial<ColumnView>;
    const words = (list: unknown) => (Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : []);
    const sizes = Object.entries(widths ?? {}).filter(([, width]) => Number.isSafeInteger(width) && width >= 40 && width <= 1000);
    return { widths: Object.fromEntries(sizes), hidden: words(hidden), order: words(order) };
  } catch {
    return AS_MADE; // not ours, or storage is forbidden in this browser
  }
}

export function writeView(store: Storage | null | undefined, name: string, view: ColumnView): void {
  try {
    if (Object.keys(view.widths).length + view.hidden.length + view.order.length === 0) store?.removeItem(PREFIX + name);
    else store?.setItem(PREFIX + name, JSON.stringify(view));
  } catch {
    // no room on the device: the view lasts as long as the page
  }
}
