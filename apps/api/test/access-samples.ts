import { createHash } from 'node:crypto';
import type { Permission } from '@passerelle/shared/kernel';
import type { Matter } from './access-table';
import { operatorOf, type Place } from './access-world';
import { multipart, type Ask } from './test-app';

/** A request by which a route is tried. Its ids and codes come from the place that it is given, so that the same sample can be asked about any project. */
export interface Sample {
  readonly what?: string;
  readonly params?: (at: Place) => Record<string, string>;
  readonly query?: string;
  readonly ask?: (at: Place) => Ask;
  /** What this request needs beyond the route's own permission. */
  readonly needs?: Permission;
  /** The operator that the act is on, where the permission may reach no further than the own one. */
  readonly operatorId?: (at: Place) => string;
  /** What the database's owner does so that the same request would change something again. */
  readonly undo?: string;
}

const PARTS = ['LEAD', 'PARTNER', 'ASSOCIATED'] as const;
const fingerprintOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const uploaded = ({ sheet }: Place, fields: Record<string, string>): Ask => ({ raw: multipart(fields, { name: 'sheet.txt', bytes: sheet }) });
/** Typed by whoever may. */
const AMOUNT = 123_456;
const NO_ASK: readonly Sample[] = [{}];

/**
 * How every route that needs a permission is asked in the tests of access. A route that is not here fails them: whoever adds one says here how it is asked.
 * A request that is allowed must be a good one, and asked twice it must do no harm.
 */
export const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  'GET /api/programmes': NO_ASK,
  'GET /api/own-operators': NO_ASK,
  'GET /api/sample-sheets': NO_ASK,
  'GET /api/sample-sheets/:name': [{ params: () => ({ name: 'ab-refugies' }) }],
  'GET /api/programmes/:programme/projects': [{ query: '?pageSize=200' }],
  'GET /api/programmes/:programme/projects/:project/sheet': NO_ASK,
  'GET /api/programmes/:programme/projects/:project/sheet.:format': ['txt', 'csv', 'json'].map((format) => ({ what: format, params: () => ({ format }) })),
  'GET /api/programmes/:programme/projects/:project/figures/:figure': [
    { what: 'the ERDF, which stands on the sheet', params: () => ({ figure: 'erdf' }) },
    { what: 'an operator’s total', params: (at) => ({ figure: `total:${operatorOf(at, 'LEAD').operatorId}` }) },
    { what: 'an amount of the budget', params: (at) => ({ figure: `amount:${operatorOf(at, 'LEAD').operatorId}:STAFF` }), needs: 'budget.read' },
  ],
  'GET /api/programmes/:programme/projects/:project/history': NO_ASK,
  'GET /api/programmes/:programme/projects/:project/budget': NO_ASK,
  'GET /api/programmes/:programme/projects/:project/budget/cells/:operatorId/:cell/history': [
    { params: (at) => ({ operatorId: operatorOf(at, 'PARTNER').operatorId, cell: 'STAFF' }) },
    { what: 'the total', params: (at) => ({ operatorId: operatorOf(at, 'LEAD').operatorId, cell: 'TOTAL' }) },
  ],
  'PATCH /api/programmes/:programme/projects/:project/budget/amounts': PARTS.map((part) => ({
    what: `of the ${part.toLowerCase()} operator`,
    operatorId: (at) => operatorOf(at, part).operatorId,
    undo: `delete from budget_line where amount_cents = ${AMOUNT}`,
    ask: (at) => ({ headers: { 'if-match': '"1"' }, body: { changes: [{ operatorId: operatorOf(at, part).operatorId, cell: 'STAFF', amountCents: AMOUNT }] } }),
  })),
  'POST /api/programmes/:programme/sheet-imports/preview': [{ ask: (at) => uploaded(at, {}) }],
  'POST /api/programmes/:programme/sheet-imports': [{ ask: (at) => uploaded(at, { fingerprint: fingerprintOf(at.sheet) }) }],
};

/** The address of a route for a sample, about a place. */
export function addressOf(route: string, sample: Sample, at: Place): string {
  const params: Record<string, string> = { programme: at.programme, project: at.project, ...sample.params?.(at) };
  const path = route.slice(route.indexOf(' ') + 1).replaceAll(/:(\w+)/g, (_, name: string) => {
    if (params[name] === undefined) throw new Error(`the sample of ${route} says nothing for :${name}`);
    return encodeURIComponent(params[name]);
  });
  return path + (sample.query ?? '');
}

export const methodOf = (route: string): 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' => route.slice(0, route.indexOf(' ')) as 'GET';
export const isChanging = (route: string): boolean => methodOf(route) !== 'GET';
export const isOfProject = (route: string): boolean => route.includes('/:project/') || route.endsWith('/:project');
const isOfProgramme = (route: string): boolean => route.includes('/:programme');

export const matterOfPlace = ({ programmeId, projectId, operators }: Place): Matter => ({
  programmeId,
  projectId,
  versantCodes: operators.map(({ versantCode }) => versantCode),
  leadVersantCode: operators.find(({ role }) => role === 'LEAD')!.versantCode,
});

/** What a request is about: a project and perhaps an operator of it, a programme, or neither. */
export function matterOf(route: string, sample: Sample, place: Place): Matter | null {
  if (isOfProject(route)) return { ...matterOfPlace(place), operatorId: sample.operatorId?.(place) };
  return isOfProgramme(route) ? { programmeId: place.programmeId } : null;
}

/** Where a route is asked: in every project, once in every programme, or once. */
export function targetsOf(route: string, places: readonly Place[]): Place[] {
  if (isOfProject(route)) return [...places];
  const first = places.filter((place, index) => places.findIndex(({ programme }) => programme === place.programme) === index);
  return isOfProgramme(route) ? first : first.slice(0, 1);
}

/** Everything that a request says, for telling what an answer says on its own. */
export function saidIn(address: string, ask: Ask): string {
  return `${decodeURIComponent(address)} ${JSON.stringify(ask.body ?? '')} ${ask.raw ? ask.raw.payload.toString() : ''}`;
}
