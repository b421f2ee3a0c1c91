import { GrantPlaceView, InvitationOutcome, ManagedPeoplePage, ProjectAccessView, type AccessView } from '@passerelle/access/model';
import type { OperatorRole, PersonRole } from '@passerelle/shared/kernel';
import { GOOD_PASSWORD, mailsTo, signedInBy, signIn, tokenTo } from './accounts';
import { buildWorld, operatorOf, type Somebody, type World } from './access-world';
import { AB, contractErrors, emailOf, type Answer, type Requester } from './test-app';

const FWVL = '/api/programmes/FWVL';
const NEW = 'newcomer@ab-refugies.example';
const GRANTED: readonly PersonRole[] = ['LEAD_OFFICER', 'PARTNER_OFFICER', 'ASSOCIATED_OFFICER', 'VERIFIER', 'CONTACT_POINT', 'SECRETARIAT', 'MANAGING_AUTHORITY', 'AUDITOR', 'ADMINISTRATOR'];

describe('people and their access', () => {
  let world: World;
  beforeEach(async () => (world = await buildWorld()));
  afterEach(() => world.t.close());

  const person = (name: string): Somebody => world.people.find((one) => one.name === name)!;
  const as = (name: string): Requester => person(name).ask;
  const operatorId = (part: OperatorRole, place: 'own' | 'sharing' | 'elsewhere' = 'own'): string => operatorOf(world.places[place], part).operatorId;
  const accessOf = async (name: string): Promise<ProjectAccessView> => (await as(name)('GET', `${AB}/access`)).body;
  const said = ({ status, body }: Answer): [number, string | undefined] => [status, body?.code];
  const invite = (by: string, body: object, at = AB): Promise<Answer> => as(by)('POST', `${at}/invitations`, { body: { email: NEW, language: 'nl', ...body } });
  const assignmentOf = async (name: string, role?: PersonRole): Promise<string> => {
    const [found] = await world.t.sql('select id from role_assignment where person_id = $1 and ($2::text is null or role = $2) order by id limit 1', [person(name).personId, role ?? null]);
    return found.id;
  };
  const statusOf = async (name: string, path: string): Promise<number> => (await as(name)('GET', path)).status;

  describe('who has access to a project', () => {
    it('is told with the reason, since when and by whom', async () => {
      const answer = await as('finance-lead')('GET', `${AB}/access`);
      expect([answer.status, await contractErrors(ProjectAccessView, answer.body)]).toEqual([200, []]);
      const why = Object.fromEntries((answer.body as ProjectAccessView).people.map(({ personId, role, reason }) => [`${world.people.find((one) => one.personId === personId)!.name} ${role}`, reason]));
      expect(why).toEqual({
        'finance-lead LEAD_OFFICER': 'OPERATOR',
        'finance-partner PARTNER_OFFICER': 'OPERATOR',
        'partner-and-verifier PARTNER_OFFICER': 'OPERATOR',
        'officer-associated ASSOCIATED_OFFICER': 'OPERATOR',
        'associated-here-partner-there ASSOCIATED_OFFICER': 'OPERATOR',
        'verifier-wa VERIFIER': 'VERSANT',
        'verifier-fr VERIFIER': 'VERSANT',
        'verifier-vl VERIFIER': 'VERSANT',
        'partner-and-verifier VERIFIER': 'VERSANT',
        'contact-point-fr CONTACT_POINT': 'LED_FROM_VERSANT',
        'secretariat SECRETARIAT': 'PROGRAMME',
        'authority MANAGING_AUTHORITY': 'PROGRAMME',
        'auditor AUDITOR': 'SAMPLE',
      });
      const self = (answer.body as ProjectAccessView).people.find(({ isSelf }) => isSelf)!;
      expect(self).toMatchObject({ role: 'LEAD_OFFICER', givenByName: null, lastSeenAt: expect.any(String), covers: { projectCode: '4.8.337', operatorRole: 'LEAD' } });
    });

    it('names the operators by which a role reaches it: its own, those in the versant, the lead', async () => {
      const { people } = await accessOf('auditor');
      const through = (name: string, role: PersonRole): string[] => people.find((one) => one.personId === person(name).personId && one.role === role)!.through.map(({ operatorName, versantCode }) => `${operatorName} ${versantCode}`);
      const lead = through('finance-lead', 'LEAD_OFFICER');
      expect([lead.length, through('contact-point-fr', 'CONTACT_POINT')]).toEqual([1, lead]);
      expect(through('finance-partner', 'PARTNER_OFFICER')).toEqual(['SETIS WA']);
      expect(through('partner-and-verifier', 'VERIFIER').every((operator) => / (WA|FR|VL)$/.test(operator))).toBe(true);
      expect(through('verifier-wa', 'VERIFIER')).toContain('SETIS WA');
      expect([...through('secretariat', 'SECRETARIAT'), ...through('auditor', 'AUDITOR')]).toEqual([]);
    });

    it('is the same for everybody who sees the project; addresses and buttons are for who may give', async () => {
      const addresses = (view: ProjectAccessView): string[] => view.people.filter(({ email }) => email !== null).map(({ role }) => role);
      const [lead, partner, associated, auditor, secretariat] = [await accessOf('finance-lead'), await accessOf('finance-partner'), await accessOf('officer-associated'), await accessOf('auditor'), await accessOf('secretariat')];
      expect(new Set([lead, partner, associated, auditor, secretariat].map(({ people }) => people.length)).size).toBe(1);
      expect(new Set(addresses(lead))).toEqual(new Set(['LEAD_OFFICER', 'PARTNER_OFFICER', 'ASSOCIATED_OFFICER']));
      expect(new Set(addresses(partner))).toEqual(new Set(['PARTNER_OFFICER']));
      expect(partner.people.filter(({ email }) => email !== null).every(({ covers }) => covers.operatorName === 'SETIS')).toBe(true);
      expect(addresses(auditor)).toEqual([]);
      expect(new Set(addresses(secretariat))).toEqual(new Set(['LEAD_OFFICER', 'PARTNER_OFFICER', 'ASSOCIATED_OFFICER', 'VERIFIER', 'CONTACT_POINT', 'AUDITOR']));
      for (const view of [lead, partner, associated, auditor, secretariat]) expect(view.people.every((one: AccessView) => one.mayEnd === (one.email !== null))).toBe(true);
      expect([lead, partner, associated, auditor].map(({ grantable }) => grantable.length)).toEqual([14, 1, 1, 0]);
      expect(secretariat.grantable[0]).toEqual({ operatorId: null, operatorName: null, roles: ['AUDITOR'] });
      expect(lead.grantable.find((one) => one.operatorId === operatorId('LEAD'))!.roles).toEqual(['LEAD_OFFICER', 'PARTNER_OFFICER']);
    });

    it('leaves out who has none any more, and is not shown to an administrator, who sees no project', async () => {
      await world.t.sql(`update person set status = 'DEACTIVATED' where id = $1`, [person('verifier-wa').personId]);
      expect((await accessOf('finance-lead')).people.map(({ personId }) => personId)).not.toContain(person('verifier-wa').personId);
      expect(await statusOf('administrator', `${AB}/access`)).toBe(403);
    });
  });

  describe('an invitation', () => {
    it('goes out by mail, stands among those that are pending, and ends in access given by who invited', async () => {
      const answer = await invite('finance-lead', { role: 'PARTNER_OFFICER', operatorId: operatorId('PARTNER') });
      expect([answer.status, await contractErrors(InvitationOutcome, answer.body), answer.body.outcome]).toEqual([201, [], 'INVITED']);
      expect((await mailsTo(world.t, NEW))[0]).toMatchObject({ kind: 'identity.invitation', language: 'nl' });
      const [pending] = (await accessOf('finance-lead')).invitations.filter(({ email }) => email === NEW);
      expect(pending).toMatchObject({ role: 'PARTNER_OFFICER', invitedByName: expect.stringContaining('SGAR'), isExpired: false, mayEnd: true, covers: { operatorName: 'SETIS' } });
      expect((await accessOf('auditor')).invitations.map(({ email }) => email)).not.toContain(NEW);

      const token = await tokenTo(world.t, NEW);
      const looked = await world.t.visitor('POST', '/api/invitations/look', { body: { token } });
      expect(looked.body.place).toEqual({ programme: 'Interreg France-Wallonie-Vlaanderen', project: '4.8.337 AB Réfugiés - Social', operator: 'SETIS' });
      const accepted = await world.t.visitor('POST', '/api/invitations/accept', { body: { token, name: 'Newcomer', language: 'nl', password: GOOD_PASSWORD } });
      expect((await signedInBy(world.t, accepted)('GET', `${AB}/budget`)).status).toBe(200);
      const view = await accessOf('finance-lead');
      expect(view.people.find(({ email }) => email === NEW)).toMatchObject({ name: 'Newcomer', givenByName: expect.stringContaining('SGAR') });
      expect(view.invitations.filter(({ email }) => email === NEW)).toEqual([]);
    });

    it('is not sent twice, is renewed, and is taken back', async () => {
      const { body } = await invite('finance-lead', { role: 'PARTNER_OFFICER', operatorId: operatorId('PARTNER') });
      const at = `${AB}/invitations/${body.invitationId}`;
      expect(said(await invite('finance-partner', { role: 'PARTNER_OFFICER', operatorId: operatorId('PARTNER') }))).toEqual([409, 'identity.invited-already']);
      await world.t.sql(`update invitation set expires_at = now() - interval '1 day' where id = $1`, [body.invitationId]);
      expect((await accessOf('finance-lead')).invitations.find(({ invitationId }) => invitationId === body.invitationId)).toMatchObject({ isExpired: true });
      const old = await tokenTo(world.t, NEW);
      // Who may give the role may renew it, whoever sent it.
      expect((await as('finance-partner')('POST', `${at}/renew`)).status).toBe(204);
      expect((await accessOf('finance-lead')).invitations.find(({ invitationId }) => invitationId === body.invitationId)).toMatchObject({ isExpired: false });
      expect((await world.t.visitor('POST', '/api/invitations/look', { body: { token: old } })).status).toBe(410);
      expect(said(await as('officer-associated')('DELETE', at))).toEqual([403, 'access.may-not-end']);
      expect((await as('finance-lead')('DELETE', at)).status).toBe(204);
      expect((await as('finance-lead')('DELETE', at)).status).toBe(404);
      expect((await as('finance-lead')('POST', `${at}/renew`)).status).toBe(404);
    });

    it('to somebody with an account gives the role at once', async () => {
      expect(await statusOf('officer-associated', `${AB}/budget`)).toBe(403);
      const answer = await invite('finance-lead', { email: emailOf('officer-associated').toUpperCase(), role: 'PARTNER_OFFICER', operatorId: operatorId('PARTNER') });
      expect([answer.status, answer.body.outcome]).toEqual([201, 'ADDED']);
      expect(await statusOf('officer-associated', `${AB}/budget`)).toBe(200);
      expect(said(await invite('finance-lead', { email: emailOf('officer-associated'), role: 'PARTNER_OFFICER', operatorId: operatorId('PARTNER') }))).toEqual([409, 'identity.has-role-already']);
    });

    it('is refused for a role that does not fit, that is not hers to give, or for what is not of the project', async () => {
      const refusals: [string, object, number, string][] = [
        ['finance-lead', { role: 'LEAD_OFFICER', operatorId: operatorId('PARTNER') }, 422, 'access.role-does-not-fit'],
        ['finance-lead', { role: 'PARTNER_OFFICER', operatorId: operatorId('ASSOCIATED') }, 422, 'access.role-does-not-fit'],
        ['finance-lead', { role: 'ASSOCIATED_OFFICER', operatorId: operatorId('LEAD') }, 422, 'access.role-does-not-fit'],
        ['finance-lead', { role: 'PARTNER_OFFICER' }, 422, 'access.role-does-not-fit'],
        ['finance-lead', { role: 'SECRETARIAT' }, 422, 'access.role-does-not-fit'],
        ['finance-lead', { role: 'PARTNER_OFFICER', operatorId: operatorId('PARTNER', 'sharing') }, 422, 'access.operator-unknown'],
        ['secretariat', { role: 'PARTNER_OFFICER', operatorId: operatorId('PARTNER', 'sharing') }, 422, 'access.operator-unknown'],
        ['finance-lead', { role: 'AUDITOR' }, 403, 'access.may-not-give'],
        ['finance-partner', { role: 'LEAD_OFFICER', operatorId: operatorId('LEAD') }, 403, 'access.may-not-give'],
        ['finance-partner', { role: 'ASSOCIATED_OFFICER', operatorId: operatorId('ASSOCIATED') }, 403, 'access.may-not-give'],
        ['officer-associated', { role: 'PARTNER_OFFICER', operatorId: operatorId('PARTNER') }, 403, 'access.may-not-give'],
        ['auditor', { role: 'PARTNER_OFFICER', operatorId: operatorId('PARTNER') }, 403, 'general.not-allowed'],
        ['other-lead', { role: 'PARTNER_OFFICER', operatorId: operatorId('PARTNER') }, 404, 'general.not-found'],
      ];
      for (const [by, body, status, code] of refusals) expect([by, body, ...said(await invite(by, body))]).toEqual([by, body, status, code]);
      expect(await world.t.sql('select 1 from invitation where email = $1', [NEW])).toEqual([]);
      expect((await invite('secretariat', { role: 'AUDITOR' })).status).toBe(201);
      expect((await invite('finance-partner', { role: 'PARTNER_OFFICER', operatorId: operatorId('PARTNER') })).status).toBe(201);
      expect((await invite('officer-associated', { role: 'ASSOCIATED_OFFICER', operatorId: operatorId('ASSOCIATED') })).status).toBe(403);
      expect((await invite('officer-associated', { role: 'ASSOCIATED_OFFICER', operatorId: person('officer-associated').assignments[0]!.operatorId })).status).toBe(201);
    });

    it('ends with the role by which it was sent, unless another of its sender’s would give the same', async () => {
      const second = 'second-newcomer@ab-refugies.example';
      await as('secretariat')('POST', `${FWVL}/people/${person('finance-partner').personId}/assignments`, { body: { role: 'PARTNER_OFFICER', projectCode: '4.8.337', operatorId: operatorId('LEAD') } });
      const { body: lost } = await invite('finance-partner', { role: 'PARTNER_OFFICER', operatorId: operatorId('PARTNER') });
      const { body: kept } = await invite('finance-partner', { email: second, role: 'PARTNER_OFFICER', operatorId: operatorId('LEAD') });
      expect((await as('finance-lead')('DELETE', `${AB}/assignments/${await assignmentOf('finance-partner')}`)).status).toBe(204);

      const pending = (await accessOf('finance-lead')).invitations.map(({ invitationId }) => invitationId);
      expect([pending.includes(lost.invitationId), pending.includes(kept.invitationId)]).toEqual([false, true]);
      const accept = async (email: string) => said(await world.t.visitor('POST', '/api/invitations/accept', { body: { token: await tokenTo(world.t, email), name: 'Newcomer', language: 'nl', password: GOOD_PASSWORD } }));
      expect(await accept(NEW)).toEqual([410, 'identity.link-used']);
      expect(await accept(second)).toEqual([200, undefined]);
      expect(await world.t.sql(`select actor_id, subjects from journal_entry where act = 'endInvitation'`)).toEqual([{ actor_id: person('finance-lead').personId, subjects: [`invitation:${lost.invitationId}`] }]);
    });

    it('ends where its sender’s role becomes another that does not give it', async () => {
      const { body } = await invite('finance-lead', { role: 'ASSOCIATED_OFFICER', operatorId: operatorId('ASSOCIATED') });
      const { body: own } = await invite('finance-lead', { role: 'PARTNER_OFFICER', operatorId: operatorId('LEAD') });
      expect((await as('administrator')('PATCH', `${FWVL}/assignments/${await assignmentOf('finance-lead')}`, { body: { role: 'PARTNER_OFFICER' } })).status).toBe(200);
      const pending = (await accessOf('secretariat')).invitations.map(({ invitationId }) => invitationId);
      expect([pending.includes(body.invitationId), pending.includes(own.invitationId)]).toEqual([false, true]);
    });

    it('ends where its sender’s account is closed, and is not back when the account is', async () => {
      await invite('finance-partner', { role: 'PARTNER_OFFICER', operatorId: operatorId('PARTNER') });
      const at = `${FWVL}/people/${person('finance-partner').personId}`;
      expect([(await as('administrator')('POST', `${at}/deactivate`)).status, (await as('administrator')('POST', `${at}/reactivate`)).status]).toEqual([204, 204]);
      expect((await world.t.visitor('POST', '/api/invitations/look', { body: { token: await tokenTo(world.t, NEW) } })).status).toBe(410);
      expect((await accessOf('finance-lead')).invitations.map(({ email }) => email)).not.toContain(NEW);
    });

    it('to a versant stands with the projects that it will reach, where the secretariat takes it back', async () => {
      const sent = await as('secretariat')('POST', `${FWVL}/invitations`, { body: { email: 'second-verifier@programme.example', language: 'fr', role: 'VERIFIER', versantCode: 'WA' } });
      const pending = async (name: string) => (await accessOf(name)).invitations.find(({ invitationId }: { invitationId: string }) => invitationId === sent.body.invitationId);
      expect([sent.status, await pending('secretariat'), await pending('finance-lead')]).toEqual([
        201,
        expect.objectContaining({ role: 'VERIFIER', email: 'second-verifier@programme.example', mayEnd: true, covers: expect.objectContaining({ versantCode: 'WA', projectId: null }) }),
        expect.objectContaining({ email: null, mayEnd: false }),
      ]);
      expect((await as('secretariat')('DELETE', `${FWVL}/invitations/${sent.body.invitationId}`)).status).toBe(204);
      expect(await pending('secretariat')).toBeUndefined();
    });

    it('to the programme comes from the secretariat for what works under it, from an administrator for everything', async () => {
      const { project } = world.places.own;
      const asked: [string, object, number, string?][] = [
        ['secretariat', { role: 'VERIFIER', versantCode: 'WA' }, 201],
        ['secretariat', { role: 'AUDITOR', projectCode: project }, 201],
        ['secretariat', { role: 'SECRETARIAT' }, 403, 'access.may-not-give'],
        ['secretariat', { role: 'ADMINISTRATOR' }, 403, 'access.may-not-give'],
        ['administrator', { role: 'SECRETARIAT' }, 201],
        ['administrator', { role: 'MANAGING_AUTHORITY' }, 201],
        ['administrator', { role: 'ADMINISTRATOR' }, 201],
        ['administrator', { role: 'LEAD_OFFICER', projectCode: project, operatorId: operatorId('LEAD') }, 201],
        ['administrator', { role: 'ADMINISTRATOR', everywhere: true }, 403, 'access.may-not-give'],
        ['administrator-of-all', { role: 'ADMINISTRATOR', everywhere: true }, 201],
        ['administrator', { role: 'VERIFIER', versantCode: 'XX' }, 422, 'access.versant-unknown'],
        ['administrator', { role: 'AUDITOR', projectCode: '4.8.773' }, 422, 'access.project-unknown'],
        ['administrator', { role: 'LEAD_OFFICER', operatorId: operatorId('LEAD') }, 422, 'access.operator-unknown'],
        ['administrator', { role: 'VERIFIER' }, 422, 'access.role-does-not-fit'],
        ['finance-lead', { role: 'PARTNER_OFFICER', projectCode: project, operatorId: operatorId('PARTNER') }, 403, 'general.not-allowed'],
        ['other-secretariat', { role: 'VERIFIER', versantCode: 'WA' }, 404, 'general.not-found'],
      ];
      for (const [by, body, status, code] of asked) expect([by, body, ...said(await invite(by, body, FWVL))]).toEqual([by, body, status, code]);
      const { body } = await as('administrator')('GET', `${FWVL}/people`);
      const labels = body.invitations.filter(({ email }: { email: string }) => email === NEW).map(({ role, covers }: { role: string; covers: { projectAcronym: string | null } }) => `${role} ${covers.projectAcronym ?? ''}`);
      expect(labels.sort()).toEqual(['ADMINISTRATOR ', 'AUDITOR AB Réfugiés - Social', 'LEAD_OFFICER AB Réfugiés - Social', 'MANAGING_AUTHORITY ', 'SECRETARIAT ', 'VERIFIER ']);
    });
  });

  describe('a role', () => {
    it('that is ended works no more with the very next request', async () => {
      expect(await statusOf('finance-partner', `${AB}/budget`)).toBe(200);
      expect((await as('finance-lead')('DELETE', `${AB}/assignments/${await assignmentOf('finance-partner')}`)).status).toBe(204);
      expect(await statusOf('finance-partner', `${AB}/budget`)).toBe(403);
      const [entry] = await world.t.sql('select act, subjects, changes::text from journal_entry order by id desc limit 1');
      expect([entry.act, entry.subjects, entry.changes.includes('SETIS') || entry.changes.includes('@')]).toEqual(['endAssignment', [`person:${person('finance-partner').personId}`], false]);
    });

    it('is changed for another in one act, which works at once', async () => {
      await as('secretariat')('POST', `${FWVL}/people/${person('finance-partner').personId}/assignments`, { body: { role: 'PARTNER_OFFICER', projectCode: '4.8.337', operatorId: operatorId('LEAD') } });
      const [{ id }] = await world.t.sql('select id from role_assignment where person_id = $1 and operator_id = $2', [person('finance-partner').personId, operatorId('LEAD')]);
      const type = (amountCents: number) =>
        as('finance-partner')('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': '"1"' }, body: { changes: [{ operatorId: operatorOf(world.places.own, 'PARTNER').operatorId, cell: 'STAFF', amountCents }, { operatorId: world.places.own.operators.find(({ name }) => name === 'La Vie Active')!.operatorId, cell: 'STAFF', amountCents }] } });
      expect((await type(5)).status).toBe(403);
      expect(said(await as('finance-partner')('PATCH', `${AB}/assignments/${id}`, { body: { role: 'LEAD_OFFICER' } }))).toEqual([403, 'access.may-not-give']);
      const answer = await as('finance-lead')('PATCH', `${AB}/assignments/${id}`, { body: { role: 'LEAD_OFFICER' } });
      expect([answer.status, answer.body]).toEqual([200, { assignmentId: expect.any(String) }]);
      expect((await type(5)).status).toBe(200);
      expect((await as('finance-lead')('PATCH', `${AB}/assignments/${id}`, { body: { role: 'PARTNER_OFFICER' } })).status).toBe(404);
      expect(said(await as('finance-lead')('PATCH', `${AB}/assignments/${answer.body.assignmentId}`, { body: { role: 'LEAD_OFFICER' } }))).toEqual([409, 'identity.has-role-already']);
      expect(said(await as('finance-lead')('PATCH', `${AB}/assignments/${answer.body.assignmentId}`, { body: { role: 'ASSOCIATED_OFFICER' } }))).toEqual([422, 'access.role-does-not-fit']);
    });

    it('is ended by who may give it, where it was asked for', async () => {
      const end = async (by: string, of: string, at = AB, role?: PersonRole) => said(await as(by)('DELETE', `${at}/assignments/${await assignmentOf(of, role)}`));
      expect(await end('finance-partner', 'finance-lead')).toEqual([403, 'access.may-not-end']);
      expect(await end('officer-associated', 'finance-partner')).toEqual([403, 'access.may-not-end']);
      expect(await end('finance-lead', 'auditor')).toEqual([403, 'access.may-not-end']);
      // Of a versant, the programme or another project: not of this one.
      expect(await end('finance-lead', 'verifier-wa')).toEqual([404, 'general.not-found']);
      expect(await end('secretariat', 'verifier-wa')).toEqual([404, 'general.not-found']);
      expect(await end('finance-lead', 'other-lead')).toEqual([404, 'general.not-found']);
      expect(await end('secretariat', 'authority', FWVL)).toEqual([403, 'access.may-not-end']);
      expect(await end('administrator', 'administrator-of-all', FWVL)).toEqual([404, 'general.not-found']);
      expect(await end('administrator', 'other-secretariat', FWVL)).toEqual([404, 'general.not-found']);
      expect(await end('secretariat', 'auditor')).toEqual([204, undefined]);
      expect(await end('secretariat', 'verifier-wa', FWVL)).toEqual([204, undefined]);
      expect(await end('administrator', 'secretariat', FWVL)).toEqual([204, undefined]);
      expect(await statusOf('secretariat', `${AB}/access`)).toBe(403);
    });

    it('that is one’s own last way in is ended only when confirmed', async () => {
      const at = `${AB}/assignments/${await assignmentOf('finance-lead')}`;
      expect(said(await as('finance-lead')('DELETE', at))).toEqual([409, 'access.own-last-way-in']);
      expect(await statusOf('finance-lead', `${AB}/access`)).toBe(200);
      expect((await as('finance-lead')('DELETE', `${at}?confirmed=true`)).status).toBe(204);
      expect(await statusOf('finance-lead', `${AB}/access`)).toBe(403);
    });

    it('of the last administrator stays, even when confirmed', async () => {
      for (const name of ['administrator-of-all', 'administrator-here-secretariat-there']) await world.t.sql('delete from role_assignment where person_id = $1', [person(name).personId]);
      const at = `${FWVL}/assignments/${await assignmentOf('administrator')}`;
      expect(said(await as('administrator')('DELETE', at))).toEqual([409, 'access.own-last-way-in']);
      expect(said(await as('administrator')('DELETE', `${at}?confirmed=true`))).toEqual([409, 'identity.last-administrator']);
      expect(said(await as('administrator')('PATCH', at, { body: { role: 'SECRETARIAT' } }))).toEqual([409, 'identity.last-administrator']);
    });

    it('is given to somebody of the programme, and to nobody else', async () => {
      const give = async (by: string, to: string, body: object) => said(await as(by)('POST', `${FWVL}/people/${person(to).personId}/assignments`, { body }));
      expect(await give('administrator', 'verifier-wa', { role: 'CONTACT_POINT', versantCode: 'WA' })).toEqual([201, undefined]);
      expect(await give('secretariat', 'verifier-wa', { role: 'AUDITOR', projectCode: '4.8.337' })).toEqual([201, undefined]);
      expect(await give('administrator', 'verifier-wa', { role: 'CONTACT_POINT', versantCode: 'WA' })).toEqual([409, 'identity.has-role-already']);
      expect(await give('administrator', 'other-secretariat', { role: 'VERIFIER', versantCode: 'WA' })).toEqual([404, 'general.not-found']);
      expect(await give('secretariat', 'verifier-wa', { role: 'ADMINISTRATOR' })).toEqual([403, 'access.may-not-give']);
      expect((await accessOf('finance-lead')).people.filter(({ personId }) => personId === person('verifier-wa').personId).map(({ role }) => role)).toEqual(['VERIFIER', 'AUDITOR']);
    });
  });

  describe('the people of a programme', () => {
    it('are listed for its administrator with roles, status and when they were last seen', async () => {
      const answer = await as('administrator')('GET', `${FWVL}/people?pageSize=200`);
      expect([answer.status, await contractErrors(ManagedPeoplePage, answer.body)]).toEqual([200, []]);
      const page = answer.body as ManagedPeoplePage;
      const outside = ['other-secretariat', 'other-verifier-wa', 'twin-lead', 'administrator-of-all'];
      expect(page.rows.map(({ personId }) => personId).sort()).toEqual(world.people.filter(({ name }) => !outside.includes(name)).map(({ personId }) => personId).sort());
      const row = (name: string) => page.rows.find(({ personId }) => personId === person(name).personId)!;
      expect(row('finance-partner')).toMatchObject({ email: emailOf('finance-partner'), status: 'ACTIVE', sessionCount: 1, lastSeenAt: expect.any(String), maySuspend: true, roles: [{ role: 'PARTNER_OFFICER', mayEnd: true, covers: { projectCode: '4.8.337', operatorName: 'SETIS' } }] });
      expect([row('administrator').isSelf, row('administrator').maySuspend]).toEqual([true, false]);
      // What she is elsewhere is not told, only that she is not this administrator's alone.
      expect([row('administrator-here-secretariat-there').roles.map(({ role }) => role), row('administrator-here-secretariat-there').maySuspend]).toEqual([['ADMINISTRATOR'], false]);
      expect(new Set(page.rows.flatMap(({ roles }) => roles.map(({ role }) => role)))).toEqual(new Set(GRANTED));
      const all = await as('administrator-of-all')('GET', `${FWVL}/people?q=administrator&pageSize=200`);
      expect(all.body.rows.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['administrator-of-all']));
    });

    it('are told of one by one as well, to who looks after them alone', async () => {
      const at = `${FWVL}/people/${person('finance-partner').personId}`;
      const list = (await as('administrator')('GET', `${FWVL}/people?q=${emailOf('finance-partner')}`)).body as ManagedPeoplePage;
      const answer = await as('administrator')('GET', at);
      expect([answer.status, answer.body]).toEqual([200, list.rows[0]]);
      expect(await Promise.all(['secretariat', 'finance-partner'].map((name) => statusOf(name, at)))).toEqual([403, 403]);
      expect(await statusOf('administrator', `${FWVL}/people/${person('other-secretariat').personId}`)).toBe(404);
    });

    it('are searched by name and address, and come a page at a time', async () => {
      const list = async (query: string) => (await as('administrator')('GET', `${FWVL}/people${query}`)).body as ManagedPeoplePage;
      expect((await list('?q=SETIS')).rows.map(({ personId }) => personId)).toEqual([person('finance-partner').personId]);
      expect((await list(`?q=${emailOf('other-lead')}`)).rowCount).toBe(1);
      expect((await list('?q=%25')).rowCount).toBe(0);
      const [first, second] = [await list('?pageSize=3'), await list('?pageSize=3&page=2')];
      expect([first.rows.length, second.rows.length, new Set([...first.rows, ...second.rows].map(({ personId }) => personId)).size]).toEqual([3, 3, 6]);
      expect((await as('administrator')('GET', `${FWVL}/people?pageSize=0`)).status).toBe(400);
    });

    it('are out at once when deactivated, and in again with their roles when reactivated', async () => {
      const at = `${FWVL}/people/${person('finance-partner').personId}`;
      expect((await as('administrator')('POST', `${at}/deactivate`)).status).toBe(204);
      expect(await statusOf('finance-partner', `${AB}/budget`)).toBe(401);
      expect((await signIn(world.t, emailOf('finance-partner'), 'passerelle-demo')).status).toBe(401);
      expect(said(await as('administrator')('POST', `${at}/deactivate`))).toEqual([404, 'general.not-found']);
      expect((await as('administrator')('GET', `${FWVL}/people?status=DEACTIVATED`)).body.rows.map(({ personId }: { personId: string }) => personId)).toEqual([person('finance-partner').personId]);
      expect((await as('administrator')('POST', `${at}/reactivate`)).status).toBe(204);
      expect((await (await world.t.as('finance-partner'))('GET', `${AB}/budget`)).status).toBe(200);
    });

    it('sign in again when their sessions are ended', async () => {
      expect((await as('administrator')('DELETE', `${FWVL}/people/${person('finance-lead').personId}/sessions`)).status).toBe(204);
      expect(await statusOf('finance-lead', `${AB}/budget`)).toBe(401);
      expect((await (await world.t.as('finance-lead'))('GET', `${AB}/budget`)).status).toBe(200);
    });

    it('are not shut out by an administrator of a part of what they do, nor by themselves', async () => {
      const deactivate = async (by: string, whom: string) => said(await as(by)('POST', `${FWVL}/people/${person(whom).personId}/deactivate`));
      expect(await deactivate('administrator', 'administrator')).toEqual([409, 'access.own-account']);
      expect(await deactivate('administrator', 'administrator-here-secretariat-there')).toEqual([403, 'access.person-elsewhere']);
      expect(await deactivate('administrator', 'other-secretariat')).toEqual([404, 'general.not-found']);
      expect(await deactivate('administrator', 'administrator-of-all')).toEqual([404, 'general.not-found']);
      expect(await deactivate('secretariat', 'finance-lead')).toEqual([403, 'general.not-allowed']);
      expect(await deactivate('administrator-of-all', 'administrator-here-secretariat-there')).toEqual([204, undefined]);
    });

    it('are not shut out by an administrator where they came by an invitation to another programme, though they have no role there any more', async () => {
      const { personId } = person('finance-partner');
      await world.t.sql(`insert into invitation (id, email, language, role, programme_id, place, expires_at, accepted_at, accepted_person_id) values (gen_random_uuid(), 'earlier@programme.example', 'fr', 'SECRETARIAT', $1, '{}', now(), now(), $2)`, [world.places.foreign.programmeId, personId]);
      const at = `${FWVL}/people/${personId}`;
      for (const [method, act] of [['POST', 'deactivate'], ['POST', 'reactivate'], ['DELETE', 'sessions'], ['DELETE', 'second-factor']] as const) {
        expect([act, ...said(await as('administrator')(method, `${at}/${act}`))]).toEqual([act, 403, 'access.person-elsewhere']);
      }
      expect((await as('administrator')('GET', at)).body.maySuspend).toBe(false);
      expect((await as('administrator-of-all')('DELETE', `${at}/sessions`)).status).toBe(204);
    });
  });

  it('places for roles are found by code, acronym and operator, also by an administrator, who sees nothing else of the projects', async () => {
    const find = (by: string, q: string) => as(by)('GET', `${FWVL}/grant-places?q=${encodeURIComponent(q)}`);
    const answer = await find('administrator', 'quetzal');
    expect([answer.status, await contractErrors(GrantPlaceView, answer.body)]).toEqual([200, []]);
    expect(answer.body).toMatchObject([{ projectCode: '4.8.771', grantable: [{ operatorId: null, roles: ['AUDITOR'] }, { operatorId: operatorId('LEAD', 'sharing'), roles: ['LEAD_OFFICER', 'PARTNER_OFFICER'] }, { roles: ['PARTNER_OFFICER'] }, { roles: ['ASSOCIATED_OFFICER'] }] }]);
    expect((await find('administrator', '')).body).toHaveLength(3);
    expect((await find('secretariat', 'SETIS')).body.map(({ projectCode }: { projectCode: string }) => projectCode)).toEqual(['4.8.337']);
    expect((await find('administrator', 'Zwinvlakte')).body).toEqual([]);
    expect([(await find('finance-lead', '')).status, (await find('other-secretariat', '')).status]).toEqual([403, 404]);
    expect(await statusOf('administrator', `${FWVL}/projects/4.8.771/sheet`)).toBe(403);
  });
});
