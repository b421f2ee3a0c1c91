import { Injectable, computed, inject, signal } from '@angular/core';
import type { ProjectSheetView } from '@passerelle/overview/model';
import type { AccessTarget } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, ProjectTotalsStore } from '@passerelle/shared/web-kit';

/** The project that the frame stands around. Its tabs read it here instead of asking again. */
@Injectable()
export class ProjectStore {
  readonly #api = inject(ApiClient);
  readonly #totals = inject(ProjectTotalsStore);
  #address = '';
  readonly address = () => this.#address;
  readonly sheet = signal<ProjectSheetView | null>(null);
  readonly problem = signal<ApiProblem | null>(null);

  readonly leadVersantCode = computed(() => this.sheet()?.operators.find(({ role }) => role === 'LEAD')?.versantCode ?? null);
  readonly target = computed<AccessTarget | null>(() => {
    const sheet = this.sheet();
    if (!sheet) return null;
    const versantCodes = [...new Set(sheet.operators.map(({ versantCode }) => versantCode))];
    return { programmeId: sheet.programmeId, projectId: sheet.projectId, versantCodes, leadVersantCode: this.leadVersantCode() };
  });
  /** Total and ERDF as any screen last heard them from the server. */
  readonly totals = computed(() => {
    const sheet = this.sheet();
    const latest = this.#totals.latest();
    return latest && latest.projectId === sheet?.projectId ? latest : sheet;
  });

  async load(programme: string, project: string): Promise<void> {
    this.#address = `/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}`;
    this.sheet.set(null);
    await this.refresh();
  }

  /** The figures may have changed since they were read: what is on the screen stays until the new ones are here. */
  async refresh(): Promise<void> {
    const address = this.#address;
    try {
      const { body } = await this.#api.get<ProjectSheetView>(`${address}/sheet`);
      if (address !== this.#address) return;
      this.#totals.tell(body);
      this.sheet.set(body);
      this.problem.set(null);
    } catch (thrown) {
      if (address === this.#address) this.problem.set(ApiProblem.from(thrown));
    }
  }
}
