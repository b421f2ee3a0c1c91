import { AccountView } from '@passerelle/identity/model';
import { GOOD_PASSWORD, mailsTo, signedInBy, signIn, tokenTo } from './accounts';
import { contractErrors, emailOf, testApp, type Requester, type TestApp } from './test-app';

const LEAD = emailOf('finance-lead');

describe('a forgotten password', () => {
  let t: TestApp;
  beforeEach(async () => (t = await testApp()));
  afterEach(() => t.close());
  const ask = (email: string) => t.visitor('POST', '/api/password-resets', { body: { email } });
  const use = (token: string, password = GOOD_PASSWORD) => t.visitor('POST', '/api/password-resets/use', { body: { token, password } });

  it('is replaced by a link in a mail: every session ends, and the account’s holder is told', async () => {
    const lead = await t.as('finance-lead');
    expect((await ask(LEAD.toUpperCase())).status).toBe(202);
    expect((await use(await tokenTo(t, LEAD))).status).toBe(204);
    expect((await lead('GET', '/api/account')).status).toBe(401);
    expect((await signIn(t, LEAD)).status).toBe(401);
    expect((await signIn(t, LEAD, GOOD_PASSWORD)).status).toBe(200);
    expect((await mailsTo(t, LEAD)).map(({ kind }) => kind)).toEqual(['identity.password-changed', 'identity.password-reset']);
  });

  it('is answered alike and as slowly where there is no such account, and nobody is written to', async () => {
    const timed = async (email: string) => {
      const before = performance.now();
      const { status, text, headers } = await ask(email);
      return { told: [status, text, Object.keys(headers).sort()], took: performance.now() - before };
    };
    const [known, unknown] = [await timed(LEAD), await timed('nobody@programme.example')];
    expect(known.told).toEqual(unknown.told);
    expect(Math.min(known.took, unknown.took)).toBeGreaterThan(245);
    expect(await mailsTo(t, 'nobody@programme.example')).toEqual([]);
  });

  it('sends no link to an account that is closed, and one to an account without a password', async () => {
    await t.sql(`update person set status = 'DEACTIVATED' where email = $1`, [emailOf('auditor')]);
    await t.sql(`update person set password_hash = null where email = $1`, [LEAD]);
    expect([(await ask(emailOf('auditor'))).status, (await ask(LEAD)).status]).toEqual([202, 202]);
    expect(await mailsTo(t, emailOf('auditor'))).toEqual([]);
    expect((await use(await tokenTo(t, LEAD))).status).toBe(204);
    expect((await signIn(t, LEAD, GOOD_PASSWORD)).status).toBe(200);
  });

  it('takes a link once, for an hour, and only the latest', async () => {
    await ask(LEAD);
    const first = await tokenTo(t, LEAD);
    await ask(LEAD);
    const second = await tokenTo(t, LEAD);
    const seen = async (token: string) => {
      const { status, body } = await use(token);
      return [status, body?.code];
    };
    expect(await seen(first)).toEqual([410, 'identity.link-used']);
    await t.sql(`update one_time_link set expires_at = now() - interval '1 second'`);
    expect(await seen(second)).toEqual([410, 'identity.link-expired']);
    await t.sql(`update one_time_link set expires_at = now() + interval '1 second'`);
    expect(await seen(second)).toEqual([204, undefined]);
    expect(await seen(second)).toEqual([410, 'identity.link-used']);
    expect(await seen('x'.repeat(43))).toEqual([404, 'identity.link-unknown']);
  });

  it('is set once by two clicks at once', async () => {
    await ask(LEAD);
    const token = await tokenTo(t, LEAD);
    expect((await Promise.all([use(token), use(token)])).map(({ status }) => status).sort()).toEqual([204, 410]);
  });

  it('is replaced by none that the rule refuses; the link is good afterwards', async () => {
    await ask(LEAD);
    const token = await tokenTo(t, LEAD);
    expect((await use(token, 'finance-lead')).body.errors).toMatchObject([{ code: 'identity.password-is-address', pointer: '/password' }]);
    expect((await use(token)).status).toBe(204);
  });

  it('is asked for five times an hour, for a known address as for an unknown one', async () => {
    for (const email of [LEAD, 'nobody@programme.example']) {
      for (let n = 0; n < 5; n++) expect((await ask(email)).status).toBe(202);
      const answer = await ask(email);
      expect([answer.status, answer.headers['retry-after']]).toEqual([429, '3600']);
    }
  }, 20_000);
});

