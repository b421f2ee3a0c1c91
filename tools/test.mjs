// npm test: everything set up, then linted, type-checked, built and tested, browser journeys included. Ends with one line: N passed, N failed[, N skipped].
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build, inModules, prepare, root, say } from './prepare.mjs';

await prepare(import.meta.filename ?? new URL(import.meta.url).pathname);

const results = fs.mkdtempSync(path.join(os.tmpdir(), 'passerelle-results-'));
const counts = { passed: 0, failed: 0, skipped: 0 };
const env = { ...process.env, NX_DAEMON: 'false', PATH: `${inModules('.bin')}${path.delimiter}${process.env.PATH}` };

/** Runs a step and counts it as one test where it has no count of its own. */
function step(name, args, { counted = true, more = {} } = {}) {
  say(name);
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...env, ...more } });
  if (counted) counts[status === 0 ? 'passed' : 'failed'] += 1;
  return status === 0;
}

const readJson = (file) => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : null);

function jest() {
  const output = path.join(results, 'jest.json');
  const ok = step('rules, use cases and stores (jest)', ['--experimental-vm-modules', '--no-warnings', inModules('jest', 'bin', 'jest.js'), '--json', `--outputFile=${output}`, '--maxWorkers=2', '--reporters=default'], { counted: false });
  const report = readJson(output);
  if (!report) counts.failed += 1;
  else {
    counts.passed += report.numPassedTests;
    counts.failed += report.numFailedTests + report.numRuntimeErrorTestSuites + (ok || report.numFailedTests || report.numRuntimeErrorTestSuites ? 0 : 1);
    counts.skipped += report.numPendingTests + report.numTodoTests;
  }
}

const BROWSERS = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const findBrowser = () => BROWSERS.find((file) => file && fs.existsSync(file));

/** On Debian as root the browser can simply be installed; elsewhere it is the person's to decide. */
function installBrowser() {
  if (process.platform !== 'linux' || process.getuid() !== 0 || !fs.existsSync('/usr/bin/apt-get')) return;
  say('installing Chromium for the browser journeys');
  const apt = { stdio: ['ignore', 'ignore', 'ignore'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], apt);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], apt);
}

function journeys() {
  if (!findBrowser()) installBrowser();
  const browser = findBrowser();
  const list = [inModules('@playwright', 'test', 'cli.js'), 'test', '-c', 'apps/e2e/playwright.config.ts'];
  if (!browser) {
    const listed = spawnSync(process.execPath, [...list, '--list'], { cwd: root, encoding: 'utf8', env });
    const total = Number(/Total: (\d+) test/.exec(listed.stdout)?.[1] ?? 1);
    counts.skipped += total;
    console.log(`No browser was found and none could be installed: ${total} browser journeys are skipped. Install Chromium, or name one with CHROMIUM_PATH.`);
    return;
  }
  const output = path.join(results, 'journeys.json');
  const ok = step('browser journeys (Playwright)', [...list, '--reporter=list,json'], { counted: false, more: { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: output } });
  const stats = readJson(output)?.stats;
  if (!stats) counts.failed += 1;
  else {
    counts.passed += stats.expected;
    counts.failed += stats.unexpected + stats.flaky + (ok || stats.unexpected || stats.flaky ? 0 : 1);
    counts.skipped += stats.skipped;
  }
}

step('the lockfile: complete, and without a registry’s host', ['tools/complete-lock.mjs', '--check']);
step('boundaries and habits (eslint)', [inModules('eslint', 'bin', 'eslint.js'), '.']);
step('types', [inModules('nx', 'dist', 'bin', 'nx.js'), 'run-many', '-t', 'typecheck', '--parallel=2', '--outputStyle=static']);
build('api', 'web');
counts.passed += 1;
jest();
journeys();
fs.rmSync(results, { recursive: true, force: true });

const ok = counts.failed === 0 && counts.passed > 0;
console.log(`${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`);
process.exit(ok ? 0 : 1);
