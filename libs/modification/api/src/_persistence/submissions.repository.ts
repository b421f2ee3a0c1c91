import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';

export interface StoredSubmission {
  readonly budgetId: string;
  readonly number: number;
  readonly at: string;
  readonly byId: string;
  readonly sha256: string;
}

const COLUMNS = `budget_id "budgetId", number, to_json(submitted_at)#>>'{}' "at", submitted_by_id "byId", sha256`;

/** What was submitted, and stays as it was. */
@Injectable()
export class SubmissionsRepository {
  /** Out: which submission of the version it is. */
  async add(tx: Transaction, submission: { id: string; budgetId: string; byId: string | null; content: string; sha256: string }): Promise<number> {
    const rows = await tx.query(
      `insert into budget_submission (id, budget_id, version_number, project_id, programme_id, number, submitted_at, submitted_by_id, content, sha256)
       select $1, b.id, b.version_number, b.project_id, b.programme_id, (select count(*) + 1 from budget_submission s where s.budget_id = b.id), b.submitted_at, $3, $4, $5 from budget b where b.id = $2 returning number`,
      [submission.id, submission.budgetId, submission.byId, submission.content, submission.sha256],
    );
    return rows[0].number;
  }

  /** Of all versions of a project, latest first. */
  async ofProject(tx: Transaction, projectId: string): Promise<StoredSubmission[]> {
    return tx.query(`select ${COLUMNS} from budget_submission where project_id = $1 order by submitted_at desc`, [projectId]);
  }

  /** By the number of the version, which no other version of the project ever has; the version itself may be withdrawn. */
  async find(tx: Transaction, projectId: string, versionNumber: number, number: number): Promise<(StoredSubmission & { content: unknown }) | null> {
    const rows = await tx.query(`select ${COLUMNS}, content from budget_submission where project_id = $1 and version_number = $2 and number = $3 order by submitted_at limit 1`, [projectId, versionNumber, number]);
    return rows[0] ?? null;
  }
}
