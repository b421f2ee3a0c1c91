import { declaredRoutes } from '@passerelle/shared/api-kit';
import { PERMISSIONS } from '@passerelle/shared/kernel';
import { addressOf, isChanging, isOfProject, matterOf, matterOfPlace, methodOf, saidIn, SAMPLES, targetsOf, type Sample } from './access-samples';
import { isGranted, mayHearOf, readAccessTable, verdictOf } from './access-table';
import { buildWorld, PLACE_NAMES, toldOf, type Place, type Somebody, type World } from './access-world';
import type { Answer, Ask } from './test-app';

const table = readAccessTable();

describe('docs/access.md', () => {
  it('says of every permission and role what the application holds to, and nothing more', () => {
    expect(table.grants).toEqual(PERMISSIONS);
  });
});

describe('access', () => {
  let world: World;
  let places: Place[];
  beforeAll(async () => {
    world = await buildWorld();
    places = PLACE_NAMES.map((name) => world.places[name]);
  });
  afterAll(() => world.t.close());

  it('is written down for every route, with what it needs, or why it is for everybody', () => {
    const declared = declaredRoutes(world.t.app).map(({ method, path, access }) => [`${method} ${path}`, access!] as const);
    expect(Object.fromEntries(table.permissionOf)).toEqual(Object.fromEntries(declared.flatMap(([route, access]) => ('needs' in access ? [[route, access.needs]] : []))));
    expect(Object.fromEntries(table.publicRoutes)).toEqual(Object.fromEntries(declared.flatMap(([route, access]) => ('public' in access ? [[route, access.public]] : []))));
    expect(Object.fromEntries(table.ownRoutes)).toEqual(Object.fromEntries(declared.flatMap(([route, access]) => ('signedIn' in access ? [[route, access.signedIn]] : []))));
  });

  it('is tried on every route that needs a permission', () => {
    expect(Object.keys(SAMPLES).sort()).toEqual([...table.permissionOf.keys()].sort());
  });

  it('is tried by somebody of every role, and every project by somebody who may see it and somebody who may not', () => {
    const roles = new Set(world.people.flatMap(({ assignments }) => assignments.map(({ role }) => role)));
    expect(roles.size).toBe(9);
    for (const place of places) expect(new Set(world.people.map((person) => maySee(person, place)))).toEqual(new Set([true, false]));
  });

  describe.each(Object.entries(SAMPLES))('of %s', (route, samples) => {
    it('is as docs/access.md says, for every person and every project, and tells nobody anything of what she may not see', async () => {
      const wrong: string[] = [];
      for (const sample of samples) {
        for (const place of targetsOf(route, places)) {
          for (const person of world.people) {
            const matter = matterOf(route, sample, place);
            const expected = verdictOf(table, person.assignments, table.permissionOf.get(route)!, sample.needs ?? table.permissionOf.get(route)!, matter, sample.isList);
            const { answer, told } = await tried(person, route, sample, place);
            const found = isAllowed(answer) ? 'allowed' : answer.status;
            const asked = `${person.name} at ${place.label}${sample.what ? `, ${sample.what}` : ''}`;
            if (found !== expected) wrong.push(`${asked}: ${found} instead of ${expected}`);
            else if (expected === 'allowed' && !isChanging(route) && answer.status !== 200) wrong.push(`${asked}: ${answer.status} instead of 200`);
            wrong.push(...told.map((marker) => `${asked} is told of ${marker}`));
          }
        }
      }
      expect(wrong).toEqual([]);
    });

    if (isOfProject(route)) {
      it('gives nothing for one project’s code with the ids of another, nor for a code under another programme', async () => {
        const before = await budgetsOf();
        const wrong: string[] = [];
        for (const sample of samples) {
          for (const swapped of swaps(places)) {
            const place = swapped.place;
            if (!swapped.isElsewhere && !sample.made && addressOf(route, sample, place) === addressOf(route, sample, swapped.of) && JSON.stringify(sample.ask?.(place)) === JSON.stringify(sample.ask?.(swapped.of))) continue;
            for (const person of world.people) {
              const { answer, told } = await tried(person, route, sample, place);
              const asked = `${person.name} at ${place.label}${sample.what ? `, ${sample.what}` : ''}`;
              if (swapped.isElsewhere && ![403, 404].includes(answer.status)) wrong.push(`${asked}: ${answer.status} for a project that is not there`);
              if (isChanging(route) && answer.status < 400) wrong.push(`${asked}: ${answer.status} for a change`);
              wrong.push(...told.map((marker) => `${asked} is told of ${marker}`));
            }
          }
        }
        expect(wrong).toEqual([]);
        expect(await budgetsOf()).toEqual(before);
      });
    }
  });

  it('is no different for a code that is not there and one that may not be seen', async () => {
    const [lead] = world.people;
    const hidden = await lead!.ask('GET', `/api/programmes/FWVL/projects/${world.places.elsewhere.project}/sheet`);
    const absent = await lead!.ask('GET', '/api/programmes/FWVL/projects/4.8.999/sheet');
    const said = ({ status, body }: Answer) => [status, { ...body, requestId: '' }];
    expect(said(hidden)).toEqual(said(absent));
  });

  it('lists the projects that a person may see, with the totals of these alone', async () => {
    for (const person of world.people) {
      for (const programme of ['FWVL', 'ZWIN']) {
        const answer = await person.ask('GET', `/api/programmes/${programme}/projects`);
        if (answer.status !== 200) continue;
        const seen = places.filter((place) => place.programme === programme && maySee(person, place));
        const [{ total }] = await world.t.sql('select coalesce(sum(total_cents), 0)::float8 total from budget where project_id = any($1)', [seen.map(({ projectId }) => projectId)]);
        expect([person.name, programme, answer.body.rows.map(({ projectId }: { projectId: string }) => projectId).sort(), answer.body.rowCount, answer.body.totalCents]).toEqual([
          person.name, programme, seen.map(({ projectId }) => projectId).sort(), seen.length, total,
        ]);
      }
    }
  });

  it('works at once when a role is taken and when it is given again', async () => {
    const person = world.people.find(({ name }) => name === 'other-lead')!;
    const address = `/api/programmes/FWVL/projects/${world.places.sharing.project}/budget`;
    const [role] = await world.t.sql('delete from role_assignment where operator_id = $1 and role = $2 returning *', [person.assignments[0]!.operatorId, 'LEAD_OFFICER']);
    expect((await person.ask('GET', address)).status).toBe(403);
    await world.t.sql('insert into role_assignment select * from json_populate_record(null::role_assignment, $1)', [JSON.stringify(role)]);
    expect((await person.ask('GET', address)).status).toBe(200);
  });

  const maySee = ({ assignments }: Somebody, place: Place): boolean => isGranted(table, assignments, 'project.read', matterOfPlace(place));
  const budgetsOf = () => world.t.sql('select b.id, b.revision, b.total_cents from budget b order by b.id');

  async function tried(person: Somebody, route: string, sample: Sample, place: Place): Promise<{ answer: Answer; told: string[] }> {
    const address = addressOf(route, sample, place, await sample.made?.(world.t, place));
    const ask: Ask = sample.ask?.(place) ?? {};
    const answer = await person.ask(methodOf(route), address, ask);
    // The sample sheets lie in the application for trying, and are no project's rows.
    const hidden = route.includes('/sample-sheets') ? [] : places.filter((other) => !mayHearOf(table, person.assignments, table.permissionOf.get(route)!, matterOfPlace(other)));
    return { answer, told: toldOf(hidden, saidIn(address, ask), answer.text) };
  }
});

const isAllowed = ({ status }: Answer): boolean => ![401, 403, 404].includes(status);

/** Every project's code with the operators of another one, and every code under the programme where it is not. */
function swaps(places: readonly Place[]): { place: Place; of: Place; isElsewhere: boolean }[] {
  const mixed = places.flatMap((place) => places.filter((other) => other !== place).map((other) => ({ place: { ...place, label: `${place.label} with the ids of ${other.label}`, operators: other.operators }, of: place, isElsewhere: false })));
  const programmes = [...new Set(places.map(({ programme }) => programme))];
  const strayed = places.flatMap((place) =>
    programmes
      .filter((programme) => !places.some((other) => other.programme === programme && other.project === place.project))
      .map((programme) => ({ place: { ...place, label: `${place.label} under ${programme}`, programme }, of: place, isElsewhere: true })),
  );
  return [...mixed, ...strayed];
}
