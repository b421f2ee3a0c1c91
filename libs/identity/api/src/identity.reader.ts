import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { InvitationPlace } from '@passerelle/identity/model';
import type { Assignment } from '@passerelle/shared/kernel';
import { IdentityRepository } from './_persistence/identity.repository';
import { InvitationRepository } from './_persistence/invitation.repository';

/** What other domains may ask about roles and invitations, before they let somebody change them. Shows what the transaction's person may see. */
@Injectable()
export class IdentityReader {
  constructor(
    private readonly identity: IdentityRepository,
    private readonly invitations: InvitationRepository,
  ) {}

  /** A role that somebody has, with its holder; null where there is none or it is not shown. */
  assignment(tx: Transaction, assignmentId: string): Promise<(Assignment & { assignmentId: string; personId: string }) | null> {
    return this.identity.findAssignment(tx, assignmentId);
  }

  /** The roles by which a person may act now: none where her account is closed. */
  async activeAssignmentsOf(tx: Transaction, personId: string): Promise<readonly Assignment[]> {
    return (await this.identity.findPerson(tx, personId))?.assignments ?? [];
  }

  /** An invitation that is neither accepted nor taken back; null where there is none or it is not shown. */
  pendingInvitation(tx: Transaction, invitationId: string): Promise<{ readonly invitationId: string; readonly email: string; readonly assignment: Assignment; readonly place: InvitationPlace; readonly invitedById: string | null } | null> {
    return this.invitations.findPending(tx, invitationId, { lock: false });
  }
}
