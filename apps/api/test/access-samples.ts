import { createHash, randomUUID } from 'node:crypto';
import type { OperatorRole, Permission, PersonRole } from '@passerelle/shared/kernel';
import type { Matter } from './access-table';
import { holdOf, operatorOf, type Place } from './access-world';
import { multipart, type Ask, type TestApp } from './test-app';

/** A request by which a route is tried. Its ids and codes come from the place that it is given, so that the same sample can be asked about any project. */
export interface Sample {
  readonly what?: string;
  readonly params?: (at: Place) => Record<string, string>;
  /** What is made anew for each request, by the database's owner, and the parameters that name it: what the request then takes away, or changes. */
  readonly made?: (t: TestApp, at: Place) => Promise<Record<string, string>>;
  readonly query?: string;
  readonly ask?: (at: Place) => Ask;
  /** What this request needs beyond the route's own permission. */
  readonly needs?: Permission;
  /** The operator that the act is on, where the permission may reach no further than the own one. */
  readonly operatorId?: (at: Place) => string;
  /** A list of a programme: it shows what the person's roles reach. */
  readonly isList?: true;
  /** What the database's owner does so that the same request would change something again. */
  readonly undo?: string;
}

const PARTS = ['LEAD', 'PARTNER', 'ASSOCIATED'] as const;
const fingerprintOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const uploaded = ({ sheet }: Place, fields: Record<string, string>): Ask => ({ raw: multipart(fields, { name: 'sheet.txt', bytes: sheet }) });
/** Typed by whoever may. */
const AMOUNT = 123_456;
const NO_ASK: readonly Sample[] = [{}];
/** A table with one new line, which no other table has. */
const lineOf = (at: Place, part: OperatorRole): { name: string; bytes: Uint8Array } => ({ name: 'lines.csv', bytes: Buffer.from(`lineId;operatorId;category;amount;comment\n;${operatorOf(at, part).operatorId};STAFF;${AMOUNT / 100};${randomUUID()}\n`) });
const broughtIn = (file: { name: string; bytes: Uint8Array }): Ask => ({ headers: { 'if-match': '"1"' }, raw: multipart({ fingerprint: fingerprintOf(file.bytes) }, file) });

const OFFICER_OF: Readonly<Record<OperatorRole, PersonRole>> = { LEAD: 'LEAD_OFFICER', PARTNER: 'PARTNER_OFFICER', ASSOCIATED: 'ASSOCIATED_OFFICER' };
const newcomer = (): { email: string; language: 'fr' } => ({ email: `newcomer-${randomUUID()}@programme.example`, language: 'fr' });
const verifierOf = (at: Place): unknown[] => ['VERIFIER', at.programmeId, 'FR', null, null];
/** Bound to the operator's own project, whatever the place says. */
const officerOf = async (t: TestApp, at: Place, part: OperatorRole, role = OFFICER_OF[part]): Promise<unknown[]> => {
  const { operatorId } = operatorOf(at, part);
  const [{ project_id: projectId, programme_id: programmeId }] = await t.sql('select project_id, programme_id from operator where id = $1', [operatorId]);
  return [role, programmeId, null, projectId, operatorId];
};

/** Somebody new with this role. */
async function somebodyNew(t: TestApp, binding: unknown[]): Promise<{ personId: string; assignmentId: string }> {
  const [personId, assignmentId] = [randomUUID(), randomUUID()];
  await t.sql(`insert into person (id, email, name, language) values ($1, $2, 'Somebody', 'fr')`, [personId, newcomer().email]);
  await t.sql('insert into role_assignment (id, person_id, role, programme_id, versant_code, project_id, operator_id) values ($1, $2, $3, $4, $5, $6, $7)', [assignmentId, personId, ...binding]);
  return { personId, assignmentId };
}

/** An invitation to this role that nobody has accepted yet. */
async function invitationTo(t: TestApp, binding: unknown[]): Promise<{ invitationId: string }> {
  const invitationId = randomUUID();
  await t.sql(`insert into invitation (id, email, language, role, programme_id, versant_code, project_id, operator_id, place, expires_at) values ($1, $2, 'fr', $3, $4, $5, $6, $7, '{}', now() + interval '7 days')`, [invitationId, newcomer().email, ...binding]);
  return { invitationId };
}

