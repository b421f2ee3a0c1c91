import { Injectable } from '@nestjs/common';
import { Refused, type Transaction } from '@passerelle/shared/api-kit';
import type { WorkPackage } from '@passerelle/work-plan/model';

/** A row that another table's rows stand on: restrict_violation, and what servers before PostgreSQL 18 say instead. */
const STANDS_ON = ['23001', '23503'];

/** Work plans and their packages. The only SQL of the work plan. */
@Injectable()
export class WorkPlanRepository {
  async workPackagesOf(tx: Transaction, projectId: string): Promise<WorkPackage[]> {
    return tx.query(
      `select id "workPackageId", number, kind, names, responsible_operator_id "responsibleOperatorId" from work_package where project_id = $1 order by number`,
      [projectId],
    );
  }

  /** The revision of a project's plan; 0 where nothing was planned yet. */
  async revisionOf(tx: Transaction, projectId: string): Promise<number> {
    const rows = await tx.query('select revision::float8 revision from work_plan where project_id = $1', [projectId]);
    return rows[0]?.revision ?? 0;
  }

  /** Locks the plan, which is there from here on: nobody else changes it until the end of the transaction. Out: its revision. */
  async lock(tx: Transaction, project: { readonly projectId: string; readonly programmeId: string }): Promise<number> {
    await tx.query('insert into work_plan (project_id, programme_id) values ($1, $2) on conflict do nothing', [project.projectId, project.programmeId]);
    const rows = await tx.query('select revision::float8 revision from work_plan where project_id = $1 for update', [project.projectId]);
    return rows[0].revision;
  }

  /** Saves what differs between two forms of a locked plan, as its next revision. Refusals: 409 workPlan.package-in-use where something stands on a package that goes. */
  async save(tx: Transaction, project: { readonly projectId: string; readonly programmeId: string }, before: readonly WorkPackage[], after: readonly WorkPackage[]): Promise<void> {
    const known = new Map(before.map((one) => [one.workPackageId, one]));
    const left = new Set(after.map(({ workPackageId }) => workPackageId));
    await this.remove(tx, before.filter(({ workPackageId }) => !left.has(workPackageId)));
    // Packages keep their objects where nothing of them changed.
    const written = after.filter((one) => known.get(one.workPackageId) !== one);
    // Numbers trade places: all of them in one statement.
    await tx.query(
      `insert into work_package (id, project_id, programme_id, number, kind, names, responsible_operator_id)
       select w.id, $1, $2, w.number, w.kind, w.names, w.responsible from unnest($3::uuid[], $4::integer[], $5::text[], $6::jsonb[], $7::uuid[]) w(id, number, kind, names, responsible)
           on conflict (id) do update set number = excluded.number, kind = excluded.kind, names = excluded.names, responsible_operator_id = excluded.responsible_operator_id, changed_at = clock_timestamp()`,
      [
        project.projectId, project.programmeId,
        written.map((w) => w.workPackageId), written.map((w) => w.number), written.map((w) => w.kind), written.map((w) => JSON.stringify(w.names)), written.map((w) => w.responsibleOperatorId),
      ],
    );
    await tx.query('update work_plan set revision = revision + 1, changed_at = clock_timestamp() where project_id = $1', [project.projectId]);
  }

  private async remove(tx: Transaction, gone: readonly WorkPackage[]): Promise<void> {
    if (gone.length === 0) return;
    try {
      await tx.query('delete from work_package where id = any($1)', [gone.map(({ workPackageId }) => workPackageId)]);
    } catch (error) {
      if (!STANDS_ON.includes((error as { driverError?: { code?: string } }).driverError?.code ?? '')) throw error;
      throw new Refused(409, 'workPlan.package-in-use');
    }
  }
}
