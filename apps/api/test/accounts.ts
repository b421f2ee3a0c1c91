import { Secret, TOTP } from 'otpauth';
import { SYSTEM, UnitOfWork, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor, Assignment } from '@passerelle/shared/kernel';
import { IdentityActions } from '@passerelle/identity/api';
import { DEMO_PASSWORD } from '../src/demo/demo-persons';
import { emailOf, type Answer, type Requester, type TestApp } from './test-app';

/** A password that the rule takes. */
export const GOOD_PASSWORD = 'the boat leaves at nine';

/** Does with accounts what a domain above would, once it has decided that it may be done. */
export const identityOf = <T>(t: TestApp, act: (identity: IdentityActions, tx: Transaction) => Promise<T>): Promise<T> =>
  t.app.get(UnitOfWork).run(SYSTEM, (tx) => act(t.app.get(IdentityActions, { strict: false }), tx));

/** The demo's person as the one who acts. */
export async function actorOf(t: TestApp, person: string): Promise<Actor> {
  const [row] = await t.sql('select id, name from person where email = $1', [emailOf(person)]);
  return { personId: row.id, name: row.name, assignments: [] };
}

/** What the demo's person is bound to, as somebody else would get it. */
export async function assignmentOf(t: TestApp, person: string): Promise<Assignment> {
  const [row] = await t.sql(`select role, programme_id "programmeId", versant_code "versantCode", project_id "projectId", operator_id "operatorId" from role_assignment a join person p on p.id = a.person_id where email = $1`, [emailOf(person)]);
  return row;
}

export const PLACE = { programme: 'Interreg FWVL', project: '4.8.337 AB Réfugiés', operator: 'SETIS' };

/** The mails to an address, latest first. */
export async function mailsTo(t: TestApp, address: string): Promise<{ kind: string; language: string; body: string; links: { path: string }[] }[]> {
  const { body } = await t.visitor('GET', '/api/demo/mails');
  return body.filter((mail: { to: string }) => mail.to === address);
}

/** The token of the latest link that was sent to an address. */
export async function tokenTo(t: TestApp, address: string): Promise<string> {
  const link = (await mailsTo(t, address)).flatMap(({ links }) => links).find(({ path }) => path.includes('#'));
  return link!.path.split('#')[1]!;
}

/** Goes on as whoever an answer has signed in. */
export function signedInBy(t: TestApp, answer: Answer): Requester {
  const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
  return (method, path, ask = {}) => t.visitor(method, path, { ...ask, headers: { cookie, 'x-csrf-token': answer.body.csrfToken, ...ask.headers } });
}

export const signIn = (t: TestApp, email: string, password: string = DEMO_PASSWORD, more: { code?: string; headers?: Record<string, string> } = {}): Promise<Answer> =>
  t.visitor('POST', '/api/session', { body: { email, password, ...(more.code ? { code: more.code } : {}) }, headers: more.headers });

/** The app's code, now or so many half-minutes away. */
export const codeOf = (secret: string, steps = 0): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

/** Turns the second factor on for whoever asks. Codes may then be used from the next half-minute on, as after a wait. */
export async function setUpTotp(t: TestApp, ask: Requester): Promise<{ secret: string; codes: string[] }> {
  const { secret } = (await ask('POST', '/api/account/totp')).body;
  const { body } = await ask('POST', '/api/account/totp/confirm', { body: { code: codeOf(secret) } });
  await t.sql('update totp set last_step = 0');
  return { secret, codes: body.codes };
}
