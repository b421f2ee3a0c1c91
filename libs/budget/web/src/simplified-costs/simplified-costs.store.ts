import { DOCUMENT, DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import { isEditable, type ChosenRate, type FlatRateChanges, type LineChanges, type LineView, type SimplifiedCostsView } from '@passerelle/budget/model';
import { ApiClient, ApiProblem, SessionStore } from '@passerelle/shared/web-kit';
import { Following } from '../_live/following';
import { OPEN_EVENTS } from '../_live/live-link';
import { backAgain } from './lines-back';

/** What takes a choice back: the choice before, and the lines that it deleted. */
interface Step {
  readonly operatorId: string;
  readonly formerRates: readonly ChosenRate[];
  readonly deletedLines: readonly LineView[];
}

const MOST_STEPS = 100;

/** The simplified costs of a project on the screen. What is chosen goes out at once, and what stands is always the server's. */
@Injectable()
export class SimplifiedCostsStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(SessionStore);
  readonly #steps = signal<readonly Step[]>([]);
  readonly #failure = signal<ApiProblem | null>(null);
  readonly #saving = signal(false);
  readonly #savedAt = signal<string | null>(null);
  #address = '';
  readonly view = signal<SimplifiedCostsView | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  /** Why the last act was not saved; null where it was. */
  readonly failure = this.#failure.asReadonly();
  readonly saving = this.#saving.asReadonly();
  readonly savedAt = this.#savedAt.asReadonly();
  readonly canUndo = computed(() => this.#steps().length > 0 && !this.saving());
  readonly isOpen = computed(() => isEditable(this.view()?.status ?? ''));

  /** What others save is asked for when it is told: the rates are taken of their lines too. */
  readonly #following = new Following({
    open: inject(OPEN_EVENTS),
    document: inject(DOCUMENT),
    revision: () => this.view()?.revision ?? null,
    underWay: () => this.saving(),
    fetch: () => this.refresh({ quiet: true }),
    reload: () => this.refresh(),
    authored: () => undefined,
    tellPlace: (stream) => this.#api.change('PUT', `${this.#address}/presence`, { stream, operatorId: null, cell: null }, { quiet: true }),
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.#following.stop());
  }

  async load(programme: string, project: string): Promise<void> {
    this.#address = `/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}/budget`;
    this.view.set(null);
    this.problem.set(null);
    this.#steps.set([]);
    try {
      await this.refresh();
      this.#following.start(`${this.#address}/live`);
    } catch (thrown) {
      this.problem.set(ApiProblem.from(thrown));
    }
  }

  /** What stands now: others may have changed the lines that the rates are taken of. */
  async refresh(how: { readonly quiet?: boolean } = {}): Promise<void> {
    const address = this.#address;
    const { body } = await this.#api.get<SimplifiedCostsView>(`${address}/simplified-costs`, undefined, how);
    if (address === this.#address) this.view.set(body);
  }

  /** Asked before an act, and when the screen comes back to the front; whatever fails is told by the act. */
  async lookAgain(): Promise<void> {
    if (this.view() && !this.saving()) await this.refresh().catch(() => undefined);
  }

  mayChange(operatorId: string): boolean {
    const view = this.view();
    return view !== null && this.isOpen() && this.#session.may('budget.changeFlatRates', { programmeId: view.programmeId, projectId: view.projectId, operatorId });
  }

  /** Out: the lines that the choice would delete and that were not confirmed; then nothing was saved. Empty where it was saved, or refused. */
  async choose(operatorId: string, flatRates: readonly ChosenRate[], confirmedLineIds: readonly string[] = []): Promise<readonly LineView[]> {
    return this.#act(async () => {
      const { formerRates, deletedLines } = await this.#send(operatorId, flatRates, confirmedLineIds);
      this.#steps.update((steps) => [...steps, { operatorId, formerRates, deletedLines }].slice(-MOST_STEPS));
    });
  }

  /** Takes the last choice back, and brings the lines back that it deleted. */
  async undo(): Promise<void> {
    const step = this.#steps().at(-1);
    if (!step || this.saving()) return;
    await this.#act(async () => {
      const { revision } = await this.#send(step.operatorId, step.formerRates, []);
      if (step.deletedLines.length > 0) await this.#api.change<LineChanges>('PATCH', `${this.#address}/lines`, backAgain(step.deletedLines), { ifMatch: `"${revision}"` });
      this.#steps.update((steps) => steps.filter((one) => one !== step));
    });
  }

  async #send(operatorId: string, flatRates: readonly ChosenRate[], confirmedLineIds: readonly string[]): Promise<FlatRateChanges> {
    const address = `${this.#address}/operators/${operatorId}/flat-rates`;
    return (await this.#api.change<FlatRateChanges>('PUT', address, { flatRates, confirmedLineIds }, { ifMatch: `"${this.view()?.revision ?? 0}"` })).body;
  }

  async #act(act: () => Promise<void>): Promise<readonly LineView[]> {
    this.#saving.set(true);
    this.#failure.set(null);
    try {
      await act();
      await this.refresh();
      this.#savedAt.set(new Date().toISOString());
      return [];
    } catch (thrown) {
      const problem = ApiProblem.from(thrown);
      if (problem.code === 'budget.lines-would-be-lost') return (problem.body as { lines: LineView[] }).lines;
      this.#failure.set(problem);
      // What somebody else chose meanwhile is shown, so that she decides on what stands.
      if (problem.status === 412) await this.refresh().catch(() => undefined);
      return [];
    } finally {
      this.#saving.set(false);
      void this.#following.follow();
    }
  }
}
