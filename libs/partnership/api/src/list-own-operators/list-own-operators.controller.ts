import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import { reachesOf, type Actor } from '@passerelle/shared/kernel';
import { OwnOperatorView } from '@passerelle/partnership/model';
import { PartnershipRepository } from '../_persistence/partnership.repository';

@ApiTags('partnership')
@Controller('own-operators')
export class ListOwnOperatorsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly partnerships: PartnershipRepository,
  ) {}

  /** The operators that the signed-in person works for. */
  @Get()
  @Needs('project.read')
  @Answers(200, OwnOperatorView, { list: true })
  @Refuses(401, 403)
  list(@CurrentActor() actor: Actor): Promise<OwnOperatorView[]> {
    const ids = reachesOf(actor, 'project.read').flatMap(({ assignment }) => assignment.operatorId ?? []);
    return this.unitOfWork.read(actor, (tx) => this.partnerships.operatorsById(tx, ids));
  }
}
