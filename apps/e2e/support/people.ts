import { randomUUID } from 'node:crypto';
import { request, type APIRequestContext, type APIResponse } from '@playwright/test';
import { ADDRESS } from './address';

/** The demo's persons that the journeys tell of. */
export const PEOPLE = {
  lead: { email: 'finance-lead@ab-refugies.example', name: 'Responsable financier · SGAR' },
  partner: { email: 'finance-partner@ab-refugies.example', name: 'Responsable financier · SETIS' },
  associated: { email: 'officer-associated@ab-refugies.example', name: 'Chargé de projet · ARS' },
  secretariat: { email: 'secretariat@programme.example', name: 'Secrétariat conjoint' },
  auditor: { email: 'auditor@programme.example', name: 'Auditeur' },
  administrator: { email: 'administrator@programme.example', name: 'Administrateur' },
} as const;
export type Person = keyof typeof PEOPLE;

export const PASSWORD = 'passerelle-demo';

/** Somebody signed in without a screen: builds the state of a journey, and looks at what was stored. */
export class Requests {
  constructor(
    private readonly context: APIRequestContext,
    private readonly csrfToken: string,
  ) {}

  get(path: string): Promise<APIResponse> {
    return this.context.get(path);
  }

  async read<T>(path: string): Promise<T> {
    return taken(await this.get(path)) as Promise<T>;
  }

  async change<T>(path: string, revision: number, body: object): Promise<T> {
    return taken(await this.context.patch(path, { data: body, headers: { 'x-csrf-token': this.csrfToken, 'if-match': `"${revision}"` } })) as Promise<T>;
  }

  async replace<T>(path: string, revision: number, body: object): Promise<T> {
    return taken(await this.context.put(path, { data: body, headers: { 'x-csrf-token': this.csrfToken, 'if-match': `"${revision}"` } })) as Promise<T>;
  }

  async send<T>(path: string, form: FormData): Promise<T> {
    return taken(await this.context.post(path, { multipart: form, headers: { 'x-csrf-token': this.csrfToken, 'idempotency-key': randomUUID() } })) as Promise<T>;
  }

  /** Sends a JSON body, once. */
  async post<T>(path: string, body: object): Promise<T> {
    return taken(await this.context.post(path, { data: body, headers: { 'x-csrf-token': this.csrfToken, 'idempotency-key': randomUUID() } })) as Promise<T>;
  }

  async remove(path: string): Promise<void> {
    const answer = await this.context.delete(path, { headers: { 'x-csrf-token': this.csrfToken } });
    if (!answer.ok()) throw new Error(`${answer.url()}: ${answer.status()} ${await answer.text()}`);
  }

  storageState(): ReturnType<APIRequestContext['storageState']> {
    return this.context.storageState();
  }

  dispose(): Promise<void> {
    return this.context.dispose();
  }
}

async function taken(answer: APIResponse): Promise<unknown> {
  if (!answer.ok()) throw new Error(`${answer.url()}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** A browser of its own: a context would bring along the cookies of the test's own page, and a session that begins takes the place of the one before. */
export const newVisitor = (): Promise<APIRequestContext> => request.newContext({ baseURL: ADDRESS, storageState: { cookies: [], origins: [] } });

export async function signInByApi(person: Person): Promise<Requests> {
  const context = await newVisitor();
  const answer = await context.post('/api/session', { data: { email: PEOPLE[person].email, password: PASSWORD } });
  const { csrfToken } = (await taken(answer)) as { csrfToken: string };
  return new Requests(context, csrfToken);
}
