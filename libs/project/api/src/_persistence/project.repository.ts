import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { NewProject } from '../project.actions';

@Injectable()
export class ProjectRepository {
  async add(tx: Transaction, id: string, p: NewProject): Promise<void> {
    await tx.query(
      `insert into project (id, programme_id, code, acronym, titles, summaries, project_type_id, specific_objective_id, intervention_category_id,
                            intervention_category_text, status, start_date, end_date, last_update)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [id, p.programmeId, p.code, p.acronym, p.titles, p.summaries, p.projectTypeId, p.specificObjectiveId, p.interventionCategoryId, p.interventionCategoryText, p.status, p.startDate, p.endDate, p.lastUpdate],
    );
  }

  async idOf(tx: Transaction, programmeId: string, code: string): Promise<string | null> {
    const rows = await tx.query('select id from project where programme_id = $1 and code = $2', [programmeId, code]);
    return rows[0]?.id ?? null;
  }
}
