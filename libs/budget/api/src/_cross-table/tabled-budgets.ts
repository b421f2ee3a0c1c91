import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import { refuseIfAny } from '@passerelle/shared/api-kit';
import { refusal, type Actor } from '@passerelle/shared/kernel';
import type { Atom, CrossTableQuery, Dimension } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { halfYearsOf } from '@passerelle/project/model';
import { WorkPlanReader } from '@passerelle/work-plan/api';
import { BudgetRepository, type BudgetPath } from '../_persistence/budget.repository';
import { CrossTableRepository, sumBy } from '../_persistence/cross-table.repository';
import { MatchFundingRepository } from '../_persistence/match-funding.repository';
import { atomsOfSums, sumsOfRows, type TabledBudget } from './table-frame';

/** Budgets as their tables need them. */
@Injectable()
export class TabledBudgets {
  constructor(
    private readonly budgets: BudgetRepository,
    private readonly workPlans: WorkPlanReader,
    private readonly tables: CrossTableRepository,
    private readonly sources: MatchFundingRepository,
  ) {}

  /** Refusals: 404, 403; 422 cross-table.same-dimension. */
  async open(tx: Transaction, actor: Actor, path: BudgetPath, { rows, columns, version }: CrossTableQuery): Promise<TabledBudget> {
    const budget = permitted(actor, 'budget.read', await this.budgets.open(tx, path, version ?? 'WORKING'));
    refuseIfAny(422, rows === columns ? [refusal('cross-table.same-dimension', {}, '/columns')] : []);
    return {
      budget,
      workPackages: await this.workPlans.workPackagesOf(tx, budget.projectId),
      halfYears: halfYearsOf(budget.startDate, budget.endDate),
      sources: rows === 'source' || columns === 'source' ? await this.sources.sourcesOf(tx, budget.budgetId) : [],
    };
  }

  /** The pieces of the budget, as far apart as these dimensions need them. Where they ask for neither work packages nor half-years, the lines are not touched. */
  async atoms(tx: Transaction, { budget, halfYears }: TabledBudget, dimensions: readonly Dimension[]): Promise<Atom[]> {
    const by = sumBy(dimensions);
    return atomsOfSums(budget, by.workPackage || by.halfYear ? await this.tables.sums(tx, budget.budgetId, by, halfYears.length) : sumsOfRows(budget));
  }
}
