import { Injectable, signal } from '@angular/core';

export interface BudgetSaved {
  readonly projectId: string;
  readonly revision: number;
  /** Of the version that is worked on. */
  readonly versionNumber: number;
  readonly status: string;
}

/** The latest revision of a budget that any screen knows: what follows from the amounts, as what a draft shifts, is asked for anew when it changes. */
@Injectable({ providedIn: 'root' })
export class BudgetSavedStore {
  readonly #latest = signal<BudgetSaved | null>(null, { equal: (a, b) => a?.projectId === b?.projectId && a?.revision === b?.revision && a?.versionNumber === b?.versionNumber && a?.status === b?.status });
  readonly latest = this.#latest.asReadonly();

  tell(saved: BudgetSaved): void {
    this.#latest.set({ projectId: saved.projectId, revision: saved.revision, versionNumber: saved.versionNumber, status: saved.status });
  }
}
