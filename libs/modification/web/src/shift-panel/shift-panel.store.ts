import { DestroyRef, Injectable, inject, signal } from '@angular/core';
import type { ShiftsView } from '@passerelle/modification/model';
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

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#timer));
  }

  async load(programme: string, project: string): Promise<void> {
    const address = `${budgetAddress(programme, project)}/shifts`;
    if (address !== this.#address) this.shifts.set(null);
    this.#address = address;
    const answer = await this.#api.get<ShiftsView>(address, {}, { waits: false }).catch(() => null);
    if (answer && address === this.#address) this.shifts.set(answer.body);
  }

  soon(programme: string, project: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(programme, project), TOGETHER_MS);
  }
}
