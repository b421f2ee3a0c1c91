import { DOCUMENT, Injectable, inject } from '@angular/core';
import type { Unsent } from './edit-queue';

const PREFIX = 'passerelle.unsent.';

/**
 * What was typed and not acknowledged, kept in the browser's tab until it is: a reload loses nothing. By person, screen and project, in this tab alone:
 * another tab would send the same edits a second time.
 */
@Injectable({ providedIn: 'root' })
export class UnsentOnDevice {
  readonly #window = inject(DOCUMENT).defaultView;

  read(personId: string, projectId: string): Unsent | null {
    try {
      return JSON.parse(this.#store?.getItem(nameOf(personId, projectId)) ?? 'null') as Unsent | null;
    } catch {
      return null; // not ours, or half written: the saved amounts are shown
    }
  }

  write(personId: string, projectId: string, { drafts, conflicts, kept }: Unsent): void {
    const name = nameOf(personId, projectId);
    try {
      if (drafts.length + conflicts.length + kept.length === 0) this.#store?.removeItem(name);
      else this.#store?.setItem(name, JSON.stringify({ drafts, conflicts, kept }));
    } catch {
      // no room on the device: the edits last as long as the page
    }
  }

  get #store(): Storage | null {
    try {
      return this.#window?.sessionStorage ?? null;
    } catch {
      return null; // storage is forbidden in this browser
    }
  }
}

const nameOf = (personId: string, projectId: string): string => `${PREFIX}${personId}.${projectId}`;
