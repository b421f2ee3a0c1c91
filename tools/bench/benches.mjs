// What is measured. Each bench asks the product over HTTP, signed in, and its floor in turn, so that both see the same machine at the same time.
import { createHash } from 'node:crypto';
import http from 'node:http';
import pg from 'pg';
import { FLOOR_OPEN, FLOOR_SAVE } from './floors.mjs';

const WARM_UP = 60;
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

/** A person who may edit some of the seeded projects, signed in; and the cells that may be edited. */
async function stage(client, port) {
  const { rows: targets } = await client.query(
    `select b.id "budgetId", p.id "projectId", p.programme_id "programmeId", p.code, b.revision::int revision,
            array(select ob.operator_id from operator_budget ob where ob.budget_id = b.id order by ob.operator_id) operators,
            (select o.id from operator o where o.project_id = p.id and o.role = 'LEAD') lead
       from project p join budget b on b.project_id = p.id where p.code like '9.%' order by p.code limit 8`,
  );
  const { rows: categories } = await client.query('select id, code from cost_category where programme_id = $1 order by position', [targets[0].programmeId]);
  const known = await client.query('select id from person where email = $1', [PERSON]);
  if (known.rowCount === 0) {
    // The account gets the password hash of a demo person, whose password is known.
    await client.query(`insert into person (id, email, name, language, password_hash, is_demo) select gen_random_uuid(), $1, 'Bench', 'fr', password_hash, true from person where email = 'secretariat@programme.example'`, [PERSON]);
    for (const { programmeId, projectId, lead } of targets) {
      await client.query(`insert into role_assignment (id, person_id, role, programme_id, project_id, operator_id) select gen_random_uuid(), id, 'LEAD_OFFICER', $2, $3, $4 from person where email = $1`, [PERSON, programmeId, projectId, lead]);
    }
  }
  const signedIn = await request(port, 'POST', '/api/session', {}, { email: PERSON, password: 'passerelle-demo' });
  if (signedIn.status !== 200) throw new Error(signedIn.text);
  const token = /passerelle_session=([\w-]+)/.exec(signedIn.headers['set-cookie'][0])[1];
  return { targets, categories, tokenHash: createHash('sha256').update(token).digest(), headers: { cookie: signedIn.headers['set-cookie'][0].split(';')[0], 'x-csrf-token': JSON.parse(signedIn.text).csrfToken } };
}

async function interleaved(rounds, product, floor) {
  const times = { product: [], floor: [] };
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const [name, act] of round % 2 ? [['product', product], ['floor', floor]] : [['floor', floor], ['product', product]]) {
      const started = performance.now();
      await act(round + WARM_UP);
      if (round >= 0) times[name].push(performance.now() - started);
    }
  }
  return times;
}

const expect = (answer, status) => {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`);
  return answer;
};

const picking = (targets, categories) => (round) => {
  const at = round % targets.length;
  const { operators } = targets[at];
  return { at, target: targets[at], operator: operators[round % operators.length], category: categories[round % categories.length] };
};

const savingOverHttp = (port, pick, headers, revisions) => async (round) => {
  const { at, target, operator, category } = pick(round);
  const body = { changes: [{ operatorId: operator, cell: category.code, amountCents: 1_000_000 + round }] };
  const answer = await request(port, 'PATCH', `/api/programmes/FWVL/projects/${target.code}/budget/amounts`, { ...headers, 'if-match': `"${revisions[at]}"` }, body);
  revisions[at] = JSON.parse(expect(answer, 200).text).revision;
};

/** Saving one cell, request to answer: session, lock, version check, rules, totals, journal; against one SQL function that does the same in one round trip. */
async function saveCell({ databaseUrl, port, rounds }) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query(FLOOR_SAVE);
    const { targets, categories, headers, tokenHash } = await stage(client, port);
    const revisions = targets.map(({ revision }) => revision);
    const pick = picking(targets, categories);
    return await interleaved(
      rounds,
      savingOverHttp(port, pick, headers, revisions),
      async (round) => {
        const { at, target, operator, category } = pick(round);
        const { rows } = await client.query('select bench_save($1, $2, $3, $4, $5, $6) saved', [tokenHash, target.budgetId, operator, category.id, 2_000_000 + round, revisions[at]]);
        revisions[at] = rows[0].saved.revision;
      },
    );
  } finally {
    await client.end();
  }
}

/** Opening a project's budget over HTTP, against one query that packs the rows in SQL. */
async function openBudget({ databaseUrl, port, rounds }) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { targets, headers } = await stage(client, port);
    return await interleaved(
      rounds,
      async (round) => void JSON.parse(expect(await request(port, 'GET', `/api/programmes/FWVL/projects/${targets[round % targets.length].code}/budget`, headers), 200).text),
      async (round) => void (await client.query(FLOOR_OPEN, [targets[round % targets.length].budgetId])).rows[0].budget,
    );
  } finally {
    await client.end();
  }
}

/** The same act of the product on its database and on the twin that lacks a wall. */
const againstTwin = (actOf) => async ({ databaseUrl, port, rounds, twin }) => {
  const acts = [];
  const clients = [];
  try {
    for (const side of [{ databaseUrl, port }, twin]) {
      const client = new pg.Client(side.databaseUrl);
      clients.push(client);
      await client.connect();
      acts.push(actOf(side.port, await stage(client, side.port)));
    }
    return await interleaved(rounds, acts[0], acts[1]);
  } finally {
    for (const client of clients) await client.end();
  }
};
const saving = (port, { targets, categories, headers }) => savingOverHttp(port, picking(targets, categories), headers, targets.map(({ revision }) => revision));
const opening = (port, { targets, headers }) => async (round) => void JSON.parse(expect(await request(port, 'GET', `/api/programmes/FWVL/projects/${targets[round % targets.length].code}/budget`, headers), 200).text);

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

/** `measure` gives the times of the product and of its floor; `without` makes the twin that is the floor. */
export const BENCHES = {
  'save-cell': { measure: saveCell },
  'open-budget': { measure: openBudget },
  'wall-save': { measure: againstTwin(saving), without: WITHOUT_WALL },
  'wall-open': { measure: againstTwin(opening), without: WITHOUT_WALL },
  'journal-save': { measure: againstTwin(saving), without: WITHOUT_CHAIN },
};
