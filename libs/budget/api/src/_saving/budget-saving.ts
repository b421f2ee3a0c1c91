import { Injectable } from '@nestjs/common';
import { refuseIfAny, type JournalEntry, type Transaction } from '@passerelle/shared/api-kit';
import { totalsOf } from '@passerelle/budget/model';
import { ProgrammeReader } from '@passerelle/programme/api';
import { BudgetRepository, type BudgetChange, type BudgetForChange, type OperatorBudgetRow, type SavedLine, type SettledChange } from '../_persistence/budget.repository';
import { SimplifiedRepository } from '../_persistence/simplified.repository';
import { settled, withSaved, type SettledOperator } from './simplified-rows';

/** An act on a budget as its own rules leave it: every operator's row, and which of them it changes. */
export interface BudgetAct {
  readonly revision: number;
  readonly byId: string | null;
  /** All rows; those that the act does not touch are the same objects as before. */
  readonly rows: readonly OperatorBudgetRow[];
  /** Whose agreed total, and whose choice of flat rates, the act changes. */
  readonly agreedOf?: ReadonlySet<string>;
  readonly ratesOf?: ReadonlySet<string>;
  readonly lines: readonly SavedLine[];
  readonly removed: readonly { lineId: string; operatorId: string }[];
  readonly journal: JournalEntry;
}

export interface SavedAct {
  readonly changedAt: string;
  /** All rows as they are stored from now on. */
  readonly rows: readonly OperatorBudgetRow[];
}

/**
 * The one way in which an act reaches a budget. What an operator's flat rates give is computed anew from the lines as the act leaves them, and is saved with it, in the same
 * statement: the repository takes nothing else.
 */
@Injectable()
export class BudgetSaving {
  constructor(
    private readonly budgets: BudgetRepository,
    private readonly simplified: SimplifiedRepository,
    private readonly programmes: ProgrammeReader,
  ) {}

  /** `isLast`: nothing comes after it, and its transaction is committed with it. Out: null where somebody saved in between, and then nothing was saved. Refusal: 422 flat-rate.amount-too-large. */
  async save(tx: Transaction, budget: BudgetForChange, act: BudgetAct, last: { readonly isLast?: boolean } = {}): Promise<SavedAct | null> {
    const touched = act.rows.filter((row) => !budget.operators.includes(row));
    const operators = await this.settledOperators(tx, budget, act, touched);
    refuseIfAny(422, operators.flatMap(({ refusals }) => refusals));
    const settledRows = new Map(operators.map(({ row }) => [row.operatorId, row]));
    const rows = act.rows.map((row) => settledRows.get(row.operatorId) ?? row);
    const change = {
      budgetId: budget.budgetId, revision: act.revision, byId: act.byId,
      rows: touched.map((row) => ({ ...(settledRows.get(row.operatorId) ?? row), agreedChanged: act.agreedOf?.has(row.operatorId) ?? false, ratesChanged: act.ratesOf?.has(row.operatorId) ?? false })),
      lines: [...act.lines, ...operators.flatMap(({ lines }) => lines)],
      removed: [...act.removed, ...operators.flatMap(({ removed }) => removed)],
      totals: totalsOf(rows),
      journal: { ...act.journal, changes: [...act.journal.changes, ...operators.flatMap(({ changes }) => changes)] },
    };
    const changedAt = await this.saveSettled(tx, change, last);
    return changedAt === null ? null : { changedAt, rows };
  }

  /** An act whose rows and computed lines were worked out by `settled` already. */
  saveSettled(tx: Transaction, change: BudgetChange, last: { readonly isLast?: boolean } = {}): Promise<string | null> {
    return this.budgets.save(tx, change as SettledChange, last);
  }

  /** The operators with flat rates among those that the act touches; nobody else's lines are looked at. */
  private async settledOperators(tx: Transaction, budget: BudgetForChange, act: BudgetAct, touched: readonly OperatorBudgetRow[]): Promise<SettledOperator[]> {
    const concerned = touched.filter((row) => row.flatRates.length > 0 || act.ratesOf?.has(row.operatorId));
    if (concerned.length === 0) return [];
    const named = [...act.lines.map(({ lineId }) => lineId), ...act.removed.map(({ lineId }) => lineId)];
    const { real, computed } = await this.simplified.sumsOf(tx, budget.budgetId, concerned.map(({ operatorId }) => operatorId), named);
    const { flatRates } = await this.programmes.budgetRules(tx, budget.programmeId);
    const after = withSaved(real, act.lines, new Map(budget.categories.map(({ code, id }) => [id, code])));
    const of = <T extends { operatorId: string }>(all: readonly T[], { operatorId }: OperatorBudgetRow): T[] => all.filter((one) => one.operatorId === operatorId);
    return concerned.map((row) => settled(row, of(after, row), of(computed, row), flatRates, budget.categories, act.revision));
  }
}
