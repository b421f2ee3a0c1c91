import { Body, Controller, Param, Put, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Answers, BodyLimit, CurrentActor, etagOf, MEGABYTE, Needs, ProjectPath, Refuses, revisionFromIfMatch, Takes, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ChangeFlatRates, FlatRateChanges } from '@passerelle/budget/model';
import { ChangeFlatRatesUseCase } from './change-flat-rates.use-case';

export class OperatorOfBudgetPath extends ProjectPath {
  @IsUUID() operatorId: string;
}

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/operators/:operatorId/flat-rates')
export class ChangeFlatRatesController {
  constructor(private readonly changeFlatRates: ChangeFlatRatesUseCase) {}

  /**
   * Chooses the flat rates of an operator, all of them at once; basis points. 409 budget.lines-would-be-lost names the lines that the choice would delete, with their amounts, unless the
   * request confirms exactly those. Source: Regulation (EU) 2021/1060 arts 53 to 56, (EU) 2021/1059 arts 39 to 44.
   */
  @Put()
  @BodyLimit(MEGABYTE)
  @Needs('budget.changeFlatRates')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The revision on which the sender’s screen stands, from the ETag. A choice that somebody else changed after it is stale; what else was changed merges.' })
  @Takes(ChangeFlatRates)
  @Answers(200, FlatRateChanges)
  @Refuses(400, 401, 403, 404, 409, 412, 413, 422, 428)
  async change(@CurrentActor() actor: Actor, @Param() { operatorId, ...path }: OperatorOfBudgetPath, @Body() body: ChangeFlatRates, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<FlatRateChanges> {
    const changes = await this.changeFlatRates.run(actor, path, operatorId, revisionFromIfMatch(request), body);
    reply.header('etag', etagOf(changes.revision));
    return changes;
  }
}
