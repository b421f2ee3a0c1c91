import { WorkPlanChanges, WorkPlanView } from '@passerelle/work-plan/model';
import { AB, contractErrors, testApp, type Answer, type Requester, type TestApp } from './test-app';

const AT = `${AB}/work-packages`;

describe('the work plan', () => {
  let t: TestApp;
  let lead: Requester;
  let partner: Requester;
  beforeEach(async () => {
    t = await testApp();
    [lead, partner] = [await t.as('finance-lead'), await t.as('finance-partner')];
  });
  afterEach(() => t.close());

  const read = async (who: Requester = lead): Promise<WorkPlanView> => (await who('GET', AT)).body;
  const order = ({ workPackages }: { workPackages: WorkPlanView['workPackages'] }): string[] => workPackages.map(({ number, kind, names }) => `${number} ${kind} ${names.fr ?? '–'}`);
  const at = (revision: number) => ({ 'if-match': `"${revision}"` });
  const add = (who: Requester, body: object = {}): Promise<Answer> => who('POST', AT, { body: { kind: 'OPERATIONAL', names: {}, responsibleOperatorId: null, ...body } });

  it('of AB Réfugiés has the modules that its sheet names, with coordination and communication', async () => {
    const answer = await partner('GET', AT);
    expect([answer.status, answer.headers['etag']]).toEqual([200, expect.stringMatching(/^"1-/)]);
    expect(await contractErrors(WorkPlanView, answer.body)).toEqual([]);
    expect(order(answer.body)).toEqual([
      '1 COORDINATION Coordination du projet',
      '2 COMMUNICATION Communication du projet',
      '3 OPERATIONAL Réseaux franco-belges de l’accompagnement',
      '4 OPERATIONAL Dispositifs mobiles et transfrontaliers d’accompagnement',
      '5 OPERATIONAL Expérimentations transfrontalières',
    ]);
    const responsible = answer.body.operators.find((one: { operatorId: string }) => one.operatorId === answer.body.workPackages[0].responsibleOperatorId);
    expect([responsible.role, answer.body.operators.length]).toEqual(['LEAD', 14]);
    expect((await partner('GET', AT, { headers: { 'if-none-match': answer.headers['etag'] as string } })).status).toBe(304);
  });

  it('takes a new package at its end, and says what changes in names, kind and responsible operator', async () => {
    const added = await add(lead, { kind: 'COMMUNICATION', names: { fr: ' Clôture ' } });
    expect([added.status, added.headers['etag']]).toEqual([201, '"2"']);
    expect(await contractErrors(WorkPlanChanges, added.body)).toEqual([]);
    expect(order(added.body).at(-1)).toBe('6 COMMUNICATION Clôture');
    const { workPackageId } = added.body.workPackages.at(-1);
    const { operatorId } = (await read()).operators.find(({ role }) => role === 'ASSOCIATED')!;
    const changed = await lead('PATCH', `${AT}/${workPackageId}`, { headers: at(2), body: { names: { nl: 'Afsluiting' }, kind: 'OPERATIONAL', responsibleOperatorId: operatorId } });
    expect(changed.body).toMatchObject({ revision: 3, renumbered: [] });
    expect((await read()).workPackages.at(-1)).toEqual({ workPackageId, number: 6, kind: 'OPERATIONAL', names: { fr: 'Clôture', nl: 'Afsluiting' }, responsibleOperatorId: operatorId });
    await lead('PATCH', `${AT}/${workPackageId}`, { headers: at(3), body: { names: { fr: '' }, responsibleOperatorId: null } });
    expect((await read()).workPackages.at(-1)).toMatchObject({ names: { nl: 'Afsluiting' }, responsibleOperatorId: null });
  });

  it('gives a package another number, the others close up, and the answer names every number that is another', async () => {
    const [first, second, third] = (await read()).workPackages;
    const moved = await lead('PUT', `${AT}/${third!.workPackageId}/number`, { headers: at(1), body: { number: 1 } });
    expect(moved.status).toBe(200);
    expect(moved.body.renumbered).toEqual([
      { workPackageId: third!.workPackageId, before: 3, after: 1 },
      { workPackageId: first!.workPackageId, before: 1, after: 2 },
      { workPackageId: second!.workPackageId, before: 2, after: 3 },
    ]);
    const removed = await lead('DELETE', `${AT}/${first!.workPackageId}`, { headers: at(2) });
    expect([removed.status, order(removed.body)]).toEqual([200, order(await read())]);
    expect((await read()).workPackages.map(({ workPackageId, number }) => [workPackageId, number]).slice(0, 2)).toEqual([[third!.workPackageId, 1], [second!.workPackageId, 2]]);
    expect((await lead('DELETE', `${AT}/${first!.workPackageId}`, { headers: at(3) })).status).toBe(404);
  });

  it('keeps a package on which something stands, and says why', async () => {
    const [first] = (await read()).workPackages;
    await t.sql('create table stands_on (work_package_id uuid, project_id uuid, foreign key (work_package_id, project_id) references work_package (id, project_id) on delete restrict)');
    await t.sql('insert into stands_on select id, project_id from work_package where id = $1', [first!.workPackageId]);
    const refused = await lead('DELETE', `${AT}/${first!.workPackageId}`, { headers: at(1) });
    expect([refused.status, refused.body.code]).toEqual([409, 'workPlan.package-in-use']);
    expect((await read()).revision).toBe(1);
    await t.sql('delete from stands_on');
    expect((await lead('DELETE', `${AT}/${first!.workPackageId}`, { headers: at(1) })).status).toBe(200);
  });

  it('refuses what stands on an older plan, with the plan as it is now; what stands there already is no change', async () => {
    const { workPackages } = await read();
    const change = (revision: number, fr: string) => lead('PATCH', `${AT}/${workPackages[2]!.workPackageId}`, { headers: at(revision), body: { names: { fr } } });
    expect((await change(1, 'Réseaux')).body.revision).toBe(2);
    // The answer was lost, and the same is sent again.
    expect((await change(1, 'Réseaux')).body).toMatchObject({ revision: 2 });
    const stale = await change(1, 'Autre');
    expect([stale.status, stale.body.code, stale.body.current.revision, stale.body.current.workPackages[2].names.fr]).toEqual([412, 'workPlan.stale', 2, 'Réseaux']);
    expect([(await change(9, 'Autre')).body.code, (await lead('PATCH', `${AT}/${workPackages[2]!.workPackageId}`, { body: {} })).status]).toEqual(['general.stale', 428]);
    expect((await read()).revision).toBe(2);
  });

  it('is changed by who leads the project alone, with operators of the project alone', async () => {
    const [first] = (await read()).workPackages;
    for (const person of ['finance-partner', 'officer-associated', 'secretariat']) {
      const who = await t.as(person);
      expect([person, (await add(who)).status, (await who('DELETE', `${AT}/${first!.workPackageId}`, { headers: at(1) })).status, (await read(who)).workPackages.length]).toEqual([person, 403, 403, 5]);
    }
    const strange = await add(lead, { responsibleOperatorId: '00000000-0000-4000-8000-000000000000' });
    expect([strange.status, strange.body.errors[0]]).toMatchObject([422, { code: 'workPlan.unknown-operator', pointer: '/responsibleOperatorId' }]);
    expect((await add(lead, { names: { fr: 'x'.repeat(301) } })).status).toBe(400);
    expect((await add(lead, { names: { it: 'Rete' } })).status).toBe(400);
  });

  it('keeps what was done in the journal: what changed of it, by its number and name', async () => {
    const { workPackages } = await read();
    await lead('PUT', `${AT}/${workPackages[1]!.workPackageId}/number`, { headers: at(1), body: { number: 1 } });
    const [entry] = (await lead('GET', `${AB}/history?act=moveWorkPackage`)).body.entries;
    expect(entry.changes.map(({ label, before, after }: { label: string; before: unknown; after: unknown }) => [label, before, after])).toEqual([
      ['1 · Coordination du projet', { number: 1 }, { number: 2 }],
      ['2 · Communication du projet', { number: 2 }, { number: 1 }],
    ]);
    expect((await t.sql(`select count(*)::int n from journal_entry where act = 'addWorkPackage'`))[0].n).toBe(1);
  });

  it('of two people who change it at once, lets one through and tells the other', async () => {
    const { workPackages } = await read();
    const answers = await Promise.all(['A', 'B', 'C'].map((fr) => lead('PATCH', `${AT}/${workPackages[4]!.workPackageId}`, { headers: at(1), body: { names: { fr } } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect((await read()).revision).toBe(2);
    const added = await Promise.all([add(lead), add(lead), add(lead)]);
    expect(added.map(({ body }) => body.revision).sort()).toEqual([3, 4, 5]);
    expect((await read()).workPackages.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
