import type { Actor } from '@passerelle/shared/kernel';
import { grantableRoles, mayGive, type HeldRoleView, type PendingInvitationView } from '@passerelle/access/model';
import type { HeldRole, PendingInvitation, PlaceProject } from '../_persistence/access.repository';
import { coverageView } from './granting';

/** A role as the reader sees it, with what she may do about it. */
export function heldRoleView(actor: Actor, held: HeldRole, places: readonly PlaceProject[]): HeldRoleView {
  const { assignmentId, role, programmeId, projectId, operatorId, versantCode, since, givenByName } = held;
  const operator = places.flatMap(({ operators }) => operators).find((one) => one.operatorId === operatorId) ?? null;
  const mayEnd = mayGive(actor, held);
  const otherRoles = mayEnd && held.personId !== actor.personId ? grantableRoles(actor, { programmeId, projectId, operator, versantCode }).filter((other) => other !== role) : [];
  return { assignmentId, role, covers: coverageView(held, places), since, givenByName, mayEnd, otherRoles };
}

/** A pending invitation; its address only for who may end it. */
export function invitationView(actor: Actor, { assignment, email, ...invitation }: PendingInvitation, places: readonly PlaceProject[]): PendingInvitationView {
  const mayEnd = mayGive(actor, assignment);
  return { ...invitation, email: mayEnd ? email : null, role: assignment.role, covers: coverageView(assignment, places), mayEnd };
}
