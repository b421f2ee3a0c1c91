import { Injectable, computed, inject, signal } from '@angular/core';
import type { ProblemsView } from '@passerelle/modification/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';
import { budgetAddress } from '../_versions/versions.store';

/** What stands in the way of submitting a version. */
@Injectable()
export class SubmitVersionStore {
  readonly #api = inject(ApiClient);
  #address = '';
  readonly found = signal<ProblemsView | null>(null);
  readonly failed = signal<ApiProblem | null>(null);
  readonly errors = computed(() => this.found()?.problems.filter(({ level }) => level === 'ERROR') ?? []);
  readonly warnings = computed(() => this.found()?.problems.filter(({ level }) => level === 'WARNING') ?? []);

  async check(programme: string, project: string, number: number): Promise<void> {
    const address = (this.#address = `${budgetAddress(programme, project)}/versions/${number}/problems`);
    try {
      const { body } = await this.#api.get<ProblemsView>(address);
      if (address !== this.#address) return;
      this.found.set(body);
      this.failed.set(null);
    } catch (thrown) {
      if (address === this.#address) this.failed.set(ApiProblem.from(thrown));
    }
  }
}
