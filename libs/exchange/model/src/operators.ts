import { cents, writeAmount, type Cents } from '@passerelle/shared/money';
import { readAmountCell, readColumns } from './columns';
import { oneSpaced, plain } from './plain-text';
import { quoted, type SheetReport } from './sheet-findings';
import type { SheetLanguage, SourceLine } from './sheet';
import { isAssociatedWord, isPageMark, isSubtotalWord, isTotalWord, tableHead, withoutMark } from './sheet-words';
import type { Versants } from './versants';
import { joinWrappedNames, type TableLine, type TableRow } from './wrapped-names';

/** An operator as its row says; who is the lead is known only when the lead's section has been compared. */
export interface RowOperator {
  readonly name: string;
  readonly versant: string;
  readonly associated: boolean;
  readonly markedLead: boolean;
  readonly totalCents: Cents | null;
  readonly erdfCents: Cents | null;
  readonly line: number;
  readonly lastLine: number;
  readonly columnsLine: number;
}

export interface OperatorTable {
  readonly operators: readonly RowOperator[];
  /** The TOTAL row; null when the table has none. */
  readonly total: { readonly totalCents: Cents | null; readonly erdfCents: Cents | null; readonly line: number } | null;
}

interface TableContext {
  readonly versants: Versants;
  readonly language: SheetLanguage;
  readonly leadName: string | null;
  /** Lines that are printed again on every page, such as the one with the code. */
  readonly isRunningHead: (text: string) => boolean;
  readonly report: SheetReport;
}

/**
 * Reads the table of operators. In: the lines of its section. Out: operators and the TOTAL row, amounts in cents. Blank lines, page marks and a
 * table head that a page break repeats are no rows; wrapped names are joined; what is none of these stays unclear.
 */
export function readOperators(body: readonly SourceLine[], context: TableContext): OperatorTable {
  const rows = joinWrappedNames(tableLines(body, context), context.leadName, context.report);
  let total: OperatorTable['total'] = null;
  const operators: RowOperator[] = [];
  for (const row of rows) {
    if (row.versant !== '' || !isTotalWord(row.name)) operators.push(toOperator(row, context));
    else {
      const printed = toTotal(row, context);
      if (total) context.report.find('sheet.total-twice', row.columnsLine, { firstLine: total.line });
      total ??= printed;
    }
  }
  return { operators, total };
}

function tableLines(body: readonly SourceLine[], { versants, language, isRunningHead, report }: TableContext): TableLine[] {
  const lines: TableLine[] = [];
  let gap = false;
  let pageBreak = false;
  let besideHead = true;
  for (const { number, text } of body) {
    const words = plain(text).trim();
    const head = tableHead(words);
    const isHead: boolean = head !== null && (head.distinctive || besideHead);
    if (words === '') gap = true;
    else if (isHead || isPageMark(words) || isRunningHead(words)) {
      report.understand(isHead ? 'tableHead' : 'pageMark', number, oneSpaced(words));
      pageBreak = true;
      besideHead = isHead;
    } else {
      const columns = isTotalWord(words) ? { name: words, versant: '', total: '', erdf: '' } : readColumns(text, versants, language);
      // The blank lines around a page break part nothing.
      // A subtotal is neither an operator nor a piece of a name; counted as one it would count its rows twice.
      const isRow = columns ? !isSubtotalWord(columns.name) : isPieceOfName(text);
      if (isRow) lines.push({ number, gap: gap && !pageBreak, text: oneSpaced(words), columns });
      gap = pageBreak = besideHead = false;
    }
  }
  return lines;
}

// No piece of a name: several cells without an amount (a table head that is not known as one), a note, or a line without letters.
function isPieceOfName(text: string): boolean {
  const words = plain(text).trim();
  return words.length <= 300 && !/\S(\t| {3,})\S/.test(words) && /[\p{L})]/u.test(words) && !/^(\*|\(\*|\(\d\)|n\.?b\.?\b|source|note|remarque|opmerking|bron\b)/iu.test(words);
}

