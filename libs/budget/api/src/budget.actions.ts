import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Transaction } from '@passerelle/shared/api-kit';
import { ZERO_CENTS, type BasisPoints, type Cents, type RoundingRule } from '@passerelle/shared/money';
import { figuresOf, totalsOf } from '@passerelle/budget/model';
import { BudgetRepository } from './_persistence/budget.repository';

/** A funded operator of a new budget: the published or agreed total (cents) where there is one, and its rate. */
export interface FundedOperator {
  readonly operatorId: string;
  readonly agreedTotalCents: Cents | null;
  readonly erdfRateBp: BasisPoints;
}

/** What other domains do with budgets, in their own transaction. */
@Injectable()
export class BudgetActions {
  constructor(private readonly budgets: BudgetRepository) {}

  /** Opens the first version of a project's budget as a draft. Associated operators are not in it; the database refuses one. */
  async open(tx: Transaction, budget: { projectId: string; byId: string | null; roundingRule: RoundingRule; operators: readonly FundedOperator[] }): Promise<void> {
    const rows = budget.operators.map((operator) => ({ ...operator, ...figuresOf({ ...operator, amountsCents: {}, roundingRule: budget.roundingRule, otherSourcesCents: ZERO_CENTS }), amountsCents: {}, lineCounts: {}, agreedChanged: true }));
    const totals = totalsOf(rows);
    await this.budgets.add(tx, { budgetId: uuid(), projectId: budget.projectId, byId: budget.byId, roundingRule: budget.roundingRule, rows, totals });
  }
}
