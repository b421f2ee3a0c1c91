import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, answerWithEtag, CurrentActor, Needs, ProjectPath, Refuses, UnitOfWork, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { CoFinancingView, VersionQuery } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { viewOf } from '../_co-financing/co-financing-view';
import { BudgetRepository } from '../_persistence/budget.repository';
import { MatchFundingRepository } from '../_persistence/match-funding.repository';

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/co-financing')
export class OpenCoFinancingController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
    private readonly matchFunding: MatchFundingRepository,
  ) {}

  /** Who pays the project's budget: per operator ERDF by its rate, sources, own contribution and difference, and over the project; cents. The ETag begins with the budget's revision. */
  @Get()
  @Needs('budget.read')
  @ApiQuery({ name: 'version', required: false, description: 'The number of the version; left out: the latest one, which is the one that is edited.' })
  @Answers(200, CoFinancingView)
  @Refuses(400, 401, 403, 404)
  async open(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Query() { version }: VersionQuery, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<CoFinancingView | undefined> {
    // Totals and the sources that they are made of are of one moment.
    const view = await this.unitOfWork.snapshot(actor, async (tx) => {
      const budget = permitted(actor, 'budget.read', await this.budgets.open(tx, path, version ?? 'WORKING'));
      return viewOf(budget, await this.matchFunding.sourcesOf(tx, budget.budgetId));
    });
    return answerWithEtag(request, reply, view.revision, view);
  }
}
