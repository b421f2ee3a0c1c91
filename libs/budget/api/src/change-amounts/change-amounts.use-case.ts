import { Injectable } from '@nestjs/common';
import { refuseIfAny, Refused, UnitOfWork } from '@passerelle/shared/api-kit';
import { may, refusal, type Actor } from '@passerelle/shared/kernel';
import { basisPoints, type Cents } from '@passerelle/shared/money';
import { figuresOf, isEditable, refuseChanges, TOTAL_CELL, totalsOf, type AmountChange, type BudgetChanges, type StaleCell } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { BudgetRepository, type BudgetCell, type BudgetHeader, type LoadedBudget, type OperatorBudgetRow } from '../_persistence/budget.repository';
import { rowView } from '../_persistence/budget-views';
import { cellSubject } from '../_persistence/cell-subject';

/** A cell as it stands now: its value, and which act changed it last. */
interface CellState {
  readonly amountCents: Cents | null;
  readonly revision: number;
  readonly byName: string;
  readonly at: string;
}

const EMPTY: CellState = { amountCents: null, revision: 0, byName: '', at: '' };

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
  ) {}

  run(actor: Actor, path: { programme: string; project: string }, seenRevision: number, changes: readonly AmountChange[]): Promise<BudgetChanges> {
    return this.unitOfWork.run(async (tx) => {
      const header = permitted(actor, 'budget.read', await this.budgets.lockHeader(tx, path.programme, path.project));
      const budget = await this.budgets.load(tx, header, [...new Set(changes.map((change) => change.operatorId))]);
      refuseUnlessAllowed(actor, header, budget, changes);
      const now = cellStates(budget.operators, budget.cells);
      refuseStale(seenRevision, header, budget.operators, changes, now);

      const effective = changes.filter((change) => now(change).amountCents !== change.amountCents);
      const rows = budget.operators.map((row) => applied(row, effective));
      const touched = rows.filter((row) => effective.some((change) => change.operatorId === row.operatorId));
      const totals = totalsOf(rows);
      if (effective.length === 0) return { revision: header.revision, changedAt: header.changedAt, operators: changedAfter(seenRevision, rows, touched), totals };

      const revision = header.revision + 1;
      const categoryIds = new Map(budget.categories.map((category) => [category.code, category.id]));
      const agreedChanged = (operatorId: string): boolean => effective.some((change) => change.operatorId === operatorId && change.cell === TOTAL_CELL);
      const changedAt = await this.budgets.save(tx, {
        budgetId: header.budgetId,
        revision,
        byName: actor.name,
        rows: touched.map((row) => ({ ...row, agreedChanged: agreedChanged(row.operatorId) })),
        lines: effective
          .filter((change) => change.cell !== TOTAL_CELL)
          .map(({ operatorId, cell, amountCents }) => ({ operatorId, costCategoryId: categoryIds.get(cell)!, amountCents: amountCents as Cents | null })),
        totals,
        journal: {
          projectId: header.projectId,
          actor,
          act: 'changeAmounts',
          changes: effective.map((change) => ({
            subject: cellSubject(change.operatorId, change.cell),
            label: `${rows.find((row) => row.operatorId === change.operatorId)!.name} · ${change.cell}`,
            before: now(change).amountCents,
            after: change.amountCents,
          })),
        },
      });
      return { revision, changedAt, operators: changedAfter(seenRevision, rows, touched), totals };
    });
  }
}

function refuseUnlessAllowed(actor: Actor, header: BudgetHeader, budget: LoadedBudget, changes: readonly AmountChange[]): void {
  const names = new Map([...budget.operators, ...budget.unfunded].map((operator) => [operator.operatorId, operator]));
  const notTheirs = changes.flatMap(({ operatorId }, index) =>
    may(actor, 'budget.changeAmounts', { ...header, operatorId }) ? [] : [refusal('budget.may-not-change', { operator: names.get(operatorId)?.name ?? '' }, `/changes/${index}/operatorId`)],
  );
  refuseIfAny(403, notTheirs);
  if (!isEditable(header.status)) throw new Refused(409, 'budget.not-editable');
  refuseIfAny(422, refuseChanges(changes, { operators: names, categoryCodes: budget.categories.map((category) => category.code) }));
}

function cellStates(rows: readonly OperatorBudgetRow[], cells: readonly BudgetCell[]): (change: AmountChange) => CellState {
  const states = new Map<string, CellState>();
  for (const row of rows) states.set(`${row.operatorId} ${TOTAL_CELL}`, { amountCents: row.agreedTotalCents, revision: row.agreedRevision, byName: row.agreedByName, at: row.agreedAt });
  for (const cell of cells) states.set(`${cell.operatorId} ${cell.categoryCode}`, { amountCents: cell.amountCents, revision: cell.changedRevision, byName: cell.changedByName, at: cell.changedAt });
  return ({ operatorId, cell }) => states.get(`${operatorId} ${cell}`) ?? EMPTY;
}

/** A cell is stale when somebody changed it after the sender's revision to another value than the one sent. Nothing is overwritten unseen. */
function refuseStale(seenRevision: number, header: BudgetHeader, rows: readonly OperatorBudgetRow[], changes: readonly AmountChange[], now: (change: AmountChange) => CellState): void {
  const nameOf = (operatorId: string): string => rows.find((row) => row.operatorId === operatorId)?.name ?? '';
  const staleCells = changes.flatMap((change): StaleCell[] => {
    const { amountCents, revision, byName, at } = now(change);
    if (revision <= seenRevision || amountCents === change.amountCents) return [];
    const { operatorId, cell } = change;
    return [{ operatorId, operatorName: nameOf(operatorId), cell, yoursCents: change.amountCents as Cents | null, theirsCents: amountCents, changedByName: byName, changedAt: at }];
  });
  if (staleCells.length === 0) return;
  const current: BudgetChanges = { revision: header.revision, changedAt: header.changedAt, operators: changedAfter(seenRevision, rows, []), totals: totalsOf(rows) };
  throw new Refused(412, [refusal('budget.stale-cells', { cells: staleCells.length })], { staleCells, current });
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
  const figures = figuresOf({ agreedTotalCents, amountsCents, erdfRateBp: basisPoints(row.erdfRateBp), roundingRule: row.roundingRule });
  return { ...row, ...figures, agreedTotalCents, amountsCents };
}

const changedAfter = (revision: number, rows: readonly OperatorBudgetRow[], touched: readonly OperatorBudgetRow[]): BudgetChanges['operators'] =>
  rows.filter((row) => row.rowRevision > revision || touched.includes(row)).map(rowView);
