// npm run -s shots: takes the pictures of README.md anew, from the product itself on a fresh demo.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fail, prepare, root, say } from './prepare.mjs';

await prepare(import.meta.filename ?? new URL(import.meta.url).pathname);
const { chromium } = await import('@playwright/test');

const browser = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => file && fs.existsSync(file));
if (!browser) fail('no browser was found; name one with CHROMIUM_PATH.');
const PORT = '4329';
const data = fs.mkdtempSync(path.join(os.tmpdir(), 'passerelle-shots-'));
fs.chmodSync(data, 0o755);
const product = spawn(process.execPath, [path.join(root, 'tools/start.mjs')], { env: { ...process.env, PORT, DATA_DIR: data, DATABASE_URL: '', PASSERELLE_DEMO: 'on' }, stdio: ['ignore', 'pipe', 'inherit'] });
await new Promise((resolve, reject) => {
  product.stdout.on('data', (part) => String(part).includes('is ready') && resolve());
  product.once('exit', () => reject(new Error('the product did not start')));
});
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const chrome = await chromium.launch({ executablePath: browser, args });
try {
  const context = await chrome.newContext({ baseURL: `http://localhost:${PORT}`, viewport: { width: 1440, height: 900 }, locale: 'fr-BE', timezoneId: 'Europe/Brussels' });
  await context.request.post('/api/session', { data: { email: 'finance-lead@ab-refugies.example', password: 'passerelle-demo' } });
  const page = await context.newPage();
  // The line for others' changes never comes to rest.
  await page.addInitScript(() => delete globalThis.EventSource);
  const take = async (name) => {
    say(`docs/images/${name}.png`);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: path.join(root, 'docs/images', `${name}.png`) });
  };
  await page.goto('/programmes/FWVL/projects/4.8.337/sheet');
  await page.getByRole('button', { name: /694.870,08/ }).last().click();
  await page.getByText(/694.870,09/).waitFor();
  await take('sheet');
  await page.goto('/programmes/FWVL/projects/4.8.337/budget');
  await page.getByRole('grid').waitFor();
  await take('budget');
} finally {
  await chrome.close();
  product.kill('SIGTERM');
  await new Promise((resolve) => product.once('exit', resolve));
  fs.rmSync(data, { recursive: true, force: true });
}
