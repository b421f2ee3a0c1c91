import { Controller, Delete, Param, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, CurrentActor, etagOf, Needs, Refuses, revisionFromIfMatch, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { withRemoved, WorkPlanChanges } from '@passerelle/work-plan/model';
import { ChangeWorkPlanUseCase } from '../_acts/change-work-plan.use-case';
import { IF_MATCH, WORK_PACKAGES, WorkPackagePath } from '../_acts/work-package-path';

@ApiTags('work plan')
@Controller(WORK_PACKAGES)
export class RemoveWorkPackageController {
  constructor(private readonly changeWorkPlan: ChangeWorkPlanUseCase) {}

  /** Takes a work package away; the numbers after it close up. Refused with a 409 while lines of a budget stand on it. */
  @Delete(':workPackageId')
  @Needs('workPlan.change')
  @ApiHeader(IF_MATCH)
  @Answers(200, WorkPlanChanges)
  @Refuses(400, 401, 403, 404, 409, 412, 428)
  async remove(@CurrentActor() actor: Actor, @Param() path: WorkPackagePath, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<WorkPlanChanges> {
    const seenRevision = revisionFromIfMatch(request);
    const { workPackageId } = path;
    const changes = await this.changeWorkPlan.run(actor, path, { name: 'removeWorkPackage', seenRevision, workPackageId, apply: (workPackages) => withRemoved(workPackages, workPackageId) });
    reply.header('etag', etagOf(changes.revision));
    return changes;
  }
}
