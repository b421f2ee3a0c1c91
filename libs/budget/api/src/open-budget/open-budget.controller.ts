import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, answerWithEtag, CurrentActor, Needs, ProjectPath, Refuses, UnitOfWork, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { BudgetView, VersionQuery } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { BudgetRepository } from '../_persistence/budget.repository';
import { budgetView } from '../_persistence/budget-views';

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget')
export class OpenBudgetController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
  ) {}

  /** The project's budget: funded operators × cost categories, totals, ERDF and own contribution, in cents. The ETag begins with its revision. */
  @Get()
  @Needs('budget.read')
  @ApiQuery({ name: 'version', required: false, description: 'The number of the version; left out: the latest one, which is the one that is edited.' })
  @Answers(200, BudgetView)
  @Refuses(400, 401, 403, 404)
  async open(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Query() { version }: VersionQuery, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<BudgetView | undefined> {
    const found = permitted(actor, 'budget.read', await this.unitOfWork.read(actor, (tx) => this.budgets.open(tx, path, version ?? 'WORKING')));
    return answerWithEtag(request, reply, found.revision, budgetView(found));
  }
}
