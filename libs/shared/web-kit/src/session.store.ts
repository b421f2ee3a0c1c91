import { Injectable, computed, inject } from '@angular/core';
import type { SessionView } from '@passerelle/identity/model';
import { may, mayAnywhere, type AccessTarget, type Permission } from '@passerelle/shared/kernel';
import { ApiClient } from './api-client';
import { ApiProblem } from './api-problem';
import { SessionState } from './session.state';

/** Who sits in front of the screen, and what she may do: the same permission map as the server's. */
@Injectable({ providedIn: 'root' })
export class SessionStore {
  readonly #state = inject(SessionState);
  readonly #api = inject(ApiClient);

  readonly session = this.#state.session.asReadonly();
  readonly person = computed(() => this.session()?.person ?? null);
  readonly signedIn = computed(() => this.person() !== null && !this.ended());
  /** The server no longer knows the session; the screen may still hold what was typed. */
  readonly ended = this.#state.ended.asReadonly();

  async load(): Promise<void> {
    this.#take((await this.#api.get<SessionView>('/api/session')).body);
  }

  async signIn(email: string, password: string): Promise<void> {
    this.#take((await this.#api.change<SessionView>('POST', '/api/session', { email, password })).body);
  }

  /** Signed out once the server says so, or has already forgotten the session. Where it fails she stays signed in: the cookie is still good. */
  async signOut(): Promise<void> {
    try {
      await this.#api.change('DELETE', '/api/session');
    } catch (thrown) {
      if (ApiProblem.from(thrown).status !== 401) throw thrown;
    }
    const { demo = false, demoPersons = [] } = this.session() ?? {};
    this.#take({ person: null, csrfToken: null, endsAt: null, mustSetUpTotp: false, mustGiveCode: false, demo, demoPersons });
  }

  may(permission: Permission, target: AccessTarget): boolean {
    const person = this.person();
    return person !== null && may(person, permission, target);
  }

  mayAnywhere(permission: Permission): boolean {
    const person = this.person();
    return person !== null && mayAnywhere(person, permission);
  }

  #take(session: SessionView): void {
    this.#state.session.set(session);
    this.#state.ended.set(false);
  }
}
