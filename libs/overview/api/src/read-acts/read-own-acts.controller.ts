import { Controller, Get, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, NeedsSession, Refuses } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ActsQuery, PersonActsPage } from '@passerelle/overview/model';
import { ReadActsUseCase } from './read-acts.use-case';

@ApiTags('account')
@Controller('account/acts')
export class ReadOwnActsController {
  constructor(private readonly useCase: ReadActsUseCase) {}

  /** What the person herself did: in the projects that she may see, and to accounts and programmes. Latest first. */
  @Get()
  @NeedsSession('it shows own acts')
  @ApiQuery({ name: 'before', required: false, type: 'integer', description: 'What the page before gave as earlierBefore' })
  @ApiQuery({ name: 'from', required: false, description: 'A day (by UTC) or a moment: 2024-10-01, 2024-09-30T22:00:00Z' })
  @ApiQuery({ name: 'to', required: false, description: 'A day, which is within, or a moment, which is not' })
  @ApiQuery({ name: 'act', required: false })
  @Answers(200, PersonActsPage)
  @Refuses(400, 401, 403)
  read(@CurrentActor() actor: Actor, @Query() query: ActsQuery): Promise<PersonActsPage> {
    return this.useCase.own(actor, query);
  }
}
