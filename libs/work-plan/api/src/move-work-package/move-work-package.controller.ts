import { Body, Controller, Param, Put, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, CurrentActor, etagOf, Needs, Refuses, revisionFromIfMatch, Takes, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { MoveWorkPackage, withMoved, WorkPlanChanges } from '@passerelle/work-plan/model';
import { ChangeWorkPlanUseCase } from '../_acts/change-work-plan.use-case';
import { IF_MATCH, WORK_PACKAGES, WorkPackagePath } from '../_acts/work-package-path';

@ApiTags('work plan')
@Controller(WORK_PACKAGES)
export class MoveWorkPackageController {
  constructor(private readonly changeWorkPlan: ChangeWorkPlanUseCase) {}

  /** Gives a work package another number; the others close up, and the answer names every number that is another one now. What stands on a package stays with it. */
  @Put(':workPackageId/number')
  @Needs('workPlan.change')
  @ApiHeader(IF_MATCH)
  @Takes(MoveWorkPackage)
  @Answers(200, WorkPlanChanges)
  @Refuses(400, 401, 403, 404, 412, 413, 428)
  async move(@CurrentActor() actor: Actor, @Param() path: WorkPackagePath, @Body() { number }: MoveWorkPackage, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<WorkPlanChanges> {
    const seenRevision = revisionFromIfMatch(request);
    const { workPackageId } = path;
    const changes = await this.changeWorkPlan.run(actor, path, { name: 'moveWorkPackage', seenRevision, workPackageId, apply: (workPackages) => withMoved(workPackages, workPackageId, number) });
    reply.header('etag', etagOf(changes.revision));
    return changes;
  }
}
