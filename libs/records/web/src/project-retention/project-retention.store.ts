import { Injectable, computed, inject, signal } from '@angular/core';
import type { RetentionView } from '@passerelle/records/model';
import type { Permission } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, SessionStore } from '@passerelle/shared/web-kit';

/** How long a project's records are kept, and what may be done about it. What is refused stays as typed. */
@Injectable()
export class ProjectRetentionStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(SessionStore);
  #address = '';
  readonly retention = signal<RetentionView | null>(null);
  /** Why it could not be read; why an act was refused. */
  readonly problem = signal<ApiProblem | null>(null);
  readonly refused = signal<ApiProblem | null>(null);
  readonly busy = signal(false);
  readonly maySetLastPayment = computed(() => this.#may('retention.setLastPayment'));
  readonly mayHold = computed(() => this.#may('retention.hold'));

  async load(programme: string, project: string): Promise<void> {
    const address = (this.#address = `/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}/retention`);
    this.retention.set(null);
    this.problem.set(null);
    this.refused.set(null);
    try {
      const { body } = await this.#api.get<RetentionView>(address);
      if (address === this.#address) this.retention.set(body);
    } catch (thrown) {
      if (address === this.#address) this.problem.set(ApiProblem.from(thrown));
    }
  }

  setLastPayment(lastPaymentOn: string): Promise<boolean> {
    return this.#change('PUT', '/last-payment', { lastPaymentOn });
  }

  hold(reason: string): Promise<boolean> {
    return this.#change('POST', '/holds', { reason });
  }

  release(holdId: string): Promise<boolean> {
    return this.#change('DELETE', `/holds/${encodeURIComponent(holdId)}`);
  }

  /** Whether it was done. One act at a time: a second press of a button is no second act. */
  async #change(method: 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<boolean> {
    if (this.busy()) return false;
    const address = this.#address;
    this.busy.set(true);
    try {
      const answer = await this.#api.change<RetentionView>(method, address + path, body);
      if (address !== this.#address) return false;
      this.retention.set(answer.body);
      this.refused.set(null);
      return true;
    } catch (thrown) {
      if (address === this.#address) this.refused.set(ApiProblem.from(thrown));
      return false;
    } finally {
      this.busy.set(false);
    }
  }

  #may(permission: Permission): boolean {
    const retention = this.retention();
    return retention !== null && this.#session.may(permission, retention);
  }
}
