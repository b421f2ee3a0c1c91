import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, 'localhost', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** npm start as a newcomer meets it. */
describe('npm start', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-start-'));
  const running = new Set<ChildProcess>();
  afterAll(async () => {
    for (const child of running) child.kill('SIGTERM');
    await Promise.all([...running].map((child) => new Promise((resolve) => child.once('exit', resolve))));
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (env: Record<string, string>) => {
    const child = spawn(process.execPath, [path.join(root, 'tools/start.mjs')], { cwd: root, env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: '', ...env } });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part));
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => (running.delete(child), resolve(code))));
    const says = async (text: RegExp): Promise<string> => {
      for (let waited = 0; waited < 60_000 && !text.test(output) && running.has(child); waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
      return output;
    };
    return { child, ended, says, output: () => output };
  };

  it('says that it is ready when it is, keeps the data for the second start, and stops cleanly with its database', async () => {
    const [port, data] = [await freePort(), path.join(folder, 'kept')];
    const first = start({ PORT: String(port), DATA_DIR: data });
    expect(await first.says(/is ready/)).toContain(`Passerelle is ready: http://localhost:${port}\n`);
    expect(first.output()).toMatch(/\d\.\d s\] setting up the embedded database[\s\S]*loaded the demo programme/);
    expect((await fetch(`http://localhost:${port}/api/health`)).status).toBe(200);
    const page = await fetch(`http://localhost:${port}/programmes/FWVL/projects/4.8.337/sheet`);
    const [, nonce] = /script-src 'self' 'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '') ?? [];
    expect(await page.text()).toContain(`nonce="${nonce}"`);
    expect((await fetch(`http://localhost:${port}/gone.css`)).status).toBe(404);
    const serverPid = Number(readFileSync(path.join(data, 'pg/data/postmaster.pid'), 'utf8').split('\n')[0]);

    const beside = start({ PORT: String(await freePort()), DATA_DIR: data });
    expect(await beside.ended).toBe(1);
    expect(beside.output()).toMatch(/process \d+ already runs Passerelle on .*kept; stop it, or choose another folder with DATA_DIR\.\n$/);

    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(existsSync(path.join(data, 'pg/data/postmaster.pid'))).toBe(false);
    expect(() => process.kill(serverPid, 0)).toThrow();

    const second = start({ PORT: String(port), DATA_DIR: data });
    expect(await second.says(/is ready/)).not.toMatch(/setting up|loaded the demo/);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
  });

  it('comes back after being killed outright, with its data', async () => {
    const [port, data] = [await freePort(), path.join(folder, 'killed')];
    const first = start({ PORT: String(port), DATA_DIR: data });
    await first.says(/is ready/);
    first.child.kill('SIGKILL');
    await first.ended;
    const second = start({ PORT: String(port), DATA_DIR: data });
    expect(await second.says(/is ready|Passerelle: /)).toContain('is ready');
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('ends with its database when npm is told to end, though npm tells only its shell', async () => {
    const [port, data] = [await freePort(), path.join(folder, 'by-npm')];
    const shell = spawn('sh', ['-c', `${process.execPath} tools/start.mjs; exit`], { cwd: root, env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: '', PORT: String(port), DATA_DIR: data, npm_lifecycle_event: 'start' } });
    await new Promise<void>((resolve) => shell.stdout.on('data', (part) => String(part).includes('is ready') && resolve()));
    const serverPid = Number(readFileSync(path.join(data, 'pg/data/postmaster.pid'), 'utf8').split('\n')[0]);
    shell.kill('SIGTERM');
    const isAlive = (): boolean => {
      try {
        return process.kill(serverPid, 0);
      } catch {
        return false;
      }
    };
    while (isAlive() || existsSync(path.join(data, 'pg/owner.pid'))) await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(fetch(`http://localhost:${port}/api/health`)).rejects.toThrow();
  });

  const refusals: [string, () => Promise<Record<string, string>>, RegExp][] = [
    ['a port in use', async () => ({ PORT: String(await taken()), DATA_DIR: path.join(folder, 'a') }), /^Passerelle: port \d+ is in use; stop what uses it, or choose another one with PORT\.$/m],
    ['a port that is none', async () => ({ PORT: 'http' }), /^Passerelle: PORT must be a number from 0 to 65535; it is "http"\.$/m],
    ['a data folder that cannot be', async () => ({ PORT: String(await freePort()), DATA_DIR: '/proc/passerelle' }), /^Passerelle: the folder \/proc\/passerelle cannot be made or written to; choose another one with DATA_DIR\.$/m],
    ['a database that does not answer', async () => ({ PORT: String(await freePort()), DATABASE_URL: `postgres://x:x@127.0.0.1:${await freePort()}/x` }), /^Passerelle: the database does not answer at that address\.$/m],
    ['a wrong password', async () => ({ PORT: String(await freePort()), DATABASE_URL: process.env['TEST_DATABASE_URL']!.replace(/:[^:@]+@/, ':wrong@') }), /^Passerelle: the database refuses the password\.$/m],
    ['a database that is not there', async () => ({ PORT: String(await freePort()), DATABASE_URL: process.env['TEST_DATABASE_URL']!.replace(/\/[^/]*$/, '/nowhere') }), /^Passerelle: the database does not exist\.$/m],
    ['a setting that is none', async () => ({ PORT: String(await freePort()), DATABASE_URL: process.env['TEST_DATABASE_URL']!, PASSERELLE_DEMO: 'maybe' }), /^Passerelle: PASSERELLE_DEMO must be "on" or "off"; it is "maybe"\.$/m],
  ];
  const servers: net.Server[] = [];
  const taken = (): Promise<number> =>
    new Promise((resolve) => {
      const server = net.createServer().listen(0, 'localhost', () => resolve((server.address() as net.AddressInfo).port));
      servers.push(server);
    });
  afterAll(() => servers.forEach((server) => server.close()));

  it.each(refusals)('refuses %s in one sentence and exits with 1', async (_name, env, sentence) => {
    const refused = start(await env());
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toMatch(sentence);
    expect(refused.output()).not.toMatch(/\n\s+at /);
  });

  it('says that its data are broken when they are', async () => {
    const data = path.join(folder, 'broken');
    const { mkdirSync, writeFileSync } = await import('node:fs');
    mkdirSync(path.join(data, 'pg/data'), { recursive: true, mode: 0o700 });
    writeFileSync(path.join(data, 'pg/data/PG_VERSION'), '3\n');
    writeFileSync(path.join(data, 'pg/password'), 'x');
    const refused = start({ PORT: String(await freePort()), DATA_DIR: data });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toMatch(/^Passerelle: the database could not be started: .+/m);
  });
});
