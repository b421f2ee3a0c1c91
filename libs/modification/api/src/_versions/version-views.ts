import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { cents } from '@passerelle/shared/money';
import { BudgetVersions, type BudgetPath, type VersionRow } from '@passerelle/budget/api';
import type { SubmissionView, VersionsView, VersionView } from '@passerelle/modification/model';
import { SubmissionsRepository, type StoredSubmission } from '../_persistence/submissions.repository';
import { agreementView, JudgedVersions } from './judged-versions';

type Names = ReadonlyMap<string | null, string>;

export const submissionView = ({ number, at, byId, sha256 }: StoredSubmission, names: Names): SubmissionView => ({ number, at, byName: names.get(byId) ?? '', sha256 });

/** The versions of a project's budget as they are shown; the answer of every act on them. */
@Injectable()
export class VersionViews {
  constructor(
    private readonly versions: BudgetVersions,
    private readonly submissions: SubmissionsRepository,
    private readonly judged: JudgedVersions,
  ) {}

  async of(tx: Transaction, actor: Actor, path: BudgetPath): Promise<VersionsView> {
    const { budget, agreement } = await this.judged.judge(tx, actor, 'budget.read', path, 'WORKING');
    const rows = await this.versions.ofProject(tx, budget.projectId);
    const submissions = await this.submissions.ofProject(tx, budget.projectId);
    const withdrawn = await this.versions.withdrawnOf(tx, budget.projectId);
    const names = await this.versions.namesOf(tx, [...new Set([...rows.flatMap((row) => [row.submittedById, row.decidedById]), ...submissions.map(({ byId }) => byId)])].filter((id) => id !== null));
    return {
      programmeId: budget.programmeId, projectId: budget.projectId, leadVersantCode: budget.leadVersantCode, versantCodes: [...budget.versantCodes],
      versions: rows.map((row) => versionView(row, submissions.filter(({ budgetId }) => budgetId === row.budgetId), names)),
      // One of which nothing was ever submitted left nothing to read.
      withdrawn: withdrawn.map(({ budgetId, versionNumber, withdrawnAt }) => ({ versionNumber, withdrawnAt, submissions: submissions.filter((one) => one.budgetId === budgetId).map((one) => submissionView(one, names)) })).filter((one) => one.submissions.length > 0),
      agreement: agreementView(agreement),
    };
  }
}

function versionView({ submittedById, decidedById, ...row }: VersionRow, submissions: readonly StoredSubmission[], names: Names): VersionView {
  return {
    ...row,
    totalCents: cents(row.totalCents), toAllocateCents: cents(row.toAllocateCents), erdfCents: cents(row.erdfCents),
    submittedByName: names.get(submittedById) ?? '', decidedByName: names.get(decidedById) ?? '',
    submissions: submissions.map((submission) => submissionView(submission, names)),
  };
}
