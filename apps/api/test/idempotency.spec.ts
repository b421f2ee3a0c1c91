import { UnitOfWork } from '@passerelle/shared/api-kit';
import { acceptedSheet } from '@passerelle/shared/dossiers';
import { apiDocument } from '../src/api-docs';
import { multipart, testApp, type Answer, type Requester, type TestApp } from './test-app';

const IMPORTS = '/api/programmes/FWVL/sheet-imports';
const SHEET = acceptedSheet('oevers-in-beweging');
const KEY = 'a-key-of-the-test';

describe('a POST that creates', () => {
  let t: TestApp;
  let secretariat: Requester;
  let fingerprint: string;
  beforeEach(async () => {
    t = await testApp({ logLevel: 'silent' });
    secretariat = await t.as('secretariat');
    fingerprint = (await secretariat('POST', `${IMPORTS}/preview`, { raw: multipart({}, { name: 'sheet.txt', bytes: SHEET }) })).body.fingerprint;
  });
  afterEach(() => t.close());

  const accept = (key: string, form = multipart({ fingerprint }, { name: 'sheet.txt', bytes: SHEET }), who = secretariat): Promise<Answer> => who('POST', IMPORTS, { raw: form, headers: { 'idempotency-key': key } });
  const keys = () => t.sql('select key, state, status from idempotency_key');
  const projects = async (): Promise<number> => (await t.sql('select count(*)::int n from project'))[0].n;

  it('is refused without a key, and with one that is none', async () => {
    const [missing, odd, long] = [await accept(''), await accept('a key with spaces'), await accept('x'.repeat(201))];
    expect([missing.status, missing.body.code]).toEqual([428, 'general.idempotency-key-needed']);
    expect([odd.status, odd.body.code, long.status]).toEqual([400, 'general.idempotency-key-malformed', 400]);
    expect(await keys()).toEqual([]);
  });

  it('is done once: the same request under the same key gets the same answer again', async () => {
    const before = await projects();
    const first = await accept(KEY);
    expect([first.status, first.headers['idempotent-replay'], first.body.outcome]).toEqual([201, undefined, 'NEW']);
    const again = await accept(KEY);
    expect([again.status, again.headers['idempotent-replay'], again.body]).toEqual([201, 'true', first.body]);
    expect([await projects(), await keys()]).toEqual([before + 1, [{ key: KEY, state: 'DONE', status: 201 }]]);
    // Under another key the act runs, and finds that nothing is left to do.
    expect((await accept('another-key')).body.outcome).toBe('UNCHANGED');
  });

  it('under a key that served another request is refused, and so is another address under it', async () => {
    await accept(KEY);
    for (const form of [multipart({ fingerprint: 'x' }, { name: 'sheet.txt', bytes: SHEET }), multipart({ fingerprint }, { name: 'sheet.txt', bytes: SHEET.subarray(1) }), multipart({ fingerprint }, { name: 'other.txt', bytes: SHEET })]) {
      const { status, body } = await accept(KEY, form);
      expect([status, body.code]).toEqual([422, 'general.idempotency-key-reused']);
    }
    const elsewhere = await secretariat('POST', `${IMPORTS}?other`, { raw: multipart({ fingerprint }, { name: 'sheet.txt', bytes: SHEET }), headers: { 'idempotency-key': KEY } });
    expect(elsewhere.body.code).toBe('general.idempotency-key-reused');
  });

  it('leaves the key free where nothing was done', async () => {
    const refused = await accept(KEY, multipart({ fingerprint: 'of another file' }, { name: 'sheet.txt', bytes: SHEET }));
    expect([refused.status, await keys()]).toEqual([412, []]);
    expect((await accept(KEY)).status).toBe(201);
  });

  it('sent twice at the same moment runs once', async () => {
    const imports = async (): Promise<number> => (await t.sql(`select count(*)::int n from journal_entry where act = 'importSheet'`))[0].n;
    const before = await imports();
    const both = await Promise.all([accept(KEY), accept(KEY)]);
    const told = both.map(({ status, body }) => `${status} ${body.outcome ?? body.code}`).sort();
    // The second one either met the first one at work or came after it.
    expect(['201 NEW,201 NEW', '201 NEW,409 general.in-progress']).toContain(told.join());
    expect(await imports()).toBe(before + 1);
  });

  it('whose outcome nobody knows is never run again', async () => {
    await accept(KEY);
    await t.sql(`update idempotency_key set state = 'PENDING', status = null, body = null`);
    const running = await accept(KEY);
    expect([running.status, running.body.code, running.headers['retry-after']]).toEqual([409, 'general.in-progress', '2']);
    await t.sql(`update idempotency_key set created_at = now() - interval '2 minutes'`);
    const unknown = await accept(KEY);
    expect([unknown.status, unknown.body.code]).toEqual([409, 'general.outcome-unknown']);
  });

  it('stays pending where the database went away in the middle, since it may be done', async () => {
    const unitOfWork = t.app.get(UnitOfWork);
    const run = unitOfWork.run.bind(unitOfWork);
    const broken = jest.spyOn(unitOfWork, 'run').mockImplementation(async (who, act) => {
      const done = await run(who, act);
      if (who.personId !== null) throw new Error('Connection terminated unexpectedly');
      return done;
    });
    expect((await accept(KEY)).status).toBe(500);
    broken.mockRestore();
    expect([(await keys())[0].state, (await accept(KEY)).body.code]).toEqual(['PENDING', 'general.in-progress']);
  });

  it('is kept for a day, for the one person who sent it', async () => {
    await accept(KEY);
    const authority = await t.as('authority');
    expect((await accept(KEY, undefined, authority)).headers['idempotent-replay']).toBeUndefined();
    await t.sql(`update idempotency_key set created_at = now() - interval '25 hours'`);
    expect([(await accept(KEY)).body.outcome, (await keys()).length]).toEqual(['UNCHANGED', 1]);
  });

  it('is every POST that answers 201, save those whose answer is a secret', () => {
    const withoutKey = Object.entries(apiDocument(t.app).paths).filter(([, { post }]) => post?.responses['201'] && !post.parameters?.some((one) => 'name' in one && one.name === 'Idempotency-Key'));
    expect(withoutKey.map(([at]) => at)).toEqual(['/api/account/totp']);
  });
});
