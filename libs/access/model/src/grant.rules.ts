import { may, PERSON_ROLES, type Actor, type Assignment, type OperatorRole, type PersonRole } from '@passerelle/shared/kernel';

/** What a role would be given for: an operator of a project, a project, a versant, a programme, or (null) all of them. */
export interface GrantPlace {
  readonly programmeId: string | null;
  readonly projectId?: string | null;
  readonly operator?: { readonly operatorId: string; readonly role: OperatorRole } | null;
  readonly versantCode?: string | null;
}

const OFFICERS: readonly PersonRole[] = ['LEAD_OFFICER', 'PARTNER_OFFICER', 'ASSOCIATED_OFFICER'];

/** Which roles each role may give, as far as its `access.grant` reaches. Nobody gives a role that sees more than her own office is there to decide. */
const GIVES: Readonly<Record<PersonRole, readonly PersonRole[]>> = {
  LEAD_OFFICER: OFFICERS,
  PARTNER_OFFICER: ['PARTNER_OFFICER'],
  ASSOCIATED_OFFICER: ['ASSOCIATED_OFFICER'],
  VERIFIER: [],
  CONTACT_POINT: [],
  SECRETARIAT: [...OFFICERS, 'VERIFIER', 'CONTACT_POINT', 'AUDITOR'],
  MANAGING_AUTHORITY: [],
  AUDITOR: [],
  ADMINISTRATOR: PERSON_ROLES,
};

/** Officers by what their operator is: a lead officer for the lead alone, and an associated operator has no other than its own kind. */
const OFFICERS_OF: Readonly<Record<OperatorRole, readonly PersonRole[]>> = {
  LEAD: ['LEAD_OFFICER', 'PARTNER_OFFICER'],
  PARTNER: ['PARTNER_OFFICER'],
  ASSOCIATED: ['ASSOCIATED_OFFICER'],
};

/** The roles that can be bound to this place at all, whoever gives them. */
export function rolesFitting({ programmeId, projectId, operator, versantCode }: GrantPlace): readonly PersonRole[] {
  if (operator) return OFFICERS_OF[operator.role];
  if (projectId) return ['AUDITOR'];
  if (versantCode) return ['VERIFIER', 'CONTACT_POINT'];
  return programmeId === null ? ['ADMINISTRATOR'] : ['SECRETARIAT', 'MANAGING_AUTHORITY', 'ADMINISTRATOR'];
}

/** Whether the actor may give this role for what it covers, and so may also end it. Only an administrator of every programme makes another such. */
export const mayGive = (actor: Actor, { role, programmeId, projectId, operatorId }: Assignment): boolean =>
  actor.assignments.some((own) => {
    if (!GIVES[own.role].includes(role)) return false;
    if (programmeId === null) return own.programmeId === null;
    return may({ ...actor, assignments: [own] }, 'access.grant', { programmeId, projectId: projectId ?? undefined, operatorId: operatorId ?? undefined });
  });

/** A role bound to a place. */
export const boundTo = (role: PersonRole, { programmeId, projectId = null, operator = null, versantCode = null }: GrantPlace): Assignment => ({
  role,
  programmeId,
  projectId,
  operatorId: operator?.operatorId ?? null,
  versantCode,
});

/** The roles that the actor may give for this place: those that fit it and are hers to give. Empty: no way to give any is shown. */
export const grantableRoles = (actor: Actor, place: GrantPlace): PersonRole[] => rolesFitting(place).filter((role) => mayGive(actor, boundTo(role, place)));

/** What is left of somebody's roles without this one. */
const without = (assignments: readonly Assignment[], ended: Assignment): Assignment[] => {
  const index = assignments.findIndex((one) => isSame(one, ended));
  return assignments.filter((_, at) => at !== index);
};

const isSame = (a: Assignment, b: Assignment): boolean =>
  a.role === b.role && a.programmeId === b.programmeId && (a.projectId ?? null) === (b.projectId ?? null) && (a.operatorId ?? null) === (b.operatorId ?? null) && (a.versantCode ?? null) === (b.versantCode ?? null);

/**
 * Whether somebody who ends this role of her own shuts herself out: out of the project that it is bound to, or out of the programme where it is bound to none.
 * What the other roles reach by a versant is not counted as a way in: it changes with the partnership.
 */
export function isOwnLastWayIn(assignments: readonly Assignment[], ended: Assignment): boolean {
  const rest = without(assignments, ended);
  if (rest.length === assignments.length) return false;
  if (!ended.projectId) return !rest.some(({ programmeId }) => programmeId === null || programmeId === ended.programmeId);
  return !rest.some(({ role, programmeId, projectId }) => projectId === ended.projectId || (programmeId === ended.programmeId && (role === 'SECRETARIAT' || role === 'MANAGING_AUTHORITY')));
}

/** Whether the actor administers this programme; null: every one that there is. */
export const administers = (actor: Actor, programmeId: string | null): boolean =>
  actor.assignments.some((own) => own.role === 'ADMINISTRATOR' && (own.programmeId === null || own.programmeId === programmeId));

/**
 * Whether an administrator looks after this person: every programme in which she has a role, or was once invited to one and came, is the administrator's. Whoever
 * is known elsewhere too is not hers to shut out.
 */
export const maySuspend = (actor: Actor, programmeIds: readonly (string | null)[]): boolean => programmeIds.every((programmeId) => administers(actor, programmeId));
