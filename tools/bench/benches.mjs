// What is measured. Each bench asks the product over HTTP, signed in, and its floor in turn, so that both see the same machine at the same time.
import { createHash } from 'node:crypto';
import http from 'node:http';
import pg from 'pg';
import { FLOOR_OPEN, FLOOR_OPEN_LINES, FLOOR_SAVE, FLOOR_SAVE_BLOCK, FLOOR_SOURCES, floorCrossTable } from './floors.mjs';

const WARM_UP = 60;
const BLOCK_ROWS = 14;
const BLOCK_COLUMNS = 6;
const PERSON = 'bench@programme.example';
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

function request(port, method, path, headers = {}, body = undefined) {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const asked = http.request({ port, host: '127.0.0.1', method, path, agent, headers: { ...headers, ...(payload ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) } : {}) } }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part)).on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString('utf8') }));
    });
    asked.once('error', reject).end(payload);
  });
}

/** A person who may edit some of the seeded projects, signed in; the projects whose cells may be edited, and those with many lines. */
async function stage(client, port) {
  const { rows } = await client.query(
    `with seeded as (
       select b.id "budgetId", p.id "projectId", p.programme_id "programmeId", p.code, b.revision::int revision,
              array(select ob.operator_id from operator_budget ob where ob.budget_id = b.id order by ob.operator_id) operators,
              (select o.id from operator o where o.project_id = p.id and o.role = 'LEAD') lead,
              (select coalesce(sum(n::int), 0)::int from operator_budget ob, jsonb_each_text(ob.line_counts) c(code, n) where ob.budget_id = b.id) lines
         from project p join budget b on b.project_id = p.id where p.code like '9.%' order by p.code),
     chosen as (
       (select * from seeded where lines = 0 limit 8) union (select * from seeded where lines = 0 and cardinality(operators) >= $1 limit 4) union (select * from seeded where lines > 0))
     select * from chosen order by code`,
    [BLOCK_ROWS],
  );
  const { rows: categories } = await client.query('select id, code from cost_category where programme_id = $1 order by position', [rows[0].programmeId]);
  const known = await client.query('select id from person where email = $1', [PERSON]);
  if (known.rowCount === 0) {
    // The account gets the password hash of a demo person, whose password is known.
    await client.query(`insert into person (id, email, name, language, password_hash, is_demo) select gen_random_uuid(), $1, 'Bench', 'fr', password_hash, true from person where email = 'secretariat@programme.example'`, [PERSON]);
    for (const { programmeId, projectId, lead } of rows) {
      await client.query(`insert into role_assignment (id, person_id, role, programme_id, project_id, operator_id) select gen_random_uuid(), id, 'LEAD_OFFICER', $2, $3, $4 from person where email = $1`, [PERSON, programmeId, projectId, lead]);
    }
  }
  const signedIn = await request(port, 'POST', '/api/session', {}, { email: PERSON, password: 'passerelle-demo' });
  if (signedIn.status !== 200) throw new Error(signedIn.text);
  const token = /passerelle_session=([\w-]+)/.exec(signedIn.headers['set-cookie'][0])[1];
  const plain = rows.filter(({ lines }) => lines === 0);
  return {
    targets: plain.slice(0, 8), wide: plain.filter(({ operators }) => operators.length >= BLOCK_ROWS), withLines: (count) => some(rows.filter(({ lines }) => lines === count), `a budget of ${count} lines`),
    categories: categories.slice(0, BLOCK_COLUMNS), revisions: new Map(rows.map(({ budgetId, revision }) => [budgetId, revision])),
    client, port, tokenHash: createHash('sha256').update(token).digest(), headers: { cookie: signedIn.headers['set-cookie'][0].split(';')[0], 'x-csrf-token': JSON.parse(signedIn.text).csrfToken },
  };
}

const some = (list, what) => {
  if (list.length === 0) throw new Error(`the seeded projects have no ${what}; seed more of them (--projects).`);
  return list;
};

async function interleaved(rounds, product, floor) {
  const times = { product: [], floor: [] };
  const warmUp = Math.min(WARM_UP, rounds);
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, act] of round % 2 ? [['product', product], ['floor', floor]] : [['floor', floor], ['product', product]]) {
      const started = performance.now();
      await act(round + warmUp);
      if (round >= 0) times[name].push(performance.now() - started);
    }
  }
  return times;
}

