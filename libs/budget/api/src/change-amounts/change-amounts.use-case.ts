import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { refuseIfAny, Refused, UnitOfWork, type Transaction } from '@passerelle/shared/api-kit';
import { may, refusal, type Actor } from '@passerelle/shared/kernel';
import { basisPoints, type Cents } from '@passerelle/shared/money';
import { cellSubject, figuresOf, isEditable, refuseChanges, TOTAL_CELL, totalsOf, type AmountChange, type BudgetChanges, type LineScope, type StaleCell } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { BudgetSaving, type BudgetAct } from '../_saving/budget-saving';
import { refuseUnlessSeen } from '../_saving/seen-revision';
import { SimplifiedScopes } from '../_saving/simplified-scopes';
import { BudgetRepository, type BudgetForChange, type BudgetPath, type OperatorBudgetRow, type SavedLine } from '../_persistence/budget.repository';
import { rowView } from '../_persistence/budget-views';

/** A cell as it stands now: its value, and which act changed it last. */
interface CellState {
  /** The line that holds it; null where it was never filled. */
  readonly lineId: string | null;
  readonly amountCents: Cents | null;
  readonly revision: number;
  readonly byId: string | null;
  readonly at: string;
}

const EMPTY: CellState = { lineId: null, amountCents: null, revision: 0, byId: null, at: '' };

/**
 * Changes amounts of a budget: one cell or a pasted block, all or nothing. In: the revision on which the sender's screen stands, cents. Out: the rows
 * changed after that revision (the others' too) and the new totals. Refusals: 403 budget.may-not-change, 404, 409 budget.not-editable,
 * 412 budget.stale-cells (with both values), 422 by refuseChanges.
 */
@Injectable()
export class ChangeAmountsUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
    private readonly scopes: SimplifiedScopes,
    private readonly saving: BudgetSaving,
  ) {}

  async run(actor: Actor, path: BudgetPath, seenRevision: number, changes: readonly AmountChange[]): Promise<BudgetChanges> {
    // Saving is one statement that holds only on the revision that was read: alone on a budget, nobody needs a lock. Where two saved at once, the second
    // one reads and judges anew, now under the header's lock.
    const alone = await this.unitOfWork.run(actor, (tx) => this.attempt(tx, actor, path, seenRevision, changes));
    if (alone) return alone;
    return this.unitOfWork.run(actor, async (tx) => {
      await this.budgets.lock(tx, path);
      return this.inTransaction(tx, actor, path, seenRevision, changes);
    });
  }

  /** The same within a transaction that has locked the budget. */
  async inTransaction(tx: Transaction, actor: Actor, path: BudgetPath, seenRevision: number, changes: readonly AmountChange[]): Promise<BudgetChanges> {
    const locked = await this.attempt(tx, actor, path, seenRevision, changes);
    if (!locked) throw new Error('a locked budget was saved by somebody else');
    return locked;
  }

  /** Out: what the change brought, or null where somebody saved in between and nothing of it was saved. */
  private async attempt(tx: Transaction, actor: Actor, path: BudgetPath, seenRevision: number, changes: readonly AmountChange[]): Promise<BudgetChanges | null> {
    const operatorIds = [...new Set(changes.map((change) => change.operatorId))];
    const budget = permitted(actor, 'budget.read', await this.budgets.openForChange(tx, path, operatorIds));
    refuseUnlessSeen(budget, seenRevision);
    refuseUnlessAllowed(actor, budget, changes, await this.scopes.closedFor(tx, budget, operatorIds));
    const now = cellStates(budget);
    await this.refuseStale(tx, seenRevision, budget, changes, now);

    const effective = changes.filter((change) => now(change).amountCents !== change.amountCents);
    const rows = budget.operators.map((row) => applied(row, effective));
    const brought = (all: readonly OperatorBudgetRow[]) => ({ operators: changedAfter(seenRevision, all, budget.operators), totals: totalsOf(all) });
    if (effective.length === 0) return { revision: budget.revision, changedAt: budget.changedAt, ...brought(rows) };

    const revision = budget.revision + 1;
    const saved = await this.saving.save(tx, budget, actOf(actor, budget, revision, effective, rows, now), { isLast: true });
    return saved && { revision, changedAt: saved.changedAt, ...brought(saved.rows) };
  }

  /** A cell is stale when somebody changed it after the sender's revision to another value than the one sent. Nothing is overwritten unseen. */
  private async refuseStale(tx: Transaction, seenRevision: number, { operators: rows, revision: currentRevision, changedAt }: BudgetForChange, changes: readonly AmountChange[], now: CellNow): Promise<void> {
    const stale = changes.flatMap((change) => {
      const state = now(change);
      return state.revision <= seenRevision || state.amountCents === change.amountCents ? [] : [{ change, state }];
    });
    if (stale.length === 0) return;
    const names = await this.budgets.namesOf(tx, stale.map(({ state }) => state.byId));
    const staleCells = stale.map(({ change: { operatorId, cell, amountCents }, state }): StaleCell => ({
      operatorId,
      operatorName: rows.find((row) => row.operatorId === operatorId)?.name ?? '',
      cell,
      yoursCents: amountCents as Cents | null,
      theirsCents: state.amountCents,
      changedByName: names.get(state.byId) ?? '',
      changedAt: state.at,
    }));
    const current: BudgetChanges = { revision: currentRevision, changedAt, operators: changedAfter(seenRevision, rows, rows), totals: totalsOf(rows) };
    throw new Refused(412, [refusal('budget.stale-cells', { cells: staleCells.length })], { staleCells, current });
  }
}

