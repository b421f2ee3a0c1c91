import { Injectable } from '@nestjs/common';
import { Refused, SYSTEM, UnitOfWork, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor, Assignment, PersonRole } from '@passerelle/shared/kernel';
import { isOwnLastWayIn, mayGive, type GiveRole, type InvitationOutcome, type InviteToProgramme } from '@passerelle/access/model';
import { IdentityActions, IdentityReader } from '@passerelle/identity/api';
import { AccessRepository } from '../_persistence/access.repository';
import { GivenInvitations } from './given-invitations';
import { Granting, type Scope, type ScopePath } from './granting';

/**
 * Inviting to roles, giving, changing and ending them, in a project or in a programme as a whole. Everything is looked up in the actor's own transaction, which
 * shows nothing that is not hers to know; what she may do is then done by the application itself, since it concerns other people's accounts. With a role end
 * the pending invitations that its holder sent by it.
 * Refusals of all: 404 where it is not there, is not of this project or programme, or may not be seen; 403 access.may-not-give, access.may-not-end.
 */
@Injectable()
export class RolesUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly granting: Granting,
    private readonly access: AccessRepository,
    private readonly identity: IdentityActions,
    private readonly held: IdentityReader,
    private readonly given: GivenInvitations,
  ) {}

  /** Sends an invitation, or gives the role at once to who has an account. Refusals: those of the place (422), 409 identity.invited-already, identity.has-role-already, identity.deactivated. */
  async invite(actor: Actor, path: ScopePath, { email, language, role, ...named }: InviteToProgramme): Promise<InvitationOutcome> {
    const { assignment, place } = await this.unitOfWork.read(actor, async (tx) => {
      const scope = await this.granting.scope(tx, actor, path);
      const found = await this.granting.placeNamed(tx, scope, named);
      return { assignment: this.granting.granted(actor, role, found.place), place: await this.granting.words(tx, scope, found.place, found.project, language) };
    });
    const invited = await this.unitOfWork.run(SYSTEM, (tx) => this.identity.invite(tx, actor, { email, language, assignment, place }));
    return { outcome: invited.outcome, invitationId: invited.outcome === 'INVITED' ? invited.invitationId : null, assignmentId: invited.outcome === 'ADDED' ? invited.assignmentId : null };
  }

  async renewInvitation(actor: Actor, path: ScopePath, invitationId: string): Promise<void> {
    await this.requireInvitation(actor, path, invitationId);
    await this.unitOfWork.run(SYSTEM, (tx) => this.identity.renewInvitation(tx, actor, invitationId));
  }

  async endInvitation(actor: Actor, path: ScopePath, invitationId: string): Promise<void> {
    await this.requireInvitation(actor, path, invitationId);
    await this.unitOfWork.run(SYSTEM, (tx) => this.identity.endInvitation(tx, actor, invitationId));
  }

  /** Gives a role to somebody who has one in the programme already. Refusals: those of the place (422), 409 identity.has-role-already. */
  async give(actor: Actor, path: ScopePath, personId: string, { role, ...named }: GiveRole): Promise<string> {
    const { assignment, wordsIn } = await this.unitOfWork.read(actor, async (tx) => {
      const scope = await this.granting.scope(tx, actor, path);
      if (!(await this.access.isInProgramme(tx, scope.programmeId, personId))) throw new Refused(404, 'general.not-found');
      const found = await this.granting.placeNamed(tx, scope, named);
      return { assignment: this.granting.granted(actor, role, found.place), wordsIn: { scope, ...found } };
    });
    return this.unitOfWork.run(SYSTEM, (tx) => this.add(tx, actor, personId, assignment, wordsIn));
  }

  /** Another role in the place of one, for the same thing, in one act. Refusals: 422 access.role-does-not-fit, 409 identity.has-role-already, identity.last-administrator. */
  async change(actor: Actor, path: ScopePath, assignmentId: string, role: PersonRole): Promise<string> {
    const { held, assignment, wordsIn } = await this.unitOfWork.read(actor, async (tx) => {
      const scope = await this.granting.scope(tx, actor, path);
      const found = await this.requireRole(tx, actor, scope, assignmentId);
      const at = await this.granting.placeOf(tx, scope, found);
      const granted = this.granting.granted(actor, role, at.place);
      if (role === found.role) throw new Refused(409, 'identity.has-role-already');
      return { held: found, assignment: granted, wordsIn: { scope, ...at } };
    });
    return this.unitOfWork.run(SYSTEM, (tx) =>
      this.given.outlived(tx, actor, held.personId, async () => {
        await this.identity.endAssignment(tx, actor, assignmentId);
        return this.add(tx, actor, held.personId, assignment, wordsIn);
      }),
    );
  }

  /** Ends a role. Refusals: 409 access.own-last-way-in where the actor would shut herself out and was not asked, identity.last-administrator. */
  async end(actor: Actor, path: ScopePath, assignmentId: string, isConfirmed: boolean): Promise<void> {
    const { personId } = await this.unitOfWork.read(actor, async (tx) => {
      const held = await this.requireRole(tx, actor, await this.granting.scope(tx, actor, path), assignmentId);
      if (held.personId === actor.personId && !isConfirmed && isOwnLastWayIn(actor.assignments, held)) throw new Refused(409, 'access.own-last-way-in');
      return held;
    });
    await this.unitOfWork.run(SYSTEM, (tx) => this.given.outlived(tx, actor, personId, () => this.identity.endAssignment(tx, actor, assignmentId)));
  }

  private async requireRole(tx: Transaction, actor: Actor, scope: Scope, assignmentId: string): Promise<Assignment & { personId: string }> {
    const held = await this.held.assignment(tx, assignmentId);
    if (!held || !this.granting.isIn(scope, held)) throw new Refused(404, 'general.not-found');
    if (!mayGive(actor, held)) throw new Refused(403, 'access.may-not-end');
    return held;
  }

  private async requireInvitation(actor: Actor, path: ScopePath, invitationId: string): Promise<void> {
    await this.unitOfWork.read(actor, async (tx) => {
      const scope = await this.granting.scope(tx, actor, path);
      const invitation = await this.held.pendingInvitation(tx, invitationId);
      if (!invitation || !this.granting.isIn(scope, invitation.assignment)) throw new Refused(404, 'general.not-found');
      if (!mayGive(actor, invitation.assignment)) throw new Refused(403, 'access.may-not-end');
    });
  }

  private async add(tx: Transaction, actor: Actor, personId: string, assignment: Assignment, { scope, place, project }: { scope: Scope } & Awaited<ReturnType<Granting['placeOf']>>): Promise<string> {
    const language = (await this.access.languageOf(tx, personId)) ?? 'fr';
    return this.identity.addAssignment(tx, actor, personId, assignment, await this.granting.words(tx, scope, place, project, language));
  }
}
