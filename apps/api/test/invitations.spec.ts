import { InvitationView, SessionView } from '@passerelle/identity/model';
import { actorOf, assignmentOf, GOOD_PASSWORD, identityOf, mailsTo, PLACE, signedInBy, signIn, tokenTo } from './accounts';
import { AB, contractErrors, emailOf, testApp, type TestApp } from './test-app';

const NEW = 'new-officer@ab-refugies.example';

describe('an invitation', () => {
  let t: TestApp;
  beforeEach(async () => (t = await testApp()));
  afterEach(() => t.close());

  const invite = async (email = NEW, like = 'finance-partner', language: 'fr' | 'nl' = 'nl') => {
    const [by, assignment] = [await actorOf(t, 'finance-lead'), await assignmentOf(t, like)];
    return identityOf(t, (identity, tx) => identity.invite(tx, by, { email, language, assignment, place: PLACE }));
  };
  const invited = async () => {
    const outcome = await invite();
    return { invitationId: (outcome as { invitationId: string }).invitationId, token: await tokenTo(t, NEW) };
  };
  const look = (token: string) => t.visitor('POST', '/api/invitations/look', { body: { token } });
  const accept = (token: string, more: object = {}) => t.visitor('POST', '/api/invitations/accept', { body: { token, name: 'New officer', language: 'nl', password: GOOD_PASSWORD, ...more } });
  const refused = async (asked: Promise<unknown>): Promise<[number, string]> => asked.then(() => [200, ''], ({ status, refusals }) => [status, refusals[0].code]);

  it('tells whoever holds its link what it is for, by a mail in her language', async () => {
    const { token } = await invited();
    expect((await mailsTo(t, NEW))[0]).toMatchObject({ kind: 'identity.invitation', language: 'nl' });
    const answer = await look(token);
    expect([answer.status, await contractErrors(InvitationView, answer.body)]).toEqual([200, []]);
    expect(answer.body).toMatchObject({ email: NEW, role: 'PARTNER_OFFICER', language: 'nl', place: PLACE });
    expect((await t.sql(`select encode(token_hash, 'escape') hash from one_time_link`))[0].hash).not.toContain(token);
  });

  it('becomes an account with its role, signed in, once', async () => {
    const { token } = await invited();
    const answer = await accept(token);
    expect([answer.status, await contractErrors(SessionView, answer.body)]).toEqual([200, []]);
    expect(answer.body.person).toMatchObject({ email: NEW, name: 'New officer', language: 'nl', assignments: [{ role: 'PARTNER_OFFICER' }] });
    expect((await signedInBy(t, answer)('GET', `${AB}/budget`)).status).toBe(200);
    expect((await signIn(t, NEW, GOOD_PASSWORD)).status).toBe(200);
    for (const again of [await accept(token), await look(token)]) expect([again.status, again.body.code]).toEqual([410, 'identity.link-used']);
  });

  it('gives one account for two clicks at once', async () => {
    const { token } = await invited();
    const statuses = (await Promise.all([accept(token), accept(token), accept(token)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 410, 410]);
    expect(await t.sql('select 1 from person where email = $1', [NEW])).toHaveLength(1);
  });

  it('brings the roles of every other pending invitation to the same address', async () => {
    const { token } = await invited();
    await invite(NEW.toUpperCase(), 'auditor');
    const { body } = await accept(token);
    expect(body.person.assignments.map(({ role }: { role: string }) => role)).toEqual(['PARTNER_OFFICER', 'AUDITOR']);
    expect(await t.sql('select 1 from one_time_link where used_at is null')).toEqual([]);
  });

  it('of two to one address, accepted at once, gives one account with both roles', async () => {
    const { token } = await invited();
    await invite(NEW, 'auditor');
    const other = await tokenTo(t, NEW);
    const answers = await Promise.all([accept(token), accept(other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(await t.sql('select 1 from role_assignment a join person p on p.id = a.person_id where email = $1', [NEW])).toHaveLength(2);
  });

  it('takes no password that the rule refuses, and is still good afterwards', async () => {
    const { token } = await invited();
    const seen = async (more: object) => {
      const { status, body } = await accept(token, more);
      return [status, body.code, body.errors[0].pointer];
    };
    expect(await seen({ password: 'short' })).toEqual([422, 'identity.password-too-short', '/password']);
    expect(await seen({ password: NEW })).toEqual([422, 'identity.password-is-address', '/password']);
    expect(await seen({ password: 'password123456' })).toEqual([422, 'identity.password-guessable', '/password']);
    expect((await accept(token, { name: ' ' })).status).toBe(400);
    expect((await accept(token)).status).toBe(200);
  });

  it('ends after seven days', async () => {
    const { token } = await invited();
    const [row] = await t.sql(`select extract(epoch from expires_at - now()) / 86400 days from one_time_link`);
    expect(Number(row.days)).toBeCloseTo(7, 2);
    await t.sql(`update one_time_link set expires_at = now() - interval '1 second'`);
    for (const answer of [await look(token), await accept(token)]) expect([answer.status, answer.body.code]).toEqual([410, 'identity.link-expired']);
  });

  it('is renewed by a new link for seven days; the old one leads nowhere', async () => {
    const { token, invitationId } = await invited();
    await t.sql(`update invitation set expires_at = now() - interval '1 day'`);
    const by = await actorOf(t, 'finance-lead');
    await identityOf(t, (identity, tx) => identity.renewInvitation(tx, by, invitationId));
    expect((await accept(token)).body.code).toBe('identity.link-used');
    expect((await accept(await tokenTo(t, NEW))).status).toBe(200);
    expect(await refused(identityOf(t, (identity, tx) => identity.renewInvitation(tx, by, invitationId)))).toEqual([404, 'general.not-found']);
  });

  it('leads nowhere once it is taken back, and can be made again', async () => {
    const { token, invitationId } = await invited();
    const by = await actorOf(t, 'finance-lead');
    await identityOf(t, (identity, tx) => identity.endInvitation(tx, by, invitationId));
    expect((await accept(token)).body.code).toBe('identity.link-used');
    await invite();
    expect((await accept(await tokenTo(t, NEW))).status).toBe(200);
  });

  it('is not made twice for the same role, and another role is another invitation', async () => {
    await invite();
    expect(await refused(invite())).toEqual([409, 'identity.invited-already']);
    expect(await refused(invite(NEW, 'auditor'))).toEqual([200, '']);
  });

  it('made twice at once is made once', async () => {
    const seen = await Promise.all([refused(invite()), refused(invite())]);
    expect(seen.sort()).toEqual([[200, ''], [409, 'identity.invited-already']]);
  });

  it('gives somebody who has an account the role at once, with a notice', async () => {
    const auditor = await t.as('auditor');
    expect((await auditor('GET', '/api/sample-sheets')).status).toBe(403);
    expect(await invite(emailOf('auditor'), 'secretariat')).toMatchObject({ outcome: 'ADDED' });
    expect((await auditor('GET', '/api/sample-sheets')).status).toBe(200);
    expect((await mailsTo(t, emailOf('auditor')))[0]).toMatchObject({ kind: 'identity.role-added', language: 'fr', body: expect.stringContaining('Secrétariat conjoint') });
    expect(await refused(invite(emailOf('auditor'), 'secretariat'))).toEqual([409, 'identity.has-role-already']);
  });

  it('is refused for an account that is closed', async () => {
    await t.sql(`update person set status = 'DEACTIVATED' where email = $1`, [emailOf('auditor')]);
    expect(await refused(invite(emailOf('auditor'), 'secretariat'))).toEqual([409, 'identity.deactivated']);
  });

  it('is refused at its link where the address has an account by now', async () => {
    const { token } = await invited();
    await t.sql(`update person set email = $1 where email = $2`, [NEW, emailOf('auditor')]);
    const answer = await accept(token);
    expect([answer.status, answer.body.code]).toEqual([409, 'identity.email-taken']);
  });

  it('is not found by a token that was never made, and nobody looks through tokens', async () => {
    const answers = [];
    for (let n = 0; n < 31; n++) answers.push(await look(String(n).padStart(43, 'x')));
    expect([answers[0]!.status, answers[0]!.body.code, answers[29]!.status]).toEqual([404, 'identity.link-unknown', 404]);
    expect([answers[30]!.status, answers[30]!.headers['retry-after']]).toEqual([429, '900']);
    expect((await look('short')).status).toBe(400);
  });

  it('stands in the journal without a name or an address', async () => {
    const { token, invitationId } = await invited();
    await accept(token);
    const entries = await t.sql(`select act, subjects, changes::text changes, project_id is not null "inProject", actor_id "actorId" from journal_entry where act in ('invitePerson', 'acceptInvitation') order by id`);
    expect(entries.map(({ act, inProject }) => [act, inProject])).toEqual([['invitePerson', true], ['acceptInvitation', true]]);
    expect(entries[0]!.subjects).toEqual([`invitation:${invitationId}`]);
    expect(entries[1]!.subjects).toEqual([`person:${entries[1]!.actorId}`]);
    expect(JSON.stringify(entries)).not.toMatch(/new-officer|New officer/);
  });
});

describe('a role', () => {
  let t: TestApp;
  beforeEach(async () => (t = await testApp()));
  afterEach(() => t.close());
  const roleOf = async (person: string): Promise<string> => (await t.sql('select a.id from role_assignment a join person p on p.id = a.person_id where email = $1', [emailOf(person)]))[0].id;
  const refused = async (asked: Promise<unknown>): Promise<[number, string]> => asked.then(() => [200, ''], ({ status, refusals }) => [status, refusals[0].code]);

  it('that is withdrawn ends with the next request; without any, the own account is still there', async () => {
    const lead = await t.as('finance-lead');
    expect((await lead('GET', `${AB}/budget`)).status).toBe(200);
    const [by, id] = [await actorOf(t, 'administrator'), await roleOf('finance-lead')];
    await identityOf(t, (identity, tx) => identity.endAssignment(tx, by, id));
    expect((await lead('GET', `${AB}/budget`)).status).toBe(403);
    expect((await lead('GET', '/api/account')).body).toMatchObject({ email: emailOf('finance-lead') });
    expect((await signIn(t, emailOf('finance-lead'))).body.person.assignments).toEqual([]);
    expect(await refused(identityOf(t, (identity, tx) => identity.endAssignment(tx, by, id)))).toEqual([404, 'general.not-found']);
  });

  it('of the last administrator is not withdrawn, and her account not closed', async () => {
    const [by, id] = [await actorOf(t, 'secretariat'), await roleOf('administrator')];
    const { personId } = await actorOf(t, 'administrator');
    const withdraw = () => refused(identityOf(t, (identity, tx) => identity.endAssignment(tx, by, id)));
    expect(await withdraw()).toEqual([409, 'identity.last-administrator']);
    expect(await refused(identityOf(t, (identity, tx) => identity.deactivate(tx, by, personId!)))).toEqual([409, 'identity.last-administrator']);
    const auditor = await actorOf(t, 'auditor');
    await identityOf(t, (identity, tx) => identity.addAssignment(tx, by, auditor.personId!, { role: 'ADMINISTRATOR', programmeId: null }, { programme: null, project: null, operator: null }));
    expect(await withdraw()).toEqual([200, '']);
  });

  it('of two administrators who end each other’s at once, one stays', async () => {
    const auditor = await actorOf(t, 'auditor');
    const lead = await actorOf(t, 'finance-lead');
    const assignment = await t.sql(`select programme_id "programmeId" from role_assignment where role = 'ADMINISTRATOR'`);
    const second = await identityOf(t, (identity, tx) => identity.addAssignment(tx, auditor, lead.personId!, { role: 'ADMINISTRATOR', programmeId: assignment[0].programmeId }, { programme: 'FWVL', project: null, operator: null }));
    const first = await roleOf('administrator');
    const seen = await Promise.all([first, second].map((id) => refused(identityOf(t, (identity, tx) => identity.endAssignment(tx, auditor, id)))));
    expect(seen.sort()).toEqual([[200, ''], [409, 'identity.last-administrator']]);
  });
});

describe('an account', () => {
  let t: TestApp;
  beforeEach(async () => (t = await testApp()));
  afterEach(() => t.close());

  it('is signed out everywhere by who looks after it', async () => {
    const lead = await t.as('finance-lead');
    const [by, { personId }] = [await actorOf(t, 'administrator'), await actorOf(t, 'finance-lead')];
    expect(await identityOf(t, (identity, tx) => identity.endSessions(tx, by, personId!))).toBe(1);
    expect([(await lead('GET', '/api/account')).status, (await signIn(t, emailOf('finance-lead'))).status]).toEqual([401, 200]);
  });

  it('that is closed signs in nowhere, ends its sessions and links at once, keeps what was done, and can be opened again', async () => {
    const lead = await t.as('finance-lead');
    await t.visitor('POST', '/api/password-resets', { body: { email: emailOf('finance-lead') } });
    const token = await tokenTo(t, emailOf('finance-lead'));
    const [by, { personId }] = [await actorOf(t, 'administrator'), await actorOf(t, 'finance-lead')];
    await identityOf(t, (identity, tx) => identity.deactivate(tx, by, personId!));
    expect((await lead('GET', `${AB}/budget`)).status).toBe(401);
    expect((await signIn(t, emailOf('finance-lead'))).body.code).toBe('identity.sign-in-failed');
    expect((await t.visitor('POST', '/api/password-resets/use', { body: { token, password: GOOD_PASSWORD } })).body.code).toBe('identity.link-used');
    expect((await mailsTo(t, emailOf('finance-lead')))[0]).toMatchObject({ kind: 'identity.deactivated' });
    expect(await t.sql('select name from person where id = $1', [personId])).toHaveLength(1);
    await identityOf(t, (identity, tx) => identity.reactivate(tx, by, personId!));
    expect((await signIn(t, emailOf('finance-lead'))).body.person.assignments).toMatchObject([{ role: 'LEAD_OFFICER' }]);
  });
});
