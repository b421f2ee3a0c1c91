import { Injectable } from '@nestjs/common';
import { Refused, UnitOfWork, writeJournal } from '@passerelle/shared/api-kit';
import { refusal, type Actor } from '@passerelle/shared/kernel';
import { BudgetVersions } from '@passerelle/budget/api';
import { permissionToReturn, type VersionsView } from '@passerelle/modification/model';
import { JudgedVersions, refuseUnlessAgrees } from '../_versions/judged-versions';
import { versionChange } from '../_versions/version-acts';
import type { VersionPath } from '../_versions/version-path';
import { VersionViews } from '../_versions/version-views';

/** Returns a version with the reasons. Refusals: of JudgedVersions.forAct, 403 versions.needs.…, 422 versions.reasons-missing. */
@Injectable()
export class ReturnBudgetUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: BudgetVersions,
    private readonly judged: JudgedVersions,
    private readonly views: VersionViews,
  ) {}

  run(actor: Actor, path: VersionPath, seenRevision: number, reasons: string): Promise<VersionsView> {
    return this.unitOfWork.run(actor, async (tx) => {
      const version = await this.judged.forAct(tx, actor, path, 'returnBudget', 'budget.return', seenRevision);
      const { budget, agreement } = version;
      refuseUnlessAgrees(actor, version, permissionToReturn(agreement));
      if (!reasons.trim()) throw new Refused(422, [refusal('versions.reasons-missing', {}, '/reasons')]);
      await this.versions.decide(tx, actor, budget, 'RETURNED', { body: '', number: '', note: reasons.trim(), effectiveDate: null });
      await writeJournal(tx, { projectId: budget.projectId, actor, act: 'returnBudget', changes: [versionChange(budget, budget.status, { status: 'RETURNED', reasons: reasons.trim() })] });
      return this.views.of(tx, actor, path);
    });
  }
}
