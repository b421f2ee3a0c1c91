// Runs a script of the built API with a database: the one of DATABASE_URL, else the embedded one of DATA_DIR, running already or started for the moment.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { databaseSentence, dataDir, demoSecret, fail, root } from './prepare.mjs';

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

/** In: a script of dist/api and its words. Ends this process with the script's exit code. */
export async function runWithDatabase(script, words) {
  let pg = null;
  if (!process.env.DATABASE_URL) {
    try {
      pg = await embeddedDatabase();
    } catch (error) {
      fail(databaseSentence(error));
    }
  }
  const child = spawn(process.execPath, ['--enable-source-maps', '--no-warnings', path.join(root, 'dist/api', script), ...words], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...demoSecret(),
      NODE_ENV: process.env.NODE_ENV ?? 'production',
      PASSERELLE_CWD: process.env.INIT_CWD ?? process.cwd(),
      PASSERELLE_DEMO: process.env.PASSERELLE_DEMO ?? 'on',
      DATABASE_URL: process.env.DATABASE_URL || pg.url(),
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => child.once('exit', (exit) => resolve(exit ?? 1)));
  await pg?.stop();
  process.exit(code);
}
