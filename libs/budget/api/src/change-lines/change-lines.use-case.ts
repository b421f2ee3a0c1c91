import { Injectable } from '@nestjs/common';
import { refuseIfAny, Refused, UnitOfWork, type Transaction } from '@passerelle/shared/api-kit';
import { may, refusal, type Actor, type Refusal } from '@passerelle/shared/kernel';
import { isEditable, refuseLines, tellsSalary, totalsOf, withLumpSums, type ChangeLines, type LineChanges, type StaleField } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { halfYearsOf } from '@passerelle/project/model';
import { WorkPlanReader } from '@passerelle/work-plan/api';
import { BudgetRepository, type BudgetForChange, type BudgetPath, type OperatorBudgetRow } from '../_persistence/budget.repository';
import { rowView } from '../_persistence/budget-views';
import { LinesRepository, type StoredLine } from '../_persistence/lines.repository';
import { toldWhole } from '../_persistence/told-whole';
import { BudgetSaving } from '../_saving/budget-saving';
import { entryChanges, plannedChanges, savedLines, staleFields, withLines, type LinesNow } from '../_saving/line-acts';
import { refuseUnlessSeen } from '../_saving/seen-revision';
import { SimplifiedScopes, type LinesRules } from '../_saving/simplified-scopes';

/**
 * Adds, changes and removes lines of a budget, all or nothing. In: the revision on which the sender's screen stands; cents, ten-thousandths. Out: the lines and rows
 * changed after that revision (the others' too) and the new totals. Refusals: 403 budget.may-not-change, 404, 409 budget.not-editable, 412 budget.stale-lines (with both
 * values of each field), 422 by refuseLines.
 */
