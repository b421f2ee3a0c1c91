import type { SheetPreview } from '@passerelle/exchange/model';
import type { ReadSheetFile } from './import-sheet.use-case';

export function sheetPreview(fileName: string, { fingerprint, outcome, reading }: ReadSheetFile): SheetPreview {
  const { sheet, findings, understood, lines } = reading;
  return {
    fileName,
    fingerprint,
    outcome,
    lines: [...lines],
    understood: understood.map(({ field, line, lastLine, value }) => ({ field, line, lastLine, value })),
    findings: findings.map(({ code, severity, line, params }) => ({ code, severity, line, params: { ...params } })),
    project: sheet.project,
    operators: sheet.operators.map(({ name, versant, role, totalCents, erdfCents, line }) => ({ name, versant, role, totalCents, erdfCents, line })),
    printed: sheet.totals.printed,
    computed: sheet.totals.computed,
    byVersant: sheet.totals.byVersant,
  };
}
