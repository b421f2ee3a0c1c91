import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, CurrentActor, etagOfView, LeavesSessionTime, Needs, ProjectPath, Refused, Refuses, UnitOfWork, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { BudgetLinesView, ChangesQuery, FollowedLineChanges, totalsOf, VersionQuery, type LineView } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { halfYearsOf } from '@passerelle/project/model';
import { WorkPlanReader } from '@passerelle/work-plan/api';
import { BudgetRepository } from '../_persistence/budget.repository';
import { rowView } from '../_persistence/budget-views';
import { LinesRepository } from '../_persistence/lines.repository';
import { toldWhole } from '../_persistence/told-whole';

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/lines')
export class OpenLinesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
    private readonly lines: LinesRepository,
    private readonly workPlans: WorkPlanReader,
  ) {}

  /** All lines of the project's budget, in their order, with the half-years and work packages that they refer to: cents, ten-thousandths. The ETag begins with the budget's revision. */
  @Get()
  @Needs('budget.read')
  @ApiQuery({ name: 'version', required: false, description: 'The number of the version; left out: the latest one, which is the one that is edited.' })
  @Answers(200, BudgetLinesView)
  @Refuses(400, 401, 403, 404)
  async open(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Query() { version }: VersionQuery, @Req() request: ApiRequest, @Res() reply: FastifyReply): Promise<void> {
    const { head, etag, lines } = await this.unitOfWork.snapshot(actor, async (tx) => {
      const budget = permitted(actor, 'budget.read', await this.budgets.open(tx, path, version ?? 'WORKING'));
      const { budgetId, revision, status, versionNumber, isWorking, changedAt, startDate, endDate, projectId } = budget;
      const whole = toldWhole(actor, budget);
      const workPackages = (await this.workPlans.workPackagesOf(tx, projectId)).map(({ workPackageId, number, names }) => ({ workPackageId, number, names }));
      const view: Omit<BudgetLinesView, 'lines'> = { budgetId, revision, status, versionNumber, isWorking, changedAt, periods: halfYearsOf(startDate, endDate), workPackages };
      // The lines themselves change with the revision alone, and with whose salaries the reader is told.
      const etag = etagOfView(revision, { view, whole });
      return { head: view, etag, lines: request.headers['if-none-match'] === etag ? null : await this.lines.asJson(tx, budgetId, whole) };
    });
    reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (lines === null) return void reply.status(304).send();
    // Thousands of lines are handed on as the database packed them.
    reply.type('application/json; charset=utf-8').send(`${JSON.stringify(head).slice(0, -1)},"lines":${lines}}`);
  }

  /** Every line and row that was changed after a revision, the lines removed, and the totals: as a change of one's own would bring them. */
  @Get('changes')
  @Needs('budget.read')
  @LeavesSessionTime()
  @ApiQuery({ name: 'after', required: true, description: 'The revision on which the reader’s screen stands. 412 for one that is not there yet: the lines are to be opened anew.' })
  @Answers(200, FollowedLineChanges)
  @Refuses(400, 401, 403, 404, 412)
  read(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Query() { after }: ChangesQuery): Promise<FollowedLineChanges> {
    return this.unitOfWork.read(actor, async (tx) => {
      const budget = permitted(actor, 'budget.read', await this.budgets.openForChange(tx, path, []));
      if (after > budget.revision) throw new Refused(412, 'general.stale');
      const { budgetId, status, revision, changedAt, operators } = budget;
      const brought: { lines: LineView[]; removed: string[] } = await this.lines.changedAfter(tx, budget.budgetId, toldWhole(actor, budget), after);
      return { budgetId, status, revision, changedAt, ...brought, operators: operators.filter((row) => row.rowRevision > after).map(rowView), totals: totalsOf(operators) };
    });
  }
}
