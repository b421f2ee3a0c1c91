import { DOCUMENT, Injectable, inject } from '@angular/core';
import type { Unsent } from './edit-queue';

const PREFIX = 'passerelle.unsent.';

export interface UnsentOf extends Unsent {
  readonly budgetId: string;
}

/**
 * What was typed and not acknowledged, kept in the browser's tab until it is: a reload loses nothing. By person, screen and project, with the budget in which it was
 * typed, in this tab alone: another tab would send the same edits a second time.
 */
@Injectable({ providedIn: 'root' })
export class UnsentOnDevice {
  readonly #window = inject(DOCUMENT).defaultView;

  /** What was left, whichever version of the budget it was typed in: `budgetId` says which. */
  read(personId: string, place: string): UnsentOf | null {
    try {
      return JSON.parse(this.#store?.getItem(nameOf(personId, place)) ?? 'null') as UnsentOf | null;
    } catch {
      return null; // not ours, or half written: the saved amounts are shown
    }
  }

  write(personId: string, place: string, budgetId: string, { drafts, conflicts, kept }: Unsent): void {
    const name = nameOf(personId, place);
    try {
      if (drafts.length + conflicts.length + kept.length === 0) this.#store?.removeItem(name);
      else this.#store?.setItem(name, JSON.stringify({ budgetId, drafts, conflicts, kept } satisfies UnsentOf));
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

const nameOf = (personId: string, place: string): string => `${PREFIX}${personId}.${place}`;