describe('one’s own account', () => {
  let t: TestApp;
  let lead: Requester;
  beforeEach(async () => {
    t = await testApp();
    lead = await t.as('finance-lead');
  });
  afterEach(() => t.close());
  const change = (current: string, password: string) => lead('PUT', '/api/account/password', { body: { current, password } });

  it('shows what is the person’s own, and changes name and language', async () => {
    const { body } = await lead('GET', '/api/account');
    expect(await contractErrors(AccountView, body)).toEqual([]);
    expect(body).toMatchObject({ email: LEAD, language: 'fr', hasPassword: true, totp: { on: false, required: false, recoveryCodesLeft: 0 }, providers: [] });
    expect((await lead('PATCH', '/api/account', { body: { name: '  Other name ', language: 'de' } })).body).toMatchObject({ name: 'Other name', language: 'de' });
    expect((await lead('PATCH', '/api/account', { body: { language: 'nl' } })).body).toMatchObject({ name: 'Other name', language: 'nl' });
    for (const body of [{ name: ' ' }, { name: 'a\nb' }, { language: 'it' }, { email: 'x@y.example' }]) expect((await lead('PATCH', '/api/account', { body })).status).toBe(400);
    const [entry] = await t.sql(`select changes::text changes from journal_entry where act = 'changeAccount' order by id limit 1`);
    expect(entry.changes).not.toContain('Other name');
  });

  it('changes its password after the present one: this session stays, others end, the holder is told', async () => {
    const other = await t.as('finance-lead');
    expect((await change('passerelle-demo', GOOD_PASSWORD)).status).toBe(204);
    expect([(await lead('GET', '/api/account')).status, (await other('GET', '/api/account')).status]).toEqual([200, 401]);
    expect((await signIn(t, LEAD, GOOD_PASSWORD)).status).toBe(200);
    expect((await mailsTo(t, LEAD))[0]!.kind).toBe('identity.password-changed');
  });

  it('refuses a wrong present password, a new one against the rule, and guessing', async () => {
    expect((await change('wrong', GOOD_PASSWORD)).body.errors).toMatchObject([{ code: 'identity.password-wrong', pointer: '/current' }]);
    expect((await change('passerelle-demo', 'short')).body.errors).toMatchObject([{ code: 'identity.password-too-short', pointer: '/password' }]);
    for (let n = 0; n < 5; n++) expect((await change('wrong', GOOD_PASSWORD)).status).toBe(422);
    expect((await change('passerelle-demo', GOOD_PASSWORD)).status).toBe(429);
  });

  it('without a password says how to get one', async () => {
    await t.sql('update person set password_hash = null where email = $1', [LEAD]);
    expect((await lead('GET', '/api/account')).body.hasPassword).toBe(false);
    expect((await change('anything', GOOD_PASSWORD)).body).toMatchObject({ status: 409, code: 'identity.no-password' });
  });
});

describe('another e-mail address', () => {
  const NEW = 'finance-lead@elsewhere.example';
  let t: TestApp;
  let lead: Requester;
  beforeEach(async () => {
    t = await testApp();
    lead = await t.as('finance-lead');
  });
  afterEach(() => t.close());
  const ask = (email: string, password = 'passerelle-demo') => lead('POST', '/api/account/email', { body: { email, password } });
  const confirm = (token: string) => t.visitor('POST', '/api/account/email/confirm', { body: { token } });

  it('counts once the link sent to it is used, and the old address is told', async () => {
    expect((await ask(NEW)).status).toBe(202);
    expect((await lead('GET', '/api/account')).body.email).toBe(LEAD);
    const token = await tokenTo(t, NEW);
    expect((await confirm(token)).status).toBe(204);
    expect((await lead('GET', '/api/account')).body.email).toBe(NEW);
    expect([(await signIn(t, NEW)).status, (await signIn(t, LEAD)).status]).toEqual([200, 401]);
    expect((await mailsTo(t, LEAD))[0]!.kind).toBe('identity.email-changed-notice');
    expect((await confirm(token)).body.code).toBe('identity.link-used');
    const entries = await t.sql(`select changes::text changes from journal_entry where act = 'changeEmail'`);
    expect([entries.length, JSON.stringify(entries).includes('@')]).toEqual([1, false]);
  });

  it('is asked for alike where it has an account already, whose holder is not written to', async () => {
    const [free, taken] = [await ask(NEW), await ask(emailOf('auditor'))];
    expect([taken.status, taken.text]).toEqual([free.status, free.text]);
    expect(await mailsTo(t, emailOf('auditor'))).toEqual([]);
  });

  it('is refused at the link where somebody else has it by then', async () => {
    await ask(NEW);
    const token = await tokenTo(t, NEW);
    await t.sql('update person set email = $1 where email = $2', [NEW, emailOf('auditor')]);
    expect((await confirm(token)).body).toMatchObject({ status: 409, code: 'identity.email-taken' });
  });

  it('wants the password, another address and a link not older than a day', async () => {
    expect((await ask(NEW, 'wrong')).body.errors).toMatchObject([{ code: 'identity.password-wrong', pointer: '/password' }]);
    expect((await ask(LEAD.toUpperCase())).body.errors).toMatchObject([{ code: 'identity.email-unchanged', pointer: '/email' }]);
    await ask(NEW);
    const token = await tokenTo(t, NEW);
    await t.sql(`update one_time_link set expires_at = now() - interval '1 second'`);
    expect((await confirm(token)).body.code).toBe('identity.link-expired');
  });

  it('takes with it the links that lie in the old mailbox', async () => {
    await t.visitor('POST', '/api/password-resets', { body: { email: LEAD } });
    const old = await tokenTo(t, LEAD);
    await ask(NEW);
    await confirm(await tokenTo(t, NEW));
    expect((await t.visitor('POST', '/api/password-resets/use', { body: { token: old, password: GOOD_PASSWORD } })).body.code).toBe('identity.link-used');
  });

  it('is asked for five times an hour', async () => {
    for (let n = 0; n < 5; n++) expect((await ask(NEW)).status).toBe(202);
    expect((await ask(NEW)).status).toBe(429);
  }, 20_000);

  it('needs a session, with a role or without', async () => {
    expect((await t.visitor('POST', '/api/account/email', { body: { email: NEW, password: 'x' } })).status).toBe(401);
    await t.sql('delete from role_assignment');
    const again = signedInBy(t, await signIn(t, LEAD));
    expect((await again('POST', '/api/account/email', { body: { email: NEW, password: 'passerelle-demo' } })).status).toBe(202);
  });
});
