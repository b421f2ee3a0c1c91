import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, ProjectPath, Refuses } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ProjectAccessView } from '@passerelle/access/model';
import { ShowAccessUseCase } from './show-access.use-case';

@ApiTags('access')
@Controller('programmes/:programme/projects/:project/access')
export class ShowAccessController {
  constructor(private readonly showAccess: ShowAccessUseCase) {}

  /** Who has access to the project and why, who is invited, and for which operators the reader may give roles. Addresses are shown to who may give there. */
  @Get()
  @Needs('access.read')
  @Answers(200, ProjectAccessView)
  @Refuses(401, 403, 404)
  show(@CurrentActor() actor: Actor, @Param() path: ProjectPath): Promise<ProjectAccessView> {
    return this.showAccess.run(actor, path);
  }
}
