import { Injectable } from '@nestjs/common';
import { UnitOfWork, writeJournal } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { BudgetVersions } from '@passerelle/budget/api';
import type { VersionsView } from '@passerelle/modification/model';
import { JudgedVersions } from '../_versions/judged-versions';
import { versionChange } from '../_versions/version-acts';
import type { VersionPath } from '../_versions/version-path';
import { VersionViews } from '../_versions/version-views';

/** Withdraws a modification. What was submitted of it before stays in its submissions. One that is withdrawn already stays so: the answer was lost. Refusals: of JudgedVersions.forAct. */
@Injectable()
export class WithdrawModificationUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: BudgetVersions,
    private readonly judged: JudgedVersions,
    private readonly views: VersionViews,
  ) {}

  run(actor: Actor, path: VersionPath, seenRevision: number): Promise<VersionsView> {
    return this.unitOfWork.run(actor, async (tx) => {
      await this.versions.lock(tx, path);
      const { projectId } = await this.versions.find(tx, actor, 'budget.withdrawModification', path, 'WORKING');
      const withdrawn = await this.versions.withdrawnOf(tx, projectId);
      if (withdrawn.some(({ versionNumber }) => versionNumber === path.version)) return this.views.of(tx, actor, path);
      const { budget } = await this.judged.forAct(tx, actor, path, 'withdrawModification', 'budget.withdrawModification', seenRevision);
      await this.versions.withdraw(tx, budget);
      await writeJournal(tx, { projectId: budget.projectId, actor, act: 'withdrawModification', changes: [versionChange(budget, budget.status, null)] });
      return this.views.of(tx, actor, path);
    });
  }
}