/** Plans as the world has them, at their first revision. */
const ADDED_PACKAGES = `(names ? 'en' or names->>'fr' = 'Réseaux')`;
const NO_ADDED_PACKAGE = `delete from work_package where ${ADDED_PACKAGES}; update work_plan set revision = 0`;
/** A work package of the project whose operators the place has, on a plan that nobody changed yet. */
async function workPackageIn(t: TestApp, at: Place): Promise<Record<string, string>> {
  const workPackageId = randomUUID();
  const lead = [operatorOf(at, 'LEAD').operatorId];
  await t.sql(`update work_plan set revision = 0`);
  await t.sql(`delete from work_package where ${ADDED_PACKAGES} and project_id = (select project_id from operator where id = $1)`, lead);
  await t.sql(
    `insert into work_package (id, project_id, programme_id, number, kind, names)
     select $1, project_id, programme_id, (select coalesce(max(number), 0) + 1 from work_package w where w.project_id = o.project_id), 'OPERATIONAL', '{"en": "Made"}' from operator o where id = $2`,
    [workPackageId, ...lead],
  );
  return { workPackageId };
}

const FIRST_VERSION = (): Record<string, string> => ({ version: '1' });
const onRevision = (): Ask => ({ headers: { 'if-match': '"1"' } });

const onEachOperator = (sample: (part: OperatorRole) => Sample): Sample[] =>
  PARTS.map((part) => ({ what: `of the ${part.toLowerCase()} operator`, operatorId: (at: Place) => operatorOf(at, part).operatorId, ...sample(part) }));

/**
 * How every route that needs a permission is asked in the tests of access. A route that is not here fails them: whoever adds one says here how it is asked.
 * A request that is allowed must be a good one, and asked twice it must do no harm.
 */
