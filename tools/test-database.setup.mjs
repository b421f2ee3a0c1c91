// One throw-away PostgreSQL for a run of the node tests; each test file gets its own database from it (libs/shared/api-kit).
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startPg } from './pg.mjs';

export default async () => {
  if (process.env.TEST_DATABASE_URL) return;
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'passerelle-test-'));
  fs.chmodSync(dir, 0o755);
  const pg = await startPg({ dir, fast: true });
  process.env.TEST_DATABASE_URL = pg.url();
  globalThis.__passerellePg = { pg, dir };
};
