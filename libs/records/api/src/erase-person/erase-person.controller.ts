import { Body, Controller, Delete, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Answers, CurrentActor, Needs, ProgrammePath, Refuses, Takes } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ErasedPerson, ErasePerson } from '@passerelle/records/model';
import { ErasePersonUseCase } from './erase-person.use-case';

export class ErasedPersonPath extends ProgrammePath {
  @IsUUID() personId: string;
}

@ApiTags('records')
@Controller('programmes/:programme/people/:personId/personal-data')
export class ErasePersonController {
  constructor(private readonly erasePerson: ErasePersonUseCase) {}

  /** Erases a person for good: what she did stays, who she was is gone. It cannot be undone. */
  @Delete()
  @Needs('person.manage')
  @Takes(ErasePerson)
  @Answers(200, ErasedPerson)
  @Refuses(400, 401, 403, 404, 409, 413)
  erase(@CurrentActor() actor: Actor, @Param() { personId, ...path }: ErasedPersonPath, @Body() { reason }: ErasePerson): Promise<ErasedPerson> {
    return this.erasePerson.run(actor, path, personId, reason);
  }
}
