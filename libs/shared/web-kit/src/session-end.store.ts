import { DOCUMENT, DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import type { SessionTime } from '@passerelle/identity/model';
import { ApiClient } from './api-client';
import { ApiProblem } from './api-problem';
import { SessionState } from './session.state';
import { SessionStore } from './session.store';
import { SessionTabs } from './session-tabs';

export const WARNING_MS = 2 * 60_000;
/** The server's clock decides; it is asked a moment after the end, and again where it does not answer. */
const AFTER_END_MS = 1000;
const ASK_AGAIN_MS = 10_000;
/** An end that an extension moved by less has not moved: the session has reached its longest life. */
const MOVED_MS = 5000;

/** The end of the session on the screen: warned of two minutes before, put off by an act of hers in any tab, found out when it has come. */
@Injectable({ providedIn: 'root' })
export class SessionEndStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(SessionStore);
  readonly #state = inject(SessionState);
  readonly #tabs = inject(SessionTabs);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #heard: number | null = null;
  readonly #near = signal(false);
  readonly #keptUntil = signal<string | null>(null);

  /** The moment of the end, as it is written. */
  readonly endsAt = computed(() => {
    const endsAt = this.#state.endsAt();
    return endsAt === null ? null : new Date(endsAt).toISOString();
  });
  readonly warns = computed(() => this.#near() && this.#session.signedIn());
  /** Asked for, and the end did not move: twelve hours after signing in a session ends all the same. */
  readonly atLimit = signal(false);
  /** Why the session could not be kept. */
  readonly problem = signal<ApiProblem | null>(null);
  readonly busy = signal(false);
  /** The new end, once she has kept the session: said, not shown. */
  readonly keptUntil = this.#keptUntil.asReadonly();

  constructor() {
    effect(() => {
      const endsAt = this.#session.signedIn() ? this.#state.endsAt() : null;
      untracked(() => this.#follow(endsAt));
    });
    this.#tabs.listen((message) => {
      const isHers = message.kind === 'time' && message.personId === this.#session.person()?.personId;
      if (!isHers || message.endsAt <= (this.#state.endsAt() ?? 0)) return;
      this.#heard = message.endsAt;
      this.#state.endsAt.set(message.endsAt);
    });
    // A device that slept, or a tab in the background, comes late to its timers.
    const document = inject(DOCUMENT);
    const wake = (): void => this.#watch();
    document.addEventListener('visibilitychange', wake);
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.#timer);
      document.removeEventListener('visibilitychange', wake);
    });
  }

  /** Keeps the session, where it can be kept. */
  async extend(): Promise<void> {
    if (this.busy() || !this.#session.signedIn()) return;
    const before = this.#state.endsAt() ?? 0;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.#api.change<SessionTime>('POST', '/api/session/extend');
      const moved = (this.#state.endsAt() ?? 0) - before >= MOVED_MS;
      this.atLimit.set(!moved);
      if (moved) this.#keptUntil.set(this.endsAt());
    } catch (thrown) {
      const problem = ApiProblem.from(thrown);
      if (problem.status !== 401) this.problem.set(problem);
    } finally {
      this.busy.set(false);
    }
  }

  #follow(endsAt: number | null): void {
    const personId = this.#session.person()?.personId;
    if (endsAt !== null && personId && endsAt !== this.#heard) this.#tabs.tell({ kind: 'time', personId, endsAt });
    this.#watch();
  }

  /** Where one is in the session's life, and when to look again. */
  #watch(): void {
    clearTimeout(this.#timer);
    const endsAt = this.#session.signedIn() ? this.#state.endsAt() : null;
    const left = endsAt === null ? null : endsAt - Date.now();
    this.#near.set(left !== null && left <= WARNING_MS);
    if (left === null) return;
    if (left > WARNING_MS) {
      this.atLimit.set(false);
      this.problem.set(null);
      this.#timer = setTimeout(() => this.#watch(), left - WARNING_MS);
    } else {
      this.#keptUntil.set(null);
      this.#timer = setTimeout(() => void this.#ask(), Math.max(left, 0) + AFTER_END_MS);
    }
  }

  /** The end has come by this device's clock: whether it has, the server says; a 401 ends the session on the screen. */
  async #ask(): Promise<void> {
    await this.#api.get<SessionTime>('/api/session/time', {}, { waits: false }).catch(() => undefined);
    if (this.#session.signedIn() && (this.#state.endsAt() ?? 0) <= Date.now()) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#ask(), ASK_AGAIN_MS);
    }
  }
}
