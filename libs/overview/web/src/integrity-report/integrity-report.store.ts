import { Injectable, inject, signal } from '@angular/core';
import type { IntegrityReport } from '@passerelle/overview/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';

/** The integrity report of a project's journal. The last one stays until a new one is computed. */
@Injectable()
export class IntegrityReportStore {
  readonly #api = inject(ApiClient);
  #address = '';
  readonly report = signal<IntegrityReport | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly busy = signal(false);

  async load(programme: string, project: string): Promise<void> {
    this.#address = `/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}/journal/integrity`;
    this.report.set(null);
    await this.compute();
  }

  async compute(): Promise<void> {
    const address = this.#address;
    this.busy.set(true);
    try {
      const { body } = await this.#api.get<IntegrityReport>(address);
      if (address !== this.#address) return;
      this.report.set(body);
      this.problem.set(null);
    } catch (thrown) {
      if (address === this.#address) this.problem.set(ApiProblem.from(thrown));
    } finally {
      if (address === this.#address) this.busy.set(false);
    }
  }
}
