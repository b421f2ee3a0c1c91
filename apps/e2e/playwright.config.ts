import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ADDRESS, PORT } from './support/address';
import type { Options } from './support/journey';

const root = path.resolve(import.meta.dirname, '../..');
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];
const executablePath = process.env['CHROMIUM_PATH'] ?? BROWSERS.find((file) => existsSync(file));

/** Journeys through the real product: its own database, its own port, one browser. */
export default defineConfig<Options>({
  testDir: './journeys',
  // Not under apps/: what lies there counts as a source, and newer sources are built again.
  outputDir: path.join(root, 'test-results'),
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: !!process.env['CI'],
  reporter: [['list']],
  use: {
    baseURL: ADDRESS,
    viewport: { width: 1440, height: 900 },
    locale: 'fr-BE',
    timezoneId: 'Europe/Brussels',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      // With hidden scrollbars the grid's last column is clipped.
      ignoreDefaultArgs: ['--hide-scrollbars'],
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  webServer: {
    command: `"${process.execPath}" apps/e2e/support/serve.mjs`,
    cwd: root,
    url: `${ADDRESS}/api/health`,
    env: { PORT: String(PORT), HOST: 'localhost' },
    reuseExistingServer: false,
    stdout: 'ignore',
    stderr: 'pipe',
    // A cold clone is built first.
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
});
