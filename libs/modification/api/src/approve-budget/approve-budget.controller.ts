import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Answers, Creates, CurrentActor, Needs, Refuses, revisionFromIfMatch, Takes, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ApproveBudget, VersionsView } from '@passerelle/modification/model';
import { VersionPath } from '../_versions/version-path';
import { ApproveBudgetUseCase } from './approve-budget.use-case';

@ApiTags('modification')
@Controller('programmes/:programme/projects/:project/budget/versions/:version/approval')
export class ApproveBudgetController {
  constructor(private readonly approveBudget: ApproveBudgetUseCase) {}

  /** Approves a submitted version with its day of effect (ISO): from then on it is the valid one, and it never changes. Who may depends on what it shifts. */
  @Post()
  @HttpCode(201)
  @Creates()
  @Needs('budget.approve')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The revision that was decided on.' })
  @Takes(ApproveBudget)
  @Answers(201, VersionsView)
  @Refuses(400, 401, 403, 404, 412, 413)
  approve(@CurrentActor() actor: Actor, @Param() path: VersionPath, @Body() body: ApproveBudget, @Req() request: ApiRequest): Promise<VersionsView> {
    return this.approveBudget.run(actor, path, revisionFromIfMatch(request), body);
  }
}
