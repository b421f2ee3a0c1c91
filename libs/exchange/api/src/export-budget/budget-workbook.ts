import { isLanguage, type Language } from '@passerelle/shared/kernel';
import { ZERO_CENTS, sumCents, writePlainAmount, writePlainQuantity, subtractCents, type Cents, type Quantity } from '@passerelle/shared/money';
import { formatMessage, writeDate, type Dictionary } from '@passerelle/shared/texts';
import { columnLetters, LAST_ROW, quotedSheet, sheetNames, type CellStyle, type CellToWrite, type ColumnToWrite, type SheetToWrite, type WorkbookToWrite } from '@passerelle/shared/workbook';
import type { PackedBudget } from '@passerelle/budget/api';
import { totalsOf, valueOf, type LineWithRevisions } from '@passerelle/budget/model';
import { categoryLabel, FIRST_LINE_ROW, FIRST_OPERATOR_ROW, ID_KEY, isImported, languagesOf, lineKeys, MADE_OF_KEY, periodLabel, SUMMARY_ID_KEY, WORKBOOK_KIND, workPackageLabel } from '@passerelle/exchange/model';

type Cell = CellToWrite | null;

const OPEN_TEXT: CellStyle = { format: 'text', open: true, wrap: true };
const OPEN_AMOUNT: CellStyle = { format: 'amount', open: true };
const COMPUTED: CellStyle = { format: 'amount', tone: 'computed' };
const TOTAL: CellStyle = { format: 'amount', tone: 'total' };
const HEAD: CellStyle = { tone: 'head', wrap: true };

/** What is the same in every sheet of one workbook. */
interface Book {
  readonly budget: PackedBudget;
  readonly language: Language;
  readonly say: (key: string, params?: Record<string, string | number>) => string;
  readonly names: { readonly summary: string; readonly lists: string; readonly operators: ReadonlyMap<string, string> };
}

/**
 * The workbook of a budget: a summary, one sheet per operator and the lists to choose from. Totals, amounts by quantity and unit price, ERDF and own contributions are
 * formulas with the stored figures as their results; what is computed or withheld is locked. The stamp says of what it was made.
 */
export function budgetWorkbook(budget: PackedBudget, language: Language, texts: Dictionary, madeAt: Date): WorkbookToWrite {
  const say: Book['say'] = (key, params = {}) => formatMessage(texts[key] ?? key, language, params);
  const [summary = '', lists = '', ...sheets] = sheetNames([say('workbook.summary'), say('workbook.lists'), ...budget.operators.map(({ name }) => name)]);
  const book: Book = { budget, language, say, names: { summary, lists, operators: new Map(budget.operators.map(({ operatorId }, index) => [operatorId, sheets[index]!])) } };
  return {
    title: say('workbook.title', { project: budget.projectCode }),
    language,
    madeAt,
    stamp: { kind: WORKBOOK_KIND, project: budget.projectCode, budget: budget.budgetId, version: String(budget.versionNumber), revision: String(budget.revision), date: madeAt.toISOString() },
    sheets: [summarySheet(book, madeAt), ...budget.operators.map((operator) => operatorSheet(book, operator)), listsSheet(book)],
    definedNames: { passerelle_version: `${quotedSheet(summary)}!$B$3` },
  };
}

const head = (text: string): Cell => ({ text, style: HEAD });
const money = (amount: Cents | null, style: CellStyle): Cell => (amount === null ? { style } : { number: writePlainAmount(amount), style });
const sum = (formula: string, amount: Cents, style: CellStyle): Cell => ({ formula, result: writePlainAmount(amount), style });
const hidden = (value: unknown): Cell => ({ text: typeof value === 'string' ? value : JSON.stringify(value) });

// ── An operator's sheet ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Operator = PackedBudget['operators'][number];

/** The columns of an operator's sheet by their keys. */
class Layout {
  readonly keys: readonly string[];

  constructor(book: Book, lines: readonly LineWithRevisions[]) {
    this.keys = lineKeys(book.budget, languagesOf(lines));
  }

  letters(key: string): string {
    return columnLetters(this.keys.indexOf(key) + 1);
  }

  below(key: string): string {
    return `${this.letters(key)}$${FIRST_LINE_ROW}:${this.letters(key)}$${LAST_ROW}`;
  }

  get periods(): readonly string[] {
    return this.keys.filter((key) => key.startsWith('period.'));
  }
}