const expect = (answer, status) => {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`);
  return answer;
};

/** One cell of one of the projects. */
function oneCell({ targets, categories }, round) {
  const target = targets[round % targets.length];
  return { target, operator: target.operators[round % target.operators.length], category: categories[round % categories.length] };
}

/** A block of 14 operators × 6 categories, each time with other amounts. */
function oneBlock({ wide, categories }, round) {
  const list = some(wide, `budget of ${BLOCK_ROWS} operators`);
  const target = list[round % list.length];
  return { target, cells: target.operators.slice(0, BLOCK_ROWS).flatMap((operator, row) => categories.map((category, column) => ({ operator, category, amountCents: 1_000_000 + round * 100 + row * 6 + column }))) };
}

const save = async ({ port, headers, revisions }, { budgetId, code }, changes) => {
  const answer = await request(port, 'PATCH', `/api/programmes/FWVL/projects/${code}/budget/amounts`, { ...headers, 'if-match': `"${revisions.get(budgetId)}"` }, { changes });
  revisions.set(budgetId, JSON.parse(expect(answer, 200).text).revision);
};

// What the product does over HTTP, request to answer: session, lock, version check, rules, totals, journal.
const saveCell = (at) => (round) => {
  const { target, operator, category } = oneCell(at, round);
  return save(at, target, [{ operatorId: operator, cell: category.code, amountCents: 1_000_000 + round }]);
};
const saveBlock = (at) => (round) => {
  const { target, cells } = oneBlock(at, round);
  return save(at, target, cells.map(({ operator, category, amountCents }) => ({ operatorId: operator, cell: category.code, amountCents })));
};
const open = ({ port, headers }, target, path) => request(port, 'GET', `/api/programmes/FWVL/projects/${target.code}/${path}`, headers).then((answer) => JSON.parse(expect(answer, 200).text));
const openGrid = (at) => (round) => open(at, at.targets[round % at.targets.length], 'budget');
const openOf = (count, path) => (at) => {
  const list = at.withLines(count);
  return (round) => open(at, list[round % list.length], path);
};
const openLines = (count) => openOf(count, 'budget/lines');
const crossTable = (rows, columns) => openOf(15_000, `budget/cross-table?rows=${rows}&columns=${columns}`);

// Their floors: one SQL function or query that does the same in one round trip.
const floorOfCell = async (at) => {
  await at.client.query(FLOOR_SAVE);
  return async (round) => {
    const { target, operator, category } = oneCell(at, round);
    const { rows } = await at.client.query('select bench_save($1, $2, $3, $4, $5, $6) saved', [at.tokenHash, target.budgetId, operator, category.id, 2_000_000 + round, at.revisions.get(target.budgetId)]);
    at.revisions.set(target.budgetId, rows[0].saved.revision);
  };
};
const floorOfBlock = async (at) => {
  await at.client.query(FLOOR_SAVE_BLOCK);
  return async (round) => {
    const { target, cells } = oneBlock(at, round);
    const { rows } = await at.client.query('select bench_save_block($1, $2, $3, $4, $5, $6) saved', [
      at.tokenHash, target.budgetId, cells.map(({ operator }) => operator), cells.map(({ category }) => category.id), cells.map(({ amountCents }) => amountCents + 50), at.revisions.get(target.budgetId),
    ]);
    at.revisions.set(target.budgetId, rows[0].saved.revision);
  };
};
const floorOfGrid = (at) => async (round) => (await at.client.query(FLOOR_OPEN, [at.targets[round % at.targets.length].budgetId])).rows[0].budget;
const floorOf = (count, query) => (at) => {
  const list = at.withLines(count);
  return async (round) => (await at.client.query(query, [list[round % list.length].budgetId])).rows[0].budget;
};
const floorOfCrossTable = (count) => async (at) => {
  const { rows } = await at.client.query('select max(cardinality(period_cents))::int periods from budget_line where budget_id = $1', [at.withLines(count)[0].budgetId]);
  return floorOf(count, floorCrossTable(rows[0].periods))(at);
};
const floorOfLines = (count) => floorOf(count, FLOOR_OPEN_LINES);

/** The acts one after the other in turn, each at its place: a database, and the product on it. Out: their times. */
export async function measure(rounds, [productAt, product], [floorAt, floor]) {
  const clients = [];
  const at = async ({ databaseUrl, port }) => {
    const client = new pg.Client(databaseUrl);
    clients.push(client);
    await client.connect();
    return stage(client, port);
  };
  try {
    const staged = await at(productAt);
    return await interleaved(rounds, await product(staged), await floor(floorAt === productAt ? staged : await at(floorAt)));
  } finally {
    for (const client of clients) await client.end();
  }
}

const WITHOUT_WALL = [
  `do $$ declare t record; begin
     for t in select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relrowsecurity loop execute format('alter table %I disable row level security', t.relname); end loop;
   end $$`,
  'create or replace function act_as(the_person uuid) returns void language sql as $$ $$',
];
const WITHOUT_CHAIN = [
  'drop trigger journal_entry_is_chained on journal_entry',
  'alter table journal_entry alter chain_id drop not null, alter chain_position drop not null, alter hash drop not null',
];

/** `product` is measured against its `floor` on the same database, or against itself on a twin `without` something. */
export const BENCHES = {
  'save-cell': { product: saveCell, floor: floorOfCell },
  'save-block': { product: saveBlock, floor: floorOfBlock },
  'open-budget': { product: openGrid, floor: floorOfGrid },
  'open-budget-300': { product: openLines(300), floor: floorOfLines(300) },
  'open-budget-15000': { product: openLines(15_000), floor: floorOfLines(15_000), fewer: 20 },
  'cross-table': { product: crossTable('operator', 'halfYear'), floor: floorOfCrossTable(15_000), fewer: 6 },
  'cross-table-sources': { product: crossTable('category', 'source'), floor: floorOf(15_000, FLOOR_SOURCES), fewer: 6 },
  'wall-save': { product: saveCell, without: WITHOUT_WALL },
  'wall-open': { product: openGrid, without: WITHOUT_WALL },
  'wall-cross-table': { product: crossTable('operator', 'halfYear'), without: WITHOUT_WALL, fewer: 6 },
  'journal-save': { product: saveCell, without: WITHOUT_CHAIN },
};
/** How many lines the budgets of the first seeded projects have. */
export const SEEDED_LINES = [300, 300, 300, 15_000];
