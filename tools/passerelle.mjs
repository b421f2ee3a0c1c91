// The command line: npm run -s passerelle -- COMMAND …; uses DATABASE_URL, else the embedded database of DATA_DIR, running or started for the moment.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build, dataDir, fail, prepare, root } from './prepare.mjs';

await prepare(import.meta.filename ?? new URL(import.meta.url).pathname);
build('api');

const embeddedDatabase = async () => {
  const { ownerOf, runningPg, startPg } = await import('./pg.mjs');
  const dir = path.join(dataDir(), 'pg');
  // Another process may be just starting or stopping on the folder.
  for (let waited = 0; waited < 15_000 && ownerOf(dir); waited += 100) {
    const running = runningPg(dir);
    if (running) return { url: running.url, stop: async () => {} };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return startPg({ dir });
};

let pg = null;
if (!process.env.DATABASE_URL) {
  try {
    pg = await embeddedDatabase();
  } catch (error) {
    fail(error.code === 'ENOSPC' || /no space left/i.test(error.message) ? `the disk is full; nothing could be written to ${dataDir()}.` : `the database could not be started: ${error.message}`);
  }
}
const child = spawn(process.execPath, ['--enable-source-maps', '--no-warnings', path.join(root, 'dist/api/cli.mjs'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PASSERELLE_CWD: process.env.INIT_CWD ?? process.cwd(), NODE_ENV: process.env.NODE_ENV ?? 'production', DATABASE_URL: process.env.DATABASE_URL || pg.url(), PASSERELLE_DEMO: process.env.PASSERELLE_DEMO ?? 'on' },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
const code = await new Promise((resolve) => child.once('exit', (exit) => resolve(exit ?? 1)));
await pg?.stop();
process.exitCode = code;
