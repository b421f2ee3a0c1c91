import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Transaction } from '@passerelle/shared/api-kit';

/** What a project's term follows from, as it is stored. Dates are ISO. */
export interface StoredRetention {
  readonly lastPaymentOn: string | null;
  readonly years: number;
  readonly holds: number;
}

export interface StoredHold {
  readonly holdId: string;
  readonly reason: string;
  readonly heldByName: string;
  readonly heldAt: string;
  readonly releasedByName: string | null;
  readonly releasedAt: string | null;
}

export interface ProjectRetention extends StoredRetention {
  readonly projectId: string;
  readonly code: string;
  readonly acronym: string;
  readonly status: string;
}

const FACTS = `p.last_payment_on::text "lastPaymentOn", g.retention_years years, (select count(*)::int from project_hold h where h.project_id = p.id and h.released_at is null) holds`;

/** Since when and how long the records of projects are kept. */
@Injectable()
export class RetentionRepository {
  async of(tx: Transaction, projectId: string): Promise<StoredRetention> {
    const rows = await tx.query(`select ${FACTS} from project p join programme g on g.id = p.programme_id where p.id = $1`, [projectId]);
    return rows[0];
  }

  /** Of a programme's projects, by their codes; of these alone where ids are given. */
  async ofProjects(tx: Transaction, programmeId: string, projectIds: readonly string[] | null): Promise<ProjectRetention[]> {
    return tx.query(
      `select p.id "projectId", p.code, p.acronym, p.status, ${FACTS} from project p join programme g on g.id = p.programme_id
        where p.programme_id = $1 and ($2::uuid[] is null or p.id = any($2)) order by p.code`,
      [programmeId, projectIds],
    );
  }

  /** The holds of a project, latest first. */
  async holdsOf(tx: Transaction, projectId: string): Promise<StoredHold[]> {
    return tx.query(
      `select id "holdId", reason, person_name(held_by_id) "heldByName", to_json(held_at)#>>'{}' "heldAt",
              case when released_by_id is not null then person_name(released_by_id) end "releasedByName", to_json(released_at)#>>'{}' "releasedAt"
         from project_hold where project_id = $1 order by held_at desc, id desc`,
      [projectId],
    );
  }

  /** The date as it was until now; the row is locked, so that each change knows the one before. */
  async lockLastPayment(tx: Transaction, projectId: string): Promise<{ lastPaymentOn: string | null; startDate: string | null }> {
    const rows = await tx.query('select last_payment_on::text "lastPaymentOn", start_date::text "startDate" from project where id = $1 for update', [projectId]);
    if (!rows.length) throw new Error('the database takes no last payment from this person');
    return rows[0];
  }

  async setLastPayment(tx: Transaction, projectId: string, date: string | null): Promise<void> {
    await tx.query('update project set last_payment_on = $2 where id = $1', [projectId, date]);
  }

  async addHold(tx: Transaction, project: { projectId: string; programmeId: string }, reason: string, heldById: string | null): Promise<string> {
    const id = uuid();
    await tx.query('insert into project_hold (id, project_id, programme_id, reason, held_by_id) values ($1, $2, $3, $4, $5)', [id, project.projectId, project.programmeId, reason, heldById]);
    return id;
  }

  /** Since when it was held; null where the project has no such hold, 'RELEASED' where it was let go before. */
  async releaseHold(tx: Transaction, projectId: string, holdId: string, releasedById: string | null): Promise<{ heldOn: string } | 'RELEASED' | null> {
    const [[released]] = await tx.query(
      `update project_hold set released_by_id = $3, released_at = now() where id = $2 and project_id = $1 and released_at is null returning held_at::date::text "heldOn"`,
      [projectId, holdId, releasedById],
    );
    if (released) return released;
    const rows = await tx.query('select 1 from project_hold where id = $2 and project_id = $1', [projectId, holdId]);
    return rows.length ? 'RELEASED' : null;
  }

  /** The projects with a hold in which the person did something, by code. */
  async heldProjectsOf(tx: Transaction, personId: string): Promise<{ code: string; programmeId: string }[]> {
    return tx.query(
      `select p.code, p.programme_id "programmeId" from project p
        where exists (select 1 from project_hold h where h.project_id = p.id and h.released_at is null)
          and exists (select 1 from journal_entry e where e.project_id = p.id and e.actor_id = $1)
        order by p.code`,
      [personId],
    );
  }
}
