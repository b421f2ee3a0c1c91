import type { Language } from '@passerelle/shared/kernel';
import { lineAmount, type Cents, type Quantity } from '@passerelle/shared/money';
import type { BudgetInFull, FieldValue } from '@passerelle/budget/model';
import { amountIn, quantityIn, textIn } from './budget-cells';
import { ImportCollector, LISTED_AT_MOST, type BudgetImport, type Judge, type Place } from './budget-import';
import { categoryLabel, periodLabel, workPackageLabel, type TableCell, type TableRow } from './budget-table';
import { cellText, guessMapping, isLeftOut, valuesOf } from './guess-table';
import type { FreeTable, ImportQuestion, TableMapping } from './import-budget.contract';

/** What reading a free table needs to know beside its rows. */
export interface TableContext {
  readonly budget: BudgetInFull;
  readonly language: Language;
  /** The operators whose lines this person may change. */
  readonly operatorIds: readonly string[];
  /** The sheets of the file; none of a CSV file. */
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  readonly judge: Judge;
  idFor(sheet: string, row: number): string;
  address(column: number, row: number): string;
  letters(column: number): string;
}

const SAMPLES = 3;

/** Reads somebody's own table as new lines, by the mapping that the reader corrected or else by a guess. What reads in two ways is asked, never guessed. */
export async function readFreeTable(rows: readonly TableRow[], sent: TableMapping | null, context: TableContext): Promise<BudgetImport & { readonly table: FreeTable }> {
  const { budget, language } = context;
  // Another sheet was chosen, or nothing is said of any column yet.
  const mapping = sent && Object.keys(sent.columns).length > 0 ? sent : guessMapping(context.sheet, rows, budget, context.operatorIds);
  const reader = new TableReader(mapping, context);
  for (const row of rows) if (row.number > mapping.headRow) reader.row(row);
  const leftOut = new Set(mapping.leftOut);
  const values = (field: string): { text: string; rows: number }[] => valuesOf(rows, mapping.headRow, mapping.columns, field, leftOut);
  const table: FreeTable = {
    sheets: [...context.sheets],
    mapping,
    columns: columnsOf(rows, mapping, context),
    operators: values('operator'), categories: values('category'), workPackages: values('workPackage'),
    questions: reader.questions,
    operatorChoices: budget.operators.filter(({ operatorId }) => context.operatorIds.includes(operatorId)).map(({ operatorId, name }) => ({ value: operatorId, label: name })),
    categoryChoices: budget.categories.filter(({ kind }) => kind !== 'FLAT_RATE').map((category) => ({ value: category.code, label: categoryLabel(category, language) })),
    workPackageChoices: budget.workPackages.map((one) => ({ value: one.workPackageId, label: workPackageLabel(one, language) })),
    periodChoices: budget.periods.map((period) => ({ value: `period.${period.number}`, label: periodLabel(period) })),
  };
  return { ...(await reader.finish()), table };
}

function columnsOf(rows: readonly TableRow[], { headRow }: TableMapping, { letters }: TableContext): FreeTable['columns'] {
  const columns = new Map<number, { head: string; samples: string[] }>();
  for (const { number, cells } of rows) {
    for (const cell of cells) {
      const text = cellText(cell).slice(0, 80);
      if (number < headRow || text === '') continue;
      const column = columns.get(cell.column) ?? { head: '', samples: [] };
      columns.set(cell.column, column);
      if (number === headRow) column.head = text;
      else if (column.samples.length < SAMPLES) column.samples.push(text);
    }
  }
  return [...columns].sort(([a], [b]) => a - b).map(([column, found]) => ({ column, letters: letters(column), ...found }));
}

class TableReader {
  readonly questions: ImportQuestion[] = [];
  readonly #collector: ImportCollector;
  readonly #columnOf: ReadonlyMap<string, number>;
  readonly #leftOut: ReadonlySet<number>;
  readonly #known: ReadonlySet<string>;

  constructor(
    private readonly mapping: TableMapping,
    private readonly context: TableContext,
  ) {
    this.#collector = new ImportCollector(context.budget, context.language);
    this.#columnOf = new Map(Object.entries(mapping.columns).map(([column, field]) => [field, Number(column)]));
    this.#leftOut = new Set(mapping.leftOut);
    this.#known = new Set(context.budget.lines.map(({ lineId }) => lineId));
  }

