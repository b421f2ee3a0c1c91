import { RecoveryCodes, TotpSetup } from '@passerelle/identity/model';
import { codeOf, GOOD_PASSWORD, mailsTo, setUpTotp, signedInBy, signIn, tokenTo } from './accounts';
import { AB, contractErrors, emailOf, testApp, type Requester, type TestApp } from './test-app';

const LEAD = emailOf('finance-lead');

describe('the second factor', () => {
  let t: TestApp;
  let lead: Requester;
  beforeEach(async () => {
    t = await testApp();
    lead = await t.as('finance-lead');
  });
  afterEach(() => t.close());
  const enter = (code?: string) => signIn(t, LEAD, undefined, code ? { code } : {});
  const confirm = (code: string) => lead('POST', '/api/account/totp/confirm', { body: { code } });

  it('is set up by a secret for the app and confirmed by a first code, which gives ten recovery codes', async () => {
    const begun = await lead('POST', '/api/account/totp');
    expect([begun.status, begun.headers['cache-control'], await contractErrors(TotpSetup, begun.body)]).toEqual([201, 'no-store', []]);
    expect(begun.body).toMatchObject({ secret: expect.stringMatching(/^[A-Z2-7]{32}$/), uri: expect.stringMatching(/^otpauth:\/\/totp\/Passerelle:finance-lead%40/), qrPath: expect.stringMatching(/^(M\d+ \d+h1v1h-1z)+$/) });
    expect((await enter()).status).toBe(200);
    const confirmed = await confirm(codeOf(begun.body.secret));
    expect([confirmed.status, await contractErrors(RecoveryCodes, confirmed.body), new Set(confirmed.body.codes).size]).toEqual([200, [], 10]);
    expect((await lead('GET', '/api/account')).body.totp).toEqual({ on: true, required: false, recoveryCodesLeft: 10 });
    expect((await mailsTo(t, LEAD))[0]!.kind).toBe('identity.totp-changed');
  });

  it('lies in the database sealed, and recovery codes as fingerprints', async () => {
    const { secret, codes } = await setUpTotp(t, lead);
    const [row] = await t.sql(`select encode(secret, 'escape') secret from totp`);
    expect(row.secret).not.toContain(secret);
    expect(JSON.stringify(await t.sql(`select encode(code_hash, 'escape') hash from recovery_code`))).not.toContain(codes[0]!.slice(0, 5));
  });

  it('is asked for after the password: without a code, with a wrong one, with the right one', async () => {
    const { secret } = await setUpTotp(t, lead);
    expect((await enter()).body).toMatchObject({ status: 401, code: 'identity.code-needed', errors: [{ pointer: '/code' }] });
    expect((await enter('000000')).body).toMatchObject({ status: 401, code: 'identity.code-wrong', errors: [{ pointer: '/code' }] });
    expect((await signIn(t, LEAD, 'wrong', { code: codeOf(secret) })).body.code).toBe('identity.sign-in-failed');
    const answer = await enter(codeOf(secret));
    expect([answer.status, answer.body.mustSetUpTotp, answer.body.mustGiveCode]).toEqual([200, false, false]);
    expect((await signedInBy(t, answer)('GET', '/api/account/sessions')).body[0]).toMatchObject({ current: true, secondFactor: true });
  });

  it('accepts a code once, and none from before it; clocks may differ by half a minute', async () => {
    const { secret } = await setUpTotp(t, lead);
    const code = codeOf(secret);
    expect((await enter(code)).status).toBe(200);
    expect((await enter(code)).body.code).toBe('identity.code-wrong');
    expect((await enter(codeOf(secret, -1))).body.code).toBe('identity.code-wrong');
    expect((await enter(codeOf(secret, 1))).status).toBe(200);
    await t.sql('update totp set last_step = 0');
    expect([(await enter(codeOf(secret, -3))).status, (await enter(codeOf(secret, 3))).status]).toEqual([401, 401]);
  });

  it('accepts a code once also where it comes twice at once', async () => {
    const { secret } = await setUpTotp(t, lead);
    const code = codeOf(secret);
    expect((await Promise.all([enter(code), enter(code)])).map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('takes each recovery code once in the code’s place', async () => {
    const { codes } = await setUpTotp(t, lead);
    expect((await enter(codes[0]!.toLowerCase().replace('-', ' '))).status).toBe(200);
    expect((await enter(codes[0]!)).body.code).toBe('identity.code-wrong');
    expect((await enter(codes[1]!)).status).toBe(200);
    expect((await lead('GET', '/api/account')).body.totp.recoveryCodesLeft).toBe(8);
  });

  it('gives new recovery codes for a code, and takes the old ones no longer', async () => {
    const { codes } = await setUpTotp(t, lead);
    const renew = (code: string) => lead('POST', '/api/account/totp/recovery-codes', { body: { code } });
    expect((await renew('000000')).body).toMatchObject({ status: 422, code: 'identity.code-wrong' });
    const renewed = await renew(codes[0]!);
    expect([renewed.status, renewed.headers['cache-control'], await contractErrors(RecoveryCodes, renewed.body), renewed.body.codes.length]).toEqual([200, 'no-store', [], 10]);
    expect((await enter(codes[1])).status).toBe(401);
    expect((await enter(renewed.body.codes[9])).status).toBe(200);
    expect((await (await t.as('finance-partner'))('POST', '/api/account/totp/recovery-codes', { body: { code: '000000' } })).body.code).toBe('identity.totp-not-begun');
  });

  it('is taken away by an administrator where it was lost: she is signed out everywhere, and told', async () => {
    await setUpTotp(t, lead);
    const administrator = await t.as('administrator');
    const [{ id }] = await t.sql('select id from person where email = $1', [LEAD]);
    const reset = () => administrator('DELETE', `/api/programmes/FWVL/people/${id}/second-factor`);
    expect((await reset()).status).toBe(204);
    expect([(await lead('GET', '/api/account')).status, (await enter()).status, (await mailsTo(t, LEAD))[0]!.kind]).toEqual([401, 200, 'identity.totp-changed']);
    expect([(await reset()).body.code, (await t.sql('select * from recovery_code')).length]).toEqual(['identity.totp-not-begun', 0]);
  });

  it('is throttled after five wrong codes, at once or one after the other, also for the right one', async () => {
    const { secret } = await setUpTotp(t, lead);
    const statuses = (await Promise.all(Array.from({ length: 8 }, (_, n) => enter(`00000${n}`)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect((await enter(codeOf(secret))).body).toMatchObject({ status: 429, code: 'identity.too-many-attempts' });
  });

  it('is not confirmed by a wrong code or before it is begun, and not set up twice', async () => {
    expect((await confirm('123456')).body.code).toBe('identity.totp-not-begun');
    const { secret } = (await lead('POST', '/api/account/totp')).body;
    expect((await confirm(codeOf(secret, 5))).body).toMatchObject({ status: 422, code: 'identity.code-wrong' });
    const newer = (await lead('POST', '/api/account/totp')).body.secret;
    expect((await confirm(codeOf(secret))).status).toBe(422);
    expect((await confirm(codeOf(newer))).status).toBe(200);
    expect((await confirm(codeOf(newer, 1))).body.code).toBe('identity.totp-already');
    expect((await lead('POST', '/api/account/totp')).body.code).toBe('identity.totp-already');
  });

  it('is taken away by password and code, with its recovery codes', async () => {
    const { secret } = await setUpTotp(t, lead);
    const remove = (password: string, code: string) => lead('DELETE', '/api/account/totp', { body: { password, code } });
    expect((await remove('wrong', codeOf(secret))).body.code).toBe('identity.password-wrong');
    expect((await remove('passerelle-demo', '000000')).body).toMatchObject({ status: 422, code: 'identity.code-wrong' });
    expect((await remove('passerelle-demo', codeOf(secret))).status).toBe(204);
    expect((await remove('passerelle-demo', codeOf(secret, 1))).body.code).toBe('identity.totp-not-begun');
    expect([(await enter()).status, await t.sql('select 1 from recovery_code')]).toEqual([200, []]);
  });

  it('stays where a new password is set by a link', async () => {
    await setUpTotp(t, lead);
    await t.visitor('POST', '/api/password-resets', { body: { email: LEAD } });
    expect((await t.visitor('POST', '/api/password-resets/use', { body: { token: await tokenTo(t, LEAD), password: GOOD_PASSWORD } })).status).toBe(204);
    expect((await signIn(t, LEAD, GOOD_PASSWORD)).body.code).toBe('identity.code-needed');
  });
});

describe('where a role needs a second factor', () => {
  let t: TestApp;
  beforeEach(async () => (t = await testApp({ totpRoles: ['LEAD_OFFICER'] })));
  afterEach(() => t.close());

  it('a session without one reaches only what sets it up, until it is set up', async () => {
    const answer = await signIn(t, LEAD);
    expect([answer.status, answer.body.mustSetUpTotp]).toEqual([200, true]);
    const lead = signedInBy(t, answer);
    const refused = await lead('GET', `${AB}/budget`);
    expect([refused.status, refused.body.code]).toEqual([403, 'identity.totp-needed']);
    expect((await lead('PATCH', '/api/account', { body: { name: 'Other' } })).status).toBe(403);
    for (const path of ['/api/account', '/api/account/sessions', '/api/session/time']) expect((await lead('GET', path)).status).toBe(200);
    await setUpTotp(t, lead);
    expect((await lead('GET', `${AB}/budget`)).status).toBe(200);
    expect((await lead('GET', '/api/session')).body.mustSetUpTotp).toBe(false);
  });

  it('it cannot be taken away', async () => {
    const lead = signedInBy(t, await signIn(t, LEAD));
    const { secret } = await setUpTotp(t, lead);
    expect((await lead('DELETE', '/api/account/totp', { body: { password: 'passerelle-demo', code: codeOf(secret) } })).body).toMatchObject({ status: 403, code: 'identity.totp-required' });
    expect((await lead('GET', '/api/account')).body.totp).toMatchObject({ on: true, required: true });
  });

  it('another session that began without it gives the code and goes on', async () => {
    const [first, second] = [signedInBy(t, await signIn(t, LEAD)), signedInBy(t, await signIn(t, LEAD))];
    const { secret } = await setUpTotp(t, first);
    expect((await second('GET', `${AB}/budget`)).body.code).toBe('identity.code-needed');
    expect((await second('GET', '/api/session')).body).toMatchObject({ mustSetUpTotp: false, mustGiveCode: true });
    expect((await second('POST', '/api/session/code', { body: { code: '000000' } })).body).toMatchObject({ status: 422, code: 'identity.code-wrong' });
    expect((await second('POST', '/api/session/code', { body: { code: codeOf(secret) } })).body).toMatchObject({ mustGiveCode: false });
    expect((await second('GET', `${AB}/budget`)).status).toBe(200);
  });

  it('whoever gets the role while signed in needs it from the next request on', async () => {
    const partner = await t.as('finance-partner');
    expect((await partner('GET', `${AB}/budget`)).status).toBe(200);
    await t.sql(`update role_assignment set role = 'LEAD_OFFICER' where role = 'PARTNER_OFFICER'`);
    expect((await partner('GET', `${AB}/budget`)).body.code).toBe('identity.totp-needed');
  });

  it('a session that was given with a second factor counts as one without, once it was taken away', async () => {
    const partner = await t.as('finance-partner');
    const { secret } = await setUpTotp(t, partner);
    expect((await partner('DELETE', '/api/account/totp', { body: { password: 'passerelle-demo', code: codeOf(secret, 1) } })).status).toBe(204);
    await t.sql(`update role_assignment set role = 'LEAD_OFFICER' where role = 'PARTNER_OFFICER'`);
    expect((await partner('GET', `${AB}/budget`)).body.code).toBe('identity.totp-needed');
  });

  it('somebody without such a role needs none', async () => {
    expect((await signIn(t, emailOf('auditor'))).body.mustSetUpTotp).toBe(false);
  });
});