@Injectable()
export class ChangeLinesUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
    private readonly lines: LinesRepository,
    private readonly workPlans: WorkPlanReader,
    private readonly scopes: SimplifiedScopes,
    private readonly saving: BudgetSaving,
  ) {}

  async run(actor: Actor, path: BudgetPath, seenRevision: number, request: ChangeLines): Promise<LineChanges> {
    const alone = await this.unitOfWork.run(actor, (tx) => this.attempt(tx, actor, path, seenRevision, request));
    if (alone) return alone;
    return this.unitOfWork.run(actor, async (tx) => {
      await this.budgets.lock(tx, path);
      return this.inTransaction(tx, actor, path, seenRevision, request);
    });
  }

  /** The same within a transaction that has locked the budget. */
  async inTransaction(tx: Transaction, actor: Actor, path: BudgetPath, seenRevision: number, request: ChangeLines): Promise<LineChanges> {
    const locked = await this.attempt(tx, actor, path, seenRevision, request);
    if (!locked) throw new Error('a locked budget was saved by somebody else');
    return locked;
  }

  /** Every reason against a change but that somebody was faster, without making it: what is shown before somebody decides. */
  async reasonsAgainst(tx: Transaction, actor: Actor, path: BudgetPath, sent: ChangeLines): Promise<readonly Refusal[]> {
    const budget = permitted(actor, 'budget.read', await this.budgets.openForChange(tx, path, []));
    try {
      const { now, scope } = await this.linesNow(tx, budget, sent);
      await this.refuseUnlessAllowed(tx, actor, budget, wholeOf(sent, now, scope), now, scope);
      return [];
    } catch (error) {
      if (error instanceof Refused && error.status === 422) return error.refusals;
      throw error;
    }
  }

  /** Out: what the change brought, or null where somebody saved in between and nothing of it was saved. */
  private async attempt(tx: Transaction, actor: Actor, path: BudgetPath, seenRevision: number, sent: ChangeLines): Promise<LineChanges | null> {
    const budget = permitted(actor, 'budget.read', await this.budgets.openForChange(tx, path, []));
    refuseUnlessSeen(budget, seenRevision);
    const { now, scope } = await this.linesNow(tx, budget, sent);
    const request = wholeOf(sent, now, scope);
    await this.refuseUnlessAllowed(tx, actor, budget, request, now, scope);
    await this.refuseStale(tx, actor, budget, seenRevision, request, now);

    const planned = plannedChanges(request, now);
    const revision = planned.length === 0 ? budget.revision : budget.revision + 1;
    let rows: readonly OperatorBudgetRow[] = withLines(budget.operators, planned);
    let { changedAt } = budget;
    if (planned.length > 0) {
      const journal = { projectId: budget.projectId, actor, act: 'changeLines', changes: entryChanges(planned, budget) };
      const saved = await this.saving.save(tx, budget, { revision, byId: actor.personId, rows, ...savedLines(planned, budget.categories, revision), journal });
      if (saved === null) return null;
      ({ changedAt, rows } = saved);
    }
    const brought = await this.lines.changedAfter(tx, budget.budgetId, toldWhole(actor, budget), seenRevision);
    const operators = rows.filter((row) => row.rowRevision > seenRevision || !budget.operators.includes(row)).map(rowView);
    return { revision, changedAt, ...brought, operators, totals: totalsOf(rows) };
  }

  private async linesNow(tx: Transaction, budget: BudgetForChange, request: ChangeLines): Promise<{ now: LinesNow; scope: LinesRules }> {
    const ids = [...request.inserted.map((line) => line.lineId), ...request.changed.map((line) => line.lineId), ...request.removed];
    const { lines: found, removed } = await this.lines.forChange(tx, budget.budgetId, ids);
    const lines = new Map(found.map((line): [string, StoredLine] => [line.lineId, line]));
    const scope = await this.scopes.ofLines(tx, budget, request, lines);
    return { now: { lines, gone: new Map(removed.map((line) => [line.lineId, line])), rules: scope.rules, date: scope.date }, scope };
  }

  private async refuseUnlessAllowed(tx: Transaction, actor: Actor, budget: BudgetForChange, request: ChangeLines, now: LinesNow, { closedFor, lumpSumLines }: LinesRules): Promise<void> {
    const names = new Map([...budget.operators, ...budget.unfunded].map((operator) => [operator.operatorId, operator]));
    const touched = [
      ...request.inserted.map((line, index) => ({ operatorId: line.operatorId, at: `/inserted/${index}/operatorId` })),
      // An id that stands already, or stood, is somebody's line.
      ...request.inserted.map((line, index) => ({ operatorId: (now.lines.get(line.lineId) ?? now.gone.get(line.lineId))?.operatorId, at: `/inserted/${index}/lineId` })),
      ...request.changed.flatMap((line, index) => [{ operatorId: now.lines.get(line.lineId)?.operatorId, at: `/changed/${index}` }, { operatorId: line.operatorId, at: `/changed/${index}/operatorId` }]),
      ...request.removed.map((lineId, index) => ({ operatorId: now.lines.get(lineId)?.operatorId, at: `/removed/${index}` })),
    ];
    const mine = new Map<string, boolean>();
    const mayChange = (operatorId: string): boolean => {
      if (!mine.has(operatorId)) mine.set(operatorId, may(actor, 'budget.changeLines', { ...budget, operatorId }));
      return mine.get(operatorId)!;
    };
    refuseIfAny(403, touched.flatMap(({ operatorId, at }) => (operatorId === undefined || mayChange(operatorId) ? [] : [refusal('budget.may-not-change', { operator: names.get(operatorId)?.name ?? '' }, at)])));
    if (!isEditable(budget.status)) throw new Refused(409, 'budget.not-editable');
    const namesPackages = [...request.inserted, ...request.changed].some((line) => line.workPackageId);
    const packages = namesPackages ? await this.workPlans.workPackagesOf(tx, budget.projectId) : [];
    // Lines that somebody else removed are no unknown ones: whoever changes them is told so.
    const there = { inserted: request.inserted, changed: request.changed.filter((line) => !now.gone.has(line.lineId)), removed: request.removed.filter((lineId) => !now.gone.has(lineId)) };
    refuseIfAny(
      422,
      refuseLines(there, {
        operators: names, categories: budget.categories, workPackageIds: new Set(packages.map((one) => one.workPackageId)), halfYears: halfYearsOf(budget.startDate, budget.endDate).length,
        lines: standing(lumpSumLines, now), rules: now.rules, closedFor, date: now.date,
      }),
    );
  }

  private async refuseStale(tx: Transaction, actor: Actor, budget: BudgetForChange, seenRevision: number, request: ChangeLines, now: LinesNow): Promise<void> {
    const stale = staleFields(request, now, seenRevision);
    if (stale.length === 0) return;
    const told = toldWhole(actor, budget);
    const changes = await this.lines.lastChanges(tx, budget.projectId, stale.flatMap(({ subjects }) => subjects));
    const latest = (subjects: readonly string[]) => subjects.map((subject) => changes.get(subject)).filter((change) => change !== undefined).sort((a, b) => (a.at < b.at ? 1 : -1))[0];
    const masked = new Set(budget.categories.filter((category) => category.masked).map(({ code }) => code));
    const withheld = ({ lineId, operatorId, field }: Pick<StaleField, 'lineId' | 'operatorId' | 'field'>): boolean =>
      told !== null && !told.includes(operatorId) && field !== null && tellsSalary(field) && masked.has(now.lines.get(lineId)?.categoryCode ?? '');
    const staleLines = stale.map(({ subjects, ...field }): StaleField => ({
      ...field,
      theirs: withheld(field) ? null : field.theirs,
      operatorName: budget.operators.find((row) => row.operatorId === field.operatorId)?.name ?? '',
      changedByName: latest(subjects)?.name ?? '',
      changedAt: latest(subjects)?.at ?? budget.changedAt,
    }));
    const current: LineChanges = {
      revision: budget.revision, changedAt: budget.changedAt, ...(await this.lines.changedAfter(tx, budget.budgetId, told, seenRevision)),
      operators: budget.operators.filter((row) => row.rowRevision > seenRevision).map(rowView), totals: totalsOf(budget.operators),
    };
    throw new Refused(412, [refusal('budget.stale-lines', { fields: staleLines.length })], { staleLines, current });
  }
}

/** The lines that are named and those of the lump sums that they touch. */
const standing = (lumpSumLines: readonly StoredLine[], now: LinesNow): Map<string, StoredLine> => new Map([...lumpSumLines.map((line): [string, StoredLine] => [line.lineId, line]), ...now.lines]);

/** The request with what the catalogue says of its lump sums. */
const wholeOf = (sent: ChangeLines, now: LinesNow, scope: LinesRules): ChangeLines => withLumpSums(sent, standing(scope.lumpSumLines, now), now.rules);
