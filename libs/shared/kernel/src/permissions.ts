import type { Actor, Assignment, PersonRole } from './roles';

/**
 * How far a role reaches with a permission, measured from what the assignment is bound to:
 * its operator, its project, the projects with an operator in its versant, the projects led from its versant, its whole programme.
 */
export type Reach = 'operator' | 'project' | 'versant' | 'led-from-versant' | 'programme';

type Grants = Readonly<Partial<Record<PersonRole, Reach>>>;

const everyoneInProject: Grants = {
  LEAD_OFFICER: 'project',
  PARTNER_OFFICER: 'project',
  ASSOCIATED_OFFICER: 'project',
  VERIFIER: 'versant',
  CONTACT_POINT: 'led-from-versant',
  SECRETARIAT: 'programme',
  MANAGING_AUTHORITY: 'programme',
  AUDITOR: 'project',
};
const { ASSOCIATED_OFFICER: _hasNoBudget, ...everyoneWithBudget } = everyoneInProject;
const overseers: Grants = { SECRETARIAT: 'programme', MANAGING_AUTHORITY: 'programme', AUDITOR: 'project' };

/**
 * Who may do what: the one map that the server's guard, the use cases and the buttons read. What is not named here is refused. docs/access.md shows it
 * to people and is compared with it by a test. The administrator sets up programmes and looks after persons and their access, and sees no project content.
 */
export const PERMISSIONS = {
  'programme.read': { ...everyoneInProject, ADMINISTRATOR: 'programme' },
  'project.read': everyoneInProject,
  'project.readHistory': everyoneWithBudget,
  'workPlan.change': { LEAD_OFFICER: 'project' },
  'budget.read': everyoneWithBudget,
  'budget.changeAmounts': { LEAD_OFFICER: 'project', PARTNER_OFFICER: 'operator' },
  'budget.changeLines': { LEAD_OFFICER: 'project', PARTNER_OFFICER: 'operator' },
  'budget.changeFlatRates': { LEAD_OFFICER: 'project', PARTNER_OFFICER: 'operator' },
  // What an operator pays its people is shown to its own officer and to the lead, and to whoever checks.
  'budget.readSalaries': { ...everyoneWithBudget, PARTNER_OFFICER: 'operator' },
  'budget.changeMatchFunding': { LEAD_OFFICER: 'project', PARTNER_OFFICER: 'operator' },
  'budget.openModification': { LEAD_OFFICER: 'project' },
  'budget.withdrawModification': { LEAD_OFFICER: 'project' },
  'budget.submit': { LEAD_OFFICER: 'project' },
  // Each further step agrees to more: shifts that need nobody, those that the contact point may agree to, everything. Which one a version needs is worked out from its shifts.
  'budget.approve': { LEAD_OFFICER: 'project', CONTACT_POINT: 'led-from-versant', SECRETARIAT: 'programme', MANAGING_AUTHORITY: 'programme' },
  'budget.approveShifts': { CONTACT_POINT: 'led-from-versant', SECRETARIAT: 'programme', MANAGING_AUTHORITY: 'programme' },
  'budget.approveAll': { SECRETARIAT: 'programme', MANAGING_AUTHORITY: 'programme' },
  'budget.return': { CONTACT_POINT: 'led-from-versant', SECRETARIAT: 'programme', MANAGING_AUTHORITY: 'programme' },
  'exchange.importSheet': { SECRETARIAT: 'programme', MANAGING_AUTHORITY: 'programme' },
  'access.read': everyoneInProject,
  'access.grant': { LEAD_OFFICER: 'project', PARTNER_OFFICER: 'operator', ASSOCIATED_OFFICER: 'operator', SECRETARIAT: 'programme', ADMINISTRATOR: 'programme' },
  'person.manage': { ADMINISTRATOR: 'programme' },
  'person.readActs': overseers,
  'journal.verify': overseers,
  'personalData.readRegister': { ADMINISTRATOR: 'programme' },
  'retention.read': overseers,
  'retention.setLastPayment': { MANAGING_AUTHORITY: 'programme' },
  'retention.hold': { MANAGING_AUTHORITY: 'programme', AUDITOR: 'project' },
} as const satisfies Record<string, Grants>;

export type Permission = keyof typeof PERMISSIONS;

/** What an act is about. Leave out what does not apply; a reach that needs a missing part does not cover it. */
export interface AccessTarget {
  readonly programmeId: string;
  readonly projectId?: string;
  readonly operatorId?: string;
  readonly versantCodes?: readonly string[];
  readonly leadVersantCode?: string | null;
}

const covers: Record<Reach, (assignment: Assignment, target: AccessTarget) => boolean> = {
  operator: (a, t) => a.projectId === t.projectId && !!a.operatorId && a.operatorId === t.operatorId,
  project: (a, t) => !!a.projectId && a.projectId === t.projectId,
  versant: (a, t) => !!a.versantCode && (t.versantCodes ?? []).includes(a.versantCode),
  'led-from-versant': (a, t) => !!a.versantCode && a.versantCode === t.leadVersantCode,
  programme: () => true,
};

const granted = (permission: Permission, role: PersonRole): Reach | undefined => (PERMISSIONS[permission] as Grants)[role];

/** Whether the actor may do this to that. */
export function may(actor: Actor, permission: Permission, target: AccessTarget): boolean {
  return actor.assignments.some((assignment) => {
    const reach = granted(permission, assignment.role);
    return reach !== undefined && (assignment.programmeId === null || assignment.programmeId === target.programmeId) && covers[reach](assignment, target);
  });
}

/** Whether any of the actor's roles has the permission at all: enough to show a way to it, never enough to act. */
export const mayAnywhere = (actor: Actor, permission: Permission): boolean =>
  actor.assignments.some(({ role }) => granted(permission, role) !== undefined);

/** The actor's assignments that carry a permission, with how far each reaches: what a list is filtered by. */
export function reachesOf(actor: Actor, permission: Permission): { reach: Reach; assignment: Assignment }[] {
  return actor.assignments.flatMap((assignment) => {
    const reach = granted(permission, assignment.role);
    return reach ? [{ reach, assignment }] : [];
  });
}
