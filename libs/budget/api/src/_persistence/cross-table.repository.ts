import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Cents } from '@passerelle/shared/money';
import type { Behind, Dimension, Key } from '@passerelle/budget/model';

/** The sum of the lines that stand at the same places; a place by which nobody asked is null. */
export interface LineSum {
  readonly operatorId: string | null;
  readonly costCategoryId: string | null;
  readonly workPackageId: string | null;
  /** null: of the whole lines; a number: of what they have in that half-year. */
  readonly halfYear: number | null;
  readonly cents: Cents;
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
  /** Lines of a budget summed up by these places; with half-years also what stands in each of them. What they do not cover is the difference. */
  async sums(tx: Transaction, budgetId: string, by: SumBy): Promise<LineSum[]> {
    const columns = (['operator', 'category', 'workPackage'] as const).map((place) => (by[place] ? GROUPS[place] : 'null::uuid'));
    const used = columns.filter((column) => column.startsWith('l.'));
    const keys = `${columns[0]} operator_id, ${columns[1]} cost_category_id, ${columns[2]} work_package_id`;
    const groupBy = (more: readonly string[] = []): string => ([...used, ...more].length > 0 ? `group by ${[...used, ...more].join(', ')}` : '');
    const whole = `select ${keys}, null::bigint half_year, sum(l.amount_cents) cents from budget_line l where l.budget_id = $1 ${groupBy()}`;
    const spread = `select ${keys}, p.number half_year, sum(p.cents) cents from budget_line l, unnest(l.period_cents) with ordinality p(cents, number) where l.budget_id = $1 and p.cents <> 0 ${groupBy(['p.number'])}`;
    const rows = await tx.query(
      `select coalesce(json_agg(json_build_object('operatorId', operator_id, 'costCategoryId', cost_category_id, 'workPackageId', work_package_id, 'halfYear', half_year, 'cents', cents)), '[]') sums
         from (${by.halfYear ? `${whole} union all ${spread}` : whole}) s where cents <> 0`,
      [budgetId],
    );
    return rows[0].sums;
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
