import type { Language } from '@passerelle/shared/kernel';
import type { Cents } from '@passerelle/shared/money';
import { valueOf, type BudgetInFull, type FieldValue, type LineWithRevisions } from '@passerelle/budget/model';
import { amountIn, quantityIn, textIn, type CellNumber } from './budget-cells';
import { followingAmount, ImportCollector, type BudgetImport, type Judge, type Place } from './budget-import';
import { categoryOf, FIRST_LINE_ROW, FIRST_OPERATOR_ROW, ID_KEY, isImported, keyOfHead, KEYS_ROW, MADE_OF_KEY, plainWords, REVISION_KEY, SUMMARY_ID_KEY, workPackageOf, type TableCell, type TableRow } from './budget-table';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What comparing needs to know beside the file's rows. */
export interface ComparisonContext {
  readonly budget: BudgetInFull;
  readonly language: Language;
  /** The operators whose lines this person may change. */
  readonly operatorIds: readonly string[];
  /** The revision of which the workbook was made; a table says it itself, in its lines. */
  readonly madeOf: number;
  /** An id for a row that has none: the same for the same row of the same file, so that taking it in twice adds nothing. */
  idFor(sheet: string, row: number): string;
  /** How a cell is called: 'Sheet'!H6. */
  address(sheet: string, column: number, row: number): string;
}

interface SheetReading {
  readonly name: string;
  readonly firstRow: number;
  columns: ReadonlyMap<string, number>;
  operatorId: string | null;
}

/**
 * Compares a workbook of ours with the budget: rows go in one after the other, sheet by sheet. What nobody touched in the file is no change, although somebody else
 * changed it in the meantime; what somebody touched is one where it differs from what stands now. Lines that are missing in a sheet are removed; a sheet that is
 * missing removes nothing.
 */
export class WorkbookComparison {
  readonly #collector: ImportCollector;
  readonly #lines: ReadonlyMap<string, LineWithRevisions>;
  readonly #seen = new Set<string>();
  readonly #complete = new Map<string, string>();
  /** Rows in another operator's sheet than their line's: moved there, or copied, which only the end tells. */
  readonly #elsewhere: { readonly sheet: SheetReading; readonly row: TableRow }[] = [];

  #madeOf: number;

  constructor(private readonly context: ComparisonContext) {
    this.#madeOf = context.madeOf;
    this.#collector = new ImportCollector(context.budget, context.language, (operatorId) => context.operatorIds.includes(operatorId));
    this.#lines = new Map(context.budget.lines.map((line) => [line.lineId, line]));
  }

  /** Takes a sheet's rows; a sheet that is neither an operator's nor the summary is passed over. */
  async sheet(name: string, rows: AsyncIterable<TableRow> | Iterable<TableRow>): Promise<void> {
    const sheet: SheetReading = { name, firstRow: FIRST_LINE_ROW, columns: new Map(), operatorId: null };
    for await (const row of rows) {
      if (row.number === KEYS_ROW) sheet.columns = new Map(row.cells.map(({ text, column }) => [text, column]));
      else if (sheet.columns.has(SUMMARY_ID_KEY)) this.#operatorRow(sheet, row);
      else if (sheet.columns.has(ID_KEY)) this.#lineRow(sheet, row);
    }
  }

