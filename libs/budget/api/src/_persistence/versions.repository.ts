import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Language } from '@passerelle/shared/kernel';
import type { BudgetStatus } from '@passerelle/budget/model';

/** A version as it stands in a list: who submitted and who decided, with totals in cents. Moments and days are ISO. */
export interface VersionRow {
  readonly budgetId: string;
  readonly versionNumber: number;
  readonly status: BudgetStatus;
  readonly revision: number;
  readonly basedOn: number | null;
  readonly isValid: boolean;
  readonly isWorking: boolean;
  readonly changedAt: string;
  readonly submittedAt: string | null;
  readonly submittedById: string | null;
  readonly decidedAt: string | null;
  readonly decidedById: string | null;
  readonly decisionBody: string;
  readonly decisionNumber: string;
  readonly decisionNote: string;
  readonly effectiveDate: string | null;
  readonly totalCents: number;
  readonly toAllocateCents: number;
  readonly erdfCents: number;
}

/** A modification that was withdrawn. */
export interface WithdrawnRow {
  readonly budgetId: string;
  readonly versionNumber: number;
  readonly withdrawnAt: string;
}

/** What an act makes of a version. Days are ISO. */
export interface Decision {
  readonly body: string;
  readonly number: string;
  readonly note: string;
  readonly effectiveDate: string | null;
}

const moment = (column: string): string => `to_json(b.${column})#>>'{}'`;

/** The versions of budgets: listed, copied, submitted, decided and withdrawn. Each act holds only on the revision that was read. */
@Injectable()
export class VersionsRepository {
  async ofProject(tx: Transaction, projectId: string): Promise<VersionRow[]> {
    return tx.query(
      `select b.id "budgetId", b.version_number "versionNumber", b.status, b.revision::float8 revision, b.based_on "basedOn", coalesce(b.valid_from <= day_now() and b.valid_until > day_now(), false) "isValid",
              b.version_number = max(b.version_number) over () "isWorking", ${moment('changed_at')} "changedAt", ${moment('submitted_at')} "submittedAt", b.submitted_by_id "submittedById", ${moment('decided_at')} "decidedAt",
              b.decided_by_id "decidedById", b.decision_body "decisionBody", b.decision_number "decisionNumber", b.decision_note "decisionNote", b.effective_date::text "effectiveDate",
              b.total_cents::float8 "totalCents", b.to_allocate_cents::float8 "toAllocateCents", b.erdf_cents::float8 "erdfCents"
         from budget b where b.project_id = $1 order by b.version_number desc`,
      [projectId],
    );
  }

  /** In which languages a project speaks: those of its title. */
  async languagesOf(tx: Transaction, projectId: string): Promise<Language[]> {
    const rows = await tx.query('select array(select jsonb_object_keys(titles) order by 1) languages from project where id = $1', [projectId]);
    return rows[0]?.languages ?? [];
  }

  /** The modifications of a project that were withdrawn, latest first. */
  async withdrawnOf(tx: Transaction, projectId: string): Promise<WithdrawnRow[]> {
    return tx.query(
      `select budget_id "budgetId", version_number "versionNumber", to_json(withdrawn_at)#>>'{}' "withdrawnAt" from budget_withdrawn where project_id = $1 order by version_number desc, withdrawn_at desc`,
      [projectId],
    );
  }

  /**
   * A copy as a draft, line for line; out: its number. Lines keep their ids. Its number and its revision come after every one that the project ever had, those of
   * withdrawn modifications too: each is used once, so that a screen on another version is behind and never beside.
   */
  async copy(tx: Transaction, budgetId: string, copyId: string): Promise<number> {
    const rows = await tx.query(
      `with original as (select * from budget where id = $1),
            used as (select max(n) n, max(r) r from (
              select b.version_number n, b.revision r from budget b join original o on o.project_id = b.project_id
              union all select w.version_number, w.revision from budget_withdrawn w join original o on o.project_id = w.project_id) every)
       insert into budget (id, project_id, programme_id, version_number, status, revision, opened_revision, total_cents, to_allocate_cents, erdf_cents, other_sources_cents, own_contribution_cents, based_on)
       select $2, project_id, programme_id, used.n + 1, 'DRAFT', used.r + 1, used.r + 1, total_cents, to_allocate_cents, erdf_cents, other_sources_cents, own_contribution_cents, version_number from original, used returning version_number`,
      [budgetId, copyId],
    );
    // Whole rows, so that what is added to them later is copied too.
    for (const table of ['operator_budget', 'budget_line', 'budget_line_removed', 'match_funding']) {
      await tx.query(`insert into ${table} select (jsonb_populate_record(x, jsonb_build_object('budget_id', $2::uuid))).* from ${table} x where x.budget_id = $1`, [budgetId, copyId]);
    }
    return rows[0].version_number;
  }

  /** Whether it was still as it was read. */
  async submit(tx: Transaction, budgetId: string, revision: number, byId: string | null): Promise<boolean> {
    const [rows] = await tx.query(
      `update budget set status = 'SUBMITTED', revision = revision + 1, changed_at = clock_timestamp(), submitted_at = clock_timestamp(), submitted_by_id = $3 where id = $1 and revision = $2 and status in ('DRAFT', 'RETURNED') returning 1`,
      [budgetId, revision, byId],
    );
    return rows.length === 1;
  }

  async decide(tx: Transaction, budgetId: string, revision: number, to: 'APPROVED' | 'RETURNED', byId: string | null, decision: Decision): Promise<boolean> {
    const [rows] = await tx.query(
      `update budget set status = $3, revision = revision + 1, changed_at = clock_timestamp(), decided_at = clock_timestamp(), decided_by_id = $4, decision_body = $5, decision_number = $6, decision_note = $7, effective_date = $8
        where id = $1 and revision = $2 and status = 'SUBMITTED' returning 1`,
      [budgetId, revision, to, byId, decision.body, decision.number, decision.note, decision.effectiveDate],
    );
    return rows.length === 1;
  }

  async remove(tx: Transaction, budgetId: string, revision: number): Promise<boolean> {
    const [rows] = await tx.query(`delete from budget where id = $1 and revision = $2 and status in ('DRAFT', 'RETURNED') returning 1`, [budgetId, revision]);
    return rows.length === 1;
  }
}
