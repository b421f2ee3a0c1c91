import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Creates, CurrentActor, Needs, ProjectPath, Refuses } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { VersionsView } from '@passerelle/modification/model';
import { OpenModificationUseCase } from './open-modification.use-case';

@ApiTags('modification')
@Controller('programmes/:programme/projects/:project/budget/versions')
export class OpenModificationController {
  constructor(private readonly openModification: OpenModificationUseCase) {}

  /** Opens a modification: a draft beside the latest approved version and equal to it. The valid version stays valid until the draft is approved. */
  @Post()
  @HttpCode(201)
  @Creates()
  @Needs('budget.openModification')
  @Answers(201, VersionsView)
  @Refuses(401, 403, 404, 409)
  open(@CurrentActor() actor: Actor, @Param() path: ProjectPath): Promise<VersionsView> {
    return this.openModification.run(actor, path);
  }
}
