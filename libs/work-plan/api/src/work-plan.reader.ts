import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { WorkPackage } from '@passerelle/work-plan/model';
import { WorkPlanRepository } from './_persistence/work-plan.repository';

/** What other domains ask about work plans. */
@Injectable()
export class WorkPlanReader {
  constructor(private readonly workPlans: WorkPlanRepository) {}

  /** A project's work packages in the order of their numbers. */
  workPackagesOf(tx: Transaction, projectId: string): Promise<WorkPackage[]> {
    return this.workPlans.workPackagesOf(tx, projectId);
  }

  /** How often a project's plan was changed; 0 where nothing was ever planned. */
  revisionOf(tx: Transaction, projectId: string): Promise<number> {
    return this.workPlans.revisionOf(tx, projectId);
  }
}
