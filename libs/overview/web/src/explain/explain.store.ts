import { Injectable, computed, inject, signal } from '@angular/core';
import type { Explanation } from '@passerelle/budget/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';

/** The figures asked one after the other, with the way back. */
@Injectable()
export class ExplainStore {
  readonly #api = inject(ApiClient);
  #project = '';
  #version: number | undefined;
  #asked = 0;
  readonly #trail = signal<readonly Explanation[]>([]);
  readonly explanation = computed(() => this.#trail().at(-1) ?? null);
  readonly mayGoBack = computed(() => this.#trail().length > 1);
  readonly problem = signal<ApiProblem | null>(null);

  async begin(programme: string, project: string, figure: string, version?: number): Promise<void> {
    this.#version = version;
    this.#project = `/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}`;
    await this.#ask(figure, []);
  }

  /** A row of the explanation, asked in its turn. */
  async ask(figure: string): Promise<void> {
    await this.#ask(figure, this.#trail());
  }

  back(): void {
    this.#asked += 1;
    this.problem.set(null);
    this.#trail.update((trail) => trail.slice(0, -1));
  }

  async #ask(figure: string, trail: readonly Explanation[]): Promise<void> {
    const asked = (this.#asked += 1);
    try {
      const { body } = await this.#api.get<Explanation>(`${this.#project}/figures/${encodeURIComponent(figure)}`, this.#version === undefined ? undefined : { version: this.#version });
      if (asked !== this.#asked) return;
      this.problem.set(null);
      this.#trail.set([...trail, body]);
    } catch (thrown) {
      if (asked === this.#asked) this.problem.set(ApiProblem.from(thrown));
    }
  }
}
