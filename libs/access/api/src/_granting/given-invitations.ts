import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { mayGive } from '@passerelle/access/model';
import { IdentityActions, IdentityReader } from '@passerelle/identity/api';

/** Invitations that wait for an answer, by who sent them: none outlives the right to give what it offers. */
@Injectable()
export class GivenInvitations {
  constructor(
    private readonly identity: IdentityActions,
    private readonly held: IdentityReader,
  ) {}

  /**
   * Does what takes rights away from a person, then takes back those of her invitations that she could not send any more: by the roles that are left to her, or, once
   * her account is closed, all. They are locked first, so that none is accepted meanwhile. In a transaction of SYSTEM, which is shown all of them.
   */
  async outlived<T>(tx: Transaction, actor: Actor, personId: string, act: () => Promise<T>): Promise<T> {
    const sent = await this.identity.lockInvitationsBy(tx, personId);
    const done = await act();
    const giver: Actor = { personId, name: '', assignments: await this.held.activeAssignmentsOf(tx, personId) };
    for (const { invitationId, assignment } of sent) if (!mayGive(giver, assignment)) await this.identity.endInvitation(tx, actor, invitationId);
    return done;
  }
}
