import { ZERO_CENTS } from '@passerelle/shared/money';
import { checkDates, checkPartnership, checkTotals, totalsOf } from './checks';
import { findErdfRate } from './erdf-rate';
import { headsOneDate, linesOf, readCategory, readHeader, readLastUpdate, readProjectDates, readSummary } from './fields';
import { findLead, likelyLeadName, readLeadSection } from './lead';
import { readOperators, type OperatorTable, type RowOperator } from './operators';
import { oneSpaced } from './plain-text';
import { splitSections, type Section, type SheetParts } from './sections';
import { SheetReport, sheetFinding } from './sheet-findings';
import type { ProjectSheet, SheetFinding, SheetOperator, SheetProgramme, SheetReading, SourceLine } from './sheet';
import { isPageMark, SECTION_KINDS, type SectionKind } from './sheet-words';
import { SHEET_LINES_LIMIT, SHEET_TEXT_LIMIT, toLines, tooLarge } from './sheet-source';
import { Versants } from './versants';

/**
 * Reads a published project sheet. In: its text (of a PDF: the lines, with tabs or runs of spaces between columns) and what the programme says of
 * versants, rates and rounding. Out: the sheet with amounts in cents and ISO dates, everything that was found, everything that was understood with
 * its lines, and the lines themselves. All findings come at once; nothing is corrected silently, and every line that is not blank is either
 * understood or named as unclear. What cannot be a sheet (nothing, more than 2 million characters or 5 000 lines, no section and no code) is
 * refused with that one finding.
 */
export function readSheet(text: string, programme: SheetProgramme): SheetReading {
  if (text.length > SHEET_TEXT_LIMIT) return notRead(tooLarge(SHEET_TEXT_LIMIT), []);
  const lines = toLines(text);
  if (text.trim() === '') return notRead(sheetFinding('sheet.empty'), lines);
  if (lines.length > SHEET_LINES_LIMIT) return notRead(sheetFinding('sheet.too-many-lines', null, { count: lines.length, limit: SHEET_LINES_LIMIT }), []);

  const report = new SheetReport();
  const parts = splitSections(lines);
  const preamble = withoutPageMarks(parts.preamble, (text) => isPageMark(text), report);
  const header = readHeader(preamble, programme.acronymMaxLength, report);
  if (parts.sections.length === 0 && header.code === null) return notRead(sheetFinding('sheet.not-a-sheet'), lines);
  const sheet = readParts(parts, header, programme, report);
  report.findUnclearLines(lines);
  return { sheet, findings: report.sortedFindings(), understood: report.sortedUnderstood(), lines };
}

/** Whether a reading refuses its sheet: when there is an error among the findings. */
export function isRefused(reading: Pick<SheetReading, 'findings'>): boolean {
  return reading.findings.some(({ severity }) => severity === 'error');
}

type Header = ReturnType<typeof readHeader>;

function readParts(parts: SheetParts, header: Header, programme: SheetProgramme, report: SheetReport): ProjectSheet {
  const { language } = parts;
  const isRunningHead = runningHead(parts, report);
  const sections = parts.sections.map((section): Section => {
    // Only the table must know where its pages break; elsewhere a page mark is no text of the sheet.
    if (section.kind === 'operators') return section;
    const isMark = (text: string) => isPageMark(text, section.kind === 'summary') || isRunningHead(text);
    return { ...section, body: withoutPageMarks(section.body, isMark, report) };
  });
  const of = (kind: SectionKind) => sections.filter((section) => section.kind === kind);
  const versants = new Versants(programme);
  reportSections(sections, report);

  const leadSections = of('lead').map((section) => readLeadSection(section, report));
  const body = of('operators').flatMap(linesAndGaps);
  const table = readOperators(body, { versants, language, leadName: likelyLeadName(leadSections[0] ?? null), isRunningHead, report });
  if (table.operators.length === 0) report.find('sheet.no-operators', of('operators')[0]?.heading?.line ?? null);
  const { lead, row } = findLead(leadSections, table.operators, report);
  checkPartnership(table.operators, row, versants.codes, report);

  const totals = totalsOf(table, versants.codes);
  const erdfRateBp = findErdfRate(table.operators, programme, report);
  checkTotals(table, totals, erdfRateBp, programme, report);

  const dates = of('dates');
  const [summary, category, update] = (['summary', 'category', 'update'] as const).map((kind) => of(kind)[0]);
  const times = {
    ...(dates.length > 0 ? readProjectDates(dates.some(headsOneDate) ? dates : dates.slice(0, 1), report) : { startDate: null, endDate: null }),
    lastUpdate: update ? readLastUpdate(update, report) : null,
  };
  const lineOf = (field: string) => report.understood.find((entry) => entry.field === field)?.line ?? null;
  checkDates(times, { end: lineOf('endDate'), update: lineOf('lastUpdate') }, report);
  return {
    language,
    project: {
      ...header,
      ...times,
      lead,
      interventionCategory: category ? readCategory(category, report) : null,
      summary: summary ? readSummary(summary, report) : null,
    },
    operators: toOperators(table, row),
    totals,
    erdfRateBp,
  };
}

