// npm start: dependencies, build, database, then the API and the screens on one port. PORT, HOST, DATA_DIR, DATABASE_URL, PASSERELLE_DEMO, PASSERELLE_DEMO_BREAKDOWN (on, off).
import { fork } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { build, databaseSentence, dataDir, demoSecret, fail, prepare, root, say, whenNpmEnds } from './prepare.mjs';

await prepare(import.meta.filename ?? new URL(import.meta.url).pathname);

const port = Number(process.env.PORT ?? 3000);
const host = process.env.HOST || 'localhost';
if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`PORT must be a number from 0 to 65535; it is "${process.env.PORT}".`);

const demo = process.env.PASSERELLE_DEMO ?? 'on';
if (demo !== 'on' && demo !== 'off') fail(`PASSERELLE_DEMO must be "on" or "off"; it is "${demo}".`);

const isFree = (address) =>
  new Promise((resolve) => {
    const probe = net.createServer().once('error', (error) => resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'));
    probe.listen(port, address, () => probe.close(() => resolve(true)));
  });
if (port !== 0 && !(await isFree(host))) fail(`port ${port} is in use; stop what uses it, or choose another one with PORT.`);

const startDatabase = async () => {
  const { ownerOf, startPg } = await import('./pg.mjs');
  const dir = path.join(dataDir(), 'pg');
  const owner = ownerOf(dir);
  if (owner) fail(`process ${owner} already runs Passerelle on ${dataDir()}; stop it, or choose another folder with DATA_DIR.`);
  const isNew = !fs.existsSync(path.join(dir, 'data', 'PG_VERSION'));
  say(isNew ? `setting up the embedded database in ${dataDir()}` : 'starting the embedded database');
  return startPg({ dir });
};

let pg = null;
let secret = {};
let api = null;
let stopping = null;
const stop = (code) =>
  (stopping ??= (async () => {
    if (api && api.exitCode === null && api.signalCode === null) {
      api.kill('SIGTERM');
      const patience = setTimeout(() => api.kill('SIGKILL'), 8000);
      await new Promise((resolve) => api.once('exit', resolve));
      clearTimeout(patience);
    }
    await pg?.stop();
    process.exit(code);
  })());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));
whenNpmEnds(() => stop(0));

try {
  build('api', 'web');
  if (!process.env.DATABASE_URL) pg = await startDatabase();
  secret = demoSecret();
} catch (error) {
  fail(databaseSentence(error));
}
if (stopping) await stopping;
pg?.exited.then(() => {
  if (stopping) return;
  process.stderr.write('Passerelle: the database stopped unexpectedly; its log is in the data folder.\n');
  void stop(1);
});

api = fork(path.join(root, 'dist/api/main.mjs'), {
  cwd: root,
  execArgv: ['--enable-source-maps', '--no-warnings'],
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  detached: process.platform !== 'win32',
  env: {
    ...process.env,
    ...secret,
    NODE_ENV: process.env.NODE_ENV ?? 'production',
    DATABASE_URL: process.env.DATABASE_URL || pg.url(),
    WEB_ROOT: path.join(root, 'dist/web'),
    PORT: String(port),
    HOST: host,
    PASSERELLE_DEMO: demo,
    PASSERELLE_DEMO_BREAKDOWN: process.env.PASSERELLE_DEMO_BREAKDOWN || 'on',
  },
});
api.on('message', (message) => {
  if (message.doing) say(message.doing);
  if (message.ready) console.log(`Passerelle is ready: http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${message.ready}`);
});
api.once('exit', (code) => stop(code === 0 ? 0 : 1));
