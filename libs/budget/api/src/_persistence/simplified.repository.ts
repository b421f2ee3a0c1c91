import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { RealSum } from '../_saving/simplified-rows';
import { STORED_LINE, type StoredLine } from './lines.repository';

// A plain amount that was emptied is a row that says nothing.
const REAL = `l.kind <> 'COMPUTED' and (l.kind <> 'CELL' or l.amount_cents is not null)`;
const SUMS = `
  with l as materialized (
    select l.operator_id, c.code, l.kind, l.amount_cents, l.period_cents from budget_line l join cost_category c on c.id = l.cost_category_id
     where l.budget_id = $1 and l.operator_id = any($2::uuid[]) and l.id <> all($3::uuid[]) and ${REAL}),
  spread as (
    select s.operator_id, s.code, json_agg(s.cents order by s.number) periods
      from (select l.operator_id, l.code, p.number, sum(p.cents) cents from l, unnest(l.period_cents) with ordinality p(cents, number) group by 1, 2, 3) s group by 1, 2),
  whole as (select l.operator_id, l.code, sum(l.amount_cents) amount, count(*) lines, count(*) filter (where l.kind <> 'CELL') own from l group by 1, 2)
  select (select coalesce(json_agg(json_build_object('operatorId', w.operator_id, 'categoryCode', w.code, 'amountCents', w.amount, 'lines', w.lines, 'ownLines', w.own, 'periodCents', coalesce(s.periods, '[]'))), '[]')
            from whole w left join spread s using (operator_id, code)) "real",
         (select coalesce(json_agg(${STORED_LINE}), '[]') from budget_line l join cost_category c on c.id = l.cost_category_id
           where l.budget_id = $1 and l.operator_id = any($2::uuid[]) and l.kind = 'COMPUTED') computed`;

/** What simplified costs are computed from, and what they were computed to. */
@Injectable()
export class SimplifiedRepository {
  /** Of these operators: their real lines added up by category and half-year, without the lines named; and their computed lines. */
  async sumsOf(tx: Transaction, budgetId: string, operatorIds: readonly string[], without: readonly string[] = []): Promise<{ real: RealSum[]; computed: StoredLine[] }> {
    const rows = await tx.query(SUMS, [budgetId, operatorIds, without]);
    return rows[0];
  }

  /** An operator's real lines in these categories, whole, in their order. */
  async realLines(tx: Transaction, budgetId: string, operatorId: string, categoryCodes: readonly string[]): Promise<StoredLine[]> {
    const rows = await tx.query(
      `select coalesce(json_agg(${STORED_LINE} order by c.position, l.position, l.id), '[]') lines from budget_line l join cost_category c on c.id = l.cost_category_id
        where l.budget_id = $1 and l.operator_id = $2 and c.code = any($3::text[]) and ${REAL}`,
      [budgetId, operatorId, categoryCodes],
    );
    return rows[0].lines;
  }

  /** Every line of the budget that chooses one of these items of the catalogue, whole. */
  async catalogueLines(tx: Transaction, budgetId: string, codes: readonly string[]): Promise<StoredLine[]> {
    const rows = await tx.query(
      `select coalesce(json_agg(${STORED_LINE}), '[]') lines from budget_line l join cost_category c on c.id = l.cost_category_id where l.budget_id = $1 and l.catalogue_code = any($2::text[])`,
      [budgetId, codes],
    );
    return rows[0].lines;
  }
}
