import { DestroyRef, Injectable, inject, signal } from '@angular/core';
import { isEditable } from '@passerelle/budget/model';
import type { ProblemView, ProblemsView, ShiftsView } from '@passerelle/modification/model';
import { ApiClient } from '@passerelle/shared/web-kit';
import { budgetAddress } from '../_versions/versions.store';

/** Edits come in a row: they are asked about together. */
const TOGETHER_MS = 300;

/** How far a draft has moved. Nothing depends on it: where it cannot be asked, what was known stays. */
@Injectable()
export class ShiftPanelStore {
  readonly #api = inject(ApiClient);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #address = '';
  readonly shifts = signal<ShiftsView | null>(null);
  /** What bars the draft's submission, where nobody's agreement would be needed: as long as something does, that is not decided. */
  readonly errors = signal<readonly ProblemView[]>([]);

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#timer));
  }

  async load(programme: string, project: string): Promise<void> {
    const address = `${budgetAddress(programme, project)}/shifts`;
    if (address !== this.#address) this.shifts.set(null);
    this.#address = address;
    const answer = await this.#api.get<ShiftsView>(address, {}, { waits: false }).catch(() => null);
    const errors = answer ? await this.#errorsOf(answer.body, budgetAddress(programme, project)) : [];
    if (!answer || address !== this.#address) return;
    this.errors.set(errors);
    this.shifts.set(answer.body);
  }

  async #errorsOf({ agreedVersion, agreement, status, versionNumber }: ShiftsView, budget: string): Promise<readonly ProblemView[]> {
    if (agreedVersion === null || agreement.level !== 'FREE' || !isEditable(status)) return [];
    const found = await this.#api.get<ProblemsView>(`${budget}/versions/${versionNumber}/problems`, {}, { waits: false }).catch(() => null);
    return found?.body.problems.filter(({ level }) => level === 'ERROR') ?? [];
  }

  soon(programme: string, project: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(programme, project), TOGETHER_MS);
  }
}
