import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Answers, CurrentActor, Needs, ProgrammePath, Refuses } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ActsQuery, PersonActsPage } from '@passerelle/overview/model';
import { ReadActsUseCase } from './read-acts.use-case';

export class PersonPath extends ProgrammePath {
  @IsUUID() personId: string;
}

@ApiTags('people')
@Controller('programmes/:programme/people/:personId/acts')
export class ReadActsController {
  constructor(private readonly useCase: ReadActsUseCase) {}

  /** What a person did in the projects of the programme whose acts the reader may read, latest first. A person of whom she may know nothing is not there (404). */
  @Get()
  @Needs('person.readActs')
  @ApiQuery({ name: 'before', required: false, type: 'integer', description: 'What the page before gave as earlierBefore' })
  @ApiQuery({ name: 'from', required: false, description: 'A day (by UTC) or a moment: 2024-10-01, 2024-09-30T22:00:00Z' })
  @ApiQuery({ name: 'to', required: false, description: 'A day, which is within, or a moment, which is not' })
  @ApiQuery({ name: 'act', required: false })
  @Answers(200, PersonActsPage)
  @Refuses(400, 401, 403, 404)
  read(@CurrentActor() actor: Actor, @Param() path: PersonPath, @Query() query: ActsQuery): Promise<PersonActsPage> {
    return this.useCase.read(actor, path.programme, path.personId, query);
  }
}
