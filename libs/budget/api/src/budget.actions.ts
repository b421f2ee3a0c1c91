import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Actor, Refusal } from '@passerelle/shared/kernel';
import { ZERO_CENTS, type BasisPoints, type Cents, type RoundingRule } from '@passerelle/shared/money';
import { figuresOf, totalsOf, type AmountChange, type ChangeLines } from '@passerelle/budget/model';
import { BudgetRepository, type BudgetPath } from './_persistence/budget.repository';
import { ChangeAmountsUseCase } from './change-amounts/change-amounts.use-case';
import { ChangeLinesUseCase } from './change-lines/change-lines.use-case';

/** A funded operator of a new budget: the published or agreed total (cents) where there is one, and its rate. */
export interface FundedOperator {
  readonly operatorId: string;
  readonly agreedTotalCents: Cents | null;
  readonly erdfRateBp: BasisPoints;
}

/** What other domains do with budgets, in their own transaction. */
@Injectable()
export class BudgetActions {
  constructor(
    private readonly budgets: BudgetRepository,
    private readonly changeLines: ChangeLinesUseCase,
    private readonly changeAmounts: ChangeAmountsUseCase,
  ) {}

  /** Locks a project's budget: from here on nobody else saves until the end of the transaction. */
  lock(tx: Transaction, path: BudgetPath): Promise<void> {
    return this.budgets.lock(tx, path);
  }

  /** Every reason against a change of lines, each at its pointer, without making it. */
  reasonsAgainst(tx: Transaction, actor: Actor, path: BudgetPath, lines: ChangeLines): Promise<readonly Refusal[]> {
    return this.changeLines.reasonsAgainst(tx, actor, path, lines);
  }

  /**
   * Changes lines and amounts of a budget that is locked, as its own acts do and with their refusals: all or nothing. In: the revision on which the sender's
   * screen stands. Out: the revision that it brought.
   */
  async change(tx: Transaction, actor: Actor, path: BudgetPath, seenRevision: number, lines: ChangeLines, amounts: readonly AmountChange[]): Promise<number> {
    let revision = seenRevision;
    if (lines.inserted.length + lines.changed.length + lines.removed.length > 0) revision = (await this.changeLines.inTransaction(tx, actor, path, seenRevision, lines)).revision;
    if (amounts.length > 0) revision = (await this.changeAmounts.inTransaction(tx, actor, path, seenRevision, amounts)).revision;
    return revision;
  }

  /** Opens the first version of a project's budget as a draft. Associated operators are not in it; the database refuses one. */
  async open(tx: Transaction, budget: { projectId: string; byId: string | null; roundingRule: RoundingRule; operators: readonly FundedOperator[] }): Promise<void> {
    const rows = budget.operators.map((operator) => ({ ...operator, ...figuresOf({ ...operator, amountsCents: {}, roundingRule: budget.roundingRule, otherSourcesCents: ZERO_CENTS }), amountsCents: {}, lineCounts: {}, agreedChanged: true }));
    const totals = totalsOf(rows);
    await this.budgets.add(tx, { budgetId: uuid(), projectId: budget.projectId, byId: budget.byId, roundingRule: budget.roundingRule, rows, totals });
  }
}
