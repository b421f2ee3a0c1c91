import { Injectable, computed, effect, inject, untracked } from '@angular/core';
import type { PersonView, SessionView } from '@passerelle/identity/model';
import { may, mayAnywhere, type AccessTarget, type Permission } from '@passerelle/shared/kernel';
import { ApiClient } from './api-client';
import { ApiProblem } from './api-problem';
import { SessionState } from './session.state';
import { SessionTabs, type TabMessage } from './session-tabs';

/** Who sits in front of the screen, and what she may do: the same permission map as the server's. */
@Injectable({ providedIn: 'root' })
export class SessionStore {
  readonly #state = inject(SessionState);
  readonly #api = inject(ApiClient);
  readonly #tabs = inject(SessionTabs);

  readonly session = this.#state.session.asReadonly();
  readonly person = computed(() => this.session()?.person ?? null);
  readonly signedIn = computed(() => this.person() !== null && !this.ended());
  /** The server no longer knows the session; the screen may still hold what was typed. */
  readonly ended = this.#state.ended.asReadonly();
  /** What she has to do before anything else is open to her. */
  readonly restriction = computed(() => {
    if (!this.signedIn()) return null;
    if (this.session()?.mustSetUpTotp) return 'set-up-totp';
    return this.session()?.mustGiveCode ? 'give-code' : null;
  });

  constructor() {
    effect(() => {
      if (this.#state.doubts() > 0) untracked(() => void this.refresh());
    });
    this.#tabs.listen((message) => this.#heard(message));
  }

  async load(): Promise<void> {
    this.#take((await this.#api.get<SessionView>('/api/session')).body);
  }

  /** Looks again at who she is and what she may do. Where it fails everything stays as it was; the server decides anyway. */
  async refresh(): Promise<void> {
    const before = this.person();
    const answer = before && (await this.#api.get<SessionView>('/api/session').catch(() => null));
    if (!answer || this.person()?.personId !== before.personId) return;
    // Nobody, or somebody else: what stands on the screen is not theirs to go on with.
    if (answer.body.person?.personId !== before.personId) this.#state.ended.set(true);
    else this.#take(answer.body);
  }

  async signIn(email: string, password: string, code?: string): Promise<void> {
    this.enter((await this.#api.change<SessionView>('POST', '/api/session', { email, password, ...(code ? { code } : {}) })).body);
  }

  /** Gives the second factor's code to a session that was started without it. */
  async giveCode(code: string): Promise<void> {
    this.#take((await this.#api.change<SessionView>('POST', '/api/session/code', { code })).body);
  }

  /** A session that the server has just started. */
  enter(session: SessionView): void {
    this.#take(session);
    if (session.person) this.#tabs.tell({ kind: 'entered', personId: session.person.personId });
  }

  /** Signed out once the server says so, or has already forgotten the session. Where it fails she stays signed in: the cookie is still good. */
  async signOut(): Promise<void> {
    try {
      await this.#api.change('DELETE', '/api/session');
    } catch (thrown) {
      if (ApiProblem.from(thrown).status !== 401) throw thrown;
    }
    this.#tabs.tell({ kind: 'left' });
    const { demo = false, demoPersons = [], providers = [] } = this.session() ?? {};
    this.#take({ person: null, csrfToken: null, endsAt: null, mustSetUpTotp: false, mustGiveCode: false, providers, demo, demoPersons });
  }

  may(permission: Permission, target: AccessTarget): boolean {
    const person = this.person();
    return person !== null && may(person, permission, target);
  }

  /** Whether some role in the programme has the permission, however far it reaches there. */
  mayIn(permission: Permission, { programmeId }: { readonly programmeId: string }): boolean {
    const person = this.person();
    const assignments = person?.assignments.filter((assignment) => assignment.programmeId === null || assignment.programmeId === programmeId) ?? [];
    return person !== null && mayAnywhere({ ...person, assignments }, permission);
  }

  mayAnywhere(permission: Permission): boolean {
    const person = this.person();
    return person !== null && mayAnywhere(person, permission);
  }

  #take(session: SessionView): void {
    if (session.person === null) this.#state.endsAt.set(null);
    else if (session.endsAt && this.#state.endsAt() === null) this.#state.endsAt.set(Date.parse(session.endsAt));
    this.#state.session.set({ ...session, person: unchanged(this.person(), session.person) });
    this.#state.goOn();
  }

  /** Another tab has signed in or out: the cookie is the same for both. */
  #heard(message: TabMessage): void {
    const personId = this.person()?.personId;
    if (!personId || message.kind === 'time') return;
    if (message.kind === 'entered' && message.personId === personId) void this.refresh();
    else this.#state.ended.set(true);
  }
}

/** The person as she was where nothing about her has changed: what follows from her rights is not worked out anew. */
const unchanged = (before: PersonView | null, now: PersonView | null): PersonView | null => (JSON.stringify(before) === JSON.stringify(now) ? before : now);
