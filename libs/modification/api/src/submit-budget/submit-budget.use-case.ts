import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { refuseIfAny, UnitOfWork, writeJournal } from '@passerelle/shared/api-kit';
import { refusal, type Actor } from '@passerelle/shared/kernel';
import { BudgetVersions } from '@passerelle/budget/api';
import { canonicalJson, type VersionsView } from '@passerelle/modification/model';
import { SubmissionsRepository } from '../_persistence/submissions.repository';
import { JudgedVersions } from '../_versions/judged-versions';
import { hashOf, submissionContent } from '../_versions/submission-content';
import { versionChange } from '../_versions/version-acts';
import type { VersionPath } from '../_versions/version-path';
import { VersionViews } from '../_versions/version-views';

/** Submits a version and freezes a copy of it. Refusals: of JudgedVersions.forAct, 422 every problem that bars it, its cell as the pointer. */
@Injectable()
export class SubmitBudgetUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: BudgetVersions,
    private readonly submissions: SubmissionsRepository,
    private readonly judged: JudgedVersions,
    private readonly views: VersionViews,
  ) {}

  run(actor: Actor, path: VersionPath, seenRevision: number): Promise<VersionsView> {
    return this.unitOfWork.run(actor, async (tx) => {
      const { budget } = await this.judged.forAct(tx, actor, path, 'submitBudget', 'budget.submit', seenRevision);
      const errors = (await this.judged.problems(tx, budget)).filter(({ level }) => level === 'ERROR');
      refuseIfAny(422, errors.map(({ code, params, operatorId, category, lineId, field }) => refusal(code, params, `/${[operatorId, category, lineId, field].map((part) => part ?? '').join('/')}`)));
      await this.versions.submit(tx, actor, budget);
      const content = canonicalJson(submissionContent(await this.versions.withLines(tx, null, budget)));
      const sha256 = hashOf(content);
      const number = await this.submissions.add(tx, { id: uuid(), budgetId: budget.budgetId, byId: actor.personId, content, sha256 });
      await writeJournal(tx, { projectId: budget.projectId, actor, act: 'submitBudget', changes: [versionChange(budget, budget.status, { status: 'SUBMITTED', number, sha256 })] });
      return this.views.of(tx, actor, path);
    });
  }
}
