import { Injectable, signal } from '@angular/core';
import type { SessionView } from '@passerelle/identity/model';

/** What the client and the session store both hold: who is signed in, until when, and whether the server has ended it meanwhile. */
@Injectable({ providedIn: 'root' })
export class SessionState {
  readonly session = signal<SessionView | null>(null);
  /** The server answered 401 to somebody who was signed in. What stands on the screen stays until she signs in again. */
  readonly ended = signal(false);
  /** When the session ends unless something is asked before, by this device's clock (milliseconds); null where nobody knows. */
  readonly endsAt = signal<number | null>(null);
  /** Counts the changes that a screen offered and the server did not allow: her rights may be others by now. */
  readonly doubts = signal(0);
  #waiting: (() => void)[] = [];

  /** She is signed in, or signed in again: what waited for her goes on. */
  goOn(): void {
    this.ended.set(false);
    this.#waiting.splice(0).forEach((resume) => resume());
  }

  /** Resolves when she has signed in again. */
  back(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
