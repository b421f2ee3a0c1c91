import { Logger } from '@nestjs/common';
import type * as Kernel from '@passerelle/shared/kernel';
import type { Assignment } from '@passerelle/shared/kernel';
import { SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import { addressOf, isChanging, isOfProject, matterOf, matterOfPlace, methodOf, saidIn, SAMPLES, type Sample } from './access-samples';
import { mayHearOf, readAccessTable, verdictOf } from './access-table';
import { buildWorld, operatorOf, PLACE_NAMES, toldOf, type Place, type Somebody, type World } from './access-world';

/** Roles for everything that there is, as the application would see them if it took everybody for everybody. */
const mockEverything: Assignment[] = [];

// The application's own check says yes to everything: what is left is the database.
jest.mock('@passerelle/shared/kernel', (): typeof Kernel => ({
  ...jest.requireActual<typeof Kernel>('@passerelle/shared/kernel'),
  may: () => true,
  mayAnywhere: () => true,
  reachesOf: () => mockEverything.map((assignment) => ({ reach: 'programme', assignment })),
}));

const table = readAccessTable();

/** Where a table's rows say to which project (or else to which programme) they belong; null for tables that hold no project's rows. A table that is not here fails the test. */
const PROJECT_OF: Readonly<Record<string, string | null>> = {
  project: 'x.id',
  operator: 'x.project_id',
  budget: 'x.project_id',
  operator_budget: '(select b.project_id from budget b where b.id = x.budget_id)',
  budget_line_removed: '(select b.project_id from budget b where b.id = x.budget_id)',
  budget_submission: 'x.project_id',
  budget_withdrawn: 'x.project_id',
  budget_line: '(select b.project_id from budget b where b.id = x.budget_id)',
  match_funding: 'x.project_id',
  work_plan: 'x.project_id',
  work_package: 'x.project_id',
  accepted_sheet: 'x.project_id',
  project_hold: 'x.project_id',
  journal_entry: 'x.project_id',
  role_assignment: 'coalesce(x.project_id, x.programme_id)',
  invitation: 'coalesce(x.project_id, x.programme_id)',
  journal_chain: `nullif(x.chain_id, '00000000-0000-0000-0000-000000000000')`,
  ...Object.fromEntries(
    ['programme', 'versant', 'fund', 'project_type', 'cost_category', 'priority', 'specific_objective', 'intervention_category', 'organisation', 'person', 'session', 'one_time_link', 'totp', 'recovery_code', 'attempt', 'external_identity', 'mail_message', 'idempotency_key', 'migration'].map((name) => [name, null]),
  ),
};
const PROJECT_TABLES = Object.entries(PROJECT_OF).flatMap(([name, project]) => (project ? [{ name, project }] : []));

/** Tables about people: also shown to who gives roles in a project without seeing it. */
const OF_PEOPLE = ['role_assignment', 'invitation'];

/** Where the database itself holds to who may write, not only to who may see. */
const WRITES_ARE_WALLED = [
  'POST /api/programmes/:programme/projects/:project/budget/versions',
  'DELETE /api/programmes/:programme/projects/:project/budget/versions/:version',
  'PATCH /api/programmes/:programme/projects/:project/budget/amounts',
  'PATCH /api/programmes/:programme/projects/:project/budget/lines',
  'PATCH /api/programmes/:programme/projects/:project/budget/match-funding',
  'POST /api/programmes/:programme/projects/:project/work-packages',
  'PATCH /api/programmes/:programme/projects/:project/work-packages/:workPackageId',
  'PUT /api/programmes/:programme/projects/:project/work-packages/:workPackageId/number',
  'DELETE /api/programmes/:programme/projects/:project/work-packages/:workPackageId',
  'POST /api/programmes/:programme/sheet-imports',
  'PUT /api/programmes/:programme/projects/:project/retention/last-payment',
  'POST /api/programmes/:programme/projects/:project/retention/holds',
  'DELETE /api/programmes/:programme/projects/:project/retention/holds/:holdId',
];

describe('with the application’s own check switched off', () => {
  let world: World;
  let places: Place[];
  beforeAll(async () => {
    world = await buildWorld();
    places = PLACE_NAMES.map((name) => world.places[name]);
    // What the wall refuses ends as a fault, as it should: it is never reached while the check stands.
    Logger.overrideLogger(false);
    for (const { programmeId, projectId, operators } of places) mockEverything.push(...operators.map(({ operatorId }): Assignment => ({ role: 'SECRETARIAT', programmeId, projectId, operatorId })));
  });
  afterAll(() => world.t.close());

  const hiddenFrom = ({ assignments }: Somebody, permission = 'project.read'): Place[] => places.filter((place) => !mayHearOf(table, assignments, permission, matterOfPlace(place)));
  /** Projects of which she may not hear in this matter, and programmes in which she has no role. */
  const hiddenIds = (person: Somebody, permission?: string): string[] => {
    const programmes = places.map(({ programmeId }) => programmeId).filter((id) => !person.assignments.some(({ programmeId }) => programmeId === null || programmeId === id));
    return [...hiddenFrom(person, permission).map(({ projectId }) => projectId), ...programmes];
  };
  const somebody = (name: string): Somebody => world.people.find((person) => person.name === name)!;

  /** What an answer tells of projects that the person may not see. */
  async function told(person: Somebody, route: string, sample: Sample, place: Place): Promise<string[]> {
    const [address, ask] = [addressOf(route, sample, place, await sample.made?.(world.t, place)), sample.ask?.(place) ?? {}];
    const answer = await person.ask(methodOf(route), address, ask);
    return toldOf(hiddenFrom(person, table.permissionOf.get(route)), saidIn(address, ask), answer.text).map((marker) => `${person.name} at ${place.label}: ${marker}`);
  }

  /** The rows of each table that a transaction in somebody's name shows, of projects that she may not see. */
  async function shownTo(person: Somebody): Promise<string[]> {
    const shown: string[] = [];
    for (const { name, project } of PROJECT_TABLES) {
      const rows: { at: string }[] = await world.t.app.get(UnitOfWork).read(person, (tx) => tx.query(`select x.ctid::text at from ${name} x`));
      const foreign = await world.t.sql(`select x.ctid::text at from ${name} x where ${project} = any($1)`, [hiddenIds(person, OF_PEOPLE.includes(name) ? 'access.grant' : undefined)]);
      const seen = new Set(rows.map(({ at }) => at));
      if (foreign.some(({ at }) => seen.has(at))) shown.push(`${person.name}: ${name}`);
    }
    return shown;
  }

  /** Everything that is stored of projects, by project: what must stay as it is. */
  async function stored(): Promise<Map<string, string>> {
    const rows = await world.t.sql(
      PROJECT_TABLES.map(({ name, project }) => `select '${name}' "table", coalesce(${project}::text, '') project, md5(string_agg(x::text, '' order by x::text)) sum from ${name} x group by 2`).join(' union all '),
    );
    return new Map(rows.map((row) => [`${row.table} ${row.project}`, row.sum]));
  }

  /** What is stored otherwise after asking about each of these places than before. */
  async function changedBy(person: Somebody, route: string, sample: Sample, ...at: Place[]): Promise<string[]> {
    if (sample.undo) await world.t.sql(sample.undo);
    const addresses: string[] = [];
    for (const place of at) addresses.push(addressOf(route, sample, place, await sample.made?.(world.t, place)));
    const before = await stored();
    for (const [index, place] of at.entries()) await person.ask(methodOf(route), addresses[index]!, sample.ask?.(place) ?? {});
    const after = await stored();
    return [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
  }

  it('every table is known with the project of its rows, and every table with such rows stands behind the wall', async () => {
    const tables = await world.t.sql(`select relname name, relrowsecurity and relforcerowsecurity walled from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`);
    expect(tables.map(({ name }) => name).sort()).toEqual(Object.keys(PROJECT_OF).sort());
    expect(tables.filter(({ name, walled }) => PROJECT_OF[name] && !walled)).toEqual([]);
  });

  it('the application really says yes to everything', async () => {
    const answer = await somebody('administrator').ask('GET', '/api/sample-sheets');
    expect(answer.status).toBe(200);
  });

  it('no table shows anybody a row of a project that she may not see', async () => {
    const shown: string[] = [];
    for (const person of world.people) shown.push(...(await shownTo(person)));
    expect(shown).toEqual([]);
  });

  it('the officer of an associated operator is shown no line of the budget and nothing of the journal, in the own project either', async () => {
    const counts = (name: string) => world.t.app.get(UnitOfWork).read(somebody(name), (tx) => tx.query('select (select count(*)::int from operator) operators, (select count(*)::int from budget_line) lines, (select count(*)::int from journal_entry) entries'));
    expect([await counts('officer-associated'), await counts('finance-lead')]).toEqual([[{ operators: 14, lines: 0, entries: 0 }], [{ operators: 14, lines: 6, entries: 3 }]]);
  });

  it('a transaction in nobody’s name is the application’s own, and outside of a transaction nothing is shown', async () => {
    const count = 'select count(*)::int n from project';
    const unitOfWork = world.t.app.get(UnitOfWork);
    expect((await unitOfWork.read(SYSTEM, (tx) => tx.query(count)))[0].n).toBe(places.length);
    expect((await unitOfWork.read({ personId: '00000000-0000-4000-8000-000000000000' }, (tx) => tx.query(count)))[0].n).toBe(0);
  });

  describe.each(Object.entries(SAMPLES).filter(([route]) => !route.includes('/sample-sheets')))('%s', (route, samples) => {
    it('tells nobody of a project that she may not see', async () => {
      const wrong: string[] = [];
      for (const sample of samples) {
        for (const place of places) {
          for (const person of world.people) wrong.push(...(await told(person, route, sample, place)));
          if (!isOfProject(route)) continue;
          const { own } = world.places;
          const mixed = (place === own ? places.slice(1) : [own]).map((other) => ({ ...place, label: `${place.label} with the ids of ${other.label}`, operators: other.operators }));
          for (const one of mixed) for (const person of world.people) wrong.push(...(await told(person, route, sample, one)));
        }
      }
      expect(wrong).toEqual([]);
    });

    if (isChanging(route)) {
      it('changes nothing of a project that the person may not see, nor anything that docs/access.md refuses where the database holds to it', async () => {
        const wrong: string[] = [];
        for (const sample of samples) {
          for (const person of world.people) {
            const needed = table.permissionOf.get(route)!;
            const refused = places.filter((place) => verdictOf(table, person.assignments, needed, sample.needs ?? needed, matterOf(route, sample, place)) !== 'allowed').map(({ projectId }) => projectId);
            const known = places.flatMap(({ projectId, programmeId }) => [projectId, programmeId]);
            const untouchable = [...hiddenIds(person, needed), ...(WRITES_ARE_WALLED.includes(route) ? refused : [])];
            // What is new and stands nowhere that the test knows is as wrong as what is hidden.
            const isWrong = (id: string): boolean => untouchable.includes(id) || (id !== '' && !known.includes(id));
            const changed = await changedBy(person, route, sample, ...places);
            wrong.push(...changed.filter((key) => isWrong(key.split(' ')[1]!)).map((key) => `${person.name}${sample.what ? `, ${sample.what}` : ''}: ${key}`));
          }
        }
        expect(wrong).toEqual([]);
      });
    }
  });

  it('lists are no longer than what the person may see', async () => {
    for (const person of world.people) {
      for (const programme of ['FWVL', 'ZWIN']) {
        const answer = await person.ask('GET', `/api/programmes/${programme}/projects`);
        const hidden = hiddenFrom(person);
        const seen = places.filter((place) => place.programme === programme && !hidden.includes(place));
        expect([person.name, programme, answer.body.rowCount ?? 0]).toEqual([person.name, programme, seen.length]);
      }
    }
  });

  it('a wall that is taken down is found', async () => {
    const lead = somebody('finance-lead');
    const sheet = 'GET /api/programmes/:programme/projects/:project/sheet';
    expect([await shownTo(lead), await told(lead, sheet, {}, world.places.sharing)]).toEqual([[], []]);
    for (const { name } of PROJECT_TABLES) {
      await world.t.sql(`alter table ${name} disable row level security`);
      expect(await shownTo(lead)).toContain(`finance-lead: ${name}`);
      await world.t.sql(`alter table ${name} enable row level security`);
    }
    // An answer joins several tables, and each of them holds: only without all of these does the sheet of another project come out.
    const ofSheet = ['project', 'operator', 'budget', 'operator_budget'];
    for (const name of ofSheet) await world.t.sql(`alter table ${name} disable row level security`);
    expect(await told(lead, sheet, {}, world.places.sharing)).toContain(`finance-lead at sharing: sharing: ${world.places.sharing.projectId}`);
    for (const name of ofSheet) await world.t.sql(`alter table ${name} enable row level security`);
    expect(await shownTo(lead)).toEqual([]);
  });

  it('a partner officer changes nothing of another operator, its total neither', async () => {
    const total: Sample = { ask: (at) => ({ headers: { 'if-match': '"1"' }, body: { changes: [{ operatorId: operatorOf(at, 'LEAD').operatorId, cell: 'TOTAL', amountCents: 5 }] } }) };
    expect(await changedBy(somebody('finance-partner'), 'PATCH /api/programmes/:programme/projects/:project/budget/amounts', total, world.places.own)).toEqual([]);
  });

  it('a wall that takes what it should not is found', async () => {
    const route = 'PATCH /api/programmes/:programme/projects/:project/budget/amounts';
    const [sample] = SAMPLES[route]!;
    const change = () => changedBy(somebody('finance-partner'), route, sample!, world.places.own);
    const walls = ['budget_line', 'operator_budget'];
    expect(await change()).toEqual([]);
    for (const name of walls) await world.t.sql(`alter table ${name} disable row level security`);
    expect(await change()).toContain(`budget_line ${world.places.own.projectId}`);
    for (const name of walls) await world.t.sql(`alter table ${name} enable row level security`);
  });
});
