import { Injectable, computed, inject, signal } from '@angular/core';
import type { Language, Texts } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, SessionStore, type Answer } from '@passerelle/shared/web-kit';
import { languagesOf, renumberedOf, withMoved, withRemoved } from '@passerelle/work-plan/model';
import type { AddWorkPackage, ChangeWorkPackage, RenumberedWorkPackage, WorkPackageView, WorkPlanChanges, WorkPlanView } from '@passerelle/work-plan/model';

/** What is about to be done to a work package, before it is: a new number, or its removal. */
export interface Proposal {
  readonly workPackageId: string;
  /** null: it is to go. */
  readonly number: number | null;
  /** What that does to the numbers of others. */
  readonly renumbered: readonly RenumberedWorkPackage[];
}

/** A name that was typed and is not saved yet. */
const draftKey = (workPackageId: string, language: Language): string => `${workPackageId} ${language}`;

/** A project's work plan on the screen. Acts go out one after the other, each on the revision that the one before it left; what is refused stays as typed. */
@Injectable()
export class WorkPlanStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(SessionStore);
  #address = '';
  #revision = 0;
  #last: Promise<unknown> = Promise.resolve();
  readonly plan = signal<WorkPlanView | null>(null);
  /** Why it could not be read; why the last act was refused. */
  readonly problem = signal<ApiProblem | null>(null);
  readonly refused = signal<ApiProblem | null>(null);
  readonly pending = signal(0);
  readonly savedAt = signal<string | null>(null);
  readonly proposal = signal<Proposal | null>(null);
  /** What the last act did to numbers. */
  readonly renumbered = signal<readonly RenumberedWorkPackage[]>([]);
  readonly #drafts = signal<ReadonlyMap<string, string>>(new Map());
  readonly languages = computed(() => languagesOf(this.plan()?.workPackages ?? []));
  readonly mayChange = computed(() => {
    const plan = this.plan();
    return plan !== null && this.#session.may('workPlan.change', plan);
  });
  readonly hasDrafts = computed(() => this.#drafts().size > 0);

  async load(programme: string, project: string): Promise<void> {
    const address = (this.#address = `/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}/work-packages`);
    for (const one of [this.plan, this.problem, this.refused, this.proposal, this.savedAt]) one.set(null);
    this.#drafts.set(new Map());
    this.renumbered.set([]);
    try {
      const { body } = await this.#api.get<WorkPlanView>(address);
      if (address !== this.#address) return;
      this.#revision = body.revision;
      this.plan.set(body);
    } catch (thrown) {
      if (address === this.#address) this.problem.set(ApiProblem.from(thrown));
    }
  }

  operatorName(operatorId: string | null): string {
    return this.plan()?.operators.find((one) => one.operatorId === operatorId)?.name ?? '';
  }

  /** What stands in the field of a name: what was typed, else what is saved. */
  nameIn({ workPackageId, names }: WorkPackageView, language: Language): string {
    return this.#drafts().get(draftKey(workPackageId, language)) ?? names[language] ?? '';
  }

  isRefused(workPackageId: string, language: Language): boolean {
    return this.refused() !== null && this.#drafts().has(draftKey(workPackageId, language));
  }

  type(workPackageId: string, language: Language, text: string): void {
    this.#draft(draftKey(workPackageId, language), text);
  }

  /** The field was left: what differs from what is saved is sent. */
  async saveName(one: WorkPackageView, language: Language): Promise<void> {
    const key = draftKey(one.workPackageId, language);
    const text = this.#drafts().get(key);
    if (text === undefined) return;
    const names: Texts = { [language]: text.trim() };
    const isSaved = text.trim() === (one.names[language] ?? '') || (await this.change(one.workPackageId, { names }));
    if (isSaved && this.#drafts().get(key) === text) this.#draft(key, null);
  }

  /** Out: the id of the new package; null where it was refused. */
  async add(): Promise<string | null> {
    const body: AddWorkPackage = { kind: 'OPERATIONAL', names: {}, responsibleOperatorId: null };
    return (await this.#act('POST', '', body)) ? (this.plan()?.workPackages.at(-1)?.workPackageId ?? null) : null;
  }

  change(workPackageId: string, fields: ChangeWorkPackage): Promise<boolean> {
    return this.#act('PATCH', `/${workPackageId}`, fields);
  }

  /** Proposes to move a package up (-1) or down (1) from where it is, or from where it was proposed already. */
  propose(workPackageId: string, step: -1 | 1): void {
    const workPackages = this.plan()?.workPackages ?? [];
    const one = workPackages.find((candidate) => candidate.workPackageId === workPackageId);
    if (!one) return;
    const before = this.proposal();
    const from = before?.workPackageId === workPackageId && before.number !== null ? before.number : one.number;
    const number = Math.min(workPackages.length, Math.max(1, from + step));
    this.proposal.set(number === one.number ? null : { workPackageId, number, renumbered: renumberedOf(workPackages, withMoved(workPackages, workPackageId, number)) });
  }

  proposeRemoval(workPackageId: string): void {
    const workPackages = this.plan()?.workPackages ?? [];
    this.proposal.set({ workPackageId, number: null, renumbered: renumberedOf(workPackages, withRemoved(workPackages, workPackageId)) });
  }

  /** Does what is proposed. A refusal takes the proposal away: it was made on a plan that may be another now. */
  async apply(): Promise<boolean> {
    const proposal = this.proposal();
    if (!proposal) return false;
    this.proposal.set(null);
    const { workPackageId, number } = proposal;
    return number === null ? this.#act('DELETE', `/${workPackageId}`) : this.#act('PUT', `/${workPackageId}/number`, { number });
  }

  #draft(key: string, text: string | null): void {
    const drafts = new Map(this.#drafts());
    if (text === null) drafts.delete(key);
    else drafts.set(key, text);
    this.#drafts.set(drafts);
  }

  #act(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object): Promise<boolean> {
    const address = this.#address;
    this.pending.update((n) => n + 1);
    const act = this.#last.then(() => this.#send(address, () => this.#api.change<WorkPlanChanges>(method, address + path, body, method === 'POST' ? {} : { ifMatch: `"${this.#revision}"` })));
    this.#last = act;
    return act.finally(() => this.pending.update((n) => n - 1));
  }

  /** Whether it was saved. */
  async #send(address: string, ask: () => Promise<Answer<WorkPlanChanges>>): Promise<boolean> {
    if (address !== this.#address) return false;
    try {
      const { body } = await ask();
      if (address !== this.#address) return false;
      this.#show(body);
      this.refused.set(null);
      this.renumbered.set(body.renumbered);
      this.savedAt.set(new Date().toISOString());
      return true;
    } catch (thrown) {
      if (address !== this.#address) return false;
      const problem = ApiProblem.from(thrown);
      this.refused.set(problem);
      this.renumbered.set([]);
      const current = (problem.body as { current?: WorkPlanChanges } | null)?.current;
      if (problem.status === 412 && current) this.#show(current);
      return false;
    }
  }

  #show({ revision, workPackages }: WorkPlanChanges): void {
    this.#revision = revision;
    this.plan.update((plan) => plan && { ...plan, revision, workPackages });
  }
}