  /** Takes the rows of a table of ours (CSV): one head, then the lines of all operators, each with its operator. */
  table(rows: readonly TableRow[]): void {
    const [headRow, ...lines] = rows;
    if (!headRow) return;
    const columns = new Map(headRow.cells.map(({ text, column }) => [keyOfHead(text, this.context.budget.periods), column]));
    const cellsOf = (row: TableRow): Map<number, TableCell> => new Map(row.cells.map((cell) => [cell.column, cell]));
    for (const row of lines) {
      const madeOf = madeOfIn(cellsOf(row).get(columns.get(MADE_OF_KEY) ?? 0))?.[REVISION_KEY];
      if (typeof madeOf === 'number') this.#madeOf = madeOf;
      if (this.#madeOf > 0) break;
    }
    for (const row of lines) {
      const cells = cellsOf(row);
      const [id, name] = [textIn(cells.get(columns.get('operatorId') ?? 0)), textIn(cells.get(columns.get('operator') ?? 0))];
      const operators = [...this.context.budget.operators, ...this.context.budget.unfunded];
      const operator = operators.find((one) => (id === '' ? plainWords(one.name) === plainWords(name) : one.operatorId === id));
      if (operator) this.#complete.set(operator.operatorId, '');
      this.#lineRow({ name: '', firstRow: headRow.number + 1, columns, operatorId: operator?.operatorId ?? null }, row);
    }
  }

  async finish(judge: Judge): Promise<BudgetImport> {
    for (const { sheet, row } of this.#elsewhere) this.#lineRow(sheet, row, true);
    for (const line of this.context.budget.lines) {
      const sheet = this.#complete.get(line.operatorId);
      if (sheet === undefined || this.#seen.has(line.lineId) || line.createdRevision > this.#madeOf || isClosed(line)) continue;
      this.#collector.remove(line, { at: () => sheet, row: null }, this.#sinceOf(line));
    }
    return this.#collector.finish(judge);
  }

  #operatorRow({ name, columns }: SheetReading, row: TableRow): void {
    if (row.number < FIRST_OPERATOR_ROW) return;
    const cells = new Map(row.cells.map((cell) => [cell.column, cell]));
    const id = textIn(cells.get(columns.get(SUMMARY_ID_KEY)!));
    const operator = this.context.budget.operators.find(({ operatorId }) => operatorId === id);
    const column = columns.get('agreedTotalCents');
    if (!operator || column === undefined) return;
    const at = this.context.address(name, column, row.number);
    const after = this.#number(amountIn(cells.get(column), this.context.language), at);
    if (after === undefined) return;
    const madeOf = columns.has(MADE_OF_KEY) ? madeOfIn(cells.get(columns.get(MADE_OF_KEY)!)) : null;
    if ((madeOf && madeOf['agreedTotalCents'] === after) || operator.agreedTotalCents === after) return;
    this.#collector.agree(operator, after, at, operator.agreedRevision > this.#madeOf);
  }

  #lineRow(sheet: SheetReading, row: TableRow, atTheEnd = false): void {
    const cells = new Map(row.cells.map((cell) => [cell.column, cell]));
    const id = textIn(cells.get(sheet.columns.get(ID_KEY)!));
    if (row.number < sheet.firstRow) {
      if (!UUID.test(id)) return;
      sheet.operatorId = id;
      this.#complete.set(id, sheet.name);
      return;
    }
    const place: Place = { at: (field) => this.context.address(sheet.name, sheet.columns.get(field ?? '') ?? sheet.columns.get('categoryCode') ?? 1, row.number), row: row.number };
    const cellOf = (key: string): TableCell | undefined => cells.get(sheet.columns.get(key) ?? 0);
    const isBlank = ![...sheet.columns].some(([key, column]) => isImported(key) && cells.has(column) && !cells.get(column)!.computed);
    if (id === '' && isBlank) return;
    if (id !== '' && !UUID.test(id)) return this.#collector.error('workbook.unknown-line', {}, place.at(ID_KEY));
    const owner = this.#lines.get(id)?.operatorId;
    if (owner !== undefined && owner !== sheet.operatorId && !atTheEnd) return void this.#elsewhere.push({ sheet, row });
    // A row that somebody copied brought the hidden id along: it is a new line.
    const isNew = id === '' || this.#seen.has(id);
    const given = isNew ? this.context.idFor(sheet.name, row.number) : id;
    this.#seen.add(given);
    const line = this.#lines.get(given);
    if (!line) return this.#lineNotThere(sheet, given, isNew, isBlank, cellOf, place);
    if (isClosed(line)) return this.#collector.same();
    if (isBlank) return this.#collector.remove(line, place, this.#sinceOf(line));
    const madeOf = madeOfIn(cellOf(MADE_OF_KEY));
    const said = this.#fields(sheet, cellOf, place, line, madeOf);
    if (!said) return;
    const changed = new Map([...said].filter(([field, value]) => !(madeOf && field in madeOf && same(madeOf[field], value)) && !same(valueOf(line, field), value)));
    this.#collector.change(line, changed, place, this.#sinceOf(line));
  }

  /** Whether somebody else changed a field of the line after the file was made. */
  #sinceOf(line: LineWithRevisions): (field: string) => boolean {
    return (field) => (line.fieldRevisions[field] ?? line.createdRevision) > this.#madeOf;
  }