function operatorSheet(book: Book, operator: Operator): SheetToWrite {
  const lines = (): readonly LineWithRevisions[] => book.budget.linesOf(operator.operatorId);
  // Which languages have a column is asked of the lines once; they are unpacked again while the sheet is written.
  const layout = new Layout(book, lines());
  return {
    name: book.names.operators.get(operator.operatorId)!,
    protected: true,
    frozen: { rows: FIRST_LINE_ROW - 1, columns: layout.keys.indexOf('quantity') },
    hiddenRows: [1],
    choicesFrom: FIRST_LINE_ROW,
    columns: layout.keys.map((key) => column(book, key)),
    rows: operatorRows(book, operator, layout, lines),
  };
}

function column(book: Book, key: string): ColumnToWrite {
  const lists = quotedSheet(book.names.lists);
  if (key === ID_KEY || key === MADE_OF_KEY) return { hidden: true, width: 10 };
  if (key === 'categoryCode') return { width: 26, style: OPEN_TEXT, choices: `${lists}!$A$2:$A$${book.budget.categories.length + 1}` };
  if (key === 'workPackageId') return { width: 24, style: OPEN_TEXT, ...(book.budget.workPackages.length > 0 ? { choices: `${lists}!$B$2:$B$${book.budget.workPackages.length + 1}` } : {}) };
  if (key === 'toAllocate') return { width: 14 };
  if (key === 'quantity') return { width: 10, style: { open: true } };
  if (key === 'unitPriceCents' || key === 'amountCents' || key.startsWith('period.')) return { width: 14, style: OPEN_AMOUNT };
  return { width: key === 'comment' || key.startsWith('descriptions.') ? 34 : 18, style: OPEN_TEXT };
}

function* operatorRows(book: Book, operator: Operator, layout: Layout, linesOf: () => readonly LineWithRevisions[]): Generator<Cell[]> {
  const lines = linesOf();
  yield layout.keys.map(hidden);
  yield [hidden(operator.operatorId), { text: operator.name, style: { tone: 'title' } }];
  const total = (key: string, amount: Cents): Cell => sum(`SUM(${layout.below(key)})`, amount, TOTAL);
  yield layout.keys.map((key): Cell => {
    if (key === 'categoryCode') return { text: book.say('workbook.total'), style: { tone: 'total' } };
    if (key === 'amountCents') return total(key, sumOf(lines, ({ amountCents }) => amountCents));
    if (key.startsWith('period.')) return total(key, sumOf(lines, ({ periodCents }) => periodCents[periodIndex(key)] ?? null));
    if (key === 'toAllocate') return total(key, sumOf(lines, toAllocate));
    return null;
  });
  yield layout.keys.map((key) => (key === ID_KEY || key === MADE_OF_KEY ? null : head(headOf(book, key))));
  let row = FIRST_LINE_ROW;
  for (const line of lines) yield lineRow(book, layout, line, row++);
}

const periodIndex = (key: string): number => Number(key.slice('period.'.length)) - 1;
const sumOf = (lines: readonly LineWithRevisions[], of: (line: LineWithRevisions) => Cents | null): Cents => sumCents(lines.map((line) => of(line) ?? ZERO_CENTS));
const toAllocate = ({ amountCents, periodCents }: LineWithRevisions): Cents => subtractCents(amountCents ?? ZERO_CENTS, sumCents(periodCents.filter((amount) => amount !== null)));

/** A column's head in the reader's language. */
export function headOf({ budget, language, say }: Pick<Book, 'budget' | 'language' | 'say'>, key: string): string {
  const [name = '', part = ''] = key.split('.');
  if (name === 'period') return periodLabel(budget.periods[periodIndex(key)]!);
  if (name === 'descriptions' && isLanguage(part)) return say('workbook.column.description', { language: part.toUpperCase() });
  return say(`workbook.column.${name}`, { language });
}

