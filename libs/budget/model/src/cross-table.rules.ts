import { addCents, subtractCents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { apportion } from './apportion.rules';
import { PAYERS, type Payer } from './co-financing.rules';
import { toAllocateOf } from './line.rules';
import type { BudgetLine } from './lines';

export const DIMENSIONS = ['operator', 'versant', 'category', 'workPackage', 'halfYear', 'source'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

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

/** What a table is made of. The lists say which rows and columns there are, and in which order, whether or not money stands in them. */
export interface TableInput {
  readonly operators: readonly TableOperator[];
  readonly lines: readonly TableLine[];
  readonly versantCodes: readonly string[];
  readonly categoryCodes: readonly string[];
  readonly workPackageIds: readonly string[];
  readonly halfYears: readonly number[];
}

/** A piece of money at one place of every dimension but the source. `lineId` null: a part of an operator's agreed total that no line covers. */
export interface Atom {
  readonly lineId: string | null;
  readonly operatorId: string;
  readonly versantCode: string;
  readonly categoryCode: string | null;
  readonly workPackageId: string | null;
  readonly halfYear: number | null;
  readonly amountCents: Cents;
}

type Input = Pick<TableInput, 'operators' | 'lines'>;

/**
 * The budget in its smallest pieces: of each line its half-years and its rest to allocate, and of each operator what its agreed total has beyond its lines (negative
 * where they exceed it). Together they are the operators' totals exactly. In an order that does not depend on the lines' order. Lines of nobody's budget are not counted.
 */
export function atomsOf({ operators, lines }: Input): Atom[] {
  const byOperator = new Map(operators.map(({ operatorId }) => [operatorId, [] as TableLine[]]));
  for (const line of lines) byOperator.get(line.operatorId)?.push(line);
  return [...operators]
    .sort((a, b) => compare(a.operatorId, b.operatorId))
    .flatMap(({ operatorId, versantCode, totalCents }) => {
      const own = byOperator.get(operatorId)!.sort((a, b) => compare(a.lineId, b.lineId));
      const rest = subtractCents(totalCents, sumCents(own.map(({ amountCents }) => amountCents ?? ZERO_CENTS)));
      const uncovered: Atom = { lineId: null, operatorId, versantCode, categoryCode: null, workPackageId: null, halfYear: null, amountCents: rest };
      return [...own.flatMap((line) => atomsOfLine(line, versantCode)), uncovered].filter(({ amountCents }) => amountCents !== ZERO_CENTS);
    });
}

function atomsOfLine(line: TableLine, versantCode: string): Atom[] {
  const { lineId, operatorId, categoryCode, workPackageId } = line;
  const atom = (halfYear: number | null, amountCents: Cents): Atom => ({ lineId, operatorId, versantCode, categoryCode, workPackageId, halfYear, amountCents });
  return [...line.periodCents.map((period, index) => atom(index + 1, period ?? ZERO_CENTS)), atom(null, toAllocateOf(line))];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Where an atom stands in a dimension. */
export function keyOf(atom: Omit<Atom, 'amountCents' | 'lineId'>, dimension: Exclude<Dimension, 'source'>): Key {
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

/** An atom, or a part of one that a payer pays. */
interface Piece extends Atom {
  readonly payer: Payer | null;
}

/**
 * The pieces of a table. Where one dimension is the source, what an operator has at one place of the other dimension is split over its payers so that every row and every
 * column closes; `byLine`: and within that each line's part of it.
 */
function piecesOf(input: Input, dimensions: readonly [Dimension, Dimension], byLine: boolean): Piece[] {
  if (dimensions[0] === dimensions[1]) throw new RangeError('A table has two different dimensions');
  const atoms = atomsOf(input);
  const other = dimensions.find((dimension) => dimension !== 'source');
  if (!dimensions.includes('source') || other === undefined) return atoms.map((atom) => ({ ...atom, payer: null }));
  const byOperator = Map.groupBy(atoms, ({ operatorId }) => operatorId);
  return [...input.operators].sort((a, b) => compare(a.operatorId, b.operatorId)).flatMap(({ operatorId, versantCode, byPayer }) => {
    const payments = PAYERS.map((payer) => byPayer[payer]);
    // Sources may cancel out where an operator has no money at all: then they stand on a piece of nought.
    const nought: Atom = { lineId: null, operatorId, versantCode, categoryCode: null, workPackageId: null, halfYear: null, amountCents: ZERO_CENTS };
    const own = byOperator.get(operatorId) ?? [nought];
    const places = [...Map.groupBy(own, (atom) => keyOf(atom, other)).entries()].sort(([a], [b]) => compareKeys(a, b)).map(([, atPlace]) => atPlace);
    const shares = apportion(places.map(sumOf), payments);
    return places.flatMap((atPlace, index) => {
      if (!byLine) return PAYERS.map((payer, place): Piece => ({ ...atPlace[0]!, lineId: null, payer, amountCents: shares[index]![place]! }));
      const parts = apportion(atPlace.map(({ amountCents }) => amountCents), shares[index]!);
      return atPlace.flatMap((atom, at) => PAYERS.map((payer, place): Piece => ({ ...atom, payer, amountCents: parts[at]![place]! })).filter(({ amountCents }) => amountCents !== ZERO_CENTS));
    });
  });
}

const sumOf = (atoms: readonly Pick<Atom, 'amountCents'>[]): Cents => sumCents(atoms.map(({ amountCents }) => amountCents));
// To allocate is last: it takes what cancels out.
const compareKeys = (a: Key, b: Key): number => (a === null ? 1 : 0) - (b === null ? 1 : 0) || compare(a ?? '', b ?? '');
const placeOf = (piece: Piece, dimension: Dimension): Key => (dimension === 'source' ? piece.payer : keyOf(piece, dimension));

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
export function crossTable(input: TableInput, row: Dimension, column: Dimension): CrossTable {
  const pieces = piecesOf(input, [row, column], false);
  const rows = keysOf(input, row, pieces);
  const columns = keysOf(input, column, pieces);
  const [rowAt, columnAt] = [placesOf(rows), placesOf(columns)];
  const cells = rows.map(() => columns.map(() => ZERO_CENTS));
  for (const piece of pieces) {
    const inRow = cells[rowAt.get(placeOf(piece, row))!]!;
    const at = columnAt.get(placeOf(piece, column))!;
    inRow[at] = addCents(inRow[at]!, piece.amountCents);
  }
  const rowTotals = cells.map((inRow) => sumCents(inRow));
  return { rows, columns, cells, rowTotals, columnTotals: columns.map((_, at) => sumCents(cells.map((inRow) => inRow[at]!))), grandTotalCents: sumCents(rowTotals) };
}

const placesOf = (keys: readonly Key[]): ReadonlyMap<Key, number> => new Map(keys.map((key, index) => [key, index]));

/** The keys in the order of the input, any other in which money stands after them, and to allocate last where there is something. */
function keysOf(input: TableInput, dimension: Dimension, pieces: readonly Piece[]): Key[] {
  const listed: Record<Dimension, readonly string[]> = {
    operator: input.operators.map(({ operatorId }) => operatorId),
    versant: input.versantCodes,
    category: input.categoryCodes,
    workPackage: input.workPackageIds,
    halfYear: input.halfYears.map(String),
    source: PAYERS,
  };
  const found = new Set(pieces.map((piece) => placeOf(piece, dimension)));
  const others = [...found].filter((key) => key !== null && !listed[dimension].includes(key));
  return [...listed[dimension], ...others, ...(found.has(null) ? [null] : [])];
}

/** What stands behind a cell: lines with their part of it, and what an operator's agreed total has beyond its lines (`lineId` null). The parts add up to the cell. */
export interface Behind {
  readonly lineId: string | null;
  readonly operatorId: string;
  readonly amountCents: Cents;
}

/** In: a table's two dimensions and the keys of a cell; a key left out (undefined) stands for the whole row, column or table. */
export function behindCell(input: Input, row: Dimension, column: Dimension, keys: { readonly row?: Key; readonly column?: Key }): Behind[] {
  const behind = new Map<string, Behind>();
  for (const piece of piecesOf(input, [row, column], true)) {
    if (keys.row !== undefined && placeOf(piece, row) !== keys.row) continue;
    if (keys.column !== undefined && placeOf(piece, column) !== keys.column) continue;
    const { lineId, operatorId, amountCents } = piece;
    const id = lineId ?? `operator ${operatorId}`;
    behind.set(id, { lineId, operatorId, amountCents: addCents(behind.get(id)?.amountCents ?? ZERO_CENTS, amountCents) });
  }
  return [...behind.values()];
}
