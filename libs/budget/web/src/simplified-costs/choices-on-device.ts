import { DOCUMENT, Injectable, inject } from '@angular/core';
import type { ChosenRate, LineView } from '@passerelle/budget/model';

/** What takes a choice back: the choice before, the one that was made, and the lines that it deleted. */
export interface Step {
  readonly operatorId: string;
  readonly formerRates: readonly ChosenRate[];
  readonly chosenRates: readonly ChosenRate[];
  readonly deletedLines: readonly LineView[];
}

/** What outlives the screen: the last choice, and deleted lines whose rate was given up since. */
export interface KeptChoices {
  readonly last: Step | null;
  readonly lost: readonly Step[];
}

const PREFIX = 'passerelle.choices.';
const NOTHING: KeptChoices = { last: null, lost: [] };

/** The last choice of flat rates and the lines that it deleted, kept in the browser's tab by person and budget: leaving the screen or a reload loses no way back. */
@Injectable({ providedIn: 'root' })
export class ChoicesOnDevice {
  readonly #window = inject(DOCUMENT).defaultView;

  read(personId: string, projectId: string): KeptChoices {
    try {
      const kept = JSON.parse(this.#store?.getItem(nameOf(personId, projectId)) ?? 'null') as KeptChoices | null;
      return kept && Array.isArray(kept.lost) ? kept : NOTHING;
    } catch {
      return NOTHING; // not ours, or half written
    }
  }

  write(personId: string, projectId: string, kept: KeptChoices): void {
    const name = nameOf(personId, projectId);
    try {
      if (!kept.last && kept.lost.length === 0) this.#store?.removeItem(name);
      else this.#store?.setItem(name, JSON.stringify(kept));
    } catch {
      // no room on the device: the way back lasts as long as the screen
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
