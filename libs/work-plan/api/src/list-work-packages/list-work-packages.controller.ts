import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, answerWithEtag, CurrentActor, Needs, ProjectPath, Refuses, UnitOfWork, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor, OperatorRole } from '@passerelle/shared/kernel';
import { PartnershipReader } from '@passerelle/partnership/api';
import { WorkPlanView } from '@passerelle/work-plan/model';
import { WORK_PACKAGES } from '../_acts/work-package-path';
import { WorkPlanRepository } from '../_persistence/work-plan.repository';

@ApiTags('work plan')
@Controller(WORK_PACKAGES)
export class ListWorkPackagesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly partnerships: PartnershipReader,
    private readonly workPlans: WorkPlanRepository,
  ) {}

  /** The project's work packages in the order of their numbers, and the operators that may be responsible for one. The ETag begins with the plan's revision. */
  @Get()
  @Needs('project.read')
  @Answers(200, WorkPlanView)
  @Refuses(400, 401, 403, 404)
  async list(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<WorkPlanView | undefined> {
    const view = await this.unitOfWork.snapshot(actor, async (tx): Promise<WorkPlanView> => {
      const { programmeId, projectId } = await this.partnerships.projectFor(tx, actor, 'project.read', path.programme, path.project);
      const operators = (await this.partnerships.operators(tx, projectId)).map((operator) => ({ ...operator, role: operator.role as OperatorRole }));
      return { programmeId, projectId, revision: await this.workPlans.revisionOf(tx, projectId), workPackages: await this.workPlans.workPackagesOf(tx, projectId), operators };
    });
    return answerWithEtag(request, reply, view.revision, view);
  }
}
