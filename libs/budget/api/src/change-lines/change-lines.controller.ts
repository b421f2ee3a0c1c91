import { Body, Controller, Param, Patch, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, BodyLimit, CurrentActor, etagOf, MEGABYTE, Needs, passesSurely, ProjectPath, Refuses, revisionFromIfMatch, Takes, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ChangeLines, LineChanges, isSurelyChangeLines } from '@passerelle/budget/model';
import { ChangeLinesUseCase } from './change-lines.use-case';

passesSurely(ChangeLines, isSurelyChangeLines);

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/lines')
export class ChangeLinesController {
  constructor(private readonly changeLines: ChangeLinesUseCase) {}

  /** Adds, changes and removes lines: amounts in cents, quantities in ten-thousandths; all or nothing. */
  @Patch()
  @BodyLimit(8 * MEGABYTE)
  @Needs('budget.changeLines')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The revision on which the sender’s screen stands, from the ETag. Fields that others changed after it are stale; all others merge.' })
  @Takes(ChangeLines)
  @Answers(200, LineChanges)
  @Refuses(400, 401, 403, 404, 409, 412, 413, 422, 428)
  async change(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Body() body: ChangeLines, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<LineChanges> {
    const changes = await this.changeLines.run(actor, path, revisionFromIfMatch(request), body);
    reply.header('etag', etagOf(changes.revision));
    return changes;
  }
}
