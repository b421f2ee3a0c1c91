import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Answers, Creates, CurrentActor, Needs, Refuses, revisionFromIfMatch, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { VersionsView } from '@passerelle/modification/model';
import { VersionPath } from '../_versions/version-path';
import { SubmitBudgetUseCase } from './submit-budget.use-case';

@ApiTags('modification')
@Controller('programmes/:programme/projects/:project/budget/versions/:version/submissions')
export class SubmitBudgetController {
  constructor(private readonly submitBudget: SubmitBudgetUseCase) {}

  /** Submits the latest version: nobody changes it until it is decided on, and a copy of it is frozen with its hash. Every error bars it, all of them at once. */
  @Post()
  @HttpCode(201)
  @Creates()
  @Needs('budget.submit')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The revision that was seen: what is submitted is what was looked at.' })
  @Answers(201, VersionsView)
  @Refuses(400, 401, 403, 404, 412)
  submit(@CurrentActor() actor: Actor, @Param() path: VersionPath, @Req() request: ApiRequest): Promise<VersionsView> {
    return this.submitBudget.run(actor, path, revisionFromIfMatch(request));
  }
}
