import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Answers, Creates, CurrentActor, Needs, Refuses, revisionFromIfMatch, Takes, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ReturnBudget, VersionsView } from '@passerelle/modification/model';
import { VersionPath } from '../_versions/version-path';
import { ReturnBudgetUseCase } from './return-budget.use-case';

@ApiTags('modification')
@Controller('programmes/:programme/projects/:project/budget/versions/:version/return')
export class ReturnBudgetController {
  constructor(private readonly returnBudget: ReturnBudgetUseCase) {}

  /** Returns a submitted version to the lead with the reasons: it is changed and submitted again. */
  @Post()
  @HttpCode(201)
  @Creates()
  @Needs('budget.return')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The revision that was decided on.' })
  @Takes(ReturnBudget)
  @Answers(201, VersionsView)
  @Refuses(400, 401, 403, 404, 412, 413)
  return(@CurrentActor() actor: Actor, @Param() path: VersionPath, @Body() { reasons }: ReturnBudget, @Req() request: ApiRequest): Promise<VersionsView> {
    return this.returnBudget.run(actor, path, revisionFromIfMatch(request), reasons);
  }
}
