import pg from 'pg';
import { acceptedSheet } from '@passerelle/shared/dossiers';
import { emailOf, multipart, testApp, type TestApp } from './test-app';

/** Row-level security by itself: the application's role in somebody's name, asked in plain SQL. */
describe('the second wall', () => {
  let t: TestApp;
  let client: pg.Client;
  beforeAll(async () => {
    t = await testApp();
    // A second project, whose operators stand in other places.
    const secretariat = await t.as('secretariat');
    const file = { name: 'sheet.txt', bytes: acceptedSheet('oevers-in-beweging') };
    const shown = await secretariat('POST', '/api/programmes/FWVL/sheet-imports/preview', { raw: multipart({}, file) });
    expect((await secretariat('POST', '/api/programmes/FWVL/sheet-imports', { raw: multipart({ fingerprint: shown.body.fingerprint }, file) })).status).toBe(201);
    client = new pg.Client(t.url);
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await t.close();
  });

  /** What this person's transaction sees, or what became of a change; everything is taken back. */
  async function as(person: string | null, sql: string): Promise<any> {
    const [{ id }] = person ? await t.sql('select id from person where email = $1', [emailOf(person)]) : [{ id: null }];
    try {
      await client.query(`begin; set local role passerelle_app; ${person === null ? '' : `select act_as('${id}')`}`);
      const result = await client.query(sql);
      return result.command === 'SELECT' ? result.rows.map((row) => Object.values(row)[0]) : `${result.rowCount}`;
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.query('rollback');
    }
  }

  const PROJECTS = 'select code from project order by code';
  const AB = '4.8.337';
  let codes: string[];
  beforeAll(async () => (codes = (await t.sql(PROJECTS)).map(({ code }) => code)));

  it('shows nothing at all to a transaction that is nobody’s', async () => {
    for (const table of ['programme', 'versant', 'project', 'organisation', 'operator', 'budget', 'operator_budget', 'budget_line', 'budget_submission', 'budget_withdrawn', 'match_funding', 'work_plan', 'work_package', 'accepted_sheet', 'journal_entry', 'journal_chain', 'person', 'session', 'role_assignment', 'invitation', 'one_time_link', 'totp', 'recovery_code', 'attempt', 'external_identity', 'mail_message', 'idempotency_key']) {
      expect([table, await as(null, `select count(*)::int from ${table}`)]).toEqual([table, [0]]);
    }
  });

  it('shows everything to the application itself', async () => {
    await client.query('begin; set local role passerelle_system');
    expect((await client.query(PROJECTS)).rows.map(({ code }) => code)).toEqual(codes);
    await client.query('rollback');
  });

  it('stands on every table: forced, so that it holds the owner too, or named here with its reason', async () => {
    const open = await t.sql(`select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and not (relrowsecurity and relforcerowsecurity) order by 1`);
    expect(open.map(({ relname }) => relname)).toEqual([
      'migration', // names of migrations
    ]);
  });

  it.each([
    ['secretariat', () => codes],
    ['authority', () => codes],
    ['finance-lead', () => [AB]],
    ['finance-partner', () => [AB]],
    ['officer-associated', () => [AB]],
    ['auditor', () => [AB]],
    ['administrator', () => []],
  ])('shows %s the projects that the role reaches, and what hangs on them', async (person, expected) => {
    expect(await as(person, PROJECTS)).toEqual(expected());
    const hanging = await as(person, 'select distinct p.code from operator o join budget b on b.project_id = o.project_id join operator_budget ob on ob.budget_id = b.id join project p on p.id = o.project_id order by 1');
    expect(hanging).toEqual(expected());
    // Without the project's own row in the statement: each table holds by itself.
    const foreign = `(select count(*) from operator where project_id <> all (array(select id from project))) + (select count(*) from budget where project_id <> all (array(select id from project)))
      + (select count(*) from accepted_sheet where project_id <> all (array(select id from project))) + (select count(*) from journal_entry where project_id <> all (array(select id from project)))
      + (select count(*) from operator_budget where operator_id <> all (array(select id from operator)))`;
    expect(await as(person, `select (${foreign})::int`)).toEqual([0]);
  });

  it('shows a verifier the projects of its versant, and a contact point those led from its own', async () => {
    const projectsOf = (lead: boolean, versant: string) =>
      t.sql(`select distinct p.code from project p join operator o on o.project_id = p.id join versant v on v.id = o.versant_id where v.code = $1 ${lead ? `and o.role = 'LEAD'` : ''} order by 1`, [versant]);
    expect(await as('verifier-wa', PROJECTS)).toEqual((await projectsOf(false, 'WA')).map(({ code }) => code));
    expect(await as('contact-point-fr', PROJECTS)).toEqual((await projectsOf(true, 'FR')).map(({ code }) => code));
  });

  it('shows an associated operator’s officer the sheet’s totals, and neither the budget’s lines nor the journal', async () => {
    await t.sql(`insert into budget_line (id, budget_id, operator_id, cost_category_id, amount_cents, changed_revision)
      select gen_random_uuid(), ob.budget_id, ob.operator_id, (select id from cost_category where code = 'STAFF'), 100, 1 from operator_budget ob`);
    const seen = 'select count(*)::int from';
    const [total] = await t.sql(`select count(*)::int n from operator_budget ob join budget b on b.id = ob.budget_id join project p on p.id = b.project_id where p.code = '${AB}'`);
    expect([await as('officer-associated', `${seen} operator_budget`), await as('officer-associated', `${seen} budget_line`), await as('officer-associated', `${seen} journal_entry where project_id is not null`)]).toEqual([[total.n], [0], [0]]);
    expect(await as('finance-partner', `${seen} budget_line`)).toEqual([total.n]);
  });

  it('takes from a lead officer what is the project’s, from a partner officer what is the own operator’s, from others nothing', async () => {
    const operatorsOf = (condition: string) => `update operator_budget set row_revision = row_revision where operator_id in (select o.id from operator o where ${condition})`;
    expect(await as('finance-lead', operatorsOf('true'))).toBe('6');
    expect(await as('finance-partner', operatorsOf('true'))).toBe('1');
    for (const person of ['officer-associated', 'auditor', 'verifier-wa', 'contact-point-fr', 'secretariat', 'authority', 'administrator']) expect([person, await as(person, operatorsOf('true'))]).toEqual([person, '0']);
    expect(await as('finance-lead', 'update budget set revision = revision')).toBe('1');
    expect(await as('finance-lead', `update project set acronym = 'mine'`)).toBe('0');
    expect(await as('finance-lead', 'delete from operator')).toBe('0');
    expect(await as('auditor', `insert into organisation (id, name, match_name) values (gen_random_uuid(), 'x', 'x')`)).toMatch(/row-level security/);
    expect(await as('secretariat', `update programme set code = 'MINE'`)).toBe('0');
  });

  it('lets nobody move a row to where she may not write', async () => {
    const moved = await as('finance-partner', `update budget_line set operator_id = (select id from operator where role = 'LEAD' and project_id = (select id from project where code = '${AB}'))`);
    expect(moved).toMatch(/row-level security/);
  });

  it('lets nobody but the application’s two roles call what reads past it', async () => {
    const open = await t.sql(`select p.proname from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef and has_function_privilege('public', p.oid, 'execute')`);
    expect(open).toEqual([]);
  });

  it('forgets whose transaction it was when it ends', async () => {
    const [{ id }] = await t.sql('select id from person where email = $1', [emailOf('secretariat')]);
    await client.query(`begin; set local role passerelle_app; select act_as('${id}'); commit`);
    await client.query('set role passerelle_app');
    expect((await client.query(PROJECTS)).rows).toEqual([]);
    await client.query('reset role');
  });

  it('shows a person whose roles were taken away, or who was deactivated, nothing any more', async () => {
    await t.sql(`update person set status = 'DEACTIVATED' where email = $1`, [emailOf('auditor')]);
    expect(await as('auditor', PROJECTS)).toEqual([]);
    await t.sql(`delete from role_assignment where person_id = (select id from person where email = $1)`, [emailOf('authority')]);
    expect(await as('authority', PROJECTS)).toEqual([]);
  });
});
