// npm run -s bench -- [NAME…] [--projects N] [--rounds N] [--json]: product and floor, interleaved in one run on this machine, told as a ratio.
import { fork, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, fail, prepare, root, say } from './prepare.mjs';

await prepare(import.meta.filename ?? new URL(import.meta.url).pathname);
build('api');
const { BENCHES } = await import('./bench/benches.mjs');
const { Client } = (await import('pg')).default;
const { startPg } = await import('./pg.mjs');

const { values, positionals } = parseArgs({ allowPositionals: true, options: { projects: { type: 'string' }, rounds: { type: 'string' }, json: { type: 'boolean' } } });
const projects = Number(values.projects ?? 1000);
const rounds = Number(values.rounds ?? 600);
const names = positionals.length ? positionals : Object.keys(BENCHES);
for (const name of names) if (!BENCHES[name]) fail(`there is no bench "${name}"; there is: ${Object.keys(BENCHES).join(', ')}.`);

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

/** A copy of the seeded database without one of the product's walls, and the product on it: what the wall costs is what lies between the two. */
async function twinWithout(name, statements) {
  const twin = `without_${name.replaceAll('-', '_')}`;
  await endAll();
  const onServer = async (url, queries) => {
    const client = new Client(url);
    await client.connect();
    for (const query of queries) await client.query(query);
    await client.end();
  };
  const database = new URL(pg.url()).pathname.slice(1);
  await onServer(pg.url().replace(/\/[^/]*$/, '/template1'), [`create database ${twin} template ${database}`]);
  const databaseUrl = pg.url().replace(/\/[^/]*$/, `/${twin}`);
  await onServer(databaseUrl, statements);
  return databaseUrl;
}

try {
  say(`seeding ${projects} projects`);
  const seeded = spawnSync(process.execPath, [path.join(root, 'dist/api/seed.mjs'), '--projects', String(projects)], { env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (seeded.status !== 0) throw new Error(seeded.stderr);
  for (const name of names) {
    say(`measuring ${name}`);
    const { measure, without } = BENCHES[name];
    const twinUrl = without ? await twinWithout(name, without) : null;
    const at = { databaseUrl: pg.url(), port: await serve(pg.url()), rounds };
    const twin = twinUrl && { databaseUrl: twinUrl, port: await serve(twinUrl) };
    const { product, floor } = await measure({ ...at, twin });
    await endAll();
    const result = { bench: name, projects, medianMs: share(product, 0.5), floorMs: share(floor, 0.5), ratio: Number((share(product, 0.5) / share(floor, 0.5)).toPrecision(3)), p99Ms: share(product, 0.99) };
    console.log(values.json ? JSON.stringify(result) : `${name}: ${result.medianMs} ms, floor ${result.floorMs} ms, ratio ${result.ratio}, p99 ${result.p99Ms} ms (${projects} projects, ${rounds} rounds)`);
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
