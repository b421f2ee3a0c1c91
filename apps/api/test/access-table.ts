import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PERSON_ROLES, type Assignment, type PersonRole, type Reach } from '@passerelle/shared/kernel';

const REACHES: Readonly<Record<string, Reach | null>> = {
  '–': null,
  'own operator': 'operator',
  'own project': 'project',
  'own versant': 'versant',
  'led from own versant': 'led-from-versant',
  programme: 'programme',
};

export interface AccessTable {
  /** Permission → role → how far it reaches. */
  readonly grants: Readonly<Record<string, Partial<Record<PersonRole, Reach>>>>;
  /** "GET /api/programmes" → the permission that it needs. */
  readonly permissionOf: ReadonlyMap<string, string>;
  /** Routes for everybody → why. */
  readonly publicRoutes: ReadonlyMap<string, string>;
  /** Routes for whoever is signed in → why. */
  readonly ownRoutes: ReadonlyMap<string, string>;
}

const roleOf = (heading: string): PersonRole => {
  const role = heading.toUpperCase().replaceAll(' ', '_') as PersonRole;
  if (!PERSON_ROLES.includes(role)) throw new Error(`docs/access.md names "${heading}", which is no role`);
  return role;
};
const withoutMarks = (text: string): string => text.replaceAll('`', '').trim();
const wholeRoute = (route: string): string => route.replace(' :programme', ' /api/programmes/:programme').replace(' :project', ' /api/programmes/:programme/projects/:project');

function reachOf(cell: string): Reach | null {
  if (!(cell in REACHES)) throw new Error(`docs/access.md says "${cell}", which is no reach`);
  return REACHES[cell]!;
}

/** The rows of the tables of docs/access.md whose first heading is this one, by heading. */
function rowsOf(text: string, first: string): Record<string, string>[] {
  const table = text.split('\n\n').find((part) => part.startsWith(`| ${first} |`));
  if (!table) throw new Error(`docs/access.md holds no table that begins with "${first}"`);
  const [headings, , ...rows] = table.trim().split('\n').map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
  return rows.map((cells) => Object.fromEntries(headings!.map((heading, index) => [heading, cells[index] ?? ''])));
}

/** Reads docs/access.md, the one place that says who may do what to whoever does not read code. */
export function readAccessTable(): AccessTable {
  const text = readFileSync(path.resolve(__dirname, '../../../docs/access.md'), 'utf8');
  const rows = rowsOf(text, 'permission').map(({ permission, routes, ['in plain words']: words, ...roles }) => ({ permission: withoutMarks(permission!), words, routes: routes!, roles }));
  const grants = Object.fromEntries(
    rows.map(({ permission, roles }) => [permission, Object.fromEntries(Object.entries(roles).flatMap(([heading, cell]) => (reachOf(cell) === null ? [] : [[roleOf(heading), reachOf(cell)]])))]),
  );
  const permissionOf = rows.flatMap(({ permission, routes }) => routes.split('<br>').filter(Boolean).map((route) => [wholeRoute(withoutMarks(route)), permission] as const));
  const reasonsOf = (first: string): Map<string, string> => new Map(rowsOf(text, first).map((row) => [wholeRoute(withoutMarks(row[first]!)), row['why']!]));
  return { grants, permissionOf: new Map(permissionOf), publicRoutes: reasonsOf('route'), ownRoutes: reasonsOf('own route') };
}

/** What an act is about, as people would say it: told by the test's own facts, not by the application. */
export interface Matter {
  readonly programmeId: string;
  readonly projectId?: string;
  readonly operatorId?: string;
  readonly versantCodes?: readonly string[];
  readonly leadVersantCode?: string;
}

const reaches: Readonly<Record<Reach, (assignment: Assignment, matter: Matter) => boolean>> = {
  operator: (assignment, matter) => matter.operatorId !== undefined && assignment.operatorId === matter.operatorId,
  project: (assignment, matter) => matter.projectId !== undefined && assignment.projectId === matter.projectId,
  versant: (assignment, matter) => matter.versantCodes?.includes(assignment.versantCode ?? '') ?? false,
  'led-from-versant': (assignment, matter) => matter.leadVersantCode !== undefined && assignment.versantCode === matter.leadVersantCode,
  programme: () => true,
};

export const hasAnywhere = ({ grants }: AccessTable, assignments: readonly Assignment[], permission: string): boolean => assignments.some(({ role }) => grants[permission]?.[role] !== undefined);

export const isGranted = ({ grants }: AccessTable, assignments: readonly Assignment[], permission: string, matter: Matter): boolean =>
  assignments.some((assignment) => {
    const reach = grants[permission]?.[assignment.role];
    return reach !== undefined && (assignment.programmeId === null || assignment.programmeId === matter.programmeId) && reaches[reach](assignment, matter);
  });

export type Verdict = 'allowed' | 403 | 404;

/**
 * What docs/access.md makes of a request, by its four sentences. `declared` is the permission that the route declares, `act` what this very request needs;
 * `matter` is null for a route that is about no programme. A list of a programme is for whoever it shows something, everything
 * else there for whom the permission reaches the whole of it.
 */
export function verdictOf(table: AccessTable, assignments: readonly Assignment[], declared: string, act: string, matter: Matter | null, isList = false): Verdict {
  if (!hasAnywhere(table, assignments, declared)) return 403;
  if (!matter) return 'allowed';
  const inProgramme = assignments.filter(({ programmeId }) => programmeId === null || programmeId === matter.programmeId);
  const isSeen = matter.projectId ? isGranted(table, assignments, 'project.read', matter) : inProgramme.length > 0;
  if (!isSeen) return 404;
  return (isList ? hasAnywhere(table, inProgramme, act) : isGranted(table, assignments, act, matter)) ? 'allowed' : 403;
}

const ABOUT_PEOPLE = ['access.grant', 'person.manage'];

/** Whether somebody may hear of a project at all: whoever sees it, and, where it is about people, also who gives roles there and sees nothing else of it. */
export const mayHearOf = (table: AccessTable, assignments: readonly Assignment[], permission: string, matter: Matter): boolean =>
  isGranted(table, assignments, 'project.read', matter) || (ABOUT_PEOPLE.includes(permission) && isGranted(table, assignments, 'access.grant', matter));
