import type { PrintedTotals, SheetAmounts, SheetFinding, SheetOperator, SheetProject, SheetReading } from './sheet';

/** What the command line prints of a reading: amounts in cents (null for associated operators), ISO dates, findings with their texts. */
export interface SheetJson {
  readonly project: SheetProject;
  readonly operators: readonly Pick<SheetOperator, 'name' | 'versant' | 'role' | 'totalCents' | 'erdfCents'>[];
  readonly totals: { readonly printed: PrintedTotals; readonly computed: SheetAmounts; readonly byVersant: Readonly<Record<string, SheetAmounts>> };
  readonly findings: readonly { readonly code: string; readonly severity: SheetFinding['severity']; readonly line: number | null; readonly message: string }[];
}

/** A reading as JSON. `say` writes a finding in the reader's language, from its code and parameters. */
export function sheetToJson({ sheet, findings }: Pick<SheetReading, 'sheet' | 'findings'>, say: (code: string, params: SheetFinding['params']) => string): SheetJson {
  const { code, acronym, title, startDate, endDate, lastUpdate, lead, interventionCategory, summary } = sheet.project;
  const { printed, computed, byVersant } = sheet.totals;
  return {
    project: { code, acronym, title, startDate, endDate, lastUpdate, lead, interventionCategory, summary },
    operators: sheet.operators.map(({ name, versant, role, totalCents, erdfCents }) => ({ name, versant, role, totalCents, erdfCents })),
    totals: { printed, computed, byVersant },
    findings: findings.map(({ code: finding, severity, line, params }) => ({ code: finding, severity, line, message: say(finding, params) })),
  };
}
