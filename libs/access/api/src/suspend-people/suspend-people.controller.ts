import { Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Answers, CurrentActor, Needs, ProgrammePath, Refuses } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { SuspendPeopleUseCase } from './suspend-people.use-case';

export class ManagedPersonPath extends ProgrammePath {
  @IsUUID() personId: string;
}

@ApiTags('access')
@Controller('programmes/:programme/people/:personId')
export class SuspendPeopleController {
  constructor(private readonly suspendPeople: SuspendPeopleUseCase) {}

  /** Closes a person's account: her sessions end at once, what she did stays hers. */
  @Post('deactivate')
  @HttpCode(204)
  @Needs('person.manage')
  @Answers(204)
  @Refuses(400, 401, 403, 404, 409)
  deactivate(@CurrentActor() actor: Actor, @Param() { personId, ...path }: ManagedPersonPath): Promise<void> {
    return this.suspendPeople.run(actor, path, personId, 'deactivate');
  }

  /** Opens a closed account again, with the roles that it had. */
  @Post('reactivate')
  @HttpCode(204)
  @Needs('person.manage')
  @Answers(204)
  @Refuses(400, 401, 403, 404, 409)
  reactivate(@CurrentActor() actor: Actor, @Param() { personId, ...path }: ManagedPersonPath): Promise<void> {
    return this.suspendPeople.run(actor, path, personId, 'reactivate');
  }

  /** Takes away the second factor of somebody who has lost phone and recovery codes; her sessions end, and she sets up another where a role needs one. */
  @Delete('second-factor')
  @HttpCode(204)
  @Needs('person.manage')
  @Answers(204)
  @Refuses(400, 401, 403, 404, 409)
  resetTotp(@CurrentActor() actor: Actor, @Param() { personId, ...path }: ManagedPersonPath): Promise<void> {
    return this.suspendPeople.run(actor, path, personId, 'resetTotp');
  }

  /** Ends a person's sessions: she signs in again. */
  @Delete('sessions')
  @HttpCode(204)
  @Needs('person.manage')
  @Answers(204)
  @Refuses(400, 401, 403, 404, 409)
  endSessions(@CurrentActor() actor: Actor, @Param() { personId, ...path }: ManagedPersonPath): Promise<void> {
    return this.suspendPeople.run(actor, path, personId, 'endSessions');
  }
}
