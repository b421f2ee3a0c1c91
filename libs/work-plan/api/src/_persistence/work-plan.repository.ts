import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { WorkPackage } from '@passerelle/work-plan/model';

/** Work plans and their packages. The only SQL of the work plan. */
@Injectable()
export class WorkPlanRepository {
  async workPackagesOf(tx: Transaction, projectId: string): Promise<WorkPackage[]> {
    return tx.query(
      `select id "workPackageId", number, kind, names, responsible_operator_id "responsibleOperatorId" from work_package where project_id = $1 order by number`,
      [projectId],
    );
  }
}
