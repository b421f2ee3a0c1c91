// What every command does first, on a machine that has nothing but Node >= 20: install the dependencies, go on under the Node of node_modules, build.
// Plain JavaScript without packages: it runs before they are there.
import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
export const dataDir = () => path.resolve(root, process.env.DATA_DIR || '.data');
export const inModules = (...parts) => path.join(root, 'node_modules', ...parts);

const started = Number(process.env.PASSERELLE_STARTED ?? Date.now());
process.env.PASSERELLE_STARTED = String(started);

/** A line of what is being done, with the time since the command began; on standard error, so that a command's output stays clean. */
export const say = (text) => process.stderr.write(`[${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s] ${text}\n`);

/** Ends the command with one clear sentence. */
export function fail(sentence) {
  process.stderr.write(`Passerelle: ${sentence}\n`);
  process.exit(1);
}

/** Why the embedded database did not start, in one sentence. */
export function databaseSentence(error) {
  if (error.code === 'ENOSPC' || /no space left/i.test(error.message)) return `the disk is full; nothing could be written to ${dataDir()}.`;
  if (['ENOTDIR', 'EEXIST', 'ENOENT', 'EACCES', 'EPERM', 'EROFS'].includes(error.code)) return `the folder ${dataDir()} cannot be made or written to; choose another one with DATA_DIR.`;
  return `the database could not be started: ${error.message}`;
}

/**
 * The demo makes its own secret and keeps it with its data, so that what was encrypted yesterday can be read today. A real installation names one.
 * Out: what to add to the server's surroundings.
 */
export function demoSecret() {
  if (process.env.PASSERELLE_SECRET || process.env.PASSERELLE_SECRET_FILE || process.env.PASSERELLE_DEMO === 'off') return {};
  const file = path.join(dataDir(), 'secret');
  if (!fs.existsSync(file)) {
    fs.mkdirSync(dataDir(), { recursive: true });
    fs.writeFileSync(file, crypto.randomBytes(32).toString('base64url'), { mode: 0o600 });
  }
  return { PASSERELLE_SECRET_FILE: file };
}

const reasonOf = (error) => (error.code === 'ENOSPC' ? 'the disk is full' : error.message);

/** Installs what package-lock.json names where that is newer than node_modules; what builds belongs to it, whatever NODE_ENV says. */
function installDependencies() {
  const lock = path.join(root, 'package-lock.json');
  const installed = inModules('.package-lock.json');
  if (fs.existsSync(installed) && fs.statSync(installed).mtimeMs >= fs.statSync(lock).mtimeMs) return;
  say('installing the dependencies (the first time takes a minute or two)');
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const run = spawnSync(command, [...args, 'ci', '--include=dev'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  if (run.status !== 0) {
    const output = `${run.stdout ?? ''}${run.stderr ?? ''}`;
    process.stderr.write(output);
    fail(/ENOSPC/.test(output) ? 'the disk is full; the dependencies could not be installed.' : 'the dependencies could not be installed; npm says why above.');
  }
  const now = new Date();
  fs.utimesSync(installed, now, now);
  say('dependencies installed');
}

/**
 * npm runs a script inside a shell and passes signals on to that shell only: the script lives on. So a script that npm started ends when its shell does.
 */
export function whenNpmEnds(act) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, 250);
  watch.unref();
}

const OWN_NODE = inModules('.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
const isRecent = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 15);
};

/**
 * Makes the machine ready for `script`. Where the machine's own Node is older than the one the project needs, the script is run again under the
 * Node of node_modules and this process waits for it; then the promise never resolves.
 */
export async function prepare(script) {
  if (Number(process.versions.node.split('.')[0]) < 20) fail(`Node 20 or newer is needed; this is ${process.version}.`);
  try {
    installDependencies();
  } catch (error) {
    fail(`the dependencies could not be installed: ${reasonOf(error)}.`);
  }
  if (isRecent()) return;
  if (!fs.existsSync(OWN_NODE)) fail(`Node 24.15 or newer is needed and npm holds none for this platform; this is ${process.version}.`);
  const child = spawn(OWN_NODE, [script, ...process.argv.slice(2)], { cwd: process.cwd(), stdio: 'inherit' });
  // A terminal sends Ctrl-C to both; a signal sent to this process alone is passed on.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  whenNpmEnds(() => child.kill('SIGTERM'));
  const code = await new Promise((resolve) => child.once('exit', (exit, signal) => resolve(exit ?? (signal ? 1 : 0))));
  process.exit(code);
}

const newest = (dir) =>
  fs.readdirSync(dir, { withFileTypes: true, recursive: true }).reduce((latest, entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return entry.isFile() ? Math.max(latest, fs.statSync(file).mtimeMs) : latest;
  }, 0);

/** Builds what is older than its sources. Out: nothing; a failed build ends the command after showing what the compiler said. */
export function build(...projects) {
  const sources = Math.max(...['apps/api', 'apps/web', 'libs'].map((dir) => newest(path.join(root, dir))), fs.statSync(path.join(root, 'package-lock.json')).mtimeMs);
  const stamp = (project) => path.join(root, 'dist', project, '.built');
  const isBuilt = (project) => fs.existsSync(stamp(project)) && fs.statSync(stamp(project)).mtimeMs > sources;
  const stale = projects.filter((project) => !isBuilt(project));
  if (stale.length === 0) return;
  say(`building ${stale.join(' and ')}`);
  const nx = inModules('nx', 'dist', 'bin', 'nx.js');
  const run = spawnSync(process.execPath, [nx, 'run-many', '-t', 'build', '-p', stale.join(','), '--outputStyle=static'], {
    cwd: root, encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false', NODE_ENV: 'production', PATH: `${inModules('.bin')}${path.delimiter}${process.env.PATH}` },
  });
  if (run.status !== 0) {
    process.stderr.write(`${run.stdout ?? ''}${run.stderr ?? ''}`);
    fail(/ENOSPC/.test(`${run.stdout}${run.stderr}`) ? 'the disk is full; the build could not be written.' : 'the build failed; the compiler says why above.');
  }
  for (const project of stale) fs.writeFileSync(stamp(project), new Date().toISOString());
  say(`built ${stale.join(' and ')}`);
}
