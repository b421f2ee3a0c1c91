import { randomInt } from 'node:crypto';
import { apiDocument } from '../src/api-docs';
import { DEMO_PASSWORD } from '../src/demo/demo-persons';
import { Dice } from './fuzz/dice';
import { malformed, type Malformed } from './fuzz/malformed';
import { operationsOf, type Operation, type Schema } from './fuzz/operations';
import { emailOf, testApp, type TestApp } from './test-app';

const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 300);
const SEED = process.env['FUZZ_SEED'] ?? String(randomInt(2 ** 31));
const AT_ONCE = 12;
const FAILURES_SHOWN = 12;
const PERSONS = ['visitor', 'secretariat', 'finance-lead', 'administrator'] as const;
/** Changes with every sign-in and every request of somebody signed in; holds nothing that a request says. */
const BOOKKEEPING = ['session', 'attempt'];
const INNARDS = /node_modules|QueryFailed|\.ts:\d|\.js:\d|\n\s+at |select |insert into/i;

interface Session {
  readonly cookie: string;
  readonly csrf: string;
}

describe(`malformed requests (repeat with FUZZ_SEED=${SEED} FUZZ_REQUESTS=${REQUESTS})`, () => {
  let t: TestApp;
  const sessions = new Map<string, Session>();
  const lines: string[] = [];

  beforeAll(async () => {
    process.stderr.write(`fuzz: FUZZ_SEED=${SEED} FUZZ_REQUESTS=${REQUESTS}\n`);
    t = await testApp({ logLevel: 'error' }, { write: (line) => void lines.push(line) });
    for (const person of PERSONS.slice(1)) {
      const answer = await t.visitor('POST', '/api/session', { body: { email: emailOf(person), password: DEMO_PASSWORD } });
      sessions.set(person, { cookie: String(answer.headers['set-cookie']).split(';')[0]!, csrf: answer.body.csrfToken });
    }
  });
  afterAll(() => t.close());

  const stored = async (): Promise<Record<string, string>> => {
    const tables = await t.sql(`select tablename from pg_tables where schemaname = 'public' order by 1`);
    const digests: Record<string, string> = {};
    for (const { tablename } of tables.filter((table) => !BOOKKEEPING.includes(table.tablename))) {
      digests[tablename] = (await t.sql(`select count(*) || ' ' || md5(coalesce(string_agg(md5(x::text), '' order by md5(x::text)), '')) digest from "${tablename}" x`))[0].digest;
    }
    return digests;
  };

  async function send(operation: Operation, who: string, request: Malformed): Promise<string | null> {
    const session = sessions.get(who);
    const headers = { ...(session ? { cookie: session.cookie, ...(request.withoutToken ? {} : { 'x-csrf-token': session.csrf }) } : {}), ...request.headers };
    const answer = await t.app.inject({ method: operation.method, url: request.url, headers, payload: request.payload });
    if (!operation.statuses.has(answer.statusCode)) return `answered ${answer.statusCode}, which the document does not name: ${answer.body.slice(0, 300)}`;
    if (answer.statusCode < 400) return null;
    const problem = String(answer.headers['content-type']).startsWith('application/problem+json') ? answer.json() : null;
    if (!problem || problem.requestId !== answer.headers['x-request-id'] || problem.status !== answer.statusCode) return `answered ${answer.statusCode} without a problem document: ${answer.body.slice(0, 300)}`;
    if (problem.title === problem.code) return `answered ${problem.code}, which has no text`;
    return INNARDS.test(answer.body) ? `told of its innards: ${answer.body.slice(0, 300)}` : null;
  }

  /** The failures among an operation's requests, each with what repeats it. */
  async function fuzzed(operation: Operation, schemas: Readonly<Record<string, Schema>>): Promise<string[]> {
    const failures: string[] = [];
    for (let first = 0; first < REQUESTS; first += AT_ONCE) {
      const numbers = Array.from({ length: Math.min(AT_ONCE, REQUESTS - first) }, (_, n) => first + n);
      await Promise.all(
        numbers.map(async (number) => {
          const request = malformed(operation, schemas, new Dice(SEED, operation.name, number));
          const who = request.asVisitorOnly ? 'visitor' : PERSONS[number % PERSONS.length]!;
          const failure = await send(operation, who, request);
          const payload = request.payload?.toString().slice(0, 200);
          if (failure) failures.push(`seed ${SEED}, ${operation.name}, number ${number}, as ${who} (${request.fault}): ${failure}\n  ${JSON.stringify({ url: request.url.slice(0, 300), headers: request.headers, payload }).slice(0, 800)}`);
        }),
      );
    }
    return failures;
  }

  it('are answered as the document says, and nothing of them is stored', async () => {
    const document = apiDocument(t.app);
    const schemas = document.components!.schemas as Record<string, Schema>;
    const failures: string[] = [];
    const before = await stored();
    for (const operation of operationsOf(document)) {
      failures.push(...(await fuzzed(operation, schemas)));
      const after = await stored();
      const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
      if (changed.length) failures.push(`seed ${SEED}, ${operation.name}: something was stored in ${changed.join(', ')}`);
      Object.assign(before, after);
    }
    expect(failures.slice(0, FAILURES_SHOWN)).toEqual([]);
    expect(lines).toEqual([]);
  }, 120_000 + REQUESTS * 2000);
});
