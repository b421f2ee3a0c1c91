import { Injectable, Injector, inject } from '@angular/core';
import { Router } from '@angular/router';
import { ApiProblem, type ProblemEntry } from './api-problem';
import { SessionState } from './session.state';

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;
export interface Answer<T> {
  readonly body: T;
  readonly etag: string | null;
  readonly status: number;
}

const addressOf = (path: string, query: Query = {}): string => {
  const found = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(found.map(([name, value]) => [name, String(value)])).toString();
  const address = path.startsWith('/api/') ? path : `/api${path.startsWith('/') ? '' : '/'}${path}`;
  return search ? `${address}?${search}` : address;
};

/** Retry-After comes as seconds or as a date. */
function secondsToWait(header: string | null): number | null {
  if (!header) return null;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const moment = Date.parse(header);
  return Number.isNaN(moment) ? null : Math.max(0, Math.ceil((moment - Date.now()) / 1000));
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!text) return null;
  if (!(response.headers.get('content-type') ?? '').includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const codeByStatus: Readonly<Record<number, string>> = {
  401: 'general.sign-in-needed',
  403: 'general.not-allowed',
  404: 'general.not-found',
  413: 'general.too-large',
};

function problemOf(response: Response, body: unknown): ApiProblem {
  const told = (body && typeof body === 'object' ? body : {}) as Record<string, unknown>;
  return new ApiProblem({
    status: response.status,
    code: typeof told['code'] === 'string' ? told['code'] : (codeByStatus[response.status] ?? 'general.unexpected'),
    params: (told['params'] as Record<string, string | number>) ?? {},
    errors: Array.isArray(told['errors']) ? (told['errors'] as ProblemEntry[]) : [],
    requestId: typeof told['requestId'] === 'string' ? told['requestId'] : response.headers.get('x-request-id'),
    body,
    retryAfterSeconds: secondsToWait(response.headers.get('retry-after')),
  });
}

const ATTEMPTS = 3;
const wait = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** A key for one act. Browsers make a UUID only where the page came by HTTPS or from this machine; a demo in a house's network comes by neither. */
function freshKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** No answer came, or the first sending is still at work: under the same key, sending again makes nothing twice. */
const mayBeSentAgain = ({ status, code }: ApiProblem): boolean => status === 0 || code === 'general.in-progress';

/** The one way to the server. Paths may start with /api or leave it out. What is refused is thrown as an ApiProblem. */
@Injectable({ providedIn: 'root' })
export class ApiClient {
  readonly #state = inject(SessionState);
  readonly #injector = inject(Injector);

  /**
   * `T` is string where the answer is no JSON. Where the session has ended on somebody's screen it waits until she has signed in again, then asks once more: what she was
   * about to read comes by itself. `waits: false` is told at once. `quiet`: asked behind her back, see `change`.
   */
  async get<T>(path: string, query?: Query, { waits = true, quiet = false }: { readonly waits?: boolean; readonly quiet?: boolean } = {}): Promise<Answer<T>> {
    return this.#send<T>(addressOf(path, query), { method: 'GET' }, { waits: waits && !quiet, quiet });
  }

  /** `quiet`: nobody did this and nobody looks for its answer. A session that has ended takes no screen from who is typing on its account: her own next act tells it. */
  async change<T>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    options: { ifMatch?: string; quiet?: boolean } = {},
  ): Promise<Answer<T>> {
    const headers: Record<string, string> = {};
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (options.ifMatch !== undefined) headers['If-Match'] = options.ifMatch;
    const init = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) };
    return method === 'POST' ? this.#sendKeyed<T>(addressOf(path), init) : this.#send<T>(addressOf(path), init, { quiet: options.quiet });
  }

  /** The fields come before the file, so that the server can check them while the file still runs in. */
  async upload<T>(path: string, fields: Readonly<Record<string, string>>, file: File | Blob, fileName: string, options: { ifMatch?: string } = {}): Promise<Answer<T>> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', file, fileName);
    return this.#sendKeyed<T>(addressOf(path), { method: 'POST', headers: options.ifMatch === undefined ? {} : { 'If-Match': options.ifMatch }, body: form });
  }

  /** An act has a key of its own, by which the server knows it again. */
  async #sendKeyed<T>(address: string, init: Omit<RequestInit, 'headers'> & { headers: Record<string, string> }): Promise<Answer<T>> {
    const keyed = { ...init, headers: { ...init.headers, 'Idempotency-Key': freshKey() } };
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#send<T>(address, keyed);
      } catch (problem) {
        if (attempt === ATTEMPTS || !(problem instanceof ApiProblem) || !mayBeSentAgain(problem)) throw problem;
        await wait(problem.retryAfterSeconds ?? attempt);
      }
    }
  }

  async #send<T>(address: string, init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> }, { waits = false, quiet = false }: { waits?: boolean; quiet?: boolean } = {}): Promise<Answer<T>> {
    const headers: Record<string, string> = { Accept: 'application/json, application/problem+json;q=0.9, */*;q=0.5', ...init.headers };
    const token = this.#state.session()?.csrfToken;
    if (init.method !== 'GET' && token) headers['X-CSRF-Token'] = token;
    let response: Response;
    let body: unknown;
    try {
      response = await fetch(address, { ...init, headers, credentials: 'same-origin' });
      body = await bodyOf(response);
    } catch (cause) {
      throw new ApiProblem({ status: 0, code: 'general.offline', body: cause });
    }
    this.#noteEnd(response);
    if (response.ok) return { body: body as T, etag: response.headers.get('etag'), status: response.status };
    const problem = problemOf(response, body);
    const isSignIn = init.method === 'POST' && address === '/api/session';
    if (problem.status === 401 && !isSignIn && !quiet) {
      const hasScreen = this.#state.session()?.person != null;
      this.#state.ended.set(true);
      if (waits && hasScreen) return this.#state.back().then(() => this.#send<T>(address, init, { waits }));
      if (init.method === 'GET' && !hasScreen) this.#toSignIn();
    }
    if (!quiet && contradictsScreen(problem, init.method === 'GET')) this.#state.doubts.update((n) => n + 1);
    throw problem;
  }

  /** Every answer to somebody signed in says when her session ends. What counts is how long that is after the server's own time: this device's clock may be wrong. */
  #noteEnd({ headers }: Response): void {
    const endsAt = Date.parse(headers.get('x-session-ends') ?? '');
    if (Number.isNaN(endsAt)) return;
    const told = Date.parse(headers.get('date') ?? '');
    const byOwnClock = Date.now() + endsAt - (Number.isNaN(told) ? Date.now() : told);
    // The server's time comes in whole seconds: an end that moved by less has not moved.
    if (Math.abs(byOwnClock - (this.#state.endsAt() ?? 0)) > 1500) this.#state.endsAt.set(byOwnClock);
  }

  /** Nobody is signed in: reading leads to the sign-in page and back. */
  #toSignIn(): void {
    const router = this.#injector.get(Router);
    const address = router.currentNavigation()?.extractedUrl.toString() ?? router.url;
    if (!address.startsWith('/sign-in')) void router.navigate(['/sign-in'], { queryParams: address === '/' ? {} : { returnTo: address } });
  }
}

const RESTRICTIONS = ['identity.totp-needed', 'identity.code-needed'];

/** Screens offer what the session allows: where the server knows better the session has changed. */
function contradictsScreen({ status, code }: ApiProblem, isReading: boolean): boolean {
  return isReading ? RESTRICTIONS.includes(code) : status === 403 || status === 404;
}
