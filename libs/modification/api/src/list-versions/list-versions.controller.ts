import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, ProjectPath, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { VersionsView } from '@passerelle/modification/model';
import { VersionViews } from '../_versions/version-views';

@ApiTags('modification')
@Controller('programmes/:programme/projects/:project/budget/versions')
export class ListVersionsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly views: VersionViews,
  ) {}

  /** The versions of the project's budget, latest first, with their decisions and submissions, totals in cents; and who may agree to the latest one. */
  @Get()
  @Needs('budget.read')
  @Answers(200, VersionsView)
  @Refuses(401, 403, 404)
  list(@CurrentActor() actor: Actor, @Param() path: ProjectPath): Promise<VersionsView> {
    return this.unitOfWork.snapshot(actor, (tx) => this.views.of(tx, actor, path));
  }
}
