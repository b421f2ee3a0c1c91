import { DOCUMENT, DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import { isEditable, type BudgetLinesView, type ChosenRate, type FlatRateChanges, type LineChanges, type LineView, type SimplifiedCostsView } from '@passerelle/budget/model';
import { ApiClient, ApiProblem, SessionStore } from '@passerelle/shared/web-kit';
import { Following } from '../_live/following';
import { OPEN_EVENTS } from '../_live/live-link';
import { ChoicesOnDevice, type Step } from './choices-on-device';
import { backAgain, isGivenUp, stillGone, stillStands } from './lines-back';

const MOST_STEPS = 100;

/** The simplified costs of a project on the screen. What is chosen goes out at once, and what stands is always the server's. */
@Injectable()
export class SimplifiedCostsStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(SessionStore);
  readonly #device = inject(ChoicesOnDevice);
  readonly #steps = signal<readonly Step[]>([]);
  /** Choices whose deleted lines are gone still. */
  readonly #lost = signal<readonly Step[]>([]);
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
  readonly isOpen = computed(() => isEditable(this.view()?.status ?? ''));
  readonly canUndo = computed(() => this.#steps().length > 0 && !this.saving() && this.isOpen());
  /** Lines that a rate deleted which has been given up since: they can be brought back. */
  readonly offered = computed(() => this.#lost().filter((step) => this.mayChange(step.operatorId) && isGivenUp(step, this.view())));

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
    this.#lost.set([]);
    try {
      await this.refresh();
      await this.#recall();
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
      const step: Step = { operatorId, formerRates, chosenRates: flatRates, deletedLines };
      this.#steps.update((steps) => [...steps, step].slice(-MOST_STEPS));
      if (deletedLines.length > 0) this.#lost.update((lost) => [...lost, step]);
      this.#keep();
    });
  }

  /** Takes the last choice back, and brings the lines back that it deleted. */
  async undo(): Promise<void> {
    const step = this.#steps().at(-1);
    if (!step || this.saving()) return;
    await this.#act(async () => {
      const { revision } = await this.#send(step.operatorId, step.formerRates, []);
      await this.#restore(step, revision);
      this.#steps.update((steps) => steps.filter((one) => one !== step));
      this.#keep();
    });
  }

  /** Brings the lines back that a choice deleted; the rate is given up already. What was chosen for the operator before is settled by it. */
  async bringBack(step: Step): Promise<void> {
    if (this.saving()) return;
    await this.#act(async () => {
      await this.#restore(step, this.view()?.revision ?? 0);
      this.#steps.update((steps) => steps.filter(({ operatorId }) => operatorId !== step.operatorId));
      this.#keep();
    });
  }

  async #restore(step: Step, revision: number): Promise<void> {
    if (step.deletedLines.length === 0) return;
    await this.#api.change<LineChanges>('PATCH', `${this.#address}/lines`, backAgain(step.deletedLines), { ifMatch: `"${revision}"` });
    this.#lost.update((lost) => lost.filter((one) => one !== step));
  }

  /** The way back that she had when she left: as far as nobody else went on, and the lines are gone still. */
  async #recall(): Promise<void> {
    const [address, view, personId] = [this.#address, this.view(), this.#session.person()?.personId];
    const kept = view && personId ? this.#device.read(personId, view.projectId) : null;
    if (!kept || (!kept.last && kept.lost.length === 0)) return;
    const present = kept.lost.length > 0 ? (await this.#api.get<BudgetLinesView>(`${address}/lines`)).body.lines : [];
    if (address !== this.#address) return;
    const lost = kept.lost.map((step) => stillGone(step, present)).filter(({ deletedLines }) => deletedLines.length > 0);
    const last = kept.last && stillStands(kept.last, view) ? (lost.find((step) => isSame(step, kept.last!)) ?? stillGone(kept.last, present)) : null;
    this.#lost.set(lost);
    this.#steps.set(last ? [last] : []);
    this.#keep();
  }

  #keep(): void {
    const [view, personId] = [this.view(), this.#session.person()?.personId];
    if (view && personId) this.#device.write(personId, view.projectId, { last: this.#steps().at(-1) ?? null, lost: this.#lost() });
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

/** The same choice, read twice from the device. */
const isSame = (a: Step, b: Step): boolean => a.operatorId === b.operatorId && a.deletedLines[0]?.lineId === b.deletedLines[0]?.lineId && JSON.stringify(a.chosenRates) === JSON.stringify(b.chosenRates);
