import { Injectable } from '@nestjs/common';
import { refuseIfAny, Refused, UnitOfWork, type Transaction } from '@passerelle/shared/api-kit';
import { may, refusal, type Actor } from '@passerelle/shared/kernel';
import { sumCents, ZERO_CENTS } from '@passerelle/shared/money';
import { closedCategories, isEditable, refuseRates, totalsOf, type ChangeFlatRates, type ChosenRate, type FlatRateChanges, type LineChanges, type LineView } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { ProgrammeReader } from '@passerelle/programme/api';
import { BudgetRepository, type BudgetForChange, type BudgetPath, type OperatorBudgetRow } from '../_persistence/budget.repository';
import { rowView } from '../_persistence/budget-views';
import { LinesRepository, type StoredLine } from '../_persistence/lines.repository';
import { SimplifiedRepository } from '../_persistence/simplified.repository';
import { toldWhole } from '../_persistence/told-whole';
import { BudgetSaving } from '../_saving/budget-saving';
import { entryChanges, plannedChanges, savedLines, withLines } from '../_saving/line-acts';
import { refuseUnlessSeen } from '../_saving/seen-revision';
import { sameRates } from '../_saving/simplified-rows';
import { ruleDate } from '../_saving/simplified-scopes';

const viewOf = ({ fieldRevisions: _, createdRevision: __, changedRevision: ___, ...line }: StoredLine): LineView => line;

/**
 * Chooses an operator's flat rates and deletes the lines in the categories that they cover, all or nothing. In: the revision on which the sender's screen stands, the whole choice
 * in basis points, the lines of which she has seen that they go. Out: what changed, the choice before and the deleted lines. Refusals: 403 budget.may-not-change, 404, 409
 * budget.not-editable and budget.lines-would-be-lost (with `lines`), 412 budget.stale-flat-rates (with both choices), 422 by refuseRates.
 */
