import { strFromU8, unzipSync } from 'fflate';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { ErasureActions } from '@passerelle/identity/api';
import { inventoryOf, SYSTEM, undeclaredColumns, UnitOfWork, verifyJournal, type ChainAnchor, type InventoryColumn, type PersonalData, type Transaction } from '@passerelle/shared/api-kit';
import { LANGUAGES } from '@passerelle/shared/kernel';
import { loadDictionary } from '@passerelle/shared/texts';
import { PersonalDataRegister } from '@passerelle/records/model';
import { buildWorld, operatorOf, type World } from './access-world';
import { identityOf, mailsTo, PLACE, setUpTotp, tokenTo, actorOf, assignmentOf } from './accounts';
import { AB, contractErrors, emailOf, testApp, type Requester, type TestApp } from './test-app';

describe('personal data', () => {
  let t: TestApp;
  let administrator: Requester;
  beforeAll(async () => {
    t = await testApp();
    administrator = await t.as('administrator');
  });
  afterAll(() => t.close());

  const idOf = async (person: string): Promise<string> => (await t.sql('select id from person where email = $1', [emailOf(person)]))[0].id;

  describe('in the inventory', () => {
    let inventory: InventoryColumn[];
    beforeAll(() => (inventory = inventoryOf({ connection: t.app.get(DataSource) })));
    const personal = (): (InventoryColumn & { data: PersonalData })[] => inventory.flatMap((column) => (column.declaration && 'personal' in column.declaration ? [{ ...column, data: column.declaration.personal }] : []));
    const withMore = (table: string, column: string, type = 'text', refersToPerson = false): InventoryColumn[] => [...inventory, { table, column, type, refersToPerson, declaration: null }];

    it('stands every column of every table that the database has', async () => {
      const columns = await t.sql(`select table_name || '.' || column_name name from information_schema.columns where table_schema = 'public' and table_name <> 'migration' and table_name not in (select table_name from information_schema.views where table_schema = 'public')`);
      expect(inventory.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(columns.map(({ name }) => name).sort());
    });

    it('is said of every column that could be about a person whether it is', () => {
      expect(undeclaredColumns(inventory)).toEqual([]);
    });

    it('no column about a person could have been forgotten: without what is said of it, each is found', () => {
      for (const one of personal()) {
        const without = inventory.map((column) => (column.table === one.table && column.column === one.column ? { ...column, declaration: null } : column));
        expect(undeclaredColumns(without)).toEqual([`${one.table}.${one.column}`]);
      }
    });

    it.each([
      ['any column of the account', 'person', 'works_on', 'date'],
      ['any column of a table about persons', 'session', 'screen_width', 'integer'],
      ['an address in a table of organisations', 'organisation', 'contact_email', 'text'],
      ['a telling name anywhere', 'versant', 'phone', 'text'],
      ['who did something', 'fund', 'closed_by_id', 'uuid'],
      ['what may hold anything', 'cost_category', 'extra', 'jsonb'],
    ])('a new one is found: %s', (_what, table, column, type) => expect(undeclaredColumns(withMore(table, column, type))).toEqual([`${table}.${column}`]));

    it('a new table about persons is found as a whole', () => {
      const found = undeclaredColumns([...withMore('training', 'person_id', 'uuid', true), { table: 'training', column: 'score', type: 'integer', refersToPerson: false, declaration: null }]);
      expect(found).toEqual(['training.person_id', 'training.score']);
    });

    it('the register is made of it, for the administrator alone, with who is shown what by the map of permissions', async () => {
      const { status, body } = await administrator('GET', '/api/programmes/FWVL/personal-data');
      expect([status, await contractErrors(PersonalDataRegister, body)]).toEqual([200, []]);
      expect(body.columns).toHaveLength(personal().length);
      expect(body.columns).toContainEqual({ table: 'session', column: 'address', kind: 'CONNECTION', purpose: 'SECURITY', basis: 'SECURITY_OF_PROCESSING', kept: 'SESSION', seenBySelf: true, seenByRoles: [] });
      expect(body.columns.find(({ table, column }: { table: string; column: string }) => table === 'journal_entry' && column === 'actor_id').seenByRoles).toEqual(['LEAD_OFFICER', 'PARTNER_OFFICER', 'VERIFIER', 'CONTACT_POINT', 'SECRETARIAT', 'MANAGING_AUTHORITY', 'AUDITOR']);
      expect((await (await t.as('secretariat'))('GET', '/api/programmes/FWVL/personal-data')).status).toBe(403);
    });

    it('every word of the register can be read in four languages', async () => {
      const words = personal().flatMap(({ table, column, data }) => [`table.${table}`, `column.${column}`, `kind.${data.kind}`, `purpose.${data.purpose}`, `basis.${data.basis}`, `kept.${data.kept}`]);
      for (const language of LANGUAGES) {
        const texts = await loadDictionary[language]();
        expect([...new Set(words)].filter((word) => !texts[`personalData.${word}`])).toEqual([]);
      }
    });
  });

  describe('of one person, as a ZIP', () => {
    let lead: Requester;
    const filesOf = async (ask: Requester, path: string) => {
      const answer = await ask('GET', path);
      expect([answer.status, answer.headers['content-type'], answer.headers['content-disposition']]).toEqual([200, 'application/zip', 'attachment; filename="personal-data.zip"']);
      return Object.fromEntries(Object.entries(unzipSync(answer.bytes)).map(([name, bytes]) => [name, strFromU8(bytes)]));
    };
    beforeAll(async () => {
      lead = await t.as('finance-lead');
      await setUpTotp(t, lead);
      await t.visitor('POST', '/api/password-resets', { body: { email: emailOf('finance-lead') } });
      const budget = (await lead('GET', `${AB}/budget`)).body;
      await lead('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': `"${budget.revision}"` }, body: { changes: [{ operatorId: budget.operators[0].operatorId, cell: 'STAFF', amountCents: 4_711_00 }] } });
    });

    it('holds what is kept about her, each subject in a file, and a page that tells what lies in them', async () => {
      const files = await filesOf(lead, '/api/account/data');
      expect(Object.keys(files).sort()).toEqual(['account.json', 'acts.json', 'index.html', 'invitations.json', 'mails.json', 'providers.json', 'roles.json', 'sessions.json']);
      const read = (name: string) => JSON.parse(files[`${name}.json`]!);
      expect(read('account')).toMatchObject({ email: emailOf('finance-lead'), language: 'fr', hasPassword: true, hasSecondFactor: true });
      expect(read('roles').roles).toEqual([{ role: 'LEAD_OFFICER', programme: 'FWVL', versant: null, project: '4.8.337', operator: expect.any(String), since: expect.any(String) }]);
      expect(read('sessions').sessions).toEqual([expect.objectContaining({ address: expect.any(String), startedAt: expect.stringMatching(/^\d{4}-/) })]);
      expect(read('acts')).toMatchObject({ complete: true, acts: expect.arrayContaining([expect.objectContaining({ act: 'changeAmounts', programme: 'FWVL', project: '4.8.337' })]) });
      expect(read('mails').mails.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['identity.password-reset', 'identity.totp-changed']);
      expect(files['index.html']).toContain('<h1>Vos données dans Passerelle</h1>');
      expect(files['index.html']).toContain('Montants modifiés');
    });

    it('holds no secret and nothing about anybody else', async () => {
      const all = Object.values(await filesOf(lead, '/api/account/data')).join('\n');
      const secrets = await t.sql(`select encode(token_hash, 'hex') s from session union select csrf_token from session union select password_hash from person where password_hash is not null union select encode(secret, 'hex') from totp
        union select encode(code_hash, 'hex') from recovery_code union select encode(token_hash, 'hex') from one_time_link`);
      for (const { s } of secrets) expect(all.includes(s)).toBe(false);
      const others = await t.sql('select name, email, id from person where email <> $1', [emailOf('finance-lead')]);
      for (const { name, email, id } of others) expect([name, all.includes(name), all.includes(email), all.includes(id)]).toEqual([name, false, false, false]);
    });

    it('is handed over by an administrator too, which stays in the journal without her name; and to nobody else', async () => {
      const path = `/api/programmes/FWVL/people/${await idOf('finance-lead')}/data`;
      expect(JSON.parse((await filesOf(administrator, path))['account.json']!).email).toBe(emailOf('finance-lead'));
      const [entry] = await t.sql(`select subjects from journal_entry where act = 'downloadPersonalData'`);
      expect(entry.subjects).toEqual([`person:${await idOf('finance-lead')}`]);
      for (const person of ['finance-partner', 'secretariat', 'auditor']) expect([person, (await (await t.as(person))('GET', path)).status]).toEqual([person, 403]);
      expect((await administrator('GET', '/api/programmes/FWVL/people/00000000-0000-4000-8000-000000000000/data')).status).toBe(404);
      expect((await t.visitor('GET', '/api/account/data')).status).toBe(401);
    });

    it('says nothing by what a person is called: names are text in the page, whatever they hold', async () => {
      await t.sql(`update person set name = '<script>alert(1)</script>' where email = $1`, [emailOf('contact-point-fr')]);
      const files = await filesOf(await t.as('contact-point-fr'), '/api/account/data');
      expect(files['index.html']).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(files['index.html']).not.toContain('<script>');
    });
  });

  describe('is erased', () => {
    const erase = async (person: string, ask: Requester = administrator, reason: unknown = 'REQUEST') => ask('DELETE', `/api/programmes/FWVL/people/${await idOf(person)}/personal-data`, { body: { reason } });

    async function asOwner<T>(act: (tx: Transaction) => Promise<T>): Promise<T> {
      const client = new pg.Client(t.url);
      await client.connect();
      try {
        return await act({ query: async (text: string, values?: unknown[]) => (await client.query(text, values)).rows } as unknown as Transaction);
      } finally {
        await client.end();
      }
    }

    /** Where in the whole database one of these words stands, in whatever column. */
    async function tracesOf(words: readonly string[]): Promise<string[]> {
      const columns = await t.sql(`select c.table_name "table", c.column_name "column", c.data_type type from information_schema.columns c join pg_class r on r.relname = c.table_name and r.relkind = 'r' where c.table_schema = 'public'`);
      const found: string[] = [];
      for (const { table, column, type } of columns) {
        const text = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`;
        const rows = await t.sql(`select 1 from "${table}" where exists (select 1 from unnest($1::text[]) word where strpos(lower(${text}), lower(word)) > 0) limit 1`, [words]);
        if (rows.length) found.push(`${table}.${column}`);
      }
      return found;
    }

    const MONEY = ['budget', 'operator_budget', 'budget_line'];
    const money = async () => Promise.all(MONEY.map((table) => t.sql(`select md5(string_agg(x::text, '' order by x::text)) sum from ${table} x`)));

    it('by one act: no trace of name or address in any table, every amount and the whole journal as they were', async () => {
      const partner = await t.as('finance-partner');
      const personId = await idOf('finance-partner');
      const [{ name }] = await t.sql('select name from person where id = $1', [personId]);
      const email = emailOf('finance-partner');
      const budget = (await partner('GET', `${AB}/budget`)).body;
      const own = (await t.sql('select operator_id from role_assignment where person_id = $1', [personId]))[0].operator_id;
      expect((await partner('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': `"${budget.revision}"` }, body: { changes: [{ operatorId: own, cell: 'TRAVEL', amountCents: 12_300 }, { operatorId: own, cell: 'TOTAL', amountCents: 5_000_000 }] } })).status).toBe(200);
      // All that can hang on an account: a second factor, links, mails, an open invitation to the same address, one that she accepted, attempts, a session.
      await setUpTotp(t, partner);
      await t.visitor('POST', '/api/password-resets', { body: { email } });
      await partner('POST', '/api/account/email', { body: { email: 'next-address@programme.example', password: 'not this one' } });
      await t.sql(`insert into one_time_link (token_hash, purpose, person_id, new_email, expires_at) values ('\\x01', 'EMAIL_CHANGE', $1, 'next-address@programme.example', now() + interval '1 hour')`, [personId]);
      await t.visitor('POST', '/api/session', { body: { email, password: 'a wrong password' } });
      const by = await actorOf(t, 'secretariat');
      const assignment = await assignmentOf(t, 'verifier-wa');
      await identityOf(t, (identity, tx) => identity.invite(tx, by, { email: 'earlier-address@programme.example', language: 'nl', assignment, place: PLACE }));
      await t.sql(`update invitation set accepted_at = now(), accepted_person_id = $1 where email = 'earlier-address@programme.example'`, [personId]);
      await t.sql(`insert into invitation (id, email, language, role, programme_id, place, expires_at) select gen_random_uuid(), upper($1), 'fr', 'SECRETARIAT', id, '{}', now() from programme`, [email]);
      await t.sql(`insert into external_identity (issuer, subject, provider, person_id) values ('https://id.example', 'subject-of-hers', 'staff', $1)`, [personId]);
      // Somebody else's act, the answer to which names her.
      await t.sql(`insert into idempotency_key (person_id, key, route, request_hash, state, status, body) select id, 'k', 'POST /', '\\x00', 'DONE', 201, json_build_object('heldByName', $1::text) from person where email = $2`, [name, emailOf('secretariat')]);
      const words = [name, email, 'subject-of-hers', 'earlier-address@programme.example', 'next-address@programme.example'];
      expect(await tracesOf(words)).toEqual(expect.arrayContaining(['person.name', 'person.email', 'mail_message.recipient', 'invitation.email', 'one_time_link.new_email', 'attempt.account', 'idempotency_key.body']));

      const before = await money();
      const anchors: ChainAnchor[] = (await asOwner((tx) => verifyJournal(tx))).map(({ chainId, length, hash }) => ({ chainId, length, hash }));
      const erased = await erase('finance-partner');
      expect(erased).toMatchObject({ status: 200, body: { name: expect.stringMatching(/^erased:[0-9A-F]{6}$/) } });

      expect(await tracesOf(words)).toEqual([]);
      expect(await money()).toEqual(before);
      expect((await asOwner((tx) => verifyJournal(tx, { anchors }))).every(({ fault }) => fault === null)).toBe(true);
      // What she did stays hers: her number stands where it stood, and a reader is shown the code.
      const history = (await (await t.as('secretariat'))('GET', `${AB}/history`)).body.entries;
      expect(history.some(({ actorName }: { actorName: string }) => actorName === erased.body.name)).toBe(true);
      const [row] = await t.sql('select * from person where id = $1', [personId]);
      expect(row).toMatchObject({ name: erased.body.name, email: `${personId}@erased.invalid`, language: 'en', password_hash: null, status: 'ERASED' });
      for (const table of ['session', 'one_time_link', 'totp', 'recovery_code', 'external_identity', 'role_assignment']) expect([table, await t.sql(`select 1 from ${table} where person_id = $1`, [personId])]).toEqual([table, []]);
      const [entry] = await t.sql(`select subjects, changes from journal_entry where act = 'erasePerson'`);
      expect([entry.subjects, entry.changes[0].after]).toEqual([[`person:${personId}`], { reason: 'REQUEST' }]);
      expect((await partner('GET', '/api/account')).status).toBe(401);
      expect(await mailsTo(t, email)).toEqual([]);
    });

    it('once: afterwards there is nobody any more to erase, to open again, or to hand data over of', async () => {
      const [{ id }] = await t.sql(`select id from person where status = 'ERASED'`);
      const at = `/api/programmes/FWVL/people/${id}`;
      expect((await administrator('DELETE', `${at}/personal-data`, { body: { reason: 'REQUEST' } })).status).toBe(404);
      expect((await administrator('GET', `${at}/data`)).status).toBe(404);
      await expect(identityOf(t, async (identity, tx) => identity.reactivate(tx, await actorOf(t, 'administrator'), id))).rejects.toThrow('general.not-found');
    });

    it('not while an audit holds a project in which she acted: the projects are named, and nothing is changed', async () => {
      await (await t.as('auditor'))('POST', `${AB}/retention/holds`, { body: { reason: 'Audit' } });
      expect(await erase('finance-lead')).toMatchObject({ status: 409, body: { code: 'personalData.held', params: { count: 1, projects: '4.8.337' } } });
      expect((await t.sql('select status from person where email = $1', [emailOf('finance-lead')]))[0].status).toBe('ACTIVE');
      await t.sql(`update project_hold set released_at = now(), released_by_id = held_by_id`);
      expect((await erase('finance-lead')).status).toBe(200);
    });

    it('not by herself, not the last administrator, not somebody who works elsewhere, by nobody else, and for a reason that is one', async () => {
      expect(await erase('administrator')).toMatchObject({ status: 409, body: { code: 'personalData.oneself' } });
      const lastOne = t.app.get(UnitOfWork).run(SYSTEM, async (tx) => t.app.get(ErasureActions, { strict: false }).erase(tx, await actorOf(t, 'auditor'), await idOf('administrator'), 'REQUEST'));
      await expect(lastOne).rejects.toThrow('identity.last-administrator');
      const [second] = await t.sql(`insert into person (id, email, name, language, is_demo) values (gen_random_uuid(), 'second-administrator@programme.example', 'Second', 'fr', true) returning id`);
      await t.sql(`insert into role_assignment (id, person_id, role, programme_id) select gen_random_uuid(), $1, 'ADMINISTRATOR', null`, [second.id]);
      expect(await administrator('DELETE', `/api/programmes/FWVL/people/${second.id}/personal-data`, { body: { reason: 'REQUEST' } })).toMatchObject({ status: 404 });
      await t.sql(`insert into role_assignment (id, person_id, role, programme_id) select gen_random_uuid(), $1, 'SECRETARIAT', id from programme`, [second.id]);
      expect(await administrator('DELETE', `/api/programmes/FWVL/people/${second.id}/personal-data`, { body: { reason: 'REQUEST' } })).toMatchObject({ status: 403, body: { code: 'personalData.person-elsewhere' } });
      // Whoever administers the whole installation may erase anybody but the last who does so.
      await t.sql(`update role_assignment set programme_id = null where role = 'ADMINISTRATOR' and person_id = $1`, [await idOf('administrator')]);
      await t.sql(`update person set status = 'DEACTIVATED' where email = $1`, [emailOf('administrator')]);
      await t.sql(`update person set password_hash = (select password_hash from person where email = $2) where id = $1`, [second.id, emailOf('administrator')]);
      const other = await t.as('second-administrator');
      expect((await erase('administrator', other)).status).toBe(200);
      expect((await erase('secretariat', await t.as('authority'))).status).toBe(403);
      for (const wrong of ['BECAUSE', '', null, {}]) expect([wrong, (await erase('auditor', other, wrong)).status]).toEqual([wrong, 400]);
      expect((await erase('auditor', other, 'NO_LONGER_NEEDED')).status).toBe(200);
    });
  });

  describe('where there are two programmes', () => {
    let world: World;
    beforeEach(async () => (world = await buildWorld()));
    afterEach(() => world.t.close());

    const FWVL = '/api/programmes/FWVL';
    const person = (name: string) => world.people.find((one) => one.name === name)!;
    const as = (name: string): Requester => person(name).ask;
    const endRole = async (name: string) => {
      const [{ id }] = await world.t.sql('select id from role_assignment where person_id = $1', [person(name).personId]);
      expect((await as('administrator-of-all')('DELETE', `/api/programmes/ZWIN/assignments/${id}`)).status).toBe(204);
    };
    const dataOf = (by: string, name: string) => as(by)('GET', `${FWVL}/people/${person(name).personId}/data`);
    const erase = (by: string, personId: string) => as(by)('DELETE', `${FWVL}/people/${personId}/personal-data`, { body: { reason: 'REQUEST' } });

    it('is not an administrator’s for an invitation: neither of who acted in the other alone, nor of who had a role there alone', async () => {
      await world.t.sql(`insert into journal_entry (project_id, actor_id, act, subjects, changes) values ($1, $2, 'changeAmounts', '{}', '[]')`, [world.places.foreign.projectId, person('other-secretariat').personId]);
      for (const name of ['other-secretariat', 'twin-lead']) {
        await endRole(name);
        expect([name, (await dataOf('administrator', name)).status]).toEqual([name, 404]);
        const invited = await as('administrator')('POST', `${FWVL}/invitations`, { body: { email: emailOf(name), language: 'fr', role: 'VERIFIER', versantCode: 'WA' } });
        expect([invited.status, invited.body.outcome]).toEqual([201, 'ADDED']);
        for (const answer of [await dataOf('administrator', name), await erase('administrator', person(name).personId)]) {
          expect([name, answer.status, answer.body.code, JSON.stringify(answer.body).includes('4.8.773')]).toEqual([name, 403, 'personalData.person-elsewhere', false]);
        }
      }
      expect((await dataOf('administrator-of-all', 'other-secretariat')).status).toBe(200);
      expect(await erase('administrator-of-all', person('other-secretariat').personId)).toMatchObject({ status: 409, body: { code: 'personalData.held', params: { count: 1, projects: '4.8.773' } } });
      expect((await erase('administrator-of-all', person('twin-lead').personId)).status).toBe(200);
    });

    it('is no single administrator’s where somebody works, or acted, in both', async () => {
      expect(await erase('administrator', world.places.own.actorId)).toMatchObject({ status: 403, body: { code: 'personalData.person-elsewhere' } });
      expect((await dataOf('administrator', 'administrator-here-secretariat-there')).status).toBe(403);
      expect((await dataOf('administrator', 'finance-partner')).status).toBe(200);
    });

    it('of who is erased ends, too, the pending invitations that she sent, and nobody else’s', async () => {
      const [gone, kept] = ['gone@programme.example', 'kept@programme.example'];
      const { operatorId } = operatorOf(world.places.own, 'PARTNER');
      for (const [by, email] of [['finance-partner', gone], ['finance-lead', kept]] as const) {
        expect((await as(by)('POST', `${AB}/invitations`, { body: { email, language: 'fr', role: 'PARTNER_OFFICER', operatorId } })).status).toBe(201);
      }
      await world.t.sql('update project_hold set released_at = now(), released_by_id = held_by_id');
      expect((await erase('administrator', person('finance-partner').personId)).status).toBe(200);
      const look = async (email: string) => (await world.t.visitor('POST', '/api/invitations/look', { body: { token: await tokenTo(world.t, email) } })).status;
      expect([await look(gone), await look(kept)]).toEqual([410, 200]);
      expect(await world.t.sql(`select actor_id from journal_entry where act = 'endInvitation'`)).toEqual([{ actor_id: person('administrator').personId }]);
    });
  });
});
