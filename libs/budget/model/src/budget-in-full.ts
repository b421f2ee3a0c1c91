import type { OperatorRole, Texts } from '@passerelle/shared/kernel';
import type { RoundingRule } from '@passerelle/shared/money';
import type { CategoryKind } from '@passerelle/programme/model';
import type { BudgetStatus, OperatorBudgetView } from './budget.contract';
import type { LineView, LineWorkPackageView, PeriodView } from './lines.contract';

/** A line with the revisions by which staleness is judged. */
export interface LineWithRevisions extends LineView {
  /** Field → revision of its last change; a field that is not here is as old as the line. */
  readonly fieldRevisions: Readonly<Record<string, number>>;
  readonly createdRevision: number;
}

/** A version of a budget with everything in it: what is exported, and what a file that comes in is compared with. */
export interface BudgetInFull {
  readonly budgetId: string;
  readonly projectCode: string;
  readonly versionNumber: number;
  readonly revision: number;
  readonly status: BudgetStatus;
  readonly changedAt: string;
  readonly categories: readonly { readonly code: string; readonly names: Texts; readonly kind: CategoryKind }[];
  readonly periods: readonly PeriodView[];
  readonly workPackages: readonly LineWorkPackageView[];
  readonly operators: readonly (OperatorBudgetView & { readonly roundingRule: RoundingRule; readonly agreedRevision: number })[];
  /** Operators that have no budget. */
  readonly unfunded: readonly { readonly operatorId: string; readonly name: string; readonly role: OperatorRole }[];
  readonly lines: readonly LineWithRevisions[];
}
