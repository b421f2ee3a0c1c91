import { testApp, type TestApp } from './test-app';

/** What the database itself refuses, whatever the application does. */
describe('the database', () => {
  let t: TestApp;
  beforeAll(async () => (t = await testApp()));
  afterAll(() => t.close());
  const refusal = async (query: string): Promise<string> => t.sql(query).then(() => 'done', (error: Error & { constraint?: string }) => error.constraint ?? error.message);

  it('refuses a second lead', async () => {
    expect(await refusal(`update operator set role = 'LEAD' where name = 'SETIS'`)).toBe('uq_operator_one_lead');
  });
  it('refuses a budget for an associated operator', async () => {
    expect(await refusal(`insert into operator_budget (budget_id, project_id, programme_id, operator_id, erdf_rate_bp, rounding_rule) select b.id, b.project_id, b.programme_id, o.id, 5000, 'CUT' from budget b join operator o on o.project_id = b.project_id where o.name = 'ARS Hauts-de-France'`)).toBe('fk_operator_budget_operator');
  });
  it('refuses to make an associated operator of one that has a budget', async () => {
    expect(await refusal(`update operator set role = 'ASSOCIATED', funded = false where name = 'SETIS'`)).toBe('fk_operator_budget_operator');
    expect(await refusal(`update operator set role = 'ASSOCIATED' where name = 'SETIS'`)).toBe('ck_operator_funded');
  });
  it('refuses an operator without a versant, and one that stands twice in a project', async () => {
    expect(await refusal(`update operator set versant_id = null where name = 'SETIS'`)).toMatch(/not-null/);
    expect(await refusal(`update operator set organisation_id = (select organisation_id from operator where name = 'La Vie Active') where name = 'SETIS'`)).toBe('uq_operator_organisation');
  });
  it('refuses an ERDF that is not the total × rate, cut off at the cent', async () => {
    expect(await refusal(`update operator_budget set erdf_cents = erdf_cents + 1, own_contribution_cents = own_contribution_cents - 1 where total_cents = 39905813`)).toBe('ck_operator_budget_erdf');
  });
  it('refuses a row that does not close', async () => {
    expect(await refusal(`update operator_budget set own_contribution_cents = own_contribution_cents + 1`)).toBe('ck_operator_budget_closes');
    expect(await refusal(`update budget set erdf_cents = erdf_cents + 1`)).toBe('ck_budget_closes');
  });
  it('refuses amounts below nought and beyond 999 999 999,99 €', async () => {
    for (const amount of [-1, 100_000_000_000]) expect(await refusal(`update operator_budget set agreed_total_cents = ${amount}, total_cents = ${amount}`)).toMatch(/ck_operator_budget/);
  });
  it('refuses two projects of one code, and an end before the start', async () => {
    expect(await refusal(`insert into project (id, programme_id, code, acronym, status) select gen_random_uuid(), programme_id, code, acronym, status from project`)).toBe('uq_project_code');
    expect(await refusal(`update project set end_date = start_date - 1`)).toBe('ck_project_dates');
  });
  it.each(['update journal_entry set act = act', 'delete from journal_entry', 'truncate journal_entry'])('refuses "%s": the journal is append-only', async (query) => {
    expect(await refusal(query)).toMatch(/append-only/);
  });
  it('refuses two accounts of one address, whatever its case', async () => {
    expect(await refusal(`insert into person (id, email, name, language) values (gen_random_uuid(), 'SECRETARIAT@programme.example', 'x', 'fr')`)).toBe('uq_person_email');
  });
});
