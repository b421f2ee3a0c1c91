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
const env = { ...process.env, NODE_ENV: 'production', DATABASE_URL: pg.url(), PASSERELLE_DEMO: 'on', HOST: '127.0.0.1', PORT: '0', WEB_ROOT: '' };
let api;
try {
  say(`seeding ${projects} projects`);
  const seeded = spawnSync(process.execPath, [path.join(root, 'dist/api/seed.mjs'), '--projects', String(projects)], { env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (seeded.status !== 0) throw new Error(seeded.stderr);
  api = fork(path.join(root, 'dist/api/main.mjs'), { env, execArgv: ['--no-warnings'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const port = await new Promise((resolve, reject) => {
    api.on('message', (message) => message.ready && resolve(message.ready));
    api.once('exit', () => reject(new Error('the API did not start')));
  });
  for (const name of names) {
    say(`measuring ${name}`);
    const { product, floor } = await BENCHES[name]({ databaseUrl: pg.url(), port, rounds });
    const result = { bench: name, projects, medianMs: at(product, 0.5), floorMs: at(floor, 0.5), ratio: Number((at(product, 0.5) / at(floor, 0.5)).toPrecision(3)), p99Ms: at(product, 0.99) };
    console.log(values.json ? JSON.stringify(result) : `${name}: ${result.medianMs} ms, floor ${result.floorMs} ms, ratio ${result.ratio}, p99 ${result.p99Ms} ms (${projects} projects, ${rounds} rounds)`);
  }
} finally {
  if (api?.exitCode === null) {
    api.kill('SIGTERM');
    await new Promise((resolve) => api.once('exit', resolve));
  }
  await pg.stop();
  fs.rmSync(dir, { recursive: true, force: true });
}

function at(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toPrecision(3));
}
