import { Injectable } from '@nestjs/common';
import { refuseIfAny, Refused, UnitOfWork, type Transaction } from '@passerelle/shared/api-kit';
import { may, refusal, type Actor } from '@passerelle/shared/kernel';
import { isEditable, refuseLines, totalsOf, type ChangeLines, type LineChanges, type StaleField } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { halfYearsOf } from '@passerelle/project/model';
import { NO_BUDGET_RULES } from '@passerelle/programme/model';
import { WorkPlanReader } from '@passerelle/work-plan/api';
import { BudgetRepository, type BudgetForChange, type BudgetPath } from '../_persistence/budget.repository';
import { rowView } from '../_persistence/budget-views';
import { LinesRepository, type StoredLine } from '../_persistence/lines.repository';
import { toldWhole } from '../_persistence/told-whole';
import { entryChanges, plannedChanges, savedLines, staleFields, withLines, type LinesNow } from './line-acts';

const NONE_CLOSED: ReadonlyMap<string, string> = new Map();

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
  ) {}

  async run(actor: Actor, path: BudgetPath, seenRevision: number, request: ChangeLines): Promise<LineChanges> {
    const alone = await this.unitOfWork.run(actor, (tx) => this.attempt(tx, actor, path, seenRevision, request));
    if (alone) return alone;
    return this.unitOfWork.run(actor, async (tx) => {
      await this.budgets.lock(tx, path);
      const locked = await this.attempt(tx, actor, path, seenRevision, request);
      if (!locked) throw new Error('a locked budget was saved by somebody else');
      return locked;
    });
  }

  /** Out: what the change brought, or null where somebody saved in between and nothing of it was saved. */
  async attempt(tx: Transaction, actor: Actor, path: BudgetPath, seenRevision: number, request: ChangeLines): Promise<LineChanges | null> {
    const budget = permitted(actor, 'budget.read', await this.budgets.openForChange(tx, path, []));
    if (seenRevision > budget.revision) throw new Refused(412, 'general.stale');
    const now = await this.linesNow(tx, budget, request);
    await this.refuseUnlessAllowed(tx, actor, budget, request, now);
    await this.refuseStale(tx, actor, budget, seenRevision, request, now);

    const planned = plannedChanges(request, now);
    const revision = planned.length === 0 ? budget.revision : budget.revision + 1;
    const rows = withLines(budget.operators, planned);
    let { changedAt } = budget;
    if (planned.length > 0) {
      const saved = await this.budgets.save(tx, {
        budgetId: budget.budgetId, revision, byId: actor.personId, totals: totalsOf(rows),
        rows: rows.filter((row) => !budget.operators.includes(row)).map((row) => ({ ...row, agreedChanged: false })),
        ...savedLines(planned, budget.categories, revision),
        journal: { projectId: budget.projectId, actor, act: 'changeLines', changes: entryChanges(planned, budget) },
      });
      if (saved === null) return null;
      changedAt = saved;
    }
    const brought = await this.lines.changedAfter(tx, budget.budgetId, toldWhole(actor, budget), seenRevision);
    const operators = rows.filter((row) => row.rowRevision > seenRevision || !budget.operators.includes(row)).map(rowView);
    return { revision, changedAt, ...brought, operators, totals: totalsOf(rows) };
  }

  private async linesNow(tx: Transaction, budget: BudgetForChange, request: ChangeLines): Promise<LinesNow> {
    const ids = [...request.inserted.map((line) => line.lineId), ...request.changed.map((line) => line.lineId), ...request.removed];
    const { lines, removed } = await this.lines.forChange(tx, budget.budgetId, ids);
    return { lines: new Map(lines.map((line): [string, StoredLine] => [line.lineId, line])), gone: new Map(removed.map((line) => [line.lineId, line])), rules: NO_BUDGET_RULES, date: new Date().toISOString().slice(0, 10) };
  }

  private async refuseUnlessAllowed(tx: Transaction, actor: Actor, budget: BudgetForChange, request: ChangeLines, now: LinesNow): Promise<void> {
    const names = new Map([...budget.operators, ...budget.unfunded].map((operator) => [operator.operatorId, operator]));
    const touched = [
      ...request.inserted.map((line, index) => ({ operatorId: line.operatorId, at: `/inserted/${index}/operatorId` })),
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
        lines: now.lines, rules: now.rules, closedFor: () => NONE_CLOSED, date: now.date,
      }),
    );
  }

  private async refuseStale(tx: Transaction, actor: Actor, budget: BudgetForChange, seenRevision: number, request: ChangeLines, now: LinesNow): Promise<void> {
    const stale = staleFields(request, now, seenRevision);
    if (stale.length === 0) return;
    const told = toldWhole(actor, budget);
    const changes = await this.lines.lastChanges(tx, budget.projectId, stale.flatMap(({ subjects }) => subjects));
    const latest = (subjects: readonly string[]) => subjects.map((subject) => changes.get(subject)).filter((change) => change !== undefined).sort((a, b) => (a.at < b.at ? 1 : -1))[0];
    const staleLines = stale.map(({ subjects, ...field }): StaleField => ({
      ...field,
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
