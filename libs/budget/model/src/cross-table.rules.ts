import { addCents, subtractCents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { apportion } from './apportion.rules';
import { PAYERS, type Payer } from './co-financing.rules';
import { toAllocateOf } from './line.rules';
import type { BudgetLine } from './lines';

export const DIMENSIONS = ['operator', 'versant', 'category', 'workPackage', 'halfYear', 'source'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
/** Where money stands; the source is who pays it. */
export type Place = Exclude<Dimension, 'source'>;
export type Dimensions = readonly [row: Dimension, column: Dimension];

/** A row or column of a table: an id, a code, a half-year's number as text, a payer. null: to allocate. */
export type Key = string | null;

export interface TableOperator {
  readonly operatorId: string;
  readonly versantCode: string;
  readonly totalCents: Cents;
  /** What each payer pays of the total; needed where a table has the dimension source. */
  readonly byPayer: Readonly<Record<Payer, Cents>>;
}

export type TableLine = Pick<BudgetLine, 'lineId' | 'operatorId' | 'categoryCode' | 'workPackageId' | 'amountCents' | 'periodCents'>;

/** Whose budgets a table is of. The lists say which rows and columns there are, and in which order, whether or not money stands in them. */
export interface TableFrame {
  readonly operators: readonly TableOperator[];
  readonly versantCodes: readonly string[];
  readonly categoryCodes: readonly string[];
  readonly workPackageIds: readonly string[];
  readonly halfYears: readonly number[];
}

/** A piece of money, or the sum of several, at one place of every dimension but the source. */
export interface Atom {
  readonly operatorId: string;
  readonly versantCode: string;
  readonly categoryCode: string | null;
  readonly workPackageId: string | null;
  readonly halfYear: number | null;
  readonly amountCents: Cents;
}

/** `lineId` null: a part of an operator's agreed total that no line covers. */
export interface LineAtom extends Atom {
  readonly lineId: string | null;
}

/** A table from the lines themselves. */
export interface TableInput extends TableFrame {
  readonly lines: readonly TableLine[];
}

type Input = Pick<TableInput, 'operators' | 'lines'>;

/**
 * The budget in its smallest pieces: of each line its half-years and its rest to allocate, and of each operator what its agreed total has beyond its lines (negative
 * where they exceed it). Together they are the operators' totals exactly. In an order that does not depend on the lines' order. Lines of nobody's budget are not counted.
 */
export function atomsOf({ operators, lines }: Input): LineAtom[] {
  const byOperator = new Map(operators.map(({ operatorId }) => [operatorId, [] as TableLine[]]));
  for (const line of lines) byOperator.get(line.operatorId)?.push(line);
  return [...operators]
    .sort((a, b) => compare(a.operatorId, b.operatorId))
    .flatMap(({ operatorId, versantCode, totalCents }) => {
      const own = byOperator.get(operatorId)!.sort((a, b) => compare(a.lineId, b.lineId));
      const rest = subtractCents(totalCents, sumCents(own.map(({ amountCents }) => amountCents ?? ZERO_CENTS)));
      const uncovered: LineAtom = { lineId: null, operatorId, versantCode, categoryCode: null, workPackageId: null, halfYear: null, amountCents: rest };
      return [...own.flatMap((line) => atomsOfLine(line, versantCode)), uncovered].filter(({ amountCents }) => amountCents !== ZERO_CENTS);
    });
}

function atomsOfLine(line: TableLine, versantCode: string): LineAtom[] {
  const { lineId, operatorId, categoryCode, workPackageId } = line;
  const atom = (halfYear: number | null, amountCents: Cents): LineAtom => ({ lineId, operatorId, versantCode, categoryCode, workPackageId, halfYear, amountCents });
  return [...line.periodCents.flatMap((period, index) => (period ? [atom(index + 1, period)] : [])), atom(null, toAllocateOf(line))];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Where an atom stands in a dimension. */
export function keyOf(atom: Omit<Atom, 'amountCents'>, dimension: Place): Key {
  switch (dimension) {
    case 'operator':
      return atom.operatorId;
    case 'versant':
      return atom.versantCode;
    case 'category':
      return atom.categoryCode;
    case 'workPackage':
      return atom.workPackageId;
    case 'halfYear':
      return atom.halfYear === null ? null : String(atom.halfYear);
  }
}

/** What a table has of money in one row and one column. */
interface Piece {
  readonly row: Key;
  readonly column: Key;
  readonly amountCents: Cents;
}

/** The dimension of a table with sources that is not the source; null for a table without. */
export function besideSource(dimensions: Dimensions): Place | null {
  if (dimensions[0] === dimensions[1]) throw new RangeError('A table has two different dimensions');
  const other = dimensions.find((dimension) => dimension !== 'source')!;
  return dimensions.includes('source') ? other : null;
}

/**
 * What each payer pays of what an operator has at each place of a dimension, so that places and payers both close. Where sources cancel out over no money at all they
 * stand on a piece of nought.
 */
function sharesAt(operator: TableOperator, own: readonly Atom[], other: Place): Map<Key, readonly Cents[]> {
  const nought: Atom = { operatorId: operator.operatorId, versantCode: operator.versantCode, categoryCode: null, workPackageId: null, halfYear: null, amountCents: ZERO_CENTS };
  const sums = summed(own, (atom) => keyOf(atom, other));
  const places = sums.size === 0 ? [[keyOf(nought, other), ZERO_CENTS] as const] : [...sums.entries()].sort(([a], [b]) => compareKeys(a, b));
  const shares = apportion(places.map(([, amount]) => amount), PAYERS.map((payer) => operator.byPayer[payer]));
  return new Map(places.map(([place], index) => [place, shares[index]!]));
}

/** The pieces of a table: what cancels out at a place is none. Atoms may be sums already, of what stands at the same places of the table's dimensions (and, with sources, of one operator). */
function piecesOf(operators: readonly TableOperator[], atoms: readonly Atom[], dimensions: Dimensions): Piece[] {
  const other = besideSource(dimensions);
  if (other === null) {
    const [row, column] = dimensions as readonly [Place, Place];
    return [...Map.groupBy(atoms, (atom) => keyOf(atom, row))].flatMap(([key, inRow]) => [...summed(inRow, (atom) => keyOf(atom, column))].map(([at, amountCents]) => ({ row: key, column: at, amountCents })));
  }
  const byOperator = Map.groupBy(atoms, ({ operatorId }) => operatorId);
  return operators.flatMap((operator) =>
    [...sharesAt(operator, byOperator.get(operator.operatorId) ?? [], other)].flatMap(([place, shares]) =>
      PAYERS.map((payer, index): Piece => ({ ...(dimensions[0] === 'source' ? { row: payer, column: place } : { row: place, column: payer }), amountCents: shares[index]! })),
    ),
  );
}

function summed<T extends { readonly amountCents: Cents }, K>(atoms: readonly T[], keyAt: (atom: T) => K): Map<K, Cents> {
  const sums = new Map<K, Cents>();
  for (const atom of atoms) sums.set(keyAt(atom), addCents(sums.get(keyAt(atom)) ?? ZERO_CENTS, atom.amountCents));
  return new Map([...sums].filter(([, amount]) => amount !== ZERO_CENTS));
}

// To allocate is last: it takes what cancels out.
const compareKeys = (a: Key, b: Key): number => (a === null ? 1 : 0) - (b === null ? 1 : 0) || compare(a ?? '', b ?? '');

export interface CrossTable {
  readonly rows: readonly Key[];
  readonly columns: readonly Key[];
  /** By row and column, in cents. */
  readonly cells: readonly (readonly Cents[])[];
  readonly rowTotals: readonly Cents[];
  readonly columnTotals: readonly Cents[];
  readonly grandTotalCents: Cents;
}

/** The budget by two different dimensions. Its grand total is the sum of the operators' totals: what is to allocate has a row or column of its own. */
export const crossTable = (input: TableInput, row: Dimension, column: Dimension): CrossTable => tableOfAtoms(input, atomsOf(input), [row, column]);

/** The same from atoms that may be sums already: by both dimensions, and by operator where a dimension is the operator, its versant or the source. */
export function tableOfAtoms(frame: TableFrame, atoms: readonly Atom[], dimensions: Dimensions): CrossTable {
  const pieces = piecesOf(frame.operators, atoms, dimensions);
  const rows = keysOf(frame, dimensions[0], pieces.map((piece) => piece.row));
  const columns = keysOf(frame, dimensions[1], pieces.map((piece) => piece.column));
  const [rowAt, columnAt] = [placesOf(rows), placesOf(columns)];
  const cells = rows.map(() => columns.map(() => ZERO_CENTS));
  for (const piece of pieces) {
    const inRow = cells[rowAt.get(piece.row)!]!;
    const at = columnAt.get(piece.column)!;
    inRow[at] = addCents(inRow[at]!, piece.amountCents);
  }
  const rowTotals = cells.map((inRow) => sumCents(inRow));
  return { rows, columns, cells, rowTotals, columnTotals: columns.map((_, at) => sumCents(cells.map((inRow) => inRow[at]!))), grandTotalCents: sumCents(rowTotals) };
}

const placesOf = (keys: readonly Key[]): ReadonlyMap<Key, number> => new Map(keys.map((key, index) => [key, index]));

/** The keys in the order of the input, any other in which money stands after them, and to allocate last where there is something. */
function keysOf(input: TableFrame, dimension: Dimension, money: readonly Key[]): Key[] {
  const listed: Record<Dimension, readonly string[]> = {
    operator: input.operators.map(({ operatorId }) => operatorId),
    versant: input.versantCodes,
    category: input.categoryCodes,
    workPackage: input.workPackageIds,
    halfYear: input.halfYears.map(String),
    source: PAYERS,
  };
  const found = new Set(money);
  const others = [...found].filter((key) => key !== null && !listed[dimension].includes(key)).sort(compareKeys);
  return [...listed[dimension], ...others, ...(found.has(null) ? [null] : [])];
}

/** What a cell is asked by: its keys; a key left out (undefined) stands for the whole row, column or table. */
export interface CellKeys {
  readonly row?: Key;
  readonly column?: Key;
}

/** What stands behind a cell: lines with their part of it, and what an operator's agreed total has beyond its lines (`lineId` null). The parts add up to the cell. */
export interface Behind {
  readonly lineId: string | null;
  readonly operatorId: string;
  readonly amountCents: Cents;
}

/** The keys of a cell by dimension; a dimension that is not named is not limited. */
export function placesAsked([row, column]: Dimensions, keys: CellKeys): ReadonlyMap<Dimension, Key> {
  const asked = new Map<Dimension, Key>();
  if (keys.row !== undefined) asked.set(row, keys.row);
  if (keys.column !== undefined) asked.set(column, keys.column);
  return asked;
}

/** What stands behind a cell, from the lines themselves. */
export function behindCell(input: Input, row: Dimension, column: Dimension, keys: CellKeys): Behind[] {
  const atoms = atomsOf(input);
  const asked = [...placesAsked([row, column], keys)].filter((one): one is [Place, Key] => one[0] !== 'source');
  const there = atoms.filter((atom) => asked.every(([dimension, key]) => keyOf(atom, dimension) === key));
  const byOperator = Map.groupBy(there, ({ operatorId }) => operatorId);
  const parts = [...byOperator].flatMap(([operatorId, own]) => [...summed(own, ({ lineId }) => lineId)].map(([lineId, amountCents]): Behind => ({ lineId, operatorId, amountCents })));
  return behindParts(input.operators, atoms, [row, column], keys, parts);
}

/**
 * What stands behind a cell, from what each line has at its places (`parts`, whatever its source). Where a source is asked, an operator's lines share what that payer
 * pays of what they are together there, by largest remainder; a whole source is shared by all of the operator's lines.
 */
export function behindParts(operators: readonly TableOperator[], atoms: readonly Atom[], dimensions: Dimensions, keys: CellKeys, parts: readonly Behind[]): Behind[] {
  const other = besideSource(dimensions);
  const asked = placesAsked(dimensions, keys);
  const payer = PAYERS.findIndex((one) => one === asked.get('source'));
  if (other === null || !asked.has('source')) return [...parts];
  if (payer === -1) return [];
  const [partsOf, atomsBy] = [Map.groupBy(parts, ({ operatorId }) => operatorId), Map.groupBy(atoms, ({ operatorId }) => operatorId)];
  const place = asked.get(other);
  return operators.flatMap((operator) => {
    const { operatorId } = operator;
    const payments = place === undefined ? PAYERS.map((one) => operator.byPayer[one]) : sharesAt(operator, atomsBy.get(operatorId) ?? [], other).get(place);
    if (!payments) return [];
    const own = partsOf.get(operatorId) ?? [{ lineId: null, operatorId, amountCents: ZERO_CENTS }];
    const shares = apportion(own.map(({ amountCents }) => amountCents), payments);
    return own.map((part, index) => ({ ...part, amountCents: shares[index]![payer]! })).filter(({ amountCents }) => amountCents !== ZERO_CENTS);
  });
}