@Injectable()
export class ChangeFlatRatesUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
    private readonly lines: LinesRepository,
    private readonly simplified: SimplifiedRepository,
    private readonly programmes: ProgrammeReader,
    private readonly saving: BudgetSaving,
  ) {}

  async run(actor: Actor, path: BudgetPath, operatorId: string, seenRevision: number, request: ChangeFlatRates): Promise<FlatRateChanges> {
    const alone = await this.unitOfWork.run(actor, (tx) => this.attempt(tx, actor, path, operatorId, seenRevision, request));
    if (alone) return alone;
    return this.unitOfWork.run(actor, async (tx) => {
      await this.budgets.lock(tx, path);
      const locked = await this.attempt(tx, actor, path, operatorId, seenRevision, request);
      if (!locked) throw new Error('a locked budget was saved by somebody else');
      return locked;
    });
  }

  /** Out: what the choice brought, or null where somebody saved in between and nothing of it was saved. */
  private async attempt(tx: Transaction, actor: Actor, path: BudgetPath, operatorId: string, seenRevision: number, request: ChangeFlatRates): Promise<FlatRateChanges | null> {
    const budget = permitted(actor, 'budget.read', await this.budgets.openForChange(tx, path, []));
    refuseUnlessSeen(budget, seenRevision);
    const row = rowOf(actor, budget, operatorId);
    const rules = await this.programmes.budgetRules(tx, budget.programmeId);
    const { flatRates } = rules;
    const chosen = request.flatRates.map(({ code, rateBp }): ChosenRate => ({ code, rateBp }));
    refuseIfAny(422, refuseRates(chosen, flatRates, ruleDate(budget)));
    const isSame = sameRates(row.flatRates, chosen);
    if (!isSame && row.flatRatesRevision > seenRevision) throw await this.stale(tx, actor, budget, seenRevision, row, chosen);
    const closed = closedCategories(chosen, flatRates, budget.categories.map(({ code }) => code));
    // A choice that stands already was made by somebody else, or is sent again since its answer was lost: nothing goes, whatever was confirmed.
    if (isSame) return { ...(await this.current(tx, actor, budget, seenRevision)), formerRates: [...row.flatRates], deletedLines: [] };
    const lost = await this.simplified.realLines(tx, budget.budgetId, operatorId, [...closed.keys()]);
    refuseUnlessConfirmed(lost, await this.stillThere(tx, budget, lost, request.confirmedLineIds), seenRevision, row);
    const brought = { formerRates: [...row.flatRates], deletedLines: lost.map(viewOf) };

    const revision = budget.revision + 1;
    const planned = plannedChanges({ inserted: [], changed: [], removed: lost.map(({ lineId }) => lineId) }, { lines: new Map(lost.map((line) => [line.lineId, line])), gone: new Map(), rules, date: ruleDate(budget) });
    const saved = await this.saving.save(tx, budget, {
      revision, byId: actor.personId, ratesOf: new Set([operatorId]), ...savedLines(planned, budget.categories, revision),
      rows: withLines(budget.operators, planned).map((one) => (one.operatorId === operatorId ? { ...one, flatRates: chosen } : one)),
      journal: {
        projectId: budget.projectId, actor, act: 'changeFlatRates',
        changes: [{ subject: `budget-flat-rates:${operatorId}`, label: row.name, before: asTold(row.flatRates), after: asTold(chosen) }, ...entryChanges(planned, budget)],
      },
    });
    return saved && { ...(await this.current(tx, actor, { ...budget, revision, changedAt: saved.changedAt }, seenRevision, saved.rows)), ...brought };
  }

  /** Without the lines that somebody else deleted since they were confirmed. */
  private async stillThere(tx: Transaction, { budgetId }: BudgetForChange, lost: readonly StoredLine[], confirmed: readonly string[]): Promise<readonly string[]> {
    const others = confirmed.filter((id) => !lost.some(({ lineId }) => lineId === id));
    if (others.length === 0) return confirmed;
    const gone = new Set((await this.lines.forChange(tx, budgetId, others)).removed.map(({ lineId }) => lineId));
    return confirmed.filter((id) => !gone.has(id));
  }

  private async current(tx: Transaction, actor: Actor, budget: BudgetForChange, seenRevision: number, rows: readonly OperatorBudgetRow[] = budget.operators): Promise<LineChanges> {
    const { revision, changedAt } = budget;
    const brought = await this.lines.changedAfter(tx, budget.budgetId, toldWhole(actor, budget), seenRevision);
    return { revision, changedAt, ...brought, operators: rows.filter((row) => row.rowRevision > seenRevision || !budget.operators.includes(row)).map(rowView), totals: totalsOf(rows) };
  }

  private async stale(tx: Transaction, actor: Actor, budget: BudgetForChange, seenRevision: number, row: OperatorBudgetRow, yours: readonly ChosenRate[]): Promise<Refused> {
    const subject = `budget-flat-rates:${row.operatorId}`;
    const last = (await this.lines.lastChanges(tx, budget.projectId, [subject])).get(subject);
    const staleRates = { operatorId: row.operatorId, operatorName: row.name, yours, theirs: row.flatRates, changedByName: last?.name ?? '', changedAt: last?.at ?? budget.changedAt };
    return new Refused(412, [refusal('budget.stale-flat-rates', { operator: row.name })], { staleRates, current: await this.current(tx, actor, budget, seenRevision) });
  }
}

const asTold = (chosen: readonly ChosenRate[]) => (chosen.length === 0 ? null : chosen.map(({ code, rateBp }) => ({ flatRate: code, rateBp })));

function rowOf(actor: Actor, budget: BudgetForChange, operatorId: string): OperatorBudgetRow {
  const operator = [...budget.operators, ...budget.unfunded].find((one) => one.operatorId === operatorId);
  if (!operator) throw new Refused(404, 'general.not-found');
  refuseIfAny(403, may(actor, 'budget.changeFlatRates', { ...budget, operatorId }) ? [] : [refusal('budget.may-not-change', { operator: operator.name })]);
  const row = budget.operators.find((one) => one.operatorId === operatorId);
  if (!row) throw new Refused(422, [refusal('budget.associated-operator-has-no-budget', { operator: operator.name, cell: '' })]);
  if (!isEditable(budget.status)) throw new Refused(409, 'budget.not-editable');
  return row;
}

/** Lines go only where she has seen that they go, and as she has seen them: one that was changed since is shown to her again. */
function refuseUnlessConfirmed(lost: readonly StoredLine[], confirmed: readonly string[], seenRevision: number, { name }: OperatorBudgetRow): void {
  const named = new Set(confirmed);
  if (named.size === lost.length && lost.every((line) => named.has(line.lineId) && line.changedRevision <= seenRevision)) return;
  const lostCents = sumCents(lost.map(({ amountCents }) => amountCents ?? ZERO_CENTS));
  throw new Refused(409, [refusal('budget.lines-would-be-lost', { operator: name, lines: lost.length, lostCents }, '/confirmedLineIds')], { lines: lost.map(viewOf) });
}
