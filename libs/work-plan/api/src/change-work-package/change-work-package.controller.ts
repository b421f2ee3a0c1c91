import { Body, Controller, Param, Patch, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, CurrentActor, etagOf, Needs, refuseIfAny, Refuses, revisionFromIfMatch, Takes, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ChangeWorkPackage, refuseFields, withChanged, WorkPlanChanges } from '@passerelle/work-plan/model';
import { ChangeWorkPlanUseCase } from '../_acts/change-work-plan.use-case';
import { IF_MATCH, WORK_PACKAGES, WorkPackagePath } from '../_acts/work-package-path';

@ApiTags('work plan')
@Controller(WORK_PACKAGES)
export class ChangeWorkPackageController {
  constructor(private readonly changeWorkPlan: ChangeWorkPlanUseCase) {}

  /** Changes a work package's name, in the languages that are given, its kind or the operator that is responsible for it. */
  @Patch(':workPackageId')
  @Needs('workPlan.change')
  @ApiHeader(IF_MATCH)
  @Takes(ChangeWorkPackage)
  @Answers(200, WorkPlanChanges)
  @Refuses(400, 401, 403, 404, 412, 413, 422, 428)
  async change(@CurrentActor() actor: Actor, @Param() path: WorkPackagePath, @Body() fields: ChangeWorkPackage, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<WorkPlanChanges> {
    const changes = await this.changeWorkPlan.run(actor, path, {
      name: 'changeWorkPackage',
      seenRevision: revisionFromIfMatch(request),
      workPackageId: path.workPackageId,
      apply: (workPackages, operatorIds) => {
        refuseIfAny(422, refuseFields(fields, operatorIds));
        return withChanged(workPackages, path.workPackageId, fields);
      },
    });
    reply.header('etag', etagOf(changes.revision));
    return changes;
  }
}
