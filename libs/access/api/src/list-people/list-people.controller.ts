import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Answers, CurrentActor, Needs, ProgrammePath, Refuses } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ListPeople, ManagedPeoplePage, ManagedPersonView, PERSON_STATUSES } from '@passerelle/access/model';
import { ListPeopleUseCase } from './list-people.use-case';

export class ListedPersonPath extends ProgrammePath {
  @IsUUID() personId: string;
}

@ApiTags('access')
@Controller('programmes/:programme/people')
export class ListPeopleController {
  constructor(private readonly listPeople: ListPeopleUseCase) {}

  /** Everybody with a role in the programme, a page at a time, with roles, status and when they were last seen; and every pending invitation. */
  @Get()
  @Needs('person.manage')
  @ApiQuery({ name: 'q', required: false, description: 'Searches names and addresses' })
  @ApiQuery({ name: 'status', required: false, enum: PERSON_STATUSES })
  @ApiQuery({ name: 'page', required: false, type: 'integer' })
  @ApiQuery({ name: 'pageSize', required: false, type: 'integer' })
  @Answers(200, ManagedPeoplePage)
  @Refuses(400, 401, 403, 404)
  list(@CurrentActor() actor: Actor, @Param() path: ProgrammePath, @Query() ask: ListPeople): Promise<ManagedPeoplePage> {
    return this.listPeople.run(actor, path, ask);
  }

  /** One of them. */
  @Get(':personId')
  @Needs('person.manage')
  @Answers(200, ManagedPersonView)
  @Refuses(400, 401, 403, 404)
  one(@CurrentActor() actor: Actor, @Param() { personId, ...path }: ListedPersonPath): Promise<ManagedPersonView> {
    return this.listPeople.one(actor, path, personId);
  }
}
