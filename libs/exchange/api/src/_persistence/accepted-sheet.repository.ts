import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';

@Injectable()
export class AcceptedSheetRepository {
  /** Whether a sheet that says just this was accepted for the project. */
  async isAccepted(tx: Transaction, projectId: string, contentHash: string): Promise<boolean> {
    const rows = await tx.query('select 1 from accepted_sheet where project_id = $1 and content_hash = $2', [projectId, contentHash]);
    return rows.length > 0;
  }

  async add(tx: Transaction, sheet: { projectId: string; fileName: string; contentHash: string; source: string; sheet: unknown; findings: unknown; by: Pick<Actor, 'personId'> }): Promise<void> {
    await tx.query(
      `insert into accepted_sheet (id, project_id, file_name, content_hash, source, sheet, findings, accepted_by_id) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [uuid(), sheet.projectId, sheet.fileName, sheet.contentHash, sheet.source, JSON.stringify(sheet.sheet), JSON.stringify(sheet.findings), sheet.by.personId],
    );
  }
}
