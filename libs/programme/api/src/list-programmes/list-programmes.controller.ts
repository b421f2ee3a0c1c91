import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import { reachesOf, type Actor } from '@passerelle/shared/kernel';
import { ProgrammeView } from '@passerelle/programme/model';
import { ProgrammeRepository } from '../_persistence/programme.repository';

@ApiTags('programmes')
@Controller('programmes')
export class ListProgrammesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly programmes: ProgrammeRepository,
  ) {}

  /** The programmes in which the person has a role, with their words and lists. Rates in basis points. */
  @Get()
  @Needs('programme.read')
  @Answers(200, ProgrammeView, { list: true })
  @Refuses(401, 403)
  list(@CurrentActor() actor: Actor): Promise<ProgrammeView[]> {
    const ids = reachesOf(actor, 'programme.read').map(({ assignment }) => assignment.programmeId);
    return this.unitOfWork.read(actor, (tx) => this.programmes.views(tx, ids.includes(null) ? null : ids.filter((id) => id !== null)));
  }
}
