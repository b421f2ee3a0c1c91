import { Injectable } from '@nestjs/common';
import { Refused, type Transaction } from '@passerelle/shared/api-kit';
import { may, type Actor, type Permission } from '@passerelle/shared/kernel';
import { BudgetVersions, ruleDate, type BudgetPath, type LoadedBudget } from '@passerelle/budget/api';
import { shiftsOf, type Shifts, type ShiftOperator } from '@passerelle/budget/model';
import { agreementOf, permissionToReturn, problemsOf, transitionOf, type Agreement, type AgreementView, type Problem, type VersionAct } from '@passerelle/modification/model';
import { ProgrammeReader } from '@passerelle/programme/api';
import { halfYearsOf } from '@passerelle/project/model';
import { WorkPlanReader } from '@passerelle/work-plan/api';

/** A version with what it is held against, and who may agree to it. */
export interface JudgedVersion {
  readonly budget: LoadedBudget;
  /** The number of the version; null: the first. */
  readonly basedOn: number | null;
  /** The first agreed version, from which shifts are counted. */
  readonly agreed: LoadedBudget | null;
  readonly shifts: Shifts;
  readonly agreement: Agreement;
}

const NO_SHIFTS: Shifts = { shifts: [], level: 'FREE', decisive: [] };
const shiftRow = ({ operatorId, totalCents, amountsCents }: ShiftOperator): ShiftOperator => ({ operatorId, totalCents, amountsCents });

/** Versions as the rules see them: what they shift, who may agree, what stands in the way. */
@Injectable()
export class JudgedVersions {
  constructor(
    private readonly versions: BudgetVersions,
    private readonly programmes: ProgrammeReader,
    private readonly workPlans: WorkPlanReader,
  ) {}

  /** A version that may be read, judged. Refusals: 404, 403. */
  async judge(tx: Transaction, actor: Actor, permission: Permission, path: BudgetPath, which: 'WORKING' | number): Promise<JudgedVersion> {
    const budget = await this.versions.find(tx, actor, permission, path, which);
    const all = await this.versions.ofProject(tx, budget.projectId);
    const first = all.findLast(({ status }) => status === 'APPROVED');
    const basedOn = all.find(({ budgetId }) => budgetId === budget.budgetId)?.basedOn ?? null;
    const { shiftRules } = (await this.programmes.get(tx, path.programme)).budgetRules;
    if (!first || first.budgetId === budget.budgetId) return { budget, basedOn, agreed: null, shifts: NO_SHIFTS, agreement: agreementOf(null, budget, 'FREE', shiftRules) };
    const agreed = await this.versions.find(tx, actor, permission, path, first.versionNumber);
    const shifts = shiftsOf(agreed.operators.map(shiftRow), budget.operators.map(shiftRow), shiftRules);
    return { budget, basedOn, agreed, shifts, agreement: agreementOf(agreed, budget, shifts.level, shiftRules) };
  }

  /**
   * The version on which an act is done, for somebody with the act's permission, as she saw it. Refusals: 404, 403, 409 versions.not-latest and versions.not-so (the
   * table of lifecycles has no such transition), 412 where it is another revision than the one that she saw.
   */
  async forAct(tx: Transaction, actor: Actor, path: BudgetPath & { version: number }, act: VersionAct, permission: Permission, seenRevision: number): Promise<JudgedVersion> {
    await this.versions.lock(tx, path);
    const judged = await this.judge(tx, actor, permission, path, path.version);
    const { budget, basedOn } = judged;
    if (!budget.isWorking) throw new Refused(409, 'versions.not-latest');
    if (!transitionOf({ ...budget, basedOn }, act)) throw new Refused(409, `versions.not-so.${act}`);
    if (budget.revision !== seenRevision) throw new Refused(412, 'general.stale');
    return judged;
  }

  /** Every problem of a version, whoever asks: a problem tells no salary. */
  async problems(tx: Transaction, budget: LoadedBudget): Promise<Problem[]> {
    const { lines } = await this.versions.withLines(tx, null, budget);
    const { budgetRules } = await this.programmes.get(tx, budget.programmeCode);
    const workPackages = await this.workPlans.workPackagesOf(tx, budget.projectId);
    return problemsOf({
      operators: budget.operators,
      lines,
      categoryCodes: budget.categories.map(({ code }) => code),
      halfYears: halfYearsOf(budget.startDate, budget.endDate).length,
      workPackages: workPackages.length,
      rules: budgetRules,
      languages: await this.versions.languagesOf(tx, budget.projectId),
      date: ruleDate(budget),
    });
  }
}

export const agreementView = (agreement: Agreement): AgreementView => ({ ...agreement, return: permissionToReturn(agreement) });

/** Refusal: 403 where the version needs somebody else's agreement. */
export function refuseUnlessAgrees(actor: Actor, { budget, agreement }: JudgedVersion, permission: Permission): void {
  if (!may(actor, permission, budget)) throw new Refused(403, `versions.needs.${agreement.level}.${agreement.reason}`);
}
