import { Injectable } from '@nestjs/common';
import { SYSTEM, UnitOfWork, writeJournal, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { figuresOf, totalsOf } from '@passerelle/budget/model';
import { BudgetRepository, type BudgetTotals, type StoredBudget } from '../_persistence/budget.repository';

/** A stored total that is not what the rules give from the amounts. `operator` null: the project's own. */
export interface TotalsDifference {
  readonly programme: string;
  readonly project: string;
  readonly operator: string | null;
  /** One of the totals, or `amount:<category code>`. */
  readonly figure: string;
  readonly storedCents: Cents;
  readonly computedCents: Cents;
}

const PAGE = 500;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const FIGURES = ['totalCents', 'toAllocateCents', 'erdfCents', 'otherSourcesCents', 'ownContributionCents'] as const;

const computedOf = (budget: StoredBudget) => {
  const rows = budget.rows.map((row) => {
    const amountsCents = Object.fromEntries(row.lines.flatMap(({ code, cents }) => (cents === null ? [] : [[code, cents]])));
    const lineCounts = Object.fromEntries(row.lines.flatMap(({ code, lines }) => (lines === 0 ? [] : [[code, lines]])));
    return { operatorId: row.operatorId, name: row.name, stored: row, computed: { ...figuresOf({ ...row, amountsCents, otherSourcesCents: row.sourcesCents }), amountsCents, lineCounts } };
  });
  return { rows, totals: totalsOf(rows.map((row) => row.computed)) };
};

/** Computes all totals anew from the amounts and compares them with the stored ones; writes them over where asked to. */
@Injectable()
export class RecomputeTotalsUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
  ) {}

  /** Out: how many budgets were looked at, the programme-wide sums (cents), and every difference. With `mend` the stored totals are written anew. */
  async run(options: { mend: boolean; by: Actor | null }): Promise<{ budgets: number; totalCents: Cents; erdfCents: Cents; differences: TotalsDifference[] }> {
    const differences: TotalsDifference[] = [];
    const totals: Cents[] = [];
    const erdfs: Cents[] = [];
    let budgets = 0;
    for (let afterId = FIRST_ID; ; ) {
      const page = await this.unitOfWork.run(SYSTEM, (tx) => this.page(tx, afterId, options));
      for (const { budget, found } of page) {
        differences.push(...found);
        totals.push(budget.totals.totalCents);
        erdfs.push(budget.totals.erdfCents);
      }
      budgets += page.length;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return { budgets, totalCents: sumCents(totals), erdfCents: sumCents(erdfs), differences };
      afterId = last.budget.budgetId;
    }
  }

  private async page(tx: Transaction, afterId: string, { mend, by }: { mend: boolean; by: Actor | null }) {
    const page = await this.budgets.storedTotals(tx, { afterId, limit: PAGE });
    const result = page.map((budget) => ({ budget, found: differencesOf(budget, computedOf(budget)) }));
    for (const { budget, found } of result) if (mend && found.length > 0) await this.mend(tx, budget.budgetId, by);
    return result;
  }

  /** Locks the budget and looks again, since somebody may have saved in between. */
  private async mend(tx: Transaction, budgetId: string, by: Actor | null): Promise<void> {
    await this.budgets.lockById(tx, budgetId);
    const [budget] = await this.budgets.storedTotals(tx, { budgetId });
    if (!budget) return;
    const computed = computedOf(budget);
    const found = differencesOf(budget, computed);
    await this.budgets.rewriteTotals(tx, budgetId, computed.rows.map((row) => ({ operatorId: row.operatorId, ...row.computed })), computed.totals);
    const changes = found.map((d) => ({ subject: `budget-total:${budgetId}:${d.figure}`, label: d.operator ?? d.project, before: d.storedCents, after: d.computedCents }));
    await writeJournal(tx, { projectId: budget.projectId, actor: by, act: 'recomputeTotals', changes });
  }
}

function differencesOf(budget: StoredBudget, computed: ReturnType<typeof computedOf>): TotalsDifference[] {
  const compare = (operator: string | null, stored: BudgetTotals, anew: BudgetTotals): TotalsDifference[] =>
    FIGURES.filter((figure) => stored[figure] !== anew[figure]).map((figure) => ({
      programme: budget.programmeCode, project: budget.projectCode, operator, figure, storedCents: stored[figure], computedCents: anew[figure],
    }));
  const amounts = ({ name, stored, computed: anew }: (typeof computed)['rows'][number]): TotalsDifference[] =>
    [...new Set([...Object.keys(stored.amountsCents), ...Object.keys(anew.amountsCents)])]
      .map((code) => ({ code, storedCents: stored.amountsCents[code] ?? ZERO_CENTS, computedCents: anew.amountsCents[code] ?? ZERO_CENTS }))
      .filter(({ code, storedCents, computedCents }) => storedCents !== computedCents || (stored.lineCounts[code] ?? 0) !== (anew.lineCounts[code] ?? 0))
      .map(({ code, ...figures }) => ({ programme: budget.programmeCode, project: budget.projectCode, operator: name, figure: `amount:${code}`, ...figures }));
  return [...computed.rows.flatMap((row) => [...compare(row.name, row.stored, row.computed), ...amounts(row)]), ...compare(null, budget.totals, computed.totals)];
}
