import { Injectable } from '@nestjs/common';
import { Refused, UnitOfWork, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { cents, sumCents } from '@passerelle/shared/money';
import { behindParts, formulaSentences, MOST_PERIODS, placesAsked, ROWS_AT_ONCE, TO_ALLOCATE, type Behind, type BehindFigureView, type CellKeys, type CrossTableRowsQuery, type CrossTableRowsView, type Dimensions, type Key } from '@passerelle/budget/model';
import { frameOf, isKeyOf, keyView, type TabledBudget } from '../_cross-table/table-frame';
import { TabledBudgets } from '../_cross-table/tabled-budgets';
import type { BudgetPath } from '../_persistence/budget.repository';
import { CrossTableRepository, type AskedPlaces, type LinesAt } from '../_persistence/cross-table.repository';
import { LinesRepository } from '../_persistence/lines.repository';
import { toldWhole } from '../_persistence/told-whole';

const keyOf = (text: string | undefined): Key | undefined => (text === TO_ALLOCATE ? null : text);

/** What stands behind a figure of a table: lines with their part of it, and what operators' agreed totals have beyond their lines. Refusals: 404 also for a row or column that cannot be, 403, 422. */
@Injectable()
export class ReadBehindFigureUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: TabledBudgets,
    private readonly tables: CrossTableRepository,
    private readonly lines: LinesRepository,
  ) {}

  run(actor: Actor, path: BudgetPath, query: CrossTableRowsQuery): Promise<CrossTableRowsView> {
    return this.unitOfWork.snapshot(actor, async (tx) => {
      const tabled = await this.budgets.open(tx, actor, path, query);
      const dimensions: Dimensions = [query.rows, query.columns];
      const keys: CellKeys = { ...(query.row !== undefined && { row: keyOf(query.row) }), ...(query.column !== undefined && { column: keyOf(query.column) }) };
      const asked = placesAsked(dimensions, keys);
      if (![...asked].every(([dimension, key]) => isKeyOf(tabled, dimension, key, MOST_PERIODS))) throw new Refused(404, 'general.not-found');
      const parts = [...(await this.#lineParts(tx, tabled, asked)), ...uncoveredAt(tabled, asked)];
      const atoms = asked.has('source') ? await this.budgets.atoms(tx, tabled, dimensions) : [];
      const behind = behindParts(frameOf(tabled).operators, atoms, dimensions, keys, parts);
      const total = sumCents(behind.map(({ amountCents }) => amountCents));
      const from = query.from ?? 0;
      return {
        revision: tabled.budget.revision,
        row: keys.row === undefined ? null : keyView(tabled, query.rows, keys.row),
        column: keys.column === undefined ? null : keyView(tabled, query.columns, keys.column),
        cents: total, sentences: formulaSentences(dimensions, keys, total, behind.length), rowCount: behind.length, from,
        rows: await this.#views(tx, actor, tabled, behind.slice(from, from + ROWS_AT_ONCE)),
      };
    });
  }

  async #lineParts(tx: Transaction, { budget }: TabledBudget, asked: AskedPlaces): Promise<Behind[]> {
    if (asked.get('category') === null) return [];
    const [category, halfYear] = [asked.get('category'), asked.get('halfYear')];
    const at: LinesAt = {
      operatorIds: operatorsAt(budget.operators, asked).map(({ operatorId }) => operatorId),
      ...(category && { costCategoryId: budget.categories.find(({ code }) => code === category)!.id }),
      ...(asked.has('workPackage') && { workPackageId: asked.get('workPackage')! }),
      ...(halfYear !== undefined && { halfYear: halfYear === null ? null : Number(halfYear) }),
    };
    return this.tables.partsAt(tx, budget.budgetId, at);
  }

  async #views(tx: Transaction, actor: Actor, { budget }: TabledBudget, behind: readonly Behind[]): Promise<BehindFigureView[]> {
    const ids = behind.flatMap(({ lineId }) => (lineId === null ? [] : [lineId]));
    const lines = new Map((await this.lines.some(tx, budget.budgetId, toldWhole(actor, budget), ids)).map((line) => [line.lineId, line]));
    const operators = new Map(budget.operators.map((operator) => [operator.operatorId, operator]));
    return behind.map(({ lineId, operatorId, amountCents }): BehindFigureView => {
      const line = lineId === null ? undefined : lines.get(lineId);
      const { name, toAllocateCents } = operators.get(operatorId)!;
      return {
        lineId, operatorId, operatorName: name, categoryCode: line?.categoryCode ?? null, workPackageId: line?.workPackageId ?? null, kind: line?.kind ?? null,
        descriptions: line?.descriptions ?? {}, masked: line?.masked ?? false, amountCents: line ? (line.amountCents ?? cents(0)) : cents(toAllocateCents), contributionCents: amountCents,
      };
    });
  }
}

/** The operators that the asked places leave. */
const operatorsAt = <T extends { operatorId: string; versantCode: string }>(operators: readonly T[], asked: AskedPlaces): T[] =>
  operators.filter(({ operatorId, versantCode }) => (asked.get('operator') ?? operatorId) === operatorId && (asked.get('versant') ?? versantCode) === versantCode);

/** What agreed totals have beyond their lines is in no category, work package or half-year. */
function uncoveredAt({ budget }: TabledBudget, asked: AskedPlaces): Behind[] {
  if ((['category', 'workPackage', 'halfYear'] as const).some((place) => asked.get(place))) return [];
  return operatorsAt(budget.operators, asked).flatMap(({ operatorId, toAllocateCents }) => (toAllocateCents === 0 ? [] : [{ lineId: null, operatorId, amountCents: cents(toAllocateCents) }]));
}
