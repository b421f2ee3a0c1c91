import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { v7 as uuid } from 'uuid';
import { Answers, Creates, CurrentActor, etagOf, Needs, ProjectPath, refuseIfAny, Refuses, Takes } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { AddWorkPackage, refuseFields, withAdded, WorkPlanChanges } from '@passerelle/work-plan/model';
import { ChangeWorkPlanUseCase } from '../_acts/change-work-plan.use-case';
import { WORK_PACKAGES } from '../_acts/work-package-path';

@ApiTags('work plan')
@Controller(WORK_PACKAGES)
export class AddWorkPackageController {
  constructor(private readonly changeWorkPlan: ChangeWorkPlanUseCase) {}

  /** Adds a work package at the end of the plan; it gets the next number. Needs no If-Match: it is in nobody's way. */
  @Post()
  @Needs('workPlan.change')
  @Creates()
  @Takes(AddWorkPackage)
  @Answers(201, WorkPlanChanges)
  @Refuses(400, 401, 403, 404, 413)
  async add(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Body() fields: AddWorkPackage, @Res({ passthrough: true }) reply: FastifyReply): Promise<WorkPlanChanges> {
    const changes = await this.changeWorkPlan.run(actor, path, {
      name: 'addWorkPackage',
      seenRevision: null,
      apply: (workPackages, operatorIds) => {
        refuseIfAny(422, refuseFields(fields, operatorIds));
        return withAdded(workPackages, uuid(), fields);
      },
    });
    reply.header('etag', etagOf(changes.revision));
    return changes;
  }
}
