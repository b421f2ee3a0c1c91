// npm run -s bench -- [NAME…] [--projects N] [--rounds N] [--json]: product and floor, interleaved in one run on this machine, told as a ratio. With two sizes (--projects 1000
// --projects 10000) the product on the larger one against itself on the smaller: how it grows.
import { fork, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, fail, prepare, root, say } from './prepare.mjs';

await prepare(import.meta.filename ?? new URL(import.meta.url).pathname);
build('api');
const { BENCHES, measure, SEEDED_LINES } = await import('./bench/benches.mjs');
const { Client } = (await import('pg')).default;
const { startPg } = await import('./pg.mjs');

const { values, positionals } = parseArgs({ allowPositionals: true, options: { projects: { type: 'string', multiple: true }, rounds: { type: 'string' }, json: { type: 'boolean' } } });
const [projects, larger] = (values.projects ?? ['1000']).map(Number);
const rounds = Number(values.rounds ?? 600);
const names = positionals.length ? positionals : Object.keys(BENCHES);
for (const name of names) if (!BENCHES[name]) fail(`there is no bench "${name}"; there is: ${Object.keys(BENCHES).join(', ')}.`);
if (larger && names.some((name) => BENCHES[name].without)) fail('the walls are measured at one size.');

// A real server with durable commits, thrown away at the end.
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'passerelle-bench-'));
fs.chmodSync(dir, 0o755);
const pg = await startPg({ dir });
const env = { ...process.env, NODE_ENV: 'production', DATABASE_URL: pg.url(), PASSERELLE_DEMO: 'on', HOST: '127.0.0.1', PORT: '0', WEB_ROOT: '', PASSERELLE_REQUESTS_PER_MINUTE: '0' };
const apis = [];

/** The product on a database. Out: its port. */
async function serve(databaseUrl) {
  const api = fork(path.join(root, 'dist/api/main.mjs'), { env: { ...env, DATABASE_URL: databaseUrl }, execArgv: ['--no-warnings'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  apis.push(api);
  return new Promise((resolve, reject) => {
    api.on('message', (message) => message.ready && resolve(message.ready));
    api.once('exit', () => reject(new Error('the API did not start')));
  });
}

async function endAll() {
  for (const api of apis.splice(0)) {
    if (api.exitCode !== null) continue;
    api.kill('SIGTERM');
    await new Promise((resolve) => api.once('exit', resolve));
  }
}

const inDatabase = (name) => pg.url().replace(/\/[^/]*$/, `/${name}`);
async function query(databaseUrl, queries) {
  const client = new Client(databaseUrl);
  await client.connect();
  for (const one of queries) await client.query(one);
  await client.end();
}

/** A copy of the seeded database without one of the product's walls, and the product on it: what the wall costs is what lies between the two. */
async function twinWithout(name, statements) {
  const twin = `without_${name.replaceAll('-', '_')}`;
  await endAll();
  await query(inDatabase('template1'), [`create database ${twin} template ${new URL(pg.url()).pathname.slice(1)}`]);
  await query(inDatabase(twin), statements);
  return inDatabase(twin);
}

function seed(databaseUrl, count) {
  say(`seeding ${count} projects`);
  const seeded = spawnSync(process.execPath, [path.join(root, 'dist/api/seed.mjs'), '--projects', String(count), '--lines', SEEDED_LINES.join(',')], { env: { ...env, DATABASE_URL: databaseUrl }, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (seeded.status !== 0) throw new Error(seeded.stderr);
}

/** What a bench is measured against: its floor, or the product on another database. */
async function against(name, at) {
  const { product, floor, without } = BENCHES[name];
  if (!without && !larger) return [at, floor];
  const databaseUrl = without ? await twinWithout(name, without) : pg.url();
  return [{ databaseUrl, port: await serve(databaseUrl) }, product];
}

try {
  seed(pg.url(), projects);
  if (larger) {
    await query(inDatabase('template1'), ['create database larger']);
    seed(inDatabase('larger'), larger);
  }
  for (const name of names) {
    say(`measuring ${name}`);
    const databaseUrl = larger ? inDatabase('larger') : pg.url();
    const at = { databaseUrl, port: null };
    const other = await against(name, at);
    at.port = await serve(databaseUrl);
    const times = Math.max(10, Math.trunc(rounds / (BENCHES[name].fewer ?? 1)));
    const { product, floor } = await measure(times, [at, BENCHES[name].product], other);
    await endAll();
    const result = { bench: name, projects: larger ?? projects, medianMs: share(product, 0.5), floorMs: share(floor, 0.5), ratio: Number((share(product, 0.5) / share(floor, 0.5)).toPrecision(3)), p99Ms: share(product, 0.99) };
    const floorSaid = larger ? `with ${projects} projects` : 'floor';
    console.log(values.json ? JSON.stringify({ ...result, ...(larger ? { comparedWith: projects } : {}) }) : `${name}: ${result.medianMs} ms, ${floorSaid} ${result.floorMs} ms, ratio ${result.ratio}, p99 ${result.p99Ms} ms (${result.projects} projects, ${times} rounds)`);
  }
} finally {
  await endAll();
  await pg.stop();
  fs.rmSync(dir, { recursive: true, force: true });
}

function share(times, part) {
  const sorted = [...times].sort((a, b) => a - b);
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toPrecision(3));
}
