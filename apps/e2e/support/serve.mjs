// Runs the real product for the journeys: npm start's own script on a data folder that is made for it and taken away after it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'passerelle-journeys-'));
// As root the database runs as another account, which must reach it.
fs.chmodSync(dataDir, 0o755);

const product = spawn(process.execPath, [path.join(root, 'tools/start.mjs')], {
  cwd: root,
  stdio: 'inherit',
  // The journeys type into the budget as the sheet leaves it. One role signs in with a second factor, as in a real installation. Playwright calls its own surroundings a test; the product is to run as it does for its users.
  env: { ...process.env, NODE_ENV: 'production', DATA_DIR: dataDir, DATABASE_URL: '', PASSERELLE_DEMO: 'on', PASSERELLE_DEMO_BREAKDOWN: 'off', PASSERELLE_REQUESTS_PER_MINUTE: '0', PASSERELLE_TOTP_ROLES: 'MANAGING_AUTHORITY' },
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => product.kill(signal));
product.once('exit', (code) => {
  fs.rmSync(dataDir, { recursive: true, force: true });
  process.exit(code ?? 1);
});
