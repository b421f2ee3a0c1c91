import { Injectable } from '@nestjs/common';
import { UnitOfWork, type ProgrammePath } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { grantableRoles, type GrantableView, type GrantPlaceView } from '@passerelle/access/model';
import { Granting } from '../_granting/granting';
import { AccessRepository, searched } from '../_persistence/access.repository';

const AT_MOST = 20;

/** Projects in which the actor may give roles, with what she may give for each operator. Refusals: 404, 403. */
@Injectable()
export class FindGrantPlacesUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly granting: Granting,
    private readonly access: AccessRepository,
  ) {}

  run(actor: Actor, path: ProgrammePath, q: string | undefined): Promise<GrantPlaceView[]> {
    return this.unitOfWork.read(actor, async (tx) => {
      const { programmeId } = await this.granting.scope(tx, actor, path);
      const found = await this.access.places(tx, programmeId, { search: searched(q), atMost: AT_MOST });
      return found.map(({ projectId, projectCode, projectAcronym, operators }) => ({
        projectId,
        projectCode,
        projectAcronym,
        grantable: [null, ...operators].flatMap((operator): GrantableView[] => {
          const roles = grantableRoles(actor, { programmeId, projectId, operator });
          return roles.length ? [{ operatorId: operator?.operatorId ?? null, operatorName: operator?.name ?? null, roles }] : [];
        }),
      }));
    });
  }
}
