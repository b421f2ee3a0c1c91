import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { subtractCents, ZERO_CENTS } from '@passerelle/shared/money';
import { BudgetVersions, type WholeVersion } from '@passerelle/budget/api';
import { differenceOf, type BudgetVersion } from '@passerelle/budget/model';
import type { DifferenceView } from '@passerelle/modification/model';
import { halfYearsOf } from '@passerelle/project/model';
import { WorkPlanReader } from '@passerelle/work-plan/api';
import type { DifferencePath } from './version-path';

// Who pays is no part of this difference.
const NOBODY_PAYS = { ERDF: ZERO_CENTS, PUBLIC: ZERO_CENTS, AUTOMATIC_PUBLIC: ZERO_CENTS, PRIVATE: ZERO_CENTS, OWN: ZERO_CENTS };

const compared = ({ budget, lines }: WholeVersion): BudgetVersion => ({
  operators: budget.operators.map(({ operatorId, versantCode, totalCents }) => ({ operatorId, versantCode, totalCents, byPayer: NOBODY_PAYS })),
  lines,
});

/** How two versions of a project's budget differ, as far as the reader may know. */
@Injectable()
export class Differences {
  constructor(
    private readonly versions: BudgetVersions,
    private readonly workPlans: WorkPlanReader,
  ) {}

  async of(tx: Transaction, actor: Actor, path: DifferencePath): Promise<DifferenceView> {
    const [before, after] = [await this.whole(tx, actor, path, path.before), await this.whole(tx, actor, path, path.after)];
    const { lines, by, total } = differenceOf(compared(before), compared(after));
    const operators = new Map([...before.budget.operators, ...after.budget.operators].map(({ operatorId, name, versantCode }) => [operatorId, { operatorId, name, versantCode }]));
    const [beforeCents, afterCents] = [before.budget.erdfCents, after.budget.erdfCents];
    const { startDate, endDate, projectId, categories } = after.budget;
    return {
      before: path.before, after: path.after, total, erdf: { key: null, beforeCents, afterCents, differenceCents: subtractCents(afterCents, beforeCents) },
      by: { operator: [...by.operator], versant: [...by.versant], category: [...by.category], workPackage: [...by.workPackage], halfYear: [...by.halfYear] },
      lines: lines.map((line) => ({ ...line, fields: [...line.fields] }) as DifferenceView['lines'][number]),
      sameLines: after.lines.length - lines.filter(({ kind }) => kind !== 'REMOVED').length,
      withheld: [...before.lines, ...after.lines].some(({ masked }) => masked),
      operators: [...operators.values()],
      categories: categories.map(({ code, names }) => ({ code, names })),
      workPackages: (await this.workPlans.workPackagesOf(tx, projectId)).map(({ workPackageId, number, names }) => ({ workPackageId, number, names })),
      periods: halfYearsOf(startDate, endDate),
    };
  }

  private async whole(tx: Transaction, actor: Actor, path: DifferencePath, number: number): Promise<WholeVersion> {
    return this.versions.withLines(tx, actor, await this.versions.find(tx, actor, 'budget.read', path, number));
  }
}
