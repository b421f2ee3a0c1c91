import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor, Language } from '@passerelle/shared/kernel';
import type { BasisPoints } from '@passerelle/shared/money';
import { sheetToJson, writeSheetCsv, writeSheetText, type ProjectSheet, type SheetLanguage } from '@passerelle/exchange/model';
import { OverviewReader } from '@passerelle/overview/api';
import type { ProjectSheetView } from '@passerelle/overview/model';

export const SHEET_FORMATS = ['txt', 'csv', 'json'] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

/** Writes a project sheet from what is stored now: as the published form, as a table, or as JSON (cents, ISO dates). */
@Injectable()
export class ExportSheetUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly overview: OverviewReader,
  ) {}

  /** Out: the file's text. Published forms exist in French and Dutch; other readers get the French one. Refusal: 404. */
  async run(actor: Actor, programme: string, project: string, format: SheetFormat, language: Language): Promise<string> {
    const view = await this.unitOfWork.read(actor, (tx) => this.overview.sheet(tx, actor, programme, project));
    const written: SheetLanguage = language === 'nl' ? 'nl' : 'fr';
    const sheet = projectSheet(view, written);
    if (format === 'txt') return writeSheetText(sheet, written);
    if (format === 'csv') return writeSheetCsv(sheet, language);
    return `${JSON.stringify(sheetToJson({ sheet, findings: [] }, () => ''), null, 2)}\n`;
  }
}

function projectSheet(view: ProjectSheetView, language: SheetLanguage): ProjectSheet {
  const inLanguage = (texts: ProjectSheetView['titles']): string | null => texts[language] ?? Object.values(texts)[0] ?? null;
  const amounts = { totalCents: view.totalCents, erdfCents: view.erdfCents };
  return {
    language,
    project: {
      code: view.code,
      acronym: view.acronym,
      title: inLanguage(view.titles),
      startDate: view.startDate,
      endDate: view.endDate,
      lastUpdate: view.lastUpdate,
      lead: view.lead,
      interventionCategory: view.interventionCategoryText,
      summary: inLanguage(view.summaries),
    },
    operators: view.operators.map(({ name, versantCode, role, totalCents, erdfCents }) => ({ name, versant: versantCode, role, totalCents, erdfCents, line: 0, lastLine: 0 })),
    totals: {
      printed: amounts,
      computed: amounts,
      byVersant: Object.fromEntries(view.versants.map(({ versantCode, totalCents, erdfCents }) => [versantCode, { totalCents, erdfCents }])),
    },
    erdfRateBp: view.erdfRateBp as BasisPoints | null,
  };
}
