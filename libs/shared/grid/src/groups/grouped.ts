import { addCents, type Cents } from '@passerelle/shared/money';
import type { CellNote } from '../columns/cell';
import { GroupRow } from './group-row';

/** One way in which rows can be put together. */
export interface GroupKey<Row> {
  readonly id: string;
  /** As it is offered: what the rows of a group share. */
  readonly head: string;
  /** The group of a row, by its id; '' where it has none. */
  readonly of: (row: Row) => string;
  readonly label: (groupId: string) => string;
  /** The groups in their order; groups that are not named follow them. */
  readonly order: readonly string[];
  /** What is particular to a whole group, said after its name; not where it stands within another one. */
  readonly note?: (groupId: string) => CellNote | null;
}

/** A column with subtotals. */
export interface Summed<Row> {
  readonly id: string;
  readonly cents?: (row: Row) => Cents | null;
}

export interface Group<Row> {
  readonly id: string;
  readonly label: string;
  readonly level: number;
  readonly rows: readonly Row[];
  readonly inner: readonly Group<Row>[];
  readonly cents: ReadonlyMap<string, Cents>;
  readonly note: CellNote | null;
}

/** A sign that no id holds: ids of groups within groups stay apart. */
const WITHIN = '\u001F';
const PREFIX = 'group:';

/** Puts rows into groups, and groups into groups. Within a group the rows keep the order in which they came. A subtotal is the sum of its rows. */
export function groupsOf<Row>(rows: readonly Row[], keys: readonly GroupKey<Row>[], columns: readonly Summed<Row>[]): Group<Row>[] {
  const summed = columns.filter((column): column is Required<Summed<Row>> => column.cents !== undefined);
  return groupsIn(rows, keys, summed, 0, PREFIX);
}

/** The ids of the groups in which a row stands, outermost first. */
export function groupIdsOf<Row>(row: Row, keys: readonly GroupKey<Row>[]): string[] {
  let path = PREFIX;
  return keys.map((key, level) => (path += (level > 0 ? WITHIN : '') + key.id + WITHIN + key.of(row)));
}

/** Every group, outer ones before those inside. */
export const allGroups = <Row>(groups: readonly Group<Row>[]): Group<Row>[] => groups.flatMap((group) => [group, ...allGroups(group.inner)]);

/** Every row in the order of the groups. */
export const allRows = <Row>(groups: readonly Group<Row>[]): Row[] => groups.flatMap((group) => (group.inner.length > 0 ? allRows(group.inner) : group.rows));

/** What is displayed: the heads of the groups, and the rows of those that are open. */
export function displayed<Row>(groups: readonly Group<Row>[], closed: ReadonlySet<string>, rowId: (row: Row) => string): (Row | GroupRow)[] {
  const shown: (Row | GroupRow)[] = [];
  const show = ({ id, level, label, rows, inner, cents, note }: Group<Row>): void => {
    const isOpen = !closed.has(id);
    shown.push(new GroupRow(id, level, label, rows.length, isOpen, cents, rowId(rows[0]!), note));
    if (!isOpen) return;
    if (inner.length > 0) inner.forEach(show);
    else for (const row of rows) shown.push(row);
  };
  groups.forEach(show);
  return shown;
}

function groupsIn<Row>(rows: readonly Row[], [key, ...deeper]: readonly GroupKey<Row>[], columns: readonly Required<Summed<Row>>[], level: number, within: string): Group<Row>[] {
  if (!key) return [];
  const byId = new Map<string, Row[]>();
  for (const row of rows) {
    const id = key.of(row);
    const together = byId.get(id);
    if (together) together.push(row);
    else byId.set(id, [row]);
  }
  const known = key.order.filter((id) => byId.has(id));
  const named = new Set(known);
  const ids = [...known, ...[...byId.keys()].filter((id) => !named.has(id))];
  return ids.map((id) => {
    const together = byId.get(id)!;
    const path = within + key.id + WITHIN + id;
    const inner = groupsIn(together, deeper, columns, level + 1, path + WITHIN);
    return { id: path, label: key.label(id), note: level === 0 ? (key.note?.(id) ?? null) : null, level, rows: together, inner, cents: inner.length > 0 ? sumsOfGroups(inner) : sumsOf(together, columns) };
  });
}

/** A column in which no row has an amount has no subtotal. */
function sumsOf<Row>(rows: readonly Row[], columns: readonly Required<Summed<Row>>[]): ReadonlyMap<string, Cents> {
  const sums = new Map<string, Cents>();
  for (const { id, cents } of columns) {
    let sum: Cents | null = null;
    for (const row of rows) {
      const amount = cents(row);
      if (amount !== null) sum = sum === null ? amount : addCents(sum, amount);
    }
    if (sum !== null) sums.set(id, sum);
  }
  return sums;
}

function sumsOfGroups<Row>(groups: readonly Group<Row>[]): ReadonlyMap<string, Cents> {
  const sums = new Map<string, Cents>();
  for (const { cents } of groups) for (const [id, amount] of cents) sums.set(id, sums.has(id) ? addCents(sums.get(id)!, amount) : amount);
  return sums;
}
