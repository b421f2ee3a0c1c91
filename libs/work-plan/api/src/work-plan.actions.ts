import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { refuseIfAny, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { refuseFields, withAdded, type WorkPackage, type WorkPackageFields } from '@passerelle/work-plan/model';
import { ChangeWorkPlanUseCase } from './_acts/change-work-plan.use-case';

/** What others do with work plans, in their own transaction. */
@Injectable()
export class WorkPlanActions {
  constructor(private readonly changeWorkPlan: ChangeWorkPlanUseCase) {}

  /** Adds work packages at the end of a project's plan, as one act. Out: the whole plan. Refusals: 422 by refuseFields and refuseCount. */
  async add(tx: Transaction, actor: Actor, project: { readonly projectId: string; readonly programmeId: string }, added: readonly WorkPackageFields[]): Promise<readonly WorkPackage[]> {
    const { workPackages } = await this.changeWorkPlan.apply(tx, actor, project, {
      name: 'addWorkPackage',
      seenRevision: null,
      apply: (before, operatorIds) => {
        refuseIfAny(422, added.flatMap((fields) => refuseFields(fields, operatorIds)));
        return added.reduce<readonly WorkPackage[]>((plan, fields) => withAdded(plan, uuid(), fields), before);
      },
    });
    return workPackages;
  }
}
