import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { budgetOf, type BudgetOf } from './_persistence/budget-views';
import { permitted } from '@passerelle/partnership/api';
import { BudgetRepository, type BudgetPath } from './_persistence/budget.repository';

/** What others ask about budgets. */
@Injectable()
export class BudgetReader {
  constructor(private readonly budgets: BudgetRepository) {}

  /** The budget of a project with the project's days, for somebody who may read it. Refusals: 404, 403. */
  async open(tx: Transaction, actor: Actor, path: BudgetPath): Promise<BudgetOf> {
    return budgetOf(permitted(actor, 'budget.read', await this.budgets.open(tx, path)));
  }
}