function lineRow(book: Book, layout: Layout, line: LineWithRevisions, row: number): Cell[] {
  const closed = line.kind === 'COMPUTED' || line.masked === true;
  const text = (value: string): Cell => (value === '' ? null : { text: value, style: closed ? { tone: 'computed', wrap: true } : OPEN_TEXT });
  const amount = (value: Cents | null): Cell => (value === null ? (closed ? { style: COMPUTED } : null) : money(value, closed ? COMPUTED : OPEN_AMOUNT));
  return layout.keys.map((key): Cell => {
    if (key === ID_KEY) return hidden(line.lineId);
    if (key === MADE_OF_KEY) return hidden(Object.fromEntries(layout.keys.filter(isImported).map((field) => [field, valueOf(line, field)])));
    if (key === 'categoryCode') return text(categoryLabel(book.budget.categories.find(({ code }) => code === line.categoryCode) ?? { code: line.categoryCode, names: {} }, book.language));
    if (key === 'workPackageId') return text(packageOf(book, line));
    if (key === 'quantity') return line.quantity === null ? (closed ? { style: COMPUTED } : null) : { number: writePlainQuantity(line.quantity as Quantity), style: closed ? { tone: 'computed' } : { open: true } };
    if (key === 'unitPriceCents') return amount(line.unitPriceCents);
    if (key === 'amountCents') return amountCell(layout, line, row, closed);
    if (key.startsWith('period.')) return amount(line.periodCents[periodIndex(key)] ?? null);
    if (key === 'toAllocate') return sum(allocationFormula(layout, row), toAllocate(line), COMPUTED);
    return text(String(valueOf(line, key) ?? ''));
  });
}

const packageOf = ({ budget, language }: Book, line: LineWithRevisions): string => {
  const found = budget.workPackages.find(({ workPackageId }) => workPackageId === line.workPackageId);
  return found ? workPackageLabel(found, language) : '';
};

const periodsOf = (layout: Layout, row: number): string => (layout.periods.length === 0 ? '0' : `SUM(${layout.letters(layout.periods[0]!)}${row}:${layout.letters(layout.periods.at(-1)!)}${row})`);
const allocationFormula = (layout: Layout, row: number): string => `${layout.letters('amountCents')}${row}-${periodsOf(layout, row)}`;

/** An amount that was entered stays a number; one that follows from quantity and unit price, or from the half-years, is a formula that goes on following. */
function amountCell(layout: Layout, line: LineWithRevisions, row: number, closed: boolean): Cell {
  if (closed || line.amountEntered || line.amountCents === null) return money(line.amountCents, closed ? COMPUTED : OPEN_AMOUNT);
  const [quantity, price] = [`${layout.letters('quantity')}${row}`, `${layout.letters('unitPriceCents')}${row}`];
  // Quantity × unit price has at most six decimals; rounding to them takes the binary rest away before the cent is cut.
  return sum(`IF(AND(${quantity}<>"",${price}<>""),TRUNC(ROUND(${quantity}*${price},6),2),${periodsOf(layout, row)})`, line.amountCents, COMPUTED);
}

// ── The summary ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const AFTER_CATEGORIES = ['lines', 'toAllocate', 'total', 'rate', 'erdf', 'otherSources', 'ownContribution'] as const;

function summarySheet(book: Book, madeAt: Date): SheetToWrite {
  const { budget, say } = book;
  const keys = [SUMMARY_ID_KEY, 'name', 'versant', 'agreedTotalCents', ...budget.categories.map(({ code }) => `category.${code}`), ...AFTER_CATEGORIES, MADE_OF_KEY];
  const at = (key: string): string => columnLetters(keys.indexOf(key) + 1);
  const last = FIRST_OPERATOR_ROW + budget.operators.length - 1;
  const totals = totalsOf(budget.operators);
  const linesCents = sumCents(Object.values(totals.amountsCents));
  const totalOf: Record<string, Cents> = { lines: linesCents, toAllocate: totals.toAllocateCents, total: totals.totalCents, erdf: totals.erdfCents, otherSources: totals.otherSourcesCents, ownContribution: totals.ownContributionCents };
  const rows = function* (): Generator<Cell[]> {
    yield keys.map(hidden);
    yield [null, { text: say('workbook.title', { project: budget.projectCode }), style: { tone: 'title' } }];
    yield [null, { text: say('workbook.made-of', { version: budget.versionNumber, revision: budget.revision, madeDate: writeDate(madeAt.toISOString(), book.language) }), style: { tone: 'note' } }];
    yield keys.map((key) => (key === SUMMARY_ID_KEY || key === MADE_OF_KEY ? null : head(key.startsWith('category.') ? categoryLabel(categoryOf(book, key), book.language) : say(`workbook.column.${key}`, {}))));
    let row = FIRST_OPERATOR_ROW;
    for (const operator of budget.operators) yield operatorRow(book, operator, keys, at, row++);
    yield keys.map((key): Cell => {
      if (key === 'name') return { text: say('workbook.total'), style: { tone: 'total' } };
      const amount = key.startsWith('category.') ? (totals.amountsCents[key.slice('category.'.length)] ?? ZERO_CENTS) : totalOf[key];
      return amount === undefined ? null : sum(`SUM(${at(key)}${FIRST_OPERATOR_ROW}:${at(key)}${last})`, amount, TOTAL);
    });
    yield [];
    for (const note of ['workbook.note-computed', 'workbook.note-rows', 'workbook.note-import']) yield [null, { text: say(note), style: { tone: 'note' } }];
  };
  return {
    name: book.names.summary,
    protected: true,
    frozen: { rows: FIRST_OPERATOR_ROW - 1, columns: 2 },
    hiddenRows: [1],
    columns: keys.map((key): ColumnToWrite => ({ width: key === 'name' ? 40 : key === 'versant' || key === 'rate' ? 10 : 15, hidden: key === SUMMARY_ID_KEY || key === MADE_OF_KEY })),
    rows: rows(),
  };
}

