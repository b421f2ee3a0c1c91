import { Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import type { ProjectPage, ProjectSheetView } from '@passerelle/overview/model';
import { ApiClient, ProgrammeStore, SessionStore } from '@passerelle/shared/web-kit';

/** The name of the operator for which an officer works: it stands beside her name on every screen. */
@Injectable({ providedIn: 'root' })
export class OwnOperatorStore {
  readonly #api = inject(ApiClient);
  readonly #programme = inject(ProgrammeStore).current;
  readonly #session = inject(SessionStore);
  readonly #name = signal<string | null>(null);
  readonly name = this.#name.asReadonly();

  readonly #assignment = computed(
    () => this.#session.person()?.assignments.find(({ operatorId, programmeId }) => !!operatorId && programmeId === this.#programme()?.programmeId) ?? null,
  );

  constructor() {
    effect(() => {
      const [assignment, programme] = [this.#assignment(), this.#programme()];
      untracked(() => {
        this.#name.set(null);
        if (assignment && programme) void this.#find(programme.code, assignment.projectId ?? '', assignment.operatorId ?? '');
      });
    });
  }

  async #find(programme: string, projectId: string, operatorId: string): Promise<void> {
    const projects = `/api/programmes/${encodeURIComponent(programme)}/projects`;
    try {
      const { body: page } = await this.#api.get<ProjectPage>(projects, { pageSize: 200 });
      const project = page.rows.find((row) => row.projectId === projectId);
      if (!project) return;
      const { body: sheet } = await this.#api.get<ProjectSheetView>(`${projects}/${encodeURIComponent(project.code)}/sheet`);
      this.#name.set(sheet.operators.find((operator) => operator.operatorId === operatorId)?.name ?? null);
    } catch {
      this.#name.set(null); // the role alone is shown; the page itself reports what failed
    }
  }
}
