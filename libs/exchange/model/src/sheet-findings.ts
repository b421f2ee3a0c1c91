import type { SheetFinding, Understood, UnderstoodField } from './sheet';

export type FindingSeverity = 'error' | 'warning' | 'info';

/**
 * Everything that a reading can find. An error refuses the sheet; a warning asks a person to look; an info says what was done or is worth
 * knowing. Each code has its text in every language.
 */
export const SHEET_FINDINGS = {
  'sheet.empty': 'error',
  'sheet.too-large': 'error',
  'sheet.too-many-lines': 'error',
  'sheet.binary': 'error',
  'sheet.not-a-sheet': 'error',
  'sheet.no-code': 'error',
  'sheet.code-unusable': 'error',
  'sheet.no-lead': 'error',
  'sheet.two-leads': 'error',
  'sheet.lead-not-in-table': 'error',
  'sheet.lead-associated': 'error',
  'sheet.no-operators': 'error',
  'sheet.name-missing': 'error',
  'sheet.unknown-versant': 'error',
  'sheet.missing-versant': 'error',
  'sheet.associated-with-amount': 'error',
  'sheet.amount-asked': 'error',
  'sheet.amount-unreadable': 'error',
  'sheet.amount-missing': 'error',
  'sheet.columns-unclear': 'error',
  'sheet.negative-amount': 'error',
  'sheet.erdf-above-total': 'error',
  'sheet.impossible-date': 'error',
  'sheet.end-before-start': 'error',
  'sheet.operator-twice': 'error',
  'sheet.acronym-missing': 'warning',
  'sheet.acronym-long': 'warning',
  'sheet.title-missing': 'warning',
  'sheet.section-missing': 'warning',
  'sheet.section-empty': 'warning',
  'sheet.section-twice': 'warning',
  'sheet.lead-address-missing': 'warning',
  'sheet.lead-resembles': 'warning',
  'sheet.name-unclear': 'warning',
  'sheet.one-versant': 'warning',
  'sheet.total-missing': 'warning',
  'sheet.total-twice': 'warning',
  'sheet.total-differs': 'warning',
  'sheet.erdf-total-differs': 'warning',
  'sheet.rate-unknown': 'warning',
  'sheet.row-other-rate': 'warning',
  'sheet.row-without-rate': 'warning',
  'sheet.date-missing': 'warning',
  'sheet.date-unclear': 'warning',
  'sheet.unclear-line': 'warning',
  'sheet.unclear-lines': 'warning',
  'sheet.lines-joined': 'info',
  'sheet.lead-spelt-differently': 'info',
  'sheet.versant-understood': 'info',
  'sheet.versant-without-operator': 'info',
  'sheet.mark-in-name': 'info',
  'sheet.updated-before-start': 'info',
  'sheet.erdf-total-is-sum': 'info',
} as const satisfies Record<string, FindingSeverity>;

export type SheetFindingCode = keyof typeof SHEET_FINDINGS;

export function sheetFinding(code: SheetFindingCode, line: number | null = null, params: SheetFinding['params'] = {}): SheetFinding {
  return { code, severity: SHEET_FINDINGS[code], line, params };
}

// A quotation of the source inside a message; the whole line stands beside it on the screen.
const LONGEST_QUOTATION = 120;
export const quoted = (text: string): string => (text.length > LONGEST_QUOTATION ? `${text.slice(0, LONGEST_QUOTATION)}…` : text);

/** Gathers, while a sheet is read, what was found and what was understood. */
export class SheetReport {
  readonly findings: SheetFinding[] = [];
  readonly understood: Understood[] = [];

  find(code: SheetFindingCode, line: number | null = null, params: SheetFinding['params'] = {}): void {
    this.findings.push(sheetFinding(code, line, params));
  }

  understand(field: UnderstoodField, line: number, value: string, lastLine = line): void {
    this.understood.push({ field, line, lastLine, value });
  }

  /**
   * Names every line that nothing understood, so that no line of a source is lost in silence. Neighbours are named together, or a page of
   * other text would bury the rest.
   */
  findUnclearLines(lines: readonly string[]): void {
    const clear = new Uint8Array(lines.length + 1);
    for (const { line, lastLine } of this.understood) clear.fill(1, line, lastLine + 1);
    let run: { first: number; last: number; count: number } | null = null;
    const close = () => {
      if (!run) return;
      const text = quoted(lines[run.first - 1]!.trim());
      if (run.count === 1) this.find('sheet.unclear-line', run.first, { text });
      else this.find('sheet.unclear-lines', run.first, { text, count: run.count, lastLine: run.last });
      run = null;
    };
    lines.forEach((text, index) => {
      if (text.trim() === '') return;
      if (clear[index + 1]) return close();
      if (run) run = { ...run, last: index + 1, count: run.count + 1 };
      else run = { first: index + 1, last: index + 1, count: 1 };
    });
    close();
  }

  sortedFindings(): SheetFinding[] {
    return [...this.findings].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  }

  sortedUnderstood(): Understood[] {
    return [...this.understood].sort((a, b) => a.line - b.line);
  }
}
