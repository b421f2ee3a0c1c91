import { Injectable, signal } from '@angular/core';

export interface ProjectTotals {
  readonly projectId: string;
  readonly totalCents: number;
  readonly erdfCents: number;
}

/** The latest totals that the server told any screen of a project: the head of the project follows what the budget saves. */
@Injectable({ providedIn: 'root' })
export class ProjectTotalsStore {
  readonly #latest = signal<ProjectTotals | null>(null);
  readonly latest = this.#latest.asReadonly();

  tell(totals: ProjectTotals): void {
    this.#latest.set(totals);
  }
}