function toTotal(row: TableRow, { language, report }: TableContext): NonNullable<OperatorTable['total']> {
  const [totalCents, erdfCents] = (['total', 'erdf'] as const).map((column) => {
    const text = row[column];
    return text === '' || row.unclear ? null : readFigure(text, row, language, report);
  });
  if (row.unclear) report.find('sheet.columns-unclear', row.columnsLine, { name: row.name, text: quoted(row.total) });
  const figures = [asUnderstood(totalCents, row.total, language), asUnderstood(erdfCents, row.erdf, language)];
  report.understand('printedTotal', row.line, figures.filter(Boolean).join(' · '), row.lastLine);
  return { totalCents: totalCents ?? null, erdfCents: erdfCents ?? null, line: row.columnsLine };
}

function toOperator(row: TableRow, context: TableContext): RowOperator {
  const { report } = context;
  const { line, lastLine, columnsLine } = row;
  const marked = withoutMark(row.name);
  const name = marked?.name ?? row.name;
  if (name === '') report.find('sheet.name-missing', columnsLine);
  if (marked) report.find('sheet.mark-in-name', line, { name, mark: marked.mark });
  const versant = readVersant(row, name, context);
  const amounts = readAmounts({ ...row, name }, marked?.says === 'ASSOCIATED', context);
  const { language } = context;
  const figures = amounts.associated
    ? [row.total || row.erdf || marked?.mark]
    : [asUnderstood(amounts.totalCents, row.total, language), asUnderstood(amounts.erdfCents, row.erdf, language)];
  report.understand('operator', line, [name, versant, ...figures].filter(Boolean).join(' · '), lastLine);
  return { name, versant, ...amounts, markedLead: marked?.says === 'LEAD', line, lastLine, columnsLine };
}

// What was read, in the sheet's own convention; what was not read stays as printed.
const asUnderstood = (amount: Cents | null | undefined, printed: string, language: SheetLanguage): string =>
  amount === null || amount === undefined ? printed : writeAmount(amount, language, { currency: true });

function readVersant({ versant: printed, columnsLine }: TableRow, name: string, { versants, report }: TableContext): string {
  const match = versants.find(printed);
  if (match && !match.exact) report.find('sheet.versant-understood', columnsLine, { name, printed, versant: match.code });
  if (!match && printed === '') report.find('sheet.missing-versant', columnsLine, { name });
  if (!match && printed !== '') report.find('sheet.unknown-versant', columnsLine, { name, versant: quoted(printed), known: versants.codes.join(', ') });
  return match?.code ?? printed;
}

function readAmounts(row: TableRow, markedAssociated: boolean, { language, report }: TableContext): Pick<RowOperator, 'associated' | 'totalCents' | 'erdfCents'> {
  const { name, columnsLine } = row;
  const printed = [row.total, row.erdf];
  const figures = printed.filter((text) => text !== '' && !isAssociatedWord(text));
  if (markedAssociated || printed.some(isAssociatedWord)) {
    // The programme's rule: an associated operator never has a budget or ERDF.
    for (const text of figures) report.find('sheet.associated-with-amount', columnsLine, { name, text: quoted(text) });
    return { associated: true, totalCents: null, erdfCents: null };
  }
  if (row.unclear) {
    report.find('sheet.columns-unclear', columnsLine, { name, text: quoted(row.total) });
    return { associated: false, totalCents: null, erdfCents: null };
  }
  for (const column of ['total', 'erdf'] as const) if (row[column] === '') report.find('sheet.amount-missing', columnsLine, { name, column });
  const [totalCents = null, erdfCents = null] = printed.map((text) => (text === '' ? null : readFigure(text, row, language, report)));
  if (totalCents !== null && erdfCents !== null && erdfCents > Math.max(totalCents, 0)) report.find('sheet.erdf-above-total', columnsLine, { name, totalCents, erdfCents });
  return { associated: false, totalCents, erdfCents };
}

function readFigure(text: string, row: Pick<TableRow, 'name' | 'columnsLine'>, language: SheetLanguage, report: SheetReport): Cents | null {
  const { name, columnsLine } = row;
  const reading = readAmountCell(text, language);
  if (reading.kind === 'refused') report.find('sheet.amount-unreadable', columnsLine, { name, text: quoted(text) });
  if (reading.kind === 'ask') {
    const [firstCents = cents(0), secondCents = cents(0)] = reading.readings;
    report.find('sheet.amount-asked', columnsLine, { name, text: quoted(text), firstCents, secondCents });
  }
  if (reading.kind !== 'amount') return null;
  if (reading.cents < 0) report.find('sheet.negative-amount', columnsLine, { name, amountCents: reading.cents });
  return reading.cents;
}