type CellNow = (change: AmountChange) => CellState;

function actOf(actor: Actor, budget: BudgetForChange, revision: number, changes: readonly AmountChange[], rows: readonly OperatorBudgetRow[], now: CellNow): BudgetAct {
  const categoryIds = new Map(budget.categories.map((category) => [category.code, category.id]));
  const nameOf = new Map(rows.map((row) => [row.operatorId, row.name]));
  return {
    revision,
    byId: actor.personId,
    rows,
    agreedOf: new Set(changes.filter((change) => change.cell === TOTAL_CELL).map((change) => change.operatorId)),
    lines: changes.filter((change) => change.cell !== TOTAL_CELL).map((change) => plainAmount(change, categoryIds.get(change.cell)!, now(change), revision)),
    removed: [],
    journal: {
      projectId: budget.projectId,
      actor,
      act: 'changeAmounts',
      changes: changes.map((change) => ({
        subject: cellSubject(change.operatorId, change.cell),
        label: `${nameOf.get(change.operatorId)} · ${change.cell}`,
        before: now(change).amountCents,
        after: change.amountCents,
      })),
    },
  };
}

/** The line that holds a cell's amount: the one that is there, or a new one. */
const plainAmount = ({ operatorId, amountCents }: AmountChange, costCategoryId: string, { lineId, revision: cellRevision }: CellState, revision: number): SavedLine => ({
  lineId: lineId ?? uuid(), operatorId, costCategoryId, workPackageId: null, kind: 'CELL', position: 0, descriptions: {}, quantity: null, unitPriceCents: null, amountCents: amountCents as Cents | null, amountEntered: true, periodCents: [],
  comment: '', inKindBy: '', formula: '', catalogueCode: null, fieldRevisions: { amountCents: revision }, createdRevision: lineId ? cellRevision : revision,
});

function refuseUnlessAllowed(actor: Actor, budget: BudgetForChange, changes: readonly AmountChange[], closedFor: LineScope['closedFor']): void {
  const names = new Map([...budget.operators, ...budget.unfunded].map((operator): [string, BudgetForChange['unfunded'][number] & { lineCounts?: Record<string, number> }] => [operator.operatorId, operator]));
  const notTheirs = changes.flatMap(({ operatorId }, index) =>
    may(actor, 'budget.changeAmounts', { ...budget, operatorId }) ? [] : [refusal('budget.may-not-change', { operator: names.get(operatorId)?.name ?? '' }, `/changes/${index}/operatorId`)],
  );
  refuseIfAny(403, notTheirs);
  if (!isEditable(budget.status)) throw new Refused(409, 'budget.not-editable');
  const typed = budget.categories.filter((category) => category.kind === 'REAL');
  refuseIfAny(422, refuseChanges(changes, { operators: names, categoryCodes: typed.map((category) => category.code), closedFor }));
}

function cellStates({ operators }: BudgetForChange): CellNow {
  const states = new Map<string, CellState>();
  for (const { operatorId, agreedTotalCents, agreedRevision, agreedById, agreedAt, cells } of operators) {
    states.set(`${operatorId} ${TOTAL_CELL}`, { lineId: null, amountCents: agreedTotalCents, revision: agreedRevision, byId: agreedById, at: agreedAt });
    for (const cell of cells ?? []) states.set(`${operatorId} ${cell.categoryCode}`, { lineId: cell.lineId, amountCents: cell.amountCents, revision: cell.changedRevision, byId: cell.changedById, at: cell.changedAt });
  }
  return ({ operatorId, cell }) => states.get(`${operatorId} ${cell}`) ?? EMPTY;
}

/** The operator's row with the changes applied and its figures by the rules. */
function applied(row: OperatorBudgetRow, changes: readonly AmountChange[]): OperatorBudgetRow {
  const own = changes.filter((change) => change.operatorId === row.operatorId);
  if (own.length === 0) return row;
  const amountsCents = { ...row.amountsCents };
  let { agreedTotalCents } = row;
  for (const { cell, amountCents } of own) {
    if (cell === TOTAL_CELL) agreedTotalCents = amountCents as Cents | null;
    else if (amountCents === null) delete amountsCents[cell];
    else amountsCents[cell] = amountCents as Cents;
  }
  const figures = figuresOf({ ...row, agreedTotalCents, amountsCents, erdfRateBp: basisPoints(row.erdfRateBp) });
  return { ...row, ...figures, agreedTotalCents, amountsCents };
}

/** The rows changed after a revision, and those that an act makes others than they were. */
const changedAfter = (revision: number, rows: readonly OperatorBudgetRow[], before: readonly OperatorBudgetRow[]): BudgetChanges['operators'] =>
  rows.filter((row) => row.rowRevision > revision || !before.includes(row)).map(rowView);
