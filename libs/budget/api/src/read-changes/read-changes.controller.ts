import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, LeavesSessionTime, Needs, ProjectPath, Refused, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ChangesQuery, FollowedChanges } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { BudgetRepository } from '../_persistence/budget.repository';
import { rowView, totalsView } from '../_persistence/budget-views';

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/changes')
export class ReadChangesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
  ) {}

  /** Every row that was changed after a revision, and the totals: as a change of one's own would bring them. */
  @Get()
  @Needs('budget.read')
  @LeavesSessionTime()
  @ApiQuery({ name: 'after', required: true, description: 'The revision on which the reader’s screen stands. 412 for one that is not there yet: the budget is to be opened anew.' })
  @Answers(200, FollowedChanges)
  @Refuses(400, 401, 403, 404, 412)
  async read(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Query() { after }: ChangesQuery): Promise<FollowedChanges> {
    const budget = permitted(actor, 'budget.read', await this.unitOfWork.read(actor, (tx) => this.budgets.openForChange(tx, path, [])));
    if (after > budget.revision) throw new Refused(412, 'general.stale');
    const { budgetId, status, revision, changedAt, operators } = budget;
    return { budgetId, status, revision, changedAt, operators: operators.filter((row) => row.rowRevision > after).map(rowView), totals: totalsView(budget, operators) };
  }
}