export const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  'GET /api/programmes': NO_ASK,
  'GET /api/own-operators': NO_ASK,
  'GET /api/sample-sheets': NO_ASK,
  'GET /api/sample-sheets/:name': [{ params: () => ({ name: 'ab-refugies' }) }],
  'GET /api/programmes/:programme/projects': [{ query: '?pageSize=200', isList: true }],
  'GET /api/programmes/:programme/projects/:project/sheet': NO_ASK,
  'GET /api/programmes/:programme/projects/:project/sheet.:format': ['txt', 'csv', 'json'].map((format) => ({ what: format, params: () => ({ format }) })),
  'GET /api/programmes/:programme/projects/:project/figures/:figure': [
    { what: 'the ERDF, which stands on the sheet', params: () => ({ figure: 'erdf' }) },
    { what: 'an operator’s total', params: (at) => ({ figure: `total:${operatorOf(at, 'LEAD').operatorId}` }) },
    { what: 'an amount of the budget', params: (at) => ({ figure: `amount:${operatorOf(at, 'LEAD').operatorId}:STAFF` }), needs: 'budget.read' },
  ],
  'GET /api/programmes/:programme/projects/:project/history': [
    {},
    { what: 'of an amount, in a time', query: '?from=2020-01-01&to=2999-12-31&actor=passerelle&act=importSheet&subject=project%3Ax&before=9' },
  ],
  'GET /api/programmes/:programme/projects/:project/journal/integrity': NO_ASK,
  'GET /api/programmes/:programme/people/:personId/acts': [{ params: (at) => ({ personId: at.actorId }), isList: true }],
  'GET /api/programmes/:programme/projects/:project/work-packages': NO_ASK,
  'POST /api/programmes/:programme/projects/:project/work-packages': [{ ask: () => ({ body: { kind: 'OPERATIONAL', names: { fr: 'Réseaux' }, responsibleOperatorId: null } }), undo: NO_ADDED_PACKAGE }],
  'PATCH /api/programmes/:programme/projects/:project/work-packages/:workPackageId': [{ made: workPackageIn, ask: () => ({ headers: { 'if-match': '"0"' }, body: { names: { nl: 'Netwerken' } } }), undo: NO_ADDED_PACKAGE }],
  'PUT /api/programmes/:programme/projects/:project/work-packages/:workPackageId/number': [{ made: workPackageIn, ask: () => ({ headers: { 'if-match': '"0"' }, body: { number: 1 } }), undo: NO_ADDED_PACKAGE }],
  'DELETE /api/programmes/:programme/projects/:project/work-packages/:workPackageId': [{ made: workPackageIn, ask: () => ({ headers: { 'if-match': '"0"' } }), undo: NO_ADDED_PACKAGE }],
  'GET /api/programmes/:programme/projects/:project/budget': NO_ASK,
  'GET /api/programmes/:programme/projects/:project/budget/cells/:operatorId/:cell/history': [
    { params: (at) => ({ operatorId: operatorOf(at, 'PARTNER').operatorId, cell: 'STAFF' }) },
    { what: 'the total', params: (at) => ({ operatorId: operatorOf(at, 'LEAD').operatorId, cell: 'TOTAL' }) },
  ],
  'GET /api/programmes/:programme/projects/:project/budget/changes': [{ query: '?after=1' }],
  'GET /api/programmes/:programme/projects/:project/budget/cross-table': [{ query: '?rows=operator&columns=category' }],
  'GET /api/programmes/:programme/projects/:project/budget/cross-table/rows': [{ query: '?rows=versant&columns=source&column=ERDF' }],
  'GET /api/programmes/:programme/projects/:project/budget/lines': NO_ASK,
  'GET /api/programmes/:programme/projects/:project/budget/lines/changes': [{ query: '?after=1' }],
  'GET /api/programmes/:programme/projects/:project/budget/lines/:lineId/history': [{ params: () => ({ lineId: randomUUID() }), query: '?field=amountCents' }],
  'GET /api/programmes/:programme/projects/:project/budget/lines.csv': NO_ASK,
  'GET /api/programmes/:programme/projects/:project/budget/workbook': NO_ASK,
  'POST /api/programmes/:programme/projects/:project/budget/imports/preview': [{ ask: (at) => ({ raw: multipart({}, lineOf(at, 'LEAD')) }) }],
  'POST /api/programmes/:programme/projects/:project/budget/imports': PARTS.map((part) => ({
    what: `of the ${part.toLowerCase()} operator`,
    operatorId: (at) => operatorOf(at, part).operatorId,
    undo: `delete from budget_line where amount_cents = ${AMOUNT}`,
    ask: (at) => broughtIn(lineOf(at, part)),
  })),
  'PATCH /api/programmes/:programme/projects/:project/budget/lines': PARTS.map((part) => ({
    what: `of the ${part.toLowerCase()} operator`,
    operatorId: (at) => operatorOf(at, part).operatorId,
    undo: `delete from budget_line where amount_cents = ${AMOUNT}`,
    ask: (at) => ({
      headers: { 'if-match': '"1"' },
      body: { inserted: [{ lineId: randomUUID(), operatorId: operatorOf(at, part).operatorId, categoryCode: 'EXTERNAL', position: 1, amountCents: AMOUNT }], changed: [], removed: [] },
    }),
  })),
  'PUT /api/programmes/:programme/projects/:project/budget/operators/:operatorId/flat-rates': PARTS.map((part) => ({
    what: `of the ${part.toLowerCase()} operator`,
    params: (at) => ({ operatorId: operatorOf(at, part).operatorId }),
    operatorId: (at) => operatorOf(at, part).operatorId,
    undo: `delete from budget_line where kind = 'COMPUTED'; update operator_budget set flat_rates = '[]', flat_rates_revision = 1`,
    ask: () => ({ headers: { 'if-match': '"1"' }, body: { flatRates: [{ code: 'OFFICE_ON_STAFF', rateBp: 1500 }], confirmedLineIds: [] } }),
  })),
  'GET /api/programmes/:programme/projects/:project/budget/simplified-costs': NO_ASK,
  'GET /api/programmes/:programme/projects/:project/budget/catalogue': NO_ASK,
  'GET /api/programmes/:programme/projects/:project/budget/versions': NO_ASK,
  'POST /api/programmes/:programme/projects/:project/budget/versions': NO_ASK,
  'DELETE /api/programmes/:programme/projects/:project/budget/versions/:version': [{ params: FIRST_VERSION, ask: onRevision }],
  'GET /api/programmes/:programme/projects/:project/budget/versions/:version/problems': [{ params: FIRST_VERSION }],
  'POST /api/programmes/:programme/projects/:project/budget/versions/:version/submissions': [{ params: FIRST_VERSION, ask: onRevision }],
  'GET /api/programmes/:programme/projects/:project/budget/versions/:version/submissions/:number': [{ params: () => ({ version: '1', number: '1' }) }],
  'POST /api/programmes/:programme/projects/:project/budget/versions/:version/approval': [{ params: FIRST_VERSION, ask: () => ({ ...onRevision(), body: { effectiveDate: '2018-01-01', body: 'Comité', number: '', note: '' } }) }],
  'POST /api/programmes/:programme/projects/:project/budget/versions/:version/return': [{ params: FIRST_VERSION, ask: () => ({ ...onRevision(), body: { reasons: 'À préciser' } }) }],
  'GET /api/programmes/:programme/projects/:project/budget/versions/:before/difference/:after': [{ params: () => ({ before: '1', after: '1' }) }],
  'GET /api/programmes/:programme/projects/:project/budget/versions/:before/difference/:after/file.:format': [{ params: () => ({ before: '1', after: '1', format: 'csv' }) }],
  'GET /api/programmes/:programme/projects/:project/budget/shifts': NO_ASK,
  // Asked without Accept: text/event-stream, so that it tells how things stand and ends; the stream itself is tried by live.spec.
  'GET /api/programmes/:programme/projects/:project/budget/live': NO_ASK,
  'PUT /api/programmes/:programme/projects/:project/budget/presence': [{ ask: (at) => ({ body: { stream: randomUUID(), operatorId: operatorOf(at, 'LEAD').operatorId, cell: 'STAFF' } }) }],
  'PATCH /api/programmes/:programme/projects/:project/budget/amounts': PARTS.map((part) => ({
    what: `of the ${part.toLowerCase()} operator`,
    operatorId: (at) => operatorOf(at, part).operatorId,
    undo: `delete from budget_line where amount_cents = ${AMOUNT}`,
    ask: (at) => ({ headers: { 'if-match': '"1"' }, body: { changes: [{ operatorId: operatorOf(at, part).operatorId, cell: 'STAFF', amountCents: AMOUNT }] } }),
  })),
  'GET /api/programmes/:programme/projects/:project/budget/co-financing': NO_ASK,
  'PATCH /api/programmes/:programme/projects/:project/budget/match-funding': onEachOperator((part) => ({
    undo: `delete from match_funding where name = 'Sample'`,
    ask: (at) => ({ headers: { 'if-match': '"1"' }, body: { inserted: [{ sourceId: randomUUID(), operatorId: operatorOf(at, part).operatorId, kind: 'PUBLIC', name: 'Sample' }], changed: [], removed: [] } }),
  })),
  'GET /api/programmes/:programme/co-financing': [{ query: '?page=1&pageSize=200' }],
  'GET /api/programmes/:programme/projects/:project/access': NO_ASK,
  'POST /api/programmes/:programme/projects/:project/invitations': onEachOperator((part) => ({
    ask: (at) => ({ body: { ...newcomer(), role: OFFICER_OF[part], operatorId: operatorOf(at, part).operatorId } }),
  })),
  'POST /api/programmes/:programme/projects/:project/invitations/:invitationId/renew': onEachOperator((part) => ({ made: async (t, at) => invitationTo(t, await officerOf(t, at, part)) })),
  'DELETE /api/programmes/:programme/projects/:project/invitations/:invitationId': onEachOperator((part) => ({ made: async (t, at) => invitationTo(t, await officerOf(t, at, part)) })),
  'PATCH /api/programmes/:programme/projects/:project/assignments/:assignmentId': onEachOperator((part) => ({
    made: async (t, at) => somebodyNew(t, await officerOf(t, at, part, part === 'LEAD' ? 'PARTNER_OFFICER' : undefined)),
    ask: () => ({ body: { role: OFFICER_OF[part] } }),
  })),
  'DELETE /api/programmes/:programme/projects/:project/assignments/:assignmentId': onEachOperator((part) => ({ made: async (t, at) => somebodyNew(t, await officerOf(t, at, part)) })),
  'GET /api/programmes/:programme/grant-places': [{ query: '?q=' }, { what: 'searched', query: '?q=a' }],
  'POST /api/programmes/:programme/invitations': [
    { what: 'to a versant', ask: () => ({ body: { ...newcomer(), role: 'CONTACT_POINT', versantCode: 'WA' } }) },
    { what: 'to an operator', ask: (at) => ({ body: { ...newcomer(), role: 'PARTNER_OFFICER', projectCode: at.project, operatorId: operatorOf(at, 'PARTNER').operatorId } }) },
  ],
  'POST /api/programmes/:programme/invitations/:invitationId/renew': [{ made: (t, at) => invitationTo(t, verifierOf(at)) }],
  'DELETE /api/programmes/:programme/invitations/:invitationId': [{ made: (t, at) => invitationTo(t, verifierOf(at)) }],
  'POST /api/programmes/:programme/people/:personId/assignments': [{ made: (t, at) => somebodyNew(t, verifierOf(at)), ask: () => ({ body: { role: 'CONTACT_POINT', versantCode: 'FR' } }) }],
  'PATCH /api/programmes/:programme/assignments/:assignmentId': [{ made: (t, at) => somebodyNew(t, verifierOf(at)), ask: () => ({ body: { role: 'CONTACT_POINT' } }) }],
  'DELETE /api/programmes/:programme/assignments/:assignmentId': [{ made: (t, at) => somebodyNew(t, verifierOf(at)) }],
  'GET /api/programmes/:programme/people': [{ query: '?pageSize=200' }, { what: 'searched', query: '?q=a&status=ACTIVE' }],
  'GET /api/programmes/:programme/people/:personId': [{ made: (t, at) => somebodyNew(t, verifierOf(at)) }],
  'POST /api/programmes/:programme/people/:personId/deactivate': [{ made: (t, at) => somebodyNew(t, verifierOf(at)) }],
  'POST /api/programmes/:programme/people/:personId/reactivate': [
    {
      made: async (t, at) => {
        const made = await somebodyNew(t, verifierOf(at));
        await t.sql(`update person set status = 'DEACTIVATED' where id = $1`, [made.personId]);
        return made;
      },
    },
  ],
  'DELETE /api/programmes/:programme/people/:personId/second-factor': [{ made: (t, at) => somebodyNew(t, verifierOf(at)) }],
  'DELETE /api/programmes/:programme/people/:personId/sessions': [{ made: (t, at) => somebodyNew(t, verifierOf(at)) }],
  'GET /api/programmes/:programme/personal-data': NO_ASK,
  'GET /api/programmes/:programme/people/:personId/data': [{ made: (t, at) => somebodyNew(t, verifierOf(at)) }],
  'DELETE /api/programmes/:programme/people/:personId/personal-data': [{ made: (t, at) => somebodyNew(t, verifierOf(at)), ask: () => ({ body: { reason: 'REQUEST' } }) }],
  'GET /api/programmes/:programme/retention': [{ isList: true }],
  'GET /api/programmes/:programme/projects/:project/retention': NO_ASK,
  'PUT /api/programmes/:programme/projects/:project/retention/last-payment': [{ undo: 'update project set last_payment_on = null', ask: () => ({ body: { lastPaymentOn: '2021-06-30' } }) }],
  'POST /api/programmes/:programme/projects/:project/retention/holds': [{ ask: () => ({ body: { reason: 'Audit' } }) }],
  'DELETE /api/programmes/:programme/projects/:project/retention/holds/:holdId': [{ undo: 'update project_hold set released_at = null, released_by_id = null', params: (at) => ({ holdId: holdOf(at) }) }],
  'POST /api/programmes/:programme/sheet-imports/preview': [{ ask: (at) => uploaded(at, {}) }],
  'POST /api/programmes/:programme/sheet-imports': [{ ask: (at) => uploaded(at, { fingerprint: fingerprintOf(at.sheet) }) }],
};

/** The address of a route for a sample, about a place. */
export function addressOf(route: string, sample: Sample, at: Place, made: Record<string, string> = {}): string {
  const params: Record<string, string> = { programme: at.programme, project: at.project, ...sample.params?.(at), ...made };
  const path = route.slice(route.indexOf(' ') + 1).replaceAll(/:(\w+)/g, (_, name: string) => {
    if (params[name] === undefined) throw new Error(`the sample of ${route} says nothing for :${name}`);
    return encodeURIComponent(params[name]);
  });
  return path + (sample.query ?? '');
}

export const methodOf = (route: string): 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' => route.slice(0, route.indexOf(' ')) as 'GET';
/** A preview is sent a file and stores nothing. */
export const isChanging = (route: string): boolean => methodOf(route) !== 'GET' && !route.endsWith('/preview');
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
