import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { LineView } from '@passerelle/budget/model';

/** A line with the revisions by which staleness is judged. */
export interface StoredLine extends Omit<LineView, 'masked'> {
  /** Field → revision of its last change; a field that is not here is as old as the line. */
  readonly fieldRevisions: Readonly<Record<string, number>>;
  readonly createdRevision: number;
  readonly changedRevision: number;
}

/** Whose lines are told whole; null: everybody's. Of the others' what would tell a salary is withheld. */
export type ToldWhole = readonly string[] | null;

// A category of which the programme says that it tells salaries, of an operator that is not among those told whole.
const withheld = (told: string): string => `(c.masked and ${told} is not null and l.operator_id <> all (${told}))`;
const unless = (withheldIf: string, column: string, instead: string): string => `case when ${withheldIf} then ${instead} else ${column} end`;
const lineOf = (hidden: string): string => `
  'lineId', l.id, 'operatorId', l.operator_id, 'categoryCode', c.code, 'workPackageId', l.work_package_id, 'position', l.position, 'kind', l.kind, 'descriptions', ${unless(hidden, 'l.descriptions', `'{}'`)},
  'quantity', ${unless(hidden, 'l.quantity', 'null')}, 'unitPriceCents', ${unless(hidden, 'l.unit_price_cents', 'null')}, 'amountCents', l.amount_cents, 'amountEntered', l.amount_entered, 'periodCents', l.period_cents,
  'comment', ${unless(hidden, 'l.comment', `''`)}, 'inKindBy', l.in_kind_by, 'formula', ${unless(hidden, 'l.formula', `''`)}, 'catalogueCode', l.catalogue_code, 'masked', ${hidden}`;
const LINE = lineOf(withheld('$2::uuid[]'));
const REVISIONS = `'fieldRevisions', l.field_revisions, 'createdRevision', l.created_revision, 'changedRevision', l.changed_revision`;
/** A line whole, with its revisions, as JSON: for queries of `budget_line l` with its `cost_category c`. */
export const STORED_LINE = `json_build_object(${lineOf('false')}, ${REVISIONS})`;
const FROM = 'from budget_line l join cost_category c on c.id = l.cost_category_id where l.budget_id = $1';
// A plain amount that was emptied is a row that says nothing.
const SAYS = `(l.kind <> 'CELL' or l.amount_cents is not null)`;

/** The lines of a budget. */
@Injectable()
export class LinesRepository {
  /** All lines as JSON text, in their order: packed by the server and handed on as it is. */
  async asJson(tx: Transaction, budgetId: string, told: ToldWhole): Promise<string> {
    const rows = await tx.query(`select coalesce(json_agg(json_build_object(${LINE}) order by l.position, l.id), '[]')::text lines ${FROM} and ${SAYS}`, [budgetId, told]);
    return rows[0].lines;
  }

  /** These lines. */
  async some(tx: Transaction, budgetId: string, told: ToldWhole, lineIds: readonly string[]): Promise<LineView[]> {
    const rows = await tx.query(`select coalesce(json_agg(json_build_object(${LINE})), '[]') lines ${FROM} and l.id = any($3::uuid[])`, [budgetId, told, lineIds]);
    return rows[0].lines;
  }

  /** The lines of an operator in a category, in their order. */
  async ofAmount(tx: Transaction, budgetId: string, told: ToldWhole, operatorId: string, categoryCode: string): Promise<LineView[]> {
    const rows = await tx.query(`select coalesce(json_agg(json_build_object(${LINE}) order by l.position, l.id), '[]') lines ${FROM} and ${SAYS} and l.operator_id = $3 and c.code = $4`, [budgetId, told, operatorId, categoryCode]);
    return rows[0].lines;
  }

  /** Each operator's lines as JSON text, in their order, with the revisions by which staleness is judged. */
  async packedByOperator(tx: Transaction, budgetId: string, told: ToldWhole): Promise<ReadonlyMap<string, string>> {
    const rows: { operatorId: string; lines: string }[] = await tx.query(
      `select l.operator_id "operatorId", json_agg(json_build_object(${LINE}, 'fieldRevisions', l.field_revisions, 'createdRevision', l.created_revision) order by l.position, l.id)::text lines ${FROM} and ${SAYS} group by l.operator_id`,
      [budgetId, told],
    );
    return new Map(rows.map(({ operatorId, lines }) => [operatorId, lines]));
  }

  /** The lines changed after a revision, and the ids of those removed after it. */
  async changedAfter(tx: Transaction, budgetId: string, told: ToldWhole, revision: number): Promise<{ lines: LineView[]; removed: string[] }> {
    const rows = await tx.query(
      `select (select coalesce(json_agg(json_build_object(${LINE}) order by l.position, l.id), '[]') ${FROM} and ${SAYS} and l.changed_revision > $3) lines,
              array(select line_id from budget_line_removed where budget_id = $1 and revision > $3
                    union all select l.id ${FROM} and not ${SAYS} and l.changed_revision > $3) removed`,
      [budgetId, told, revision],
    );
    return rows[0];
  }

  /** Those of the lines that there are, whole, with their revisions; and when those that were removed were. */
  async forChange(tx: Transaction, budgetId: string, lineIds: readonly string[]): Promise<{ lines: StoredLine[]; removed: { lineId: string; operatorId: string; revision: number }[] }> {
    const rows = await tx.query(
      `select (select coalesce(json_agg(${STORED_LINE}), '[]') ${FROM} and l.id = any($2::uuid[])) lines,
              (select coalesce(json_agg(json_build_object('lineId', line_id, 'operatorId', operator_id, 'revision', revision)), '[]') from budget_line_removed where budget_id = $1 and line_id = any($2::uuid[])) removed`,
      [budgetId, lineIds],
    );
    return rows[0];
  }

  /** Who changed these subjects of the journal last, and when. */
  async lastChanges(tx: Transaction, projectId: string, subjects: readonly string[]): Promise<Map<string, { name: string; at: string }>> {
    const rows: { subject: string; name: string; at: string }[] = await tx.query(
      `select s.subject, coalesce(person_name(e.actor_id), '') "name", to_json(e.at)#>>'{}' "at"
         from unnest($2::text[]) s(subject), lateral (select actor_id, at from journal_entry where chain_id = $1 and subjects @> array[s.subject] order by id desc limit 1) e`,
      [projectId, subjects],
    );
    return new Map(rows.map(({ subject, ...change }) => [subject, change]));
  }
}
