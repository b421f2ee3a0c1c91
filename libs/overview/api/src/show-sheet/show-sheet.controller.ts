import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, answerWithEtag, CurrentActor, Needs, ProjectPath, Refuses, UnitOfWork, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ProjectSheetView } from '@passerelle/overview/model';
import { OverviewReader } from '../overview.reader';

@ApiTags('projects')
@Controller('programmes/:programme/projects/:project/sheet')
export class ShowSheetController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly overview: OverviewReader,
  ) {}

  /** The project sheet: the six sections of the published form, with totals and totals by versant in cents. */
  @Get()
  @Needs('project.read')
  @Answers(200, ProjectSheetView)
  @Refuses(401, 403, 404)
  async show(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<ProjectSheetView | undefined> {
    const sheet = await this.unitOfWork.read(actor, (tx) => this.overview.sheet(tx, actor, path.programme, path.project));
    return answerWithEtag(request, reply, sheet.budgetRevision, sheet);
  }
}
