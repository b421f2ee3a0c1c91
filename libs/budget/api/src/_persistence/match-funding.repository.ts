import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { MatchFundingContent, MatchFundingView } from '@passerelle/budget/model';

/** A source with the revisions by which staleness is judged. */
export interface StoredSource extends MatchFundingView {
  readonly operatorId: string;
  /** Field → revision of its last change; a field that is not here is as old as the source. */
  readonly fieldRevisions: Readonly<Record<string, number>>;
  readonly createdRevision: number;
  readonly revision: number;
}

/** A source as it is stored from an act on, whole. */
export type SavedSource = MatchFundingContent & Pick<StoredSource, 'sourceId' | 'operatorId' | 'fieldRevisions' | 'createdRevision'>;

/** Who pays besides the fund and the operators. */
@Injectable()
export class MatchFundingRepository {
  /** All sources of a budget: operators by their order, each one's in its own. */
  async sourcesOf(tx: Transaction, budgetId: string): Promise<StoredSource[]> {
    return tx.query(
      `select m.id "sourceId", m.operator_id "operatorId", m.position::float8 "position", m.kind, m.name, m.amount_cents::float8 "amountCents", m.letter_reference "letterReference", m.letter_date::text "letterDate",
              m.letter_status "letterStatus", m.field_revisions "fieldRevisions", m.created_revision::float8 "createdRevision", m.revision::float8 revision
         from match_funding m where m.budget_id = $1 order by m.operator_id, m.position, m.id`,
      [budgetId],
    );
  }

  /** Writes sources as they are from a revision on and takes others away; the budget's header is locked by the act that saves it. */
  async save(tx: Transaction, budget: { readonly budgetId: string; readonly projectId: string; readonly programmeId: string }, revision: number, sources: readonly SavedSource[], removed: readonly string[]): Promise<void> {
    const rows = sources.map((s) => ({
      id: s.sourceId, operator_id: s.operatorId, position: s.position, kind: s.kind, name: s.name, amount_cents: s.amountCents, letter_reference: s.letterReference, letter_date: s.letterDate, letter_status: s.letterStatus,
      field_revisions: s.fieldRevisions, created_revision: s.createdRevision,
    }));
    const [written] = await tx.query(
      `with gone as (delete from match_funding where budget_id = $1 and id = any($6::uuid[]) returning 1),
       kept as (
         insert into match_funding (budget_id, project_id, programme_id, revision, id, operator_id, position, kind, name, amount_cents, letter_reference, letter_date, letter_status, field_revisions, created_revision)
         select $1, $2, $3, $4, r.* from json_to_recordset($5::json) r(id uuid, operator_id uuid, "position" bigint, kind text, name text, amount_cents bigint, letter_reference text, letter_date date, letter_status text, field_revisions jsonb, created_revision bigint)
             on conflict (budget_id, id)
             do update set position = excluded.position, kind = excluded.kind, name = excluded.name, amount_cents = excluded.amount_cents, letter_reference = excluded.letter_reference, letter_date = excluded.letter_date,
                           letter_status = excluded.letter_status, field_revisions = excluded.field_revisions, revision = excluded.revision returning 1)
       select (select count(*)::int from gone) gone, (select count(*)::int from kept) kept`,
      [budget.budgetId, budget.projectId, budget.programmeId, revision, JSON.stringify(rows), removed],
    );
    // A row that the database's wall does not let this person change is passed over without a word; then nothing of it may stay.
    if (written.gone !== removed.length || written.kept !== sources.length) throw new Error('the database did not take every source of a change');
  }
}
