import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Cents } from '@passerelle/shared/money';
import type { Behind, Dimension, Key } from '@passerelle/budget/model';

/** The sum of the lines that stand at the same places; a place by which nobody asked is null. */
export interface LineSum {
  readonly operatorId: string | null;
  readonly costCategoryId: string | null;
  readonly workPackageId: string | null;
  /** Of the whole lines. */
  readonly cents: Cents;
  /** What they have in each half-year, the first one's first; empty where nobody asked. */
  readonly periodCents: readonly (Cents | null)[];
}

/** By which places the lines are summed up. */
export type SumBy = Readonly<Record<'operator' | 'category' | 'workPackage' | 'halfYear', boolean>>;

/** Which lines are asked for: places that are not named are not limited. */
export interface LinesAt {
  readonly operatorIds: readonly string[];
  readonly costCategoryId?: string;
  readonly workPackageId?: string | null;
  readonly halfYear?: number | null;
}

const GROUPS = { operator: 'l.operator_id', category: 'l.cost_category_id', workPackage: 'l.work_package_id' } as const;

/** Sums of lines, and the lines behind them. The server adds up; thousands of lines do not travel. */
@Injectable()
export class CrossTableRepository {
  /**
   * Lines of a budget summed up by these places, with half-years also in each of them: so many as the project has, or as the lines still have. A column for each half-year,
   * since taking the lists apart takes five times as long.
   */
  async sums(tx: Transaction, budgetId: string, by: SumBy, periods: number): Promise<LineSum[]> {
    const columns = (['operator', 'category', 'workPackage'] as const).map((place) => (by[place] ? GROUPS[place] : 'null::uuid'));
    const used = columns.filter((column) => column.startsWith('l.'));
    const halfYears = by.halfYear ? Array.from({ length: periods }, (_, index) => `sum(l.period_cents[${index + 1}])`).join(', ') : '';
    const [{ sums, longest }] = await tx.query(
      `select coalesce(json_agg(json_build_array(s.operator_id, s.cost_category_id, s.work_package_id, s.cents, s.periods)), '[]') sums, max(s.longest) longest
         from (select ${columns[0]} operator_id, ${columns[1]} cost_category_id, ${columns[2]} work_package_id, coalesce(sum(l.amount_cents), 0) cents, array[${halfYears}]::numeric[] periods, max(cardinality(l.period_cents)) longest
                 from budget_line l where l.budget_id = $1 ${used.length > 0 ? `group by ${used.join(', ')}` : ''}) s`,
      [budgetId],
    );
    if (by.halfYear && longest > periods) return this.sums(tx, budgetId, by, longest);
    return sums.map(([operatorId, costCategoryId, workPackageId, cents, periodCents]: [string | null, string | null, string | null, Cents, (Cents | null)[]]): LineSum => ({ operatorId, costCategoryId, workPackageId, cents, periodCents }));
  }

  /** What each of these lines has there, in their order, with those that have nothing left out. */
  async partsAt(tx: Transaction, budgetId: string, at: LinesAt): Promise<Behind[]> {
    const values: unknown[] = [budgetId, at.operatorIds];
    const conditions = ['l.budget_id = $1', 'l.operator_id = any($2::uuid[])'];
    if (at.costCategoryId !== undefined) conditions.push(`l.cost_category_id = $${values.push(at.costCategoryId)}`);
    if (at.workPackageId !== undefined) conditions.push(`l.work_package_id is not distinct from $${values.push(at.workPackageId)}::uuid`);
    const spread = 'coalesce((select sum(p) from unnest(l.period_cents) p), 0)';
    const part = at.halfYear === undefined ? 'l.amount_cents' : at.halfYear === null ? `coalesce(l.amount_cents, 0) - ${spread}` : `l.period_cents[$${values.push(at.halfYear)}::int]`;
    const rows = await tx.query(
      `select coalesce(json_agg(json_build_object('lineId', s.id, 'operatorId', s.operator_id, 'amountCents', s.part) order by o.position, s.position, s.id), '[]') parts
         from (select l.id, l.operator_id, l.position, ${part} part from budget_line l where ${conditions.join(' and ')}) s join operator o on o.id = s.operator_id
        where s.part <> 0`,
      values,
    );
    return rows[0].parts;
  }
}

/** By what the lines must be summed up for a table: versants and sources follow from the operators. */
export const sumBy = (dimensions: readonly Dimension[]): SumBy => ({
  operator: dimensions.some((dimension) => dimension === 'operator' || dimension === 'versant' || dimension === 'source'),
  category: dimensions.includes('category'),
  workPackage: dimensions.includes('workPackage'),
  halfYear: dimensions.includes('halfYear'),
});

/** A key that says where: undefined where it was not asked. */
export type AskedPlaces = ReadonlyMap<Dimension, Key>;
