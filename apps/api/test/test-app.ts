import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { LogDestination } from '@passerelle/shared/api-kit';
import { readConfig, type Config } from '../src/config';
import { createApp } from '../src/create-app';
import { DEMO_PASSWORD } from '../src/demo/demo-persons';
import { prepareDatabase } from '../src/prepare-database';

const admin = (): string => process.env['TEST_DATABASE_URL']!;
const urlOf = (database: string): string => admin().replace(/\/[^/]*$/, `/${database}`);
const TEMPLATE = 'passerelle_template';
const TEMPLATE_LOCK = 4_711;

async function onServer<T>(act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(admin());
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/** The configuration of a demo on this database, with what a test wants otherwise. */
export const testConfig = (databaseUrl: string, otherwise: Partial<Config> = {}): Config => ({
  ...readConfig({ DATABASE_URL: databaseUrl, PASSERELLE_DEMO: 'on', PASSERELLE_SECRET: 'a secret that only the tests know ...', PASSERELLE_REQUESTS_PER_MINUTE: '0', PASSERELLE_LOG: 'error' }, { serves: true }),
  ...otherwise,
});

/** An empty database of its own. */
export async function emptyDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await onServer((client) => client.query(`create database ${name}`));
  return { url: urlOf(name), drop: () => onServer(async (client) => void (await client.query(`drop database ${name} with (force)`))) };
}

/** A database of its own with the demo in it, copied from a template that the first test file makes. */
export async function demoDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await onServer(async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const made = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
    if (made.rowCount === 0) {
      await client.query(`create database ${TEMPLATE}_new`);
      await prepareDatabase(testConfig(urlOf(`${TEMPLATE}_new`)), () => {});
      await client.query(`alter database ${TEMPLATE}_new rename to ${TEMPLATE}`);
    }
    await client.query(`create database ${name} template ${TEMPLATE}`);
  });
  return { url: urlOf(name), drop: () => onServer(async (client) => void (await client.query(`drop database ${name} with (force)`))) };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: any;
  readonly text: string;
  readonly bytes: Uint8Array;
}

export interface Ask {
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly raw?: { payload: Buffer | string; contentType: string };
}

export type Requester = (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, ask?: Ask) => Promise<Answer>;

export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** A visitor who is not signed in. */
  readonly visitor: Requester;
  /** Signs in one of the demo's persons (finance-lead, finance-partner, …). */
  as(person: string): Promise<Requester>;
  /** As the database's owner, whom no wall holds. */
  sql(query: string, values?: unknown[]): Promise<any[]>;
  close(): Promise<void>;
}

const DOMAINS: Readonly<Record<string, string>> = { 'finance-lead': 'ab-refugies.example', 'finance-partner': 'ab-refugies.example', 'officer-associated': 'ab-refugies.example' };
export const emailOf = (person: string): string => `${person}@${DOMAINS[person] ?? 'programme.example'}`;

/** The whole application on a database of its own, asked without a network. */
export async function testApp(options: Partial<Config> = {}, logTo?: LogDestination): Promise<TestApp> {
  const database = await demoDatabase();
  const app = await createApp(testConfig(database.url, options), logTo);
  const owner = new pg.Client(database.url);
  await owner.connect();
  await app.init();
  await app.getHttpAdapter().getInstance().ready();

  const requester = (session: { cookie: string; csrf: string } | null): Requester => async (method, path, ask = {}) => {
    const headers: Record<string, string> = { ...(session ? { cookie: session.cookie, 'x-csrf-token': session.csrf } : {}), ...ask.headers };
    // A key of its own for every request, as the screens send it; a test that repeats one gives it itself.
    if (method === 'POST') headers['idempotency-key'] ??= randomUUID();
    if (ask.raw) headers['content-type'] = ask.raw.contentType;
    const answer = await app.inject({ method, url: path, headers, payload: (ask.raw?.payload ?? ask.body) as never });
    const json = String(answer.headers['content-type'] ?? '').includes('json');
    return { status: answer.statusCode, headers: answer.headers, body: json && answer.body ? answer.json() : null, text: answer.body, bytes: answer.rawPayload };
  };
  const visitor = requester(null);
  return {
    app,
    url: database.url,
    visitor,
    as: async (person) => {
      const answer = await visitor('POST', '/api/session', { body: { email: emailOf(person), password: DEMO_PASSWORD } });
      if (answer.status !== 200) throw new Error(`sign-in of ${person}: ${answer.text}`);
      return requester({ cookie: String(answer.headers['set-cookie']).split(';')[0]!, csrf: answer.body.csrfToken });
    },
    sql: async (query, values) => (await owner.query(query, values as unknown[])).rows,
    close: async () => {
      await app.close();
      await owner.end();
      await database.drop();
    },
  };
}

export const AB = '/api/programmes/FWVL/projects/4.8.337';

/** Whether an answer is what its contract says: each field of the named type, and no field that the contract does not name. */
export async function contractErrors(contract: new () => object, body: unknown): Promise<string[]> {
  const list = Array.isArray(body) ? body : [body];
  const found = await Promise.all(list.map((one) => validate(plainToInstance(contract, one) as object, { whitelist: true, forbidNonWhitelisted: true })));
  return found.flat().map((error) => error.toString());
}

/** A multipart body as a browser sends it. */
export function multipart(fields: Record<string, string>, file?: { name: string; bytes: Uint8Array }): { payload: Buffer; contentType: string } {
  const boundary = 'passerelle-test-boundary';
  const parts = Object.entries(fields).map(([name, value]) => Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
  if (file) parts.push(Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`), Buffer.from(file.bytes), Buffer.from('\r\n'));
  return { payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]), contentType: `multipart/form-data; boundary=${boundary}` };
}
