import { cents, shareOf, sumCents, type BasisPoints, type Cents } from '@passerelle/shared/money';
import { fold } from './plain-text';
import type { OperatorTable, RowOperator } from './operators';
import type { ProjectSheet, SheetAmounts, SheetProgramme, SheetProject } from './sheet';
import type { SheetReport } from './sheet-findings';

const sumOf = (rows: readonly RowOperator[], column: keyof SheetAmounts): Cents => sumCents(rows.flatMap((row) => row[column] ?? []));
const amountsOf = (rows: readonly RowOperator[]): SheetAmounts => ({ totalCents: sumOf(rows, 'totalCents'), erdfCents: sumOf(rows, 'erdfCents') });

/** The totals of a table: as printed, as the sum of all rows, and as the sum of each versant's rows. All in cents. */
export function totalsOf({ operators, total }: OperatorTable, versantCodes: readonly string[]): ProjectSheet['totals'] {
  const present = versantCodes.filter((code) => operators.some(({ versant }) => versant === code));
  return {
    printed: { totalCents: total?.totalCents ?? null, erdfCents: total?.erdfCents ?? null },
    computed: amountsOf(operators),
    byVersant: Object.fromEntries(present.map((code) => [code, amountsOf(operators.filter(({ versant }) => versant === code))])),
  };
}

/**
 * Compares the printed totals with the sums of the rows, each column by itself. A column in which an amount could not be read is not compared: its
 * sum says nothing. Where the ERDF is not the rate of the total, because every row drops its own part of a cent, an info explains the difference.
 */
export function checkTotals(table: OperatorTable, totals: ProjectSheet['totals'], rate: BasisPoints | null, { roundingRule }: SheetProgramme, report: SheetReport): void {
  const { operators, total } = table;
  if (operators.length === 0) return;
  if (!total || (totals.printed.totalCents === null && totals.printed.erdfCents === null)) report.find('sheet.total-missing', total?.line ?? null);
  for (const [column, code] of [['totalCents', 'sheet.total-differs'], ['erdfCents', 'sheet.erdf-total-differs']] as const) {
    const printedCents = totals.printed[column];
    const computedCents = totals.computed[column];
    const complete = operators.every((row) => row.associated || row[column] !== null);
    if (total && printedCents !== null && complete && printedCents !== computedCents) {
      report.find(code, total.line, { printedCents, computedCents, differenceCents: cents(Math.abs(printedCents - computedCents)) });
    }
  }
  if (rate === null || !operators.every((row) => row.associated || (row.totalCents !== null && row.erdfCents === shareOf(row.totalCents, rate, roundingRule)))) return;
  const { totalCents, erdfCents } = totals.computed;
  const shareCents = shareOf(totalCents, rate, roundingRule);
  if (shareCents !== erdfCents) {
    report.find('sheet.erdf-total-is-sum', total?.line ?? null, { totalCents, erdfCents, shareCents, rateBp: rate, differenceCents: cents(Math.abs(shareCents - erdfCents)) });
  }
}

/** Reports operators that stand twice (the lead apart: that is two leads), a project on one versant only, and versants without an operator. */
export function checkPartnership(operators: readonly RowOperator[], lead: RowOperator | null, versantCodes: readonly string[], report: SheetReport): void {
  if (operators.length === 0) return;
  const firstLines = new Map<string, number>();
  for (const { name, line, columnsLine } of operators) {
    const words = fold(name);
    const firstLine = firstLines.get(words);
    if (firstLine === undefined) firstLines.set(words, line);
    else if (name !== '' && words !== fold(lead?.name ?? '')) report.find('sheet.operator-twice', columnsLine, { name, firstLine });
  }
  const present = versantCodes.filter((code) => operators.some(({ versant }) => versant === code));
  // With an operator whose versant is unknown nobody can say which side is missing.
  if (!operators.every(({ versant }) => versantCodes.includes(versant))) return;
  if (present.length === 1) report.find('sheet.one-versant', null, { versant: present[0]! });
  for (const versant of versantCodes) if (present.length > 1 && !present.includes(versant)) report.find('sheet.versant-without-operator', null, { versant });
}

/** Compares the dates with each other. ISO dates compare as text. */
export function checkDates({ startDate, endDate, lastUpdate }: Pick<SheetProject, 'startDate' | 'endDate' | 'lastUpdate'>, lines: { end: number | null; update: number | null }, report: SheetReport): void {
  if (startDate && endDate && endDate < startDate) report.find('sheet.end-before-start', lines.end, { startDate, endDate });
  if (startDate && lastUpdate && lastUpdate < startDate) report.find('sheet.updated-before-start', lines.update, { startDate, updateDate: lastUpdate });
}
