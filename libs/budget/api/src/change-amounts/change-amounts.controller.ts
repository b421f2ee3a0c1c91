import { Body, Controller, Param, Patch, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, BodyLimit, CurrentActor, etagOf, MEGABYTE, Needs, passesSurely, ProjectPath, Refuses, revisionFromIfMatch, Takes, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { BudgetChanges, ChangeAmounts, isSurelyChangeAmounts } from '@passerelle/budget/model';
import { ChangeAmountsUseCase } from './change-amounts.use-case';

passesSurely(ChangeAmounts, isSurelyChangeAmounts);

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/amounts')
export class ChangeAmountsController {
  constructor(private readonly changeAmounts: ChangeAmountsUseCase) {}

  /** Changes amounts, in cents: one cell or a pasted block, all or nothing. */
  @Patch()
  @BodyLimit(2 * MEGABYTE)
  @Needs('budget.changeAmounts')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The revision on which the sender’s screen stands, from the ETag. Cells that others changed after it are stale; all others merge.' })
  @Takes(ChangeAmounts)
  @Answers(200, BudgetChanges)
  @Refuses(400, 401, 403, 404, 409, 412, 413, 422, 428)
  async change(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Body() body: ChangeAmounts, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<BudgetChanges> {
    const changes = await this.changeAmounts.run(actor, path, revisionFromIfMatch(request), body.changes);
    reply.header('etag', etagOf(changes.revision));
    return changes;
  }
}
