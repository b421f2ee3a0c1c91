import { Injectable } from '@nestjs/common';
import { Refused, UnitOfWork, writeJournal } from '@passerelle/shared/api-kit';
import { refusal, type Actor } from '@passerelle/shared/kernel';
import { BudgetVersions, type LoadedBudget, type VersionRow } from '@passerelle/budget/api';
import type { ApproveBudget, VersionsView } from '@passerelle/modification/model';
import { JudgedVersions, refuseUnlessAgrees } from '../_versions/judged-versions';
import { versionChange } from '../_versions/version-acts';
import type { VersionPath } from '../_versions/version-path';
import { VersionViews } from '../_versions/version-views';

/** Approves a version. Refusals: of JudgedVersions.forAct, 403 versions.needs.… where its shifts need somebody else, 422 versions.no-day, versions.before-approved, versions.before-start. */
@Injectable()
export class ApproveBudgetUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: BudgetVersions,
    private readonly judged: JudgedVersions,
    private readonly views: VersionViews,
  ) {}

  run(actor: Actor, path: VersionPath, seenRevision: number, { effectiveDate, body, number, note }: ApproveBudget): Promise<VersionsView> {
    return this.unitOfWork.run(actor, async (tx) => {
      const version = await this.judged.forAct(tx, actor, path, 'approveBudget', 'budget.approve', seenRevision);
      const { budget, agreement } = version;
      refuseUnlessAgrees(actor, version, agreement.approve);
      if (!isDay(effectiveDate)) throw new Refused(422, [refusal('versions.no-day', {}, '/effectiveDate')]);
      refuseBackdated(budget, await this.versions.ofProject(tx, budget.projectId), effectiveDate);
      await this.versions.decide(tx, actor, budget, 'APPROVED', { body, number, note, effectiveDate });
      await writeJournal(tx, { projectId: budget.projectId, actor, act: 'approveBudget', changes: [versionChange(budget, budget.status, { status: 'APPROVED', effectiveDate, body, number, note, level: agreement.level })] });
      return this.views.of(tx, actor, path);
    });
  }
}

/** A decision never says that another version was valid than the one that was: it takes effect with the latest approved version at the earliest; the first one, with the project. */
function refuseBackdated({ startDate }: LoadedBudget, versions: readonly VersionRow[], effectiveDate: string): void {
  const latest = versions.find(({ status }) => status === 'APPROVED');
  if (latest?.effectiveDate && effectiveDate < latest.effectiveDate) {
    throw new Refused(422, [refusal('versions.before-approved', { number: latest.versionNumber, onDate: latest.effectiveDate }, '/effectiveDate')]);
  }
  if (!latest && startDate !== null && effectiveDate < startDate) throw new Refused(422, [refusal('versions.before-start', { startDate }, '/effectiveDate')]);
}

/** A day of the calendar, as ISO writes it. */
function isDay(text: string): boolean {
  const read = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().slice(0, 10) === text;
}
