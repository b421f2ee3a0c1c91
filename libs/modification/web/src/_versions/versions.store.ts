import { Injectable, computed, inject, signal } from '@angular/core';
import type { ApproveBudget, VersionView, VersionsView } from '@passerelle/modification/model';
import type { Permission } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, ProjectTotalsStore, SessionStore } from '@passerelle/shared/web-kit';

export const budgetAddress = (programme: string, project: string): string => `/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}/budget`;

/** The versions of one project's budget, and the acts on the latest. What is refused stays as typed. */
@Injectable()
export class VersionsStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(SessionStore);
  readonly #totals = inject(ProjectTotalsStore);
  #address = '';
  readonly view = signal<VersionsView | null>(null);
  /** Why it could not be read; why an act was refused. */
  readonly problem = signal<ApiProblem | null>(null);
  readonly refused = signal<ApiProblem | null>(null);
  readonly busy = signal(false);
  readonly versions = computed<readonly VersionView[]>(() => this.view()?.versions ?? []);
  readonly working = computed(() => this.versions()[0] ?? null);
  /** What may be done to the latest version now, by its state and the reader's right. */
  readonly mayOpen = computed(() => this.working()?.status === 'APPROVED' && this.may('budget.openModification'));
  readonly maySubmit = computed(() => ['DRAFT', 'RETURNED'].includes(this.working()?.status ?? '') && this.may('budget.submit'));
  readonly mayWithdraw = computed(() => this.working()?.basedOn != null && ['DRAFT', 'RETURNED'].includes(this.working()!.status) && this.may('budget.withdrawModification'));
  readonly mayApprove = computed(() => this.working()?.status === 'SUBMITTED' && this.may(this.view()?.agreement.approve));
  readonly mayReturn = computed(() => this.working()?.status === 'SUBMITTED' && this.may(this.view()?.agreement.return));

  async load(programme: string, project: string): Promise<void> {
    const address = (this.#address = `${budgetAddress(programme, project)}/versions`);
    this.problem.set(null);
    this.refused.set(null);
    try {
      const { body } = await this.#api.get<VersionsView>(address);
      if (address === this.#address) this.view.set(body);
    } catch (thrown) {
      if (address === this.#address) this.problem.set(ApiProblem.from(thrown));
    }
  }

  open = (): Promise<boolean> => this.#act('POST', '');
  withdraw = (): Promise<boolean> => this.#act('DELETE', this.#latest());
  submit = (revision: number): Promise<boolean> => this.#act('POST', `${this.#latest()}/submissions`, undefined, revision);
  approve = (decision: ApproveBudget): Promise<boolean> => this.#act('POST', `${this.#latest()}/approval`, decision);
  return = (reasons: string): Promise<boolean> => this.#act('POST', `${this.#latest()}/return`, { reasons });

  may(permission: Permission | undefined): boolean {
    const view = this.view();
    return view !== null && permission !== undefined && this.#session.may(permission, view);
  }

  #latest = (): string => `/${this.working()?.versionNumber}`;

  /** Whether it was done. One act at a time: a second press of a button is no second act. */
  async #act(method: 'POST' | 'DELETE', path: string, body?: unknown, revision = this.working()?.revision): Promise<boolean> {
    if (this.busy()) return false;
    const address = this.#address;
    this.busy.set(true);
    try {
      const answer = await this.#api.change<VersionsView>(method, address + path, body, { ifMatch: `"${revision}"` });
      if (address !== this.#address) return false;
      this.view.set(answer.body);
      this.refused.set(null);
      const valid = answer.body.versions.find(({ isValid }) => isValid);
      if (valid) this.#totals.tell({ projectId: answer.body.projectId, totalCents: valid.totalCents, erdfCents: valid.erdfCents });
      return true;
    } catch (thrown) {
      if (address === this.#address) this.refused.set(ApiProblem.from(thrown));
      return false;
    } finally {
      this.busy.set(false);
    }
  }
}
