import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Transaction } from '@passerelle/shared/api-kit';
import { verifyJournal, type ChainAnchor } from '@passerelle/shared/api-kit';
import { AB, testApp, type Requester, type TestApp } from './test-app';

describe('the journal', () => {
  let t: TestApp;
  let lead: Requester;
  beforeAll(async () => {
    t = await testApp();
    lead = await t.as('finance-lead');
  });
  afterAll(() => t.close());

  /** As the owner of the database, who can do to it what nobody may. */
  async function asOwner<T>(act: (client: pg.Client, tx: Transaction) => Promise<T>): Promise<T> {
    const client = new pg.Client(t.url);
    await client.connect();
    try {
      return await act(client, { query: async (text: string, values?: unknown[]) => (await client.query(text, values)).rows } as unknown as Transaction);
    } finally {
      await client.end();
    }
  }

  const save = async (cell: string, amountCents: number): Promise<void> => {
    const { body } = await lead('GET', `${AB}/budget`);
    const operatorId = body.operators.find((row: { name: string }) => row.name === 'SETIS').operatorId;
    const answer = await lead('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': `"${body.revision}"` }, body: { changes: [{ operatorId, cell, amountCents }] } });
    expect(answer.status).toBe(200);
  };

  it('is a chain per project that holds, and one of what belongs to none', async () => {
    for (let n = 0; n < 12; n++) await save('STAFF', 100_000 + n);
    const reports = await asOwner((_, tx) => verifyJournal(tx));
    expect(reports.map(({ length, fault }) => [length > 0, fault])).toEqual([[true, null], [true, null]]);
    const [{ id }] = await t.sql(`select id from project where code = '4.8.337'`);
    expect(reports.find(({ chainId }) => chainId === id)?.length).toBe(14);
  });

  it('keeps one order of entries when many write at once', async () => {
    await Promise.all(['TRAVEL', 'OFFICE', 'EXTERNAL', 'EQUIPMENT', 'WORKS'].map((cell, n) => save(cell, 1_000 + n)));
    const reports = await asOwner((_, tx) => verifyJournal(tx));
    expect(reports.every(({ fault }) => fault === null)).toBe(true);
  });

  it('takes no entry that stands in another’s name, and none from the application outside the chain', async () => {
    const idOf = async (person: string): Promise<string> => (await t.sql('select id from person where email like $1', [`${person}%`]))[0].id;
    const [leadId, otherId] = [await idOf('finance-lead'), await idOf('secretariat')];
    const inApp = async (sql: string): Promise<string> =>
      asOwner(async (client) => {
        await client.query(`begin; set local role passerelle_app; select act_as('${leadId}')`);
        const done = await client.query(sql).then(() => 'done', (error: Error) => error.message);
        await client.query('rollback');
        return done;
      });
    const entry = (actor: string, more = '') => `insert into journal_entry (actor_id, project_id, act, subjects, changes${more && ', chain_position, hash'}) select ${actor}, id, 'x', '{}', '[]'${more} from project`;
    expect(await inApp(entry(`app_person()`))).toBe('done');
    expect(await inApp(entry(`'${otherId}'::uuid`))).toMatch(/row-level security/);
    expect(await inApp(entry('null'))).toMatch(/row-level security/);
    // Its place, its hash and its number are not the application's to give.
    expect(await inApp(entry(`app_person()`, `, 1, '\\x00'`))).toMatch(/permission denied/);
    expect(await inApp(`insert into journal_entry (id, actor_id, act, subjects, changes) overriding system value values (999, app_person(), 'x', '{}', '[]')`)).toMatch(/permission denied/);
    for (const sql of [`update journal_entry set act = 'y'`, 'delete from journal_entry', 'truncate journal_entry', 'update journal_chain set length = 0', 'delete from journal_chain']) {
      expect([sql, await inApp(sql)]).toEqual([sql, expect.stringMatching(/permission denied/)]);
    }
  });

  it('holds no name and no address of anybody', async () => {
    const persons = await t.sql('select name, email from person');
    const entries = JSON.stringify(await t.sql('select * from journal_entry'));
    for (const { name, email } of persons) expect([entries.includes(name), entries.includes(email)]).toEqual([false, false]);
  });

  // Everything that somebody who owns the database could do to an entry, or to the chain. Each says what it did, so that a failure can be read.
  type Tampering = { readonly what: string; readonly sql: string };
  const another = (seed: number): string => `'${randomText(seed)}'`;
  const randomText = (seed: number): string => `x${Math.abs(seed).toString(36)}`;
  const fields = (seed: number): string[] => [
    `act = act || ${another(seed)}`,
    `actor_id = gen_random_uuid()`,
    `actor_id = case when actor_id is null then gen_random_uuid() end`,
    `at = at + interval '1 microsecond' * ${1 + (Math.abs(seed) % 1_000_000)}`,
    `project_id = gen_random_uuid()`,
    `subjects = subjects || array[${another(seed)}]`,
    `subjects = '{}'`,
    `changes = changes || jsonb_build_array(${Math.abs(seed)})`,
    `changes = jsonb_set(changes, '{0,after}', to_jsonb('tampered ${seed}'::text))`,
    `hash = set_byte(hash, ${Math.abs(seed) % 32}, (get_byte(hash, ${Math.abs(seed) % 32}) + 1) % 256)`,
    `chain_position = chain_position + ${1_000_000 + Math.abs(seed)}`,
    `chain_id = gen_random_uuid()`,
  ];
  const at = (pick: number): string => `(select id from journal_entry order by id offset ${pick} % (select count(*) from journal_entry) limit 1)`;
  const tampering: fc.Arbitrary<Tampering> = fc.oneof(
    fc.tuple(fc.nat(11), fc.nat(1_000), fc.integer()).map(([field, pick, seed]) => ({ what: `change ${fields(seed)[field]}`, sql: `update journal_entry set ${fields(seed)[field]} where id = ${at(pick)}` })),
    fc.nat(1_000).map((pick) => ({ what: 'delete', sql: `delete from journal_entry where id = ${at(pick)}` })),
    fc.tuple(fc.nat(1_000), fc.integer({ min: 1, max: 7 })).map(([pick, apart]) => ({
      what: 'reorder',
      sql: `with a as (select id, chain_id, chain_position p from journal_entry where id = ${at(pick)}),
                 b as (select e.id, e.chain_position p from journal_entry e, a where e.chain_id = a.chain_id and e.id <> a.id order by abs(e.chain_position - a.p), e.id offset ${apart} limit 1)
            update journal_entry e set chain_position = -(case when e.id = a.id then b.p else a.p end) from a, b where e.id in (a.id, b.id);
            update journal_entry set chain_position = -chain_position where chain_position < 0`,
    })),
    // The tail is cut with care: the database's own end is put where the chain now ends. Only what was anchored outside can tell.
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean()).map(([entries, withCare]) => ({
      what: withCare ? `cut ${entries}, and move the end` : `cut ${entries}`,
      sql: `delete from journal_entry e using journal_chain c where c.chain_id = e.chain_id and e.chain_position > c.length - ${entries};${
        withCare
          ? `update journal_chain c set length = (select count(*) from journal_entry e where e.chain_id = c.chain_id),
               head = coalesce((select hash from journal_entry e where e.chain_id = c.chain_id order by chain_position desc limit 1), decode(repeat('00', 32), 'hex'))`
          : 'select 1'
      }`,
    })),
    fc.nat(9).map((pick) => ({ what: 'take a chain away whole', sql: `with c as (select chain_id from journal_chain order by chain_id offset ${pick} % (select count(*) from journal_chain) limit 1), x as (delete from journal_entry using c where journal_entry.chain_id = c.chain_id) delete from journal_chain using c where journal_chain.chain_id = c.chain_id` })),
  );

  it('shows each of 1 000 random tamperings: a changed, deleted or moved entry, a cut tail, a chain taken away', async () => {
    await asOwner(async (client, tx) => {
      // As if the triggers were not there: whoever owns the database can switch them off.
      await client.query(`set session_replication_role = 'replica'`);
      const anchors: ChainAnchor[] = (await verifyJournal(tx)).map(({ chainId, length, hash }) => ({ chainId, length, hash }));
      expect((await verifyJournal(tx, { anchors })).every(({ fault }) => fault === null)).toBe(true);
      await fc.assert(
        fc.asyncProperty(tampering, async ({ sql }) => {
          await client.query('begin');
          await client.query(sql);
          const found = (await verifyJournal(tx, { anchors })).some(({ fault }) => fault !== null);
          await client.query('rollback');
          return found;
        }),
        { numRuns: 1_000 },
      );
    });
  }, 120_000);

  it('names the first broken link', async () => {
    await asOwner(async (client, tx) => {
      await client.query(`set session_replication_role = 'replica'`);
      const [{ id }] = await t.sql(`select id from project where code = '4.8.337'`);
      const faultAfter = async (sql: string, anchors: ChainAnchor[] = []) => {
        await client.query('begin');
        await client.query(sql, [id]);
        const [report] = await verifyJournal(tx, { projectId: id, anchors });
        await client.query('rollback');
        return report?.fault;
      };
      expect(await faultAfter(`update journal_entry set act = 'other' where chain_id = $1 and chain_position in (5, 9)`)).toEqual({ position: 5, kind: 'CHANGED' });
      expect(await faultAfter('delete from journal_entry where chain_id = $1 and chain_position = 3')).toEqual({ position: 3, kind: 'MISSING' });
      expect(await faultAfter('delete from journal_entry where chain_id = $1 and chain_position > 10')).toEqual({ position: 11, kind: 'CUT' });
      expect(await faultAfter('select $1::uuid', [{ chainId: id, length: 4, hash: randomBytes(32).toString('hex') }])).toEqual({ position: 4, kind: 'ANCHOR' });
    });
  });
});
