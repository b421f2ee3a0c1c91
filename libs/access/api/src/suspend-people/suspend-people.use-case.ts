import { Injectable } from '@nestjs/common';
import { Refused, SYSTEM, UnitOfWork, type ProgrammePath } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { maySuspend } from '@passerelle/access/model';
import { IdentityActions } from '@passerelle/identity/api';
import { GivenInvitations } from '../_granting/given-invitations';
import { Granting } from '../_granting/granting';
import { AccessRepository } from '../_persistence/access.repository';

/**
 * Closing accounts, opening them again, ending sessions, taking away a second factor that was lost. With an account that is closed end the invitations that its holder sent: opened again, she sends
 * them anew. Refusals: 404 where the person has no role in the programme, 403 access.person-elsewhere where she has a role, or accepted an invitation, in a
 * programme that the actor does not administer, 409 access.own-account for one's own, 409 identity.last-administrator, 409 identity.totp-not-begun.
 */
@Injectable()
export class SuspendPeopleUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly granting: Granting,
    private readonly access: AccessRepository,
    private readonly identity: IdentityActions,
    private readonly given: GivenInvitations,
  ) {}

  async run(actor: Actor, path: ProgrammePath, personId: string, act: 'deactivate' | 'reactivate' | 'endSessions' | 'resetTotp'): Promise<void> {
    await this.unitOfWork.read(actor, async (tx) => {
      const { programmeId } = await this.granting.scope(tx, actor, path, 'person.manage');
      if (!(await this.access.isManaged(tx, programmeId, personId))) throw new Refused(404, 'general.not-found');
    });
    if (personId === actor.personId) throw new Refused(409, 'access.own-account');
    await this.unitOfWork.run(SYSTEM, async (tx) => {
      const person = (await this.access.details(tx, [personId])).get(personId);
      if (!person || !maySuspend(actor, person.programmeIds)) throw new Refused(403, 'access.person-elsewhere');
      if (act === 'deactivate') await this.given.outlived(tx, actor, personId, () => this.identity.deactivate(tx, actor, personId));
      else await this.identity[act](tx, actor, personId);
    });
  }
}
