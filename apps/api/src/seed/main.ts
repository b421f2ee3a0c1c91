import pg from 'pg';
import { parseArgs } from 'node:util';
import { prepareDatabase } from '../prepare-database';
import { readConfig } from '../config';
import { sentenceFor } from '../database';
import { generateProject, noRows, organisationRow, organisationsOf, randomFrom, type Row, type SeedProgramme, type SeedRows } from './generate';

const BATCH = 250;
const MOST_LINES = 100_000;
// Table, columns with their types, and what every row has beside its own values.
const TABLES: readonly [keyof SeedRows, string, string, string][] = [
  ['organisations', 'organisation', 'id uuid, name text, match_name text', ''],
  ['projects', 'project', 'id uuid, programme_id uuid, code text, acronym text, titles jsonb, project_type_id uuid, specific_objective_id uuid, status text, start_date date, end_date date', ''],
  ['operators', 'operator', 'id uuid, project_id uuid, programme_id uuid, organisation_id uuid, name text, role text, funded boolean, versant_id uuid, position integer', ''],
  ['budgets', 'budget', 'id uuid, project_id uuid, programme_id uuid, total_cents bigint, to_allocate_cents bigint, erdf_cents bigint, own_contribution_cents bigint', `version_number=1, status='DRAFT'`],
  ['operatorBudgets', 'operator_budget', 'budget_id uuid, project_id uuid, programme_id uuid, operator_id uuid, agreed_total_cents bigint, erdf_rate_bp integer, total_cents bigint, to_allocate_cents bigint, erdf_cents bigint, own_contribution_cents bigint, amounts jsonb, line_counts jsonb', `rounding_rule='CUT'`],
  ['workPlans', 'work_plan', 'project_id uuid, programme_id uuid', ''],
  ['workPackages', 'work_package', 'id uuid, project_id uuid, programme_id uuid, number integer, kind text, names jsonb', ''],
  [
    'ownLines', 'budget_line',
    'id uuid, budget_id uuid, operator_id uuid, cost_category_id uuid, work_package_id uuid, position bigint, descriptions jsonb, quantity bigint, unit_price_cents bigint, amount_cents bigint, amount_entered boolean, period_cents bigint[], comment text',
    `kind='LINE', changed_revision=1`,
  ],
  ['lines', 'budget_line', 'id uuid, budget_id uuid, operator_id uuid, cost_category_id uuid, amount_cents bigint', `changed_revision=1`],
];

async function insert(client: pg.Client, [, table, columns, constants]: (typeof TABLES)[number], rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const names = columns.split(', ').map((column) => column.split(' ')[0]!);
  const fixed = constants ? constants.split(', ').map((constant) => constant.split('=') as [string, string]) : [];
  const json = rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
  await client.query(
    `insert into ${table} (${[...names, ...fixed.map(([name]) => name)].join(', ')}) select ${[...names.map((name) => `r.${name}`), ...fixed.map(([, value]) => value)].join(', ')}
       from json_to_recordset($1::json) r(${columns.replace(/\bposition /, '"position" ')})${table === 'organisation' ? ' on conflict (match_name) do nothing' : ''}`,
    [JSON.stringify(json)],
  );
}

async function programmeFor(client: pg.Client, code: string): Promise<SeedProgramme> {
  const list = async (sql: string) => (await client.query(sql, [code])).rows;
  const [programme] = await list('select id from programme where code = $1');
  if (!programme) throw new Error(`There is no programme "${code}".`);
  const of = (table: string, columns: string) => list(`select ${columns} from ${table} x where x.programme_id = (select id from programme where code = $1) order by x.position`);
  return {
    programmeId: programme.id,
    versants: await of('versant', 'x.id, x.code'),
    projectTypes: await of('project_type', 'x.id, x.erdf_rate_bp "erdfRateBp"'),
    categories: (await of('cost_category', 'x.id, x.code, x.kind')).filter(({ kind }) => kind === 'REAL'),
    specificObjectives: await list('select s.id, s.code from specific_objective s join priority p on p.id = s.priority_id join programme g on g.id = p.programme_id where g.code = $1 order by s.code'),
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { projects: { type: 'string' }, seed: { type: 'string' }, programme: { type: 'string' }, lines: { type: 'string' } } });
  const [projects, seed] = [Number(values.projects ?? 1000), Number(values.seed ?? 1)];
  if (!Number.isInteger(projects) || projects < 1 || !Number.isInteger(seed)) throw new Error('--projects and --seed are whole numbers.');
  const lineCounts = (values.lines ?? '').split(',').filter((count) => count !== '').map(Number);
  if (!lineCounts.every((count) => Number.isInteger(count) && count > 0 && count <= MOST_LINES)) throw new Error(`--lines takes whole numbers from 1 to ${MOST_LINES}, separated by commas: how many lines the budgets of the first projects have.`);
  const config = readConfig(process.env, { serves: false });
  await prepareDatabase(config, () => {}, { onlyIfNew: true });
  const client = new pg.Client(config.databaseUrl);
  await client.connect();
  try {
    const programme = await programmeFor(client, values.programme ?? 'FWVL');
    const random = randomFrom(seed);
    const made = organisationsOf(seed, Math.max(20, Math.ceil(projects * 1.5)));
    await insert(client, TABLES[0]!, made.map(organisationRow));
    const { rows: known } = await client.query('select id, name from organisation where match_name = any($1)', [made.map((organisation) => organisationRow(organisation)[2])]);
    const organisations = known.sort((a, b) => (a.name < b.name ? -1 : 1));
    const started = Date.now();
    for (let from = 0; from < projects; from += BATCH) {
      const rows = noRows();
      for (let number = from; number < Math.min(projects, from + BATCH); number++) generateProject(random, programme, organisations, seed * 1_000_000 + number, rows, lineCounts[number]);
      await client.query('begin');
      for (const table of TABLES.slice(1)) await insert(client, table, rows[table[0]]);
      // A project's journal begins with its first moment, as everywhere.
      await client.query(
        `insert into journal_entry (project_id, act, subjects, changes)
         select id, 'seedProject', array['project:' || id], jsonb_build_array(jsonb_build_object('subject', 'project:' || id, 'label', code, 'before', null, 'after', jsonb_build_object('code', code))) from project where id = any($1)`,
        [rows.projects.map(([id]) => id)],
      );
      await client.query('commit');
      process.stderr.write(`\r${Math.min(projects, from + BATCH)} of ${projects} projects, ${Math.floor((Date.now() - started) / 1000)} s`);
    }
    await client.query('analyze');
    process.stderr.write('\n');
  } finally {
    await client.end();
  }
}

main().catch((error) => {
  process.stderr.write(`Passerelle: ${sentenceFor(error)}\n`);
  process.exit(1);
});
