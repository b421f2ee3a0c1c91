import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, ProjectPath, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { CrossTableQuery, CrossTableView, tableOfAtoms } from '@passerelle/budget/model';
import { frameOf, keyView } from '../_cross-table/table-frame';
import { TabledBudgets } from '../_cross-table/tabled-budgets';

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/cross-table')
export class OpenCrossTableController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: TabledBudgets,
  ) {}

  /**
   * The budget by any two of operator, versant, category, work package, half-year and source, in cents. Every table adds up to the budget's total: what is not spread, in
   * no work package, or agreed and not broken down stands in a row or column to-allocate. An operator's sources lie on its lines by largest remainder.
   */
  @Get()
  @Needs('budget.read')
  @Answers(200, CrossTableView)
  @Refuses(400, 401, 403, 404, 422)
  open(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Query() query: CrossTableQuery): Promise<CrossTableView> {
    return this.unitOfWork.snapshot(actor, async (tx) => {
      const tabled = await this.budgets.open(tx, actor, path, query);
      const { budgetId, versionNumber, revision, changedAt } = tabled.budget;
      const atoms = await this.budgets.atoms(tx, tabled, [query.rows, query.columns]);
      const { rows, columns, ...figures } = tableOfAtoms(frameOf(tabled), atoms, [query.rows, query.columns]);
      return {
        budgetId, versionNumber, revision, changedAt, rowDimension: query.rows, columnDimension: query.columns,
        rows: rows.map((key) => keyView(tabled, query.rows, key)), columns: columns.map((key) => keyView(tabled, query.columns, key)), ...(figures as Pick<CrossTableView, 'cells' | 'rowTotals' | 'columnTotals' | 'grandTotalCents'>),
      };
    });
  }
}
