import { Injectable } from '@nestjs/common';
import { SYSTEM, UnitOfWork, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { figuresOf, totalsOf } from '@passerelle/budget/model';
import { ProgrammeReader } from '@passerelle/programme/api';
import { NO_BUDGET_RULES } from '@passerelle/programme/model';
import { BudgetRepository, type BudgetTotals, type OperatorSums, type StoredBudget, type StoredRow } from '../_persistence/budget.repository';
import { SimplifiedRepository } from '../_persistence/simplified.repository';
import { BudgetSaving } from '../_saving/budget-saving';
import { settled, type SettledOperator } from '../_saving/simplified-rows';

/** A stored total that is not what the rules give from the amounts. `operator` null: the project's own. */
export interface TotalsDifference {
  readonly programme: string;
  readonly project: string;
  /** In a submitted or approved version, which is never written over. */
  readonly isKept: boolean;
  readonly operator: string | null;
  /** One of the totals, `amount:<category code>`, or `computed:<category code>` where a computed line is not what its base gives (its amount or its half-years). */
  readonly figure: string;
  readonly storedCents: Cents;
  readonly computedCents: Cents;
}

const PAGE = 500;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const FIGURES = ['totalCents', 'toAllocateCents', 'erdfCents', 'otherSourcesCents', 'ownContributionCents'] as const;

/** What the rules give: every operator's row, and the computed lines that are not as they should be. */
interface Computed {
  readonly rows: readonly { readonly stored: StoredRow; readonly anew: BudgetTotals & OperatorSums; readonly simplified: SettledOperator<StoredRow> | null }[];
  readonly totals: BudgetTotals;
}

/** Computes all totals anew from the amounts and compares them with the stored ones; writes them over where asked to. */
@Injectable()
export class RecomputeTotalsUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
    private readonly simplified: SimplifiedRepository,
    private readonly programmes: ProgrammeReader,
    private readonly saving: BudgetSaving,
  ) {}

  /**
   * Out: how many budgets were looked at, the sums of the valid ones (cents), and every difference. With `mend` the stored totals are written anew, but for those of
   * submitted and approved versions.
   */
  async run(options: { mend: boolean; by: Actor | null }): Promise<{ budgets: number; totalCents: Cents; erdfCents: Cents; differences: TotalsDifference[] }> {
    const differences: TotalsDifference[] = [];
    const totals: Cents[] = [];
    const erdfs: Cents[] = [];
    let budgets = 0;
    for (let afterId = FIRST_ID; ; ) {
      const page = await this.unitOfWork.run(SYSTEM, (tx) => this.page(tx, afterId, options));
      for (const { budget, found } of page) {
        differences.push(...found);
        if (!budget.isValid) continue;
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
    const result: { budget: StoredBudget; found: TotalsDifference[] }[] = [];
    for (const budget of page) result.push({ budget, found: differencesOf(budget, await this.computed(tx, budget)) });
    for (const { budget, found } of result) if (mend && found.length > 0 && !budget.isKept) await this.mend(tx, budget.budgetId, by);
    return result;
  }

  private async computed(tx: Transaction, budget: StoredBudget): Promise<Computed> {
    const { flatRates } = budget.simplified ? await this.programmes.budgetRules(tx, budget.programmeId) : NO_BUDGET_RULES;
    const sums = budget.simplified ? await this.simplified.sumsOf(tx, budget.budgetId, budget.rows.map(({ operatorId }) => operatorId)) : null;
    const rows = budget.rows.map((stored) => {
      const own = <T extends { operatorId: string }>(all: readonly T[]): T[] => all.filter(({ operatorId }) => operatorId === stored.operatorId);
      // What others pay is what the sources come to, whatever the row says of them.
      const row = { ...stored, otherSourcesCents: stored.sourcesCents };
      const simplified = sums && settled(row, own(sums.real), own(sums.computed), flatRates, budget.categories, budget.revision + 1);
      return { stored, simplified, anew: simplified?.row ?? withoutRates(row) };
    });
    return { rows, totals: totalsOf(rows.map(({ anew }) => anew)) };
  }

  /** Locks the budget and looks again, since somebody may have saved in between. A revision of its own, so that nobody goes on with the old figures. */
  private async mend(tx: Transaction, budgetId: string, by: Actor | null): Promise<void> {
    await this.budgets.lockById(tx, budgetId);
    const [budget] = await this.budgets.storedTotals(tx, { budgetId });
    if (!budget) return;
    const { rows, totals } = await this.computed(tx, budget);
    const found = differencesOf(budget, { rows, totals });
    const changes = found.map((d) => ({ subject: `budget-total:${budgetId}:${d.figure}`, label: d.operator ?? d.project, before: d.storedCents, after: d.computedCents }));
    const saved = await this.saving.saveSettled(tx, {
      budgetId, revision: budget.revision + 1, byId: by?.personId ?? null, totals,
      rows: rows.map(({ stored, anew }) => ({ ...stored, ...anew, agreedChanged: false })),
      lines: rows.flatMap(({ simplified }) => simplified?.lines ?? []),
      removed: rows.flatMap(({ simplified }) => simplified?.removed ?? []),
      journal: { projectId: budget.projectId, actor: by, act: 'recomputeTotals', changes },
    });
    if (saved === null) throw new Error('a locked budget was saved by somebody else');
  }
}

function withoutRates(row: StoredRow): BudgetTotals & OperatorSums {
  const amountsCents = Object.fromEntries(row.lines.flatMap(({ code, cents }) => (cents === null ? [] : [[code, cents]])));
  const lineCounts = Object.fromEntries(row.lines.flatMap(({ code, lines }) => (lines === 0 ? [] : [[code, lines]])));
  return { ...figuresOf({ ...row, amountsCents }), amountsCents, lineCounts };
}

function differencesOf({ programmeCode: programme, projectCode: project, isKept, totals }: StoredBudget, computed: Computed): TotalsDifference[] {
  const compare = (operator: string | null, stored: BudgetTotals, anew: BudgetTotals): TotalsDifference[] =>
    FIGURES.filter((figure) => stored[figure] !== anew[figure]).map((figure) => ({ programme, project, isKept, operator, figure, storedCents: stored[figure], computedCents: anew[figure] }));
  const amounts = ({ stored, anew }: Computed['rows'][number]): TotalsDifference[] =>
    [...new Set([...Object.keys(stored.amountsCents), ...Object.keys(anew.amountsCents)])]
      .map((code) => ({ code, storedCents: stored.amountsCents[code] ?? ZERO_CENTS, computedCents: anew.amountsCents[code] ?? ZERO_CENTS }))
      .filter(({ code, storedCents, computedCents }) => storedCents !== computedCents || (stored.lineCounts[code] ?? 0) !== (anew.lineCounts[code] ?? 0))
      .map(({ code, ...figures }) => ({ programme, project, isKept, operator: stored.name, figure: `amount:${code}`, ...figures }));
  const lines = ({ stored, simplified }: Computed['rows'][number]): TotalsDifference[] =>
    (simplified?.faults ?? []).map(({ categoryCode, storedCents, computedCents }) => ({ programme, project, isKept, operator: stored.name, figure: `computed:${categoryCode}`, storedCents, computedCents }));
  return [...computed.rows.flatMap((row) => [...compare(row.stored.name, row.stored, row.anew), ...amounts(row), ...lines(row)]), ...compare(null, totals, computed.totals)];
}
