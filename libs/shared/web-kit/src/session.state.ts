import { Injectable, signal } from '@angular/core';
import type { SessionView } from '@passerelle/identity/model';

/** What the client and the session store both hold: who is signed in, and whether the server has ended it meanwhile. */
@Injectable({ providedIn: 'root' })
export class SessionState {
  readonly session = signal<SessionView | null>(null);
  /** The server answered 401 to somebody who was signed in. What stands on the screen stays until she signs in again. */
  readonly ended = signal(false);
}
