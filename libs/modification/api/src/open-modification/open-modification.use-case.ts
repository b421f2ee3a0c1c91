import { Injectable } from '@nestjs/common';
import { Refused, UnitOfWork, writeJournal } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { BudgetVersions, type BudgetPath } from '@passerelle/budget/api';
import { mayOpenModification, type VersionsView } from '@passerelle/modification/model';
import { versionChange } from '../_versions/version-acts';
import { VersionViews } from '../_versions/version-views';

/** Opens a modification as a copy of the latest version, once that is approved. Refusals: 403, 404, 409 versions.draft-stands. */
@Injectable()
export class OpenModificationUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: BudgetVersions,
    private readonly views: VersionViews,
  ) {}

  run(actor: Actor, path: BudgetPath): Promise<VersionsView> {
    return this.unitOfWork.run(actor, async (tx) => {
      await this.versions.lock(tx, path);
      const budget = await this.versions.find(tx, actor, 'budget.openModification', path, 'WORKING');
      if (!mayOpenModification(budget)) throw new Refused(409, 'versions.draft-stands');
      const opened = await this.versions.copy(tx, budget);
      await writeJournal(tx, { projectId: budget.projectId, actor, act: 'openModification', changes: [versionChange(opened, null, { status: 'DRAFT', basedOn: budget.versionNumber })] });
      return this.views.of(tx, actor, path);
    });
  }
}
