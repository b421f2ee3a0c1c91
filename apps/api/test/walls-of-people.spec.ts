import { UnitOfWork } from '@passerelle/shared/api-kit';
import { actorOf, assignmentOf, identityOf, PLACE, setUpTotp } from './accounts';
import { emailOf, testApp, type TestApp } from './test-app';

describe('of people, the second wall', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await testApp();
    const [lead] = [await t.as('finance-lead'), await t.as('auditor')];
    await setUpTotp(t, lead);
    for (const person of ['finance-lead', 'auditor']) await t.visitor('POST', '/api/password-resets', { body: { email: emailOf(person) } });
    const by = await actorOf(t, 'secretariat');
    for (const like of ['finance-partner', 'verifier-wa']) {
      const assignment = await assignmentOf(t, like);
      await identityOf(t, (identity, tx) => identity.invite(tx, by, { email: 'new@programme.example', language: 'fr', assignment, place: PLACE }));
    }
  });
  afterAll(() => t.close());

  const asked = async (person: string, sql: string): Promise<any[]> => t.app.get(UnitOfWork).read(await actorOf(t, person), (tx) => tx.query(sql));
  const changed = async (person: string, sql: string): Promise<number | string> => {
    const actor = await actorOf(t, person);
    const undone = new Error('undone');
    let count: number | string = 0;
    await t.app.get(UnitOfWork).run(actor, async (tx) => {
      [, count] = await tx.query(sql).catch((error: Error) => [null, error.message]);
      throw undone;
    }).catch((error) => expect(error).toBe(undone));
    return count;
  };
  const emails = async (person: string): Promise<string[]> => (await asked(person, 'select email from person order by 1')).map(({ email }) => email);

  it('shows an account to its owner, and to who administers a programme in which she has a role', async () => {
    expect(await emails('finance-lead')).toEqual([emailOf('finance-lead')]);
    expect(await emails('secretariat')).toEqual([emailOf('secretariat')]);
    expect(await emails('administrator')).toHaveLength(9);
    await t.sql(`update role_assignment set programme_id = null where role = 'ADMINISTRATOR'`);
    await t.sql(`insert into person (id, email, name, language) values (gen_random_uuid(), 'without-role@programme.example', 'Without role', 'fr')`);
    expect(await emails('administrator')).toHaveLength(10);
    await t.sql(`update role_assignment set programme_id = (select id from programme) where role = 'ADMINISTRATOR'`);
    expect(await emails('administrator')).toHaveLength(9);
  });

  it('shows roles and invitations of a project to who sees it, those of a programme to who has a role in it', async () => {
    const seen = async (person: string, table: string) => (await asked(person, `select role from ${table} order by 1`)).map(({ role }) => role);
    const ofProgramme = ['ADMINISTRATOR', 'CONTACT_POINT', 'MANAGING_AUTHORITY', 'SECRETARIAT', 'VERIFIER'];
    const everything = [...ofProgramme, 'ASSOCIATED_OFFICER', 'AUDITOR', 'LEAD_OFFICER', 'PARTNER_OFFICER'].sort();
    for (const person of ['finance-lead', 'officer-associated', 'secretariat', 'administrator', 'auditor']) expect([person, await seen(person, 'role_assignment'), await seen(person, 'invitation')]).toEqual([person, everything, ['PARTNER_OFFICER', 'VERIFIER']]);
    await t.sql(`insert into project (id, programme_id, code, acronym, status) select gen_random_uuid(), id, '9.9.999', 'Other', 'DRAFT' from programme`);
    await t.sql(`update role_assignment set project_id = (select id from project where code = '9.9.999') where role = 'AUDITOR'`);
    expect([await seen('auditor', 'role_assignment'), await seen('auditor', 'invitation')]).toEqual([['AUDITOR', ...ofProgramme].sort(), ['VERIFIER']]);
    expect(await seen('finance-lead', 'role_assignment')).toEqual(everything.filter((role) => role !== 'AUDITOR'));
  });

  it('shows sessions, links and second factors to their owner alone, and attempts to nobody', async () => {
    const counts = async (person: string) => (await asked(person, `select (select count(*) from session)::int s, (select count(*) from one_time_link)::int l, (select count(*) from totp)::int t, (select count(*) from recovery_code)::int r, (select count(*) from attempt)::int a`))[0];
    expect(await counts('finance-lead')).toEqual({ s: 1, l: 1, t: 1, r: 10, a: 0 });
    expect(await counts('auditor')).toEqual({ s: 1, l: 1, t: 0, r: 0, a: 0 });
    for (const person of ['administrator', 'secretariat']) expect([person, await counts(person)]).toEqual([person, { s: 0, l: 0, t: 0, r: 0, a: 0 }]);
  });

  it('lets nobody give herself a role, change another’s account or end another’s session', async () => {
    for (const person of ['finance-lead', 'administrator']) {
      expect([person, await changed(person, `insert into role_assignment (id, person_id, role, programme_id) select gen_random_uuid(), person_id, 'SECRETARIAT', programme_id from role_assignment limit 1`)]).toEqual([person, expect.stringContaining('row-level security')]);
      expect([person, await changed(person, `update role_assignment set role = 'SECRETARIAT' where role in ('MANAGING_AUTHORITY', 'ADMINISTRATOR')`), await changed(person, 'delete from role_assignment')]).toEqual([person, 0, 0]);
      expect([person, await changed(person, `update person set name = 'x'`)]).toEqual([person, 1]);
    }
    expect([await changed('auditor', 'delete from session'), await changed('administrator', 'delete from session')]).toEqual([1, 0]);
    expect([await changed('finance-lead', 'delete from totp'), await changed('finance-lead', 'update one_time_link set used_at = null')]).toEqual([0, 0]);
  });
});
