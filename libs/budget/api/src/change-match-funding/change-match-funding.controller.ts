import { Body, Controller, Param, Patch, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, BodyLimit, CurrentActor, etagOf, MEGABYTE, Needs, ProjectPath, Refuses, revisionFromIfMatch, Takes, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ChangeMatchFunding, CoFinancingView } from '@passerelle/budget/model';
import { ChangeMatchFundingUseCase } from './change-match-funding.use-case';

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/match-funding')
export class ChangeMatchFundingController {
  constructor(private readonly changeMatchFunding: ChangeMatchFundingUseCase) {}

  /** Adds, changes and removes sources: amounts in cents, all or nothing. Own contributions and totals follow. Source: programme manual, co-financing. */
  @Patch()
  @BodyLimit(MEGABYTE)
  @Needs('budget.changeMatchFunding')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The revision on which the sender’s screen stands, from the ETag. Fields that others changed after it are stale; all others merge.' })
  @Takes(ChangeMatchFunding)
  @Answers(200, CoFinancingView)
  @Refuses(400, 401, 403, 404, 409, 412, 413, 422, 428)
  async change(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Body() body: ChangeMatchFunding, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<CoFinancingView> {
    const view = await this.changeMatchFunding.run(actor, path, revisionFromIfMatch(request), body);
    reply.header('etag', etagOf(view.revision));
    return view;
  }
}
