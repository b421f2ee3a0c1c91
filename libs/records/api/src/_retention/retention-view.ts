import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import { may, type Actor } from '@passerelle/shared/kernel';
import type { ProjectAccess } from '@passerelle/partnership/api';
import { RetentionActions } from '@passerelle/project/api';
import { retentionOf } from '@passerelle/project/model';
import type { RetentionView } from '@passerelle/records/model';
import { today } from '../records.reader';

/** How long a project's records are kept, as every route that reads or changes it answers. */
@Injectable()
export class RetentionViews {
  constructor(private readonly retention: RetentionActions) {}

  async of(tx: Transaction, actor: Actor, project: ProjectAccess): Promise<RetentionView> {
    const { lastPaymentOn, years, holds } = await this.retention.of(tx, project.projectId);
    // That the records are held concerns everybody who must keep them; why, only those who look after that.
    const shown = may(actor, 'retention.read', project) ? await this.retention.holdsOf(tx, project.projectId) : null;
    const { programmeId, projectId } = project;
    return { programmeId, projectId, ...retentionOf({ lastPaymentOn, years, holds, today: today() }), lastPaymentOn, years, holds: shown };
  }
}