  /** A row with an id that the budget does not have was removed by somebody else; one without is new. */
  #lineNotThere(sheet: SheetReading, lineId: string, isNew: boolean, isBlank: boolean, cellOf: (key: string) => TableCell | undefined, place: Place): void {
    if (isBlank) return;
    const madeOf = madeOfIn(cellOf(MADE_OF_KEY));
    const said = this.#fields(sheet, cellOf, place, null, madeOf);
    if (!said) return;
    if (!isNew) {
      const untouched = madeOf && [...said].every(([field, value]) => field === 'operatorId' || same(madeOf[field], value));
      return untouched ? this.#collector.same() : this.#collector.error(madeOf ? 'workbook.line-gone' : 'workbook.unknown-line', {}, place.at());
    }
    const categoryCode = said.get('categoryCode');
    if (typeof categoryCode !== 'string') return this.#collector.error('workbook.category-missing', {}, place.at('categoryCode'), place.row);
    if (sheet.operatorId === null) return this.#collector.error('workbook.operator-missing', {}, place.at());
    const fields = new Map([...said].filter(([field, value]) => !['operatorId', 'categoryCode'].includes(field) && value !== null && value !== ''));
    this.#collector.add({ lineId, operatorId: sheet.operatorId, categoryCode }, fields, place);
  }

  /** What a row says, field by field; nothing where something in it is wrong. */
  #fields(sheet: SheetReading, cellOf: (key: string) => TableCell | undefined, place: Place, line: LineWithRevisions | null, madeOf: MadeOf | null): Map<string, FieldValue> | null {
    const { budget, language } = this.context;
    const said = new Map<string, FieldValue>();
    let right = true;
    const put = (key: string, value: FieldValue | undefined): void => void (value === undefined ? (right = false) : said.set(key, value));
    for (const key of sheet.columns.keys()) {
      if (!isImported(key) || key === 'amountCents') continue;
      const cell = cellOf(key);
      if (key === 'quantity') put(key, this.#number(quantityIn(cell, language), place.at(key)));
      else if (key === 'unitPriceCents' || key.startsWith('period.')) put(key, this.#number(amountIn(cell, language), place.at(key)));
      else if (key === 'categoryCode' && textIn(cell) !== '') put(key, this.#known(categoryOf(textIn(cell), budget.categories), 'workbook.unknown-category', cell!, place.at(key)));
      else if (key === 'workPackageId') put(key, textIn(cell) === '' ? null : this.#known(workPackageOf(textIn(cell), budget.workPackages), 'workbook.unknown-work-package', cell!, place.at(key)));
      else if (key === 'catalogueCode') put(key, textIn(cell) || null);
      else if (key.startsWith('descriptions.') || key === 'comment' || key === 'inKindBy') put(key, textIn(cell));
    }
    if (line && sheet.operatorId !== null) put('operatorId', sheet.operatorId);
    if (right) put('amountCents', this.#amount(said, cellOf('amountCents'), place, line, madeOf));
    return right ? said : null;
  }

  /**
   * The amount that was entered, null where it follows from the rest. A formula of ours shows what follows now, or what followed when the workbook was made and no
   * program computed it anew; every other figure was typed, or calculated by somebody's own formula. Beside a quantity and a unit price it is wrong.
   */
  #amount(said: ReadonlyMap<string, FieldValue>, cell: TableCell | undefined, place: Place, line: LineWithRevisions | null, madeOf: MadeOf | null): FieldValue | undefined {
    const value = this.#number(amountIn(cell, this.context.language), place.at('amountCents'));
    if (value === undefined || value === null) return value;
    const now = followingAmount(said, line);
    const isProduct = now.quantity !== null && now.unitPriceCents !== null;
    const wasEntered = madeOf ? madeOf['amountCents'] !== null : (line?.amountEntered ?? true);
    const follows = [now.amountCents, ...(madeOf ? [followingAmount(new Map(Object.entries(madeOf)), null).amountCents] : [])];
    if ((isProduct || !wasEntered) && follows.includes(value as Cents)) return null;
    if (!isProduct) return value;
    this.#collector.error('workbook.amount-not-product', { amountCents: value, productCents: now.amountCents ?? 0 }, place.at('amountCents'));
    return undefined;
  }

  #number(read: CellNumber, at: string): number | null | undefined {
    if (read.kind === 'value') return read.value;
    if (read.kind === 'ask') this.#collector.error('workbook.number-asked', { text: read.text }, at);
    else this.#collector.error(read.code, read.params, at);
    return undefined;
  }

  #known(value: string | undefined, code: string, cell: TableCell, at: string): string | undefined {
    if (value === undefined) this.#collector.error(code, { text: cell.text.slice(0, 80) }, at);
    return value;
  }
}

/** What is computed, and what is withheld from this person, is not taken from a file. */
const isClosed = (line: LineWithRevisions): boolean => line.kind === 'COMPUTED' || line.masked === true;

/** Blanks around a text and the kind of its line ends do not survive every program, so they are no difference. */
const same = (a: FieldValue | undefined, b: FieldValue): boolean => (typeof a === 'string' ? a.replace(/\r\n?/g, '\n').trim() : a) === b;

type MadeOf = Readonly<Record<string, FieldValue>>;

function madeOfIn(cell: TableCell | undefined): MadeOf | null {
  try {
    const parsed: unknown = cell ? JSON.parse(cell.text) : null;
    return parsed && typeof parsed === 'object' ? (parsed as MadeOf) : null;
  } catch {
    return null;
  }
}