  row({ number, cells }: TableRow): void {
    const { context } = this;
    const cellOf = (field: string): TableCell | undefined => cells.find(({ column }) => column === this.#columnOf.get(field));
    const place: Place = { at: (field) => context.address(this.#columnOf.get(fieldOfLine(field)) ?? 1, number), row: number };
    if (this.#leftOut.has(number)) return this.#collector.leaveOut();
    const numbers = ['quantity', 'unitPrice', 'amount', ...[...this.#columnOf.keys()].filter((field) => field.startsWith('period.'))];
    if (![...this.#columnOf.keys()].some((field) => cellOf(field))) return;
    // A row without any figure is a heading.
    if (!numbers.some((field) => cellText(cellOf(field)) !== '')) return this.#collector.leaveOut();
    const operatorId = this.#meaning(cellOf('operator'), this.mapping.operators, this.mapping.operatorId, 'operator', place);
    const categoryCode = this.#meaning(cellOf('category'), this.mapping.categories, this.mapping.categoryCode, 'category', place);
    const workPackageId = this.#meaning(cellOf('workPackage'), this.mapping.workPackages, this.mapping.workPackageId ?? '', 'workPackage', place);
    if ([operatorId, categoryCode, workPackageId].some(isLeftOut)) return this.#collector.leaveOut();
    const fields = this.#fields(numbers, cellOf, place);
    if (!fields || operatorId === undefined || categoryCode === undefined || workPackageId === undefined) return;
    if (!context.operatorIds.includes(operatorId)) return this.#collector.error('budget.may-not-change', { operator: cellText(cellOf('operator')) }, place.at('operatorId'), number);
    const lineId = context.idFor(context.sheet ?? '', number);
    // The same row of the same file was taken in before.
    if (this.#known.has(lineId)) return this.#collector.same();
    if (workPackageId !== '') fields.set('workPackageId', workPackageId);
    this.#collector.add({ lineId, operatorId, categoryCode }, fields, place);
  }

  finish(): Promise<BudgetImport> {
    return this.#collector.finish(this.context.judge);
  }

  /** What a row's word means: as the mapping says; what stands for rows without a word; or an error. */
  #meaning(cell: TableCell | undefined, meanings: Readonly<Record<string, string>>, otherwise: string | null, what: string, place: Place): string | undefined {
    const text = cellText(cell);
    const meant = text === '' ? (otherwise ?? undefined) : meanings[text];
    if (meant === undefined) this.#collector.error(text === '' ? `workbook.${codeOf(what)}-missing` : `workbook.unknown-${codeOf(what)}`, { text: text.slice(0, 80) }, place.at(what), place.row);
    return meant;
  }

  #fields(numbers: readonly string[], cellOf: (field: string) => TableCell | undefined, place: Place): Map<string, FieldValue> | null {
    const fields = new Map<string, FieldValue>();
    let right = true;
    for (const field of numbers) {
      const value = this.#number(field, cellOf(field), place);
      if (value === undefined) right = false;
      else if (value !== null) fields.set(LINE_FIELDS[field] ?? field, value);
    }
    const description = textIn(cellOf('description'));
    if (description) fields.set(`descriptions.${this.context.language}`, description);
    for (const field of ['comment', 'inKindBy']) if (textIn(cellOf(field))) fields.set(field, textIn(cellOf(field)));
    return right && this.#isProduct(fields, place) ? fields : null;
  }

  /** Where quantity and unit price stand the amount is their product: the same figure is left away, another one is wrong. */
  #isProduct(fields: Map<string, FieldValue>, place: Place): boolean {
    const [quantity, price, amount] = ['quantity', 'unitPriceCents', 'amountCents'].map((field) => fields.get(field));
    if (typeof quantity !== 'number' || typeof price !== 'number' || typeof amount !== 'number') return true;
    const product = (BigInt(quantity) * BigInt(price)) / 10_000n > BigInt(Number.MAX_SAFE_INTEGER) ? null : lineAmount(quantity as Quantity, price as Cents);
    if (product === amount) return fields.delete('amountCents');
    this.#collector.error('workbook.amount-not-product', { amountCents: amount, productCents: product ?? 0 }, place.at('amountCents'), place.row);
    return false;
  }

  #number(field: string, cell: TableCell | undefined, place: Place): number | null | undefined {
    const { language } = this.context;
    const isQuantity = field === 'quantity';
    const read = isQuantity ? quantityIn(cell, language) : amountIn(cell, language);
    const at = place.at(LINE_FIELDS[field] ?? field);
    if (read.kind === 'value') return read.value;
    if (read.kind === 'wrong') {
      this.#collector.error(read.code, read.params, at, place.row);
      return undefined;
    }
    const answer = this.mapping.answers[at];
    if (answer !== undefined && read.readings.includes(answer)) return answer;
    this.#collector.error('workbook.number-asked', { text: read.text }, at, place.row);
    if (this.questions.length < LISTED_AT_MOST) this.questions.push({ at, text: cellText(cell), unit: isQuantity ? 'QUANTITY' : 'CENTS', readings: [...read.readings] });
    return undefined;
  }
}

const LINE_FIELDS: Readonly<Record<string, string>> = { unitPrice: 'unitPriceCents', amount: 'amountCents' };
const TABLE_FIELD_OF: Readonly<Record<string, string>> = { unitPriceCents: 'unitPrice', amountCents: 'amount', operatorId: 'operator', categoryCode: 'category', workPackageId: 'workPackage' };
const fieldOfLine = (field = 'amountCents'): string => TABLE_FIELD_OF[field] ?? (field.startsWith('descriptions') ? 'description' : field);
const codeOf = (what: string): string => (what === 'workPackage' ? 'work-package' : what);
