import { Injectable } from '@nestjs/common';
import { refuseIfAny, Refused, UnitOfWork, type Transaction } from '@passerelle/shared/api-kit';
import { may, refusal, type Actor } from '@passerelle/shared/kernel';
import { isEditable, matchFundingSubject, refuseMatchFunding, type ChangeMatchFunding, type CoFinancingView, type StaleMatchFunding } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { viewOf } from '../_co-financing/co-financing-view';
import { BudgetRepository, type BudgetForChange, type BudgetPath } from '../_persistence/budget.repository';
import { LinesRepository } from '../_persistence/lines.repository';
import { MatchFundingRepository, type StoredSource } from '../_persistence/match-funding.repository';
import { BudgetSaving } from '../_saving/budget-saving';
import { refuseUnlessSeen } from '../_saving/seen-revision';
import { journalChanges, plannedSources, savedSource, staleSources, withPlanned, withSources, type SourcesNow } from './source-acts';

/**
 * Changes who pays besides the fund and the operators, all or nothing. In: the revision on which the sender's screen stands; cents. Out: the co-financing as it is then,
 * the others' changes too. The own contribution takes the remainder, and may be below nought in a draft. Refusals: 403 budget.may-not-change, 404, 409 budget.not-editable,
 * 412 co-financing.stale (with both values of each field), 422 by refuseMatchFunding.
 */
@Injectable()
export class ChangeMatchFundingUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
    private readonly matchFunding: MatchFundingRepository,
    private readonly lines: LinesRepository,
    private readonly saving: BudgetSaving,
  ) {}

  /** Sources hang on one another through the own contribution: they are judged under the header's lock at once. */
  async run(actor: Actor, path: BudgetPath, seenRevision: number, request: ChangeMatchFunding): Promise<CoFinancingView> {
    return this.unitOfWork.run(actor, async (tx) => {
      await this.budgets.lock(tx, path);
      const budget = permitted(actor, 'budget.read', await this.budgets.openForChange(tx, path, []));
      refuseUnlessSeen(budget, seenRevision);
      const sources = await this.matchFunding.sourcesOf(tx, budget.budgetId);
      const now = new Map(sources.map((source) => [source.sourceId, source]));
      const gone = await this.goneOf(tx, budget, request, now);
      refuseUnlessAllowed(actor, budget, request, now, new Set(gone.keys()));
      await this.refuseStale(tx, budget, seenRevision, request, sources, now, gone);

      const planned = plannedSources(request, now);
      if (planned.length === 0) return viewOf(budget, sources);
      const revision = budget.revision + 1;
      const after = withPlanned(sources, planned, revision);
      const rows = withSources(budget.operators, after, planned);
      const saved = await this.saving.save(tx, budget, {
        revision, byId: actor.personId, rows, lines: [], removed: [],
        journal: { projectId: budget.projectId, actor, act: 'changeMatchFunding', changes: journalChanges(planned, budget.operators) },
      });
      if (saved === null) throw new Error('a locked budget was saved by somebody else');
      await this.matchFunding.save(tx, budget, revision, planned.flatMap((one) => (one.after ? [savedSource(one, one.after, revision)] : [])), planned.filter((one) => !one.after).map(({ sourceId }) => sourceId));
      return viewOf({ ...budget, revision, changedAt: saved.changedAt, operators: saved.rows }, after);
    });
  }

  /** Sources that are named for a change and are not there any more, with who removed them: the journal knows each that ever was. */
  private async goneOf(tx: Transaction, budget: BudgetForChange, request: ChangeMatchFunding, now: SourcesNow): Promise<Map<string, { name: string; at: string }>> {
    const missing = request.changed.map(({ sourceId }) => sourceId).filter((sourceId) => !now.has(sourceId));
    if (missing.length === 0) return new Map();
    const last = await this.lines.lastChanges(tx, budget.projectId, missing.map(matchFundingSubject));
    return new Map(missing.flatMap((sourceId) => (last.has(matchFundingSubject(sourceId)) ? [[sourceId, last.get(matchFundingSubject(sourceId))!] as const] : [])));
  }

  private async refuseStale(tx: Transaction, budget: BudgetForChange, seenRevision: number, request: ChangeMatchFunding, sources: readonly StoredSource[], now: SourcesNow, gone: ReadonlyMap<string, unknown>): Promise<void> {
    const stale = staleSources(request, now, new Set(gone.keys()), seenRevision);
    if (stale.length === 0) return;
    const last = await this.lines.lastChanges(tx, budget.projectId, stale.map(({ sourceId }) => matchFundingSubject(sourceId)));
    const staleFields = stale.map((one): StaleMatchFunding => {
      const change = last.get(matchFundingSubject(one.sourceId));
      return { ...one, changedByName: change?.name ?? '', changedAt: change?.at ?? budget.changedAt };
    });
    throw new Refused(412, [refusal('co-financing.stale', { fields: stale.length })], { staleSources: staleFields, current: viewOf(budget, sources) });
  }
}

function refuseUnlessAllowed(actor: Actor, budget: BudgetForChange, request: ChangeMatchFunding, now: SourcesNow, gone: ReadonlySet<string>): void {
  const operators = new Map([...budget.operators, ...budget.unfunded].map((operator) => [operator.operatorId, operator]));
  const touched = [
    ...request.inserted.map(({ operatorId }, index) => ({ operatorId, at: `/inserted/${index}/operatorId` })),
    ...request.inserted.flatMap(({ sourceId }, index) => (now.has(sourceId) ? [{ operatorId: now.get(sourceId)!.operatorId, at: `/inserted/${index}` }] : [])),
    ...request.changed.map(({ sourceId }, index) => ({ operatorId: now.get(sourceId)?.operatorId, at: `/changed/${index}` })),
    ...request.removed.map((sourceId, index) => ({ operatorId: now.get(sourceId)?.operatorId, at: `/removed/${index}` })),
  ];
  const notTheirs = touched.filter(({ operatorId }) => operatorId !== undefined && !may(actor, 'budget.changeMatchFunding', { ...budget, operatorId }));
  refuseIfAny(403, notTheirs.map(({ operatorId, at }) => refusal('budget.may-not-change', { operator: operators.get(operatorId!)?.name ?? '' }, at)));
  if (!isEditable(budget.status)) throw new Refused(409, 'budget.not-editable');
  // Sources that somebody else removed are no unknown ones: whoever changes them is told so.
  const there = { ...request, changed: request.changed.filter(({ sourceId }) => !gone.has(sourceId)) };
  refuseIfAny(422, refuseMatchFunding(there, { operators, sources: now }));
}