// The line with the code is printed again on the pages of some sheets.
function runningHead({ preamble }: SheetParts, report: SheetReport): (text: string) => boolean {
  const codeLine = report.understood.find(({ field }) => field === 'code')?.line;
  const printed = oneSpaced(preamble.find(({ number }) => number === codeLine)?.text ?? '');
  return (text) => printed !== '' && oneSpaced(text) === printed;
}

function withoutPageMarks(lines: readonly SourceLine[], isMark: (text: string) => boolean, report: SheetReport): SourceLine[] {
  return lines.filter(({ number, text }) => {
    const words = oneSpaced(text);
    if (isMark(words)) report.understand('pageMark', number, words);
    return !isMark(words);
  });
}

const linesAndGaps = ({ inline, body }: Section) => (inline ? [inline, ...body] : body);

function toOperators({ operators }: OperatorTable, lead: RowOperator | null): SheetOperator[] {
  return operators.map((row) => {
    const { name, versant, totalCents, erdfCents, line, lastLine } = row;
    const role = row === lead ? 'LEAD' : row.associated ? 'ASSOCIATED' : 'PARTNER';
    return { name, versant, role, totalCents, erdfCents, line, lastLine };
  });
}

// Of a section that stands twice the first one counts; the table alone may go on under a repeated heading. Two lead sections are two leads.
function reportSections(sections: readonly Section[], report: SheetReport): void {
  const first = new Map<SectionKind, Section>();
  for (const section of sections) {
    const { kind, heading } = section;
    if (heading) report.understand('heading', heading.line, heading.text, heading.lastLine);
    const earlier = first.get(kind);
    if (!earlier) first.set(kind, section);
    else if (kind !== 'lead' && !headsOneDate(section)) report.find('sheet.section-twice', heading?.line ?? null, { section: kind, firstLine: earlier.heading?.line ?? 0 });
  }
  for (const kind of SECTION_KINDS) {
    const section = first.get(kind);
    // A missing lead or table is told where the lead and the operators are looked for: it may refuse the sheet.
    if (!section && kind !== 'operators' && kind !== 'lead') report.find('sheet.section-missing', null, { section: kind });
    else if (section && kind !== 'lead' && kind !== 'operators' && linesOf(section).length === 0) report.find('sheet.section-empty', section.heading?.line ?? null, { section: kind });
  }
}

function notRead(finding: SheetFinding, lines: readonly string[]): SheetReading {
  const project = { code: null, acronym: null, title: null, startDate: null, endDate: null, lastUpdate: null, lead: null, interventionCategory: null, summary: null };
  const nothing = { totalCents: ZERO_CENTS, erdfCents: ZERO_CENTS };
  const totals = { printed: { totalCents: null, erdfCents: null }, computed: nothing, byVersant: {} };
  return { sheet: { language: 'fr', project, operators: [], totals, erdfRateBp: null }, findings: [finding], understood: [], lines };
}
