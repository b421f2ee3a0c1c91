import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { totalsByVersant, type ProjectSheetView } from '@passerelle/overview/model';
import { permitted } from '@passerelle/partnership/api';
import { OverviewRepository } from './_persistence/overview.repository';

/** What is read across domains: the project sheet from what is stored now. */
@Injectable()
export class OverviewReader {
  constructor(private readonly overview: OverviewRepository) {}

  /** The sheet, amounts in cents, dates ISO. Refusals: 404 where the project is not there or may not be seen. */
  async sheet(tx: Transaction, actor: Actor, programmeCode: string, projectCode: string): Promise<ProjectSheetView> {
    const stored = permitted(actor, 'project.read', await this.overview.sheet(tx, programmeCode, projectCode));
    return {
      programmeId: stored.programmeId,
      projectId: stored.projectId,
      programmeCode: stored.programmeCode,
      code: stored.code,
      acronym: stored.acronym,
      titles: stored.titles,
      summaries: stored.summaries,
      status: stored.status,
      startDate: stored.startDate,
      endDate: stored.endDate,
      lastUpdate: stored.lastUpdate,
      interventionCategory: stored.interventionCategory,
      interventionCategoryText: stored.interventionCategoryText,
      erdfRateBp: stored.erdfRates.length === 1 ? stored.erdfRates[0]! : null,
      lead: stored.lead,
      operators: stored.operators,
      versants: totalsByVersant(stored.operators),
      totalCents: stored.totalCents,
      erdfCents: stored.erdfCents,
      toAllocateCents: stored.toAllocateCents,
      budgetRevision: stored.budgetRevision,
    };
  }
}
