import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import type { BudgetInFull } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { halfYearsOf } from '@passerelle/project/model';
import { WorkPlanReader } from '@passerelle/work-plan/api';
import { BudgetRepository, type BudgetPath } from './_persistence/budget.repository';
import { LinesRepository } from './_persistence/lines.repository';
import { toldWhole } from './_persistence/told-whole';

/** A budget without its lines, and each operator's lines as they were packed: unpacked one operator at a time. */
export interface PackedBudget extends Omit<BudgetInFull, 'lines'> {
  linesOf(operatorId: string): BudgetInFull['lines'];
}

/** What other domains ask about budgets. */
@Injectable()
export class BudgetReader {
  constructor(
    private readonly budgets: BudgetRepository,
    private readonly lines: LinesRepository,
    private readonly workPlans: WorkPlanReader,
  ) {}

  /** A version of a project's budget, the latest where none is asked for, with all its lines, as this person may see it. Refusals: 404, 403 where she may not read the budget. */
  async inFull(tx: Transaction, actor: Actor, path: BudgetPath, version?: number): Promise<PackedBudget> {
    const budget = permitted(actor, 'budget.read', await this.budgets.open(tx, path, version ?? 'WORKING'));
    const packed = await this.lines.packedByOperator(tx, budget.budgetId, toldWhole(actor, budget));
    const workPackages = (await this.workPlans.workPackagesOf(tx, budget.projectId)).map(({ workPackageId, number, names }) => ({ workPackageId, number, names }));
    return {
      budgetId: budget.budgetId,
      projectCode: budget.projectCode,
      versionNumber: budget.versionNumber,
      revision: budget.revision,
      status: budget.status,
      changedAt: budget.changedAt,
      categories: budget.categories.map(({ code, names, kind }) => ({ code, names, kind })),
      periods: halfYearsOf(budget.startDate, budget.endDate),
      workPackages,
      operators: budget.operators,
      unfunded: budget.unfunded,
      linesOf: (operatorId) => JSON.parse(packed.get(operatorId) ?? '[]') as BudgetInFull['lines'],
    };
  }
}