const categoryOf = ({ budget }: Book, key: string): PackedBudget['categories'][number] => budget.categories.find(({ code }) => key === `category.${code}`)!;

function operatorRow(book: Book, operator: Operator, keys: readonly string[], at: (key: string) => string, row: number): Cell[] {
  const layout = new Layout(book, book.budget.linesOf(operator.operatorId));
  const sheet = quotedSheet(book.names.operators.get(operator.operatorId)!);
  const cell = (key: string): string => `${at(key)}${row}`;
  const categories = keys.filter((key) => key.startsWith('category.'));
  const linesCents = sumCents(Object.values(operator.amountsCents));
  const share = `${cell('total')}*${operator.erdfRateBp}/10000`;
  return keys.map((key): Cell => {
    if (key.startsWith('category.')) {
      const { code } = categoryOf(book, key);
      return sum(`SUMIF(${sheet}!${layout.below('categoryCode')},${at(key)}$${FIRST_OPERATOR_ROW - 1},${sheet}!${layout.below('amountCents')})`, operator.amountsCents[code] ?? ZERO_CENTS, COMPUTED);
    }
    switch (key) {
      case SUMMARY_ID_KEY: return hidden(operator.operatorId);
      case MADE_OF_KEY: return hidden({ agreedTotalCents: operator.agreedTotalCents });
      case 'name': return { text: operator.name, style: { wrap: true } };
      case 'versant': return { text: operator.versantCode };
      case 'agreedTotalCents': return money(operator.agreedTotalCents, OPEN_AMOUNT);
      case 'lines': return sum(`SUM(${cell(categories[0]!)}:${cell(categories.at(-1)!)})`, linesCents, COMPUTED);
      case 'toAllocate': return sum(`${cell('total')}-${cell('lines')}`, operator.toAllocateCents, COMPUTED);
      case 'total': return sum(`IF(${cell('agreedTotalCents')}="",${cell('lines')},${cell('agreedTotalCents')})`, operator.totalCents, COMPUTED);
      case 'rate': return { text: book.say('workbook.rate', { rateBp: operator.erdfRateBp }) };
      // Total × rate has six decimals; then the programme's rule: cut at the cent, or half up.
      case 'erdf': return sum(operator.roundingRule === 'CUT' ? `TRUNC(ROUND(${share},6),2)` : `ROUND(ROUND(${share},6),2)`, operator.erdfCents, COMPUTED);
      case 'otherSources': return money(operator.otherSourcesCents, COMPUTED);
      case 'ownContribution': return sum(`${cell('total')}-${cell('erdf')}-${cell('otherSources')}`, operator.ownContributionCents, COMPUTED);
      default: return null;
    }
  });
}

/** What may be chosen in the operators' sheets. */
function listsSheet({ budget, language, names, say }: Book): SheetToWrite {
  const categories = budget.categories.map((category) => categoryLabel(category, language));
  const packages = budget.workPackages.map((one) => workPackageLabel(one, language));
  const rows = Array.from({ length: Math.max(categories.length, packages.length) }, (_, index): Cell[] => [categories[index], packages[index]].map((text) => (text === undefined ? null : { text })));
  return { name: names.lists, protected: true, columns: [{ width: 30 }, { width: 40 }], rows: [[head(say('workbook.column.categoryCode', { language })), head(say('workbook.column.workPackageId', { language }))], ...rows] };
}
