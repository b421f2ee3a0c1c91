import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, ProjectPath, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { PartnershipReader } from '@passerelle/partnership/api';
import { RetentionView } from '@passerelle/records/model';
import { RetentionViews } from '../_retention/retention-view';

@ApiTags('records')
@Controller('programmes/:programme/projects/:project/retention')
export class ReadRetentionController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly partnerships: PartnershipReader,
    private readonly views: RetentionViews,
  ) {}

  /** How long the project's records are kept, and what holds them. */
  @Get()
  @Needs('project.read')
  @Answers(200, RetentionView)
  @Refuses(400, 401, 403, 404)
  read(@CurrentActor() actor: Actor, @Param() path: ProjectPath): Promise<RetentionView> {
    return this.unitOfWork.read(actor, async (tx) => this.views.of(tx, actor, await this.partnerships.projectFor(tx, actor, 'project.read', path.programme, path.project)));
  }
}
