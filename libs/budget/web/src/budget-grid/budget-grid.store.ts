import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { type BudgetChanges, type BudgetView, isEditable, type OperatorBudgetView, TOTAL_CELL } from '@passerelle/budget/model';
import type { CellAddress, CellKey, CellState, CellStates, TypedEdit } from '@passerelle/shared/grid';
import { textIn } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, LanguageStore, Say, SessionStore } from '@passerelle/shared/web-kit';
import { AmountQueue, type Kept } from './amount-queue';
import { keyOf, withChanges, type Conflict } from './drafts';
import { UnsentOnDevice } from './unsent-on-device';

/** Amounts are typed only where she may: what is refused for want of the right was taken from her since. */
const WITHDRAWN: readonly string[] = ['budget.may-not-change', 'general.not-allowed', 'general.not-found'];

/** One project's budget on the screen. Rows and totals are the server's: nothing is computed here. Edits go through the queue. */
@Injectable()
export class BudgetGridStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(SessionStore);
  readonly #say = inject(Say);
  readonly #language = inject(LanguageStore).language;
  readonly #view = signal<BudgetView | null>(null);
  readonly #problem = signal<ApiProblem | null>(null);
  readonly #device = inject(UnsentOnDevice);
  #address = '';
  /** Whose edits of which project are kept on the device; null until the budget stands. */
  #owner: readonly [personId: string, projectId: string] | null = null;

  readonly view = this.#view.asReadonly();
  readonly problem = this.#problem.asReadonly();
  readonly #queue = new AmountQueue({
    view: this.#view,
    send: async (changes, revision) => {
      const ifMatch = `"${revision}"`;
      return (await this.#api.change<BudgetChanges>('PATCH', `${this.#address}/amounts`, { changes }, { ifMatch })).body;
    },
    apply: (changes) => this.#view.update((view) => view && withChanges(view, changes)),
    reload: () => void this.#reload(),
  });

  readonly conflicts = this.#queue.conflicts;
  readonly failure = this.#queue.failure;
  /** When the last edit of this screen was saved. */
  readonly savedAt = this.#queue.savedAt;
  readonly saving = this.#queue.saving;
  readonly unsentCount = this.#queue.unsentCount;
  /** Amounts typed and not yet answered. */
  readonly onTheirWay = computed(() => [...this.#queue.pending().values()].map(({ amountCents }) => amountCents));
  readonly kept = computed(() => [...this.#queue.kept().values()]);
  /** What would be lost by leaving: edits on their way, and texts that were refused. */
  readonly hasUnsaved = computed(() => this.unsentCount() > 0 || this.kept().length > 0);
  readonly isOpen = computed(() => isEditable(this.#view()?.status ?? ''));
  /** Whether the reader may type any amount at all. */
  readonly maySome = computed(() => this.#view()?.operators.some((row) => this.mayEdit(row)) ?? false);
  /** What the columns depend on: it stays the same object while only amounts change. */
  readonly shape = computed(() => this.#view(), { equal: (a, b) => a?.categories === b?.categories && a?.status === b?.status });
  /** The cells that are typed: the total, then the cost categories in the programme's order. */
  readonly typedCells = computed(() => [TOTAL_CELL, ...(this.#view()?.categories ?? []).map(({ code }) => code)]);
  readonly states = computed<CellStates>(() => this.#states());

  constructor() {
    effect(() => {
      // Somebody else who signs in here does not send what she has typed.
      const isBack = this.#session.signedIn() && this.#session.person()?.personId === this.#owner?.[0];
      if (isBack && untracked(this.failure)?.kind === 'signed-out') this.tryNow();
    });
    effect(() => {
      const unsent = this.#queue.unsent();
      if (this.#owner) this.#device.write(...this.#owner, unsent);
    });
    inject(DestroyRef).onDestroy(() => this.#queue.stop());
  }

  async load(programme: string, project: string): Promise<void> {
    this.#address = `/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}/budget`;
    this.#problem.set(null);
    try {
      const { body } = await this.#api.get<BudgetView>(this.#address);
      this.#view.set(body);
      this.#takeUp(body.projectId);
    } catch (thrown) {
      this.#problem.set(ApiProblem.from(thrown));
    }
  }

  /** She leaves, and lets go of what is not saved. */
  letGo(): void {
    if (this.#owner) this.#device.write(...this.#owner, { drafts: [], conflicts: [], kept: [] });
    this.#owner = null;
  }

  /** Whether the reader may type amounts of this operator now. */
  mayEdit({ operatorId }: Pick<OperatorBudgetView, 'operatorId'>): boolean {
    const view = this.#view();
    return !!view && this.isOpen() && this.#session.may('budget.changeAmounts', { programmeId: view.programmeId, projectId: view.projectId, operatorId });
  }

  /** Why amounts of this operator cannot be typed; '' where they can. */
  lockedReason({ operatorId }: Pick<OperatorBudgetView, 'operatorId'>): string {
    const view = this.#view();
    if (!view || this.mayEdit({ operatorId })) return '';
    return this.isOpen() ? this.#say.say('budget.cell.notYours') : this.#say.say(`budget.cell.closed.${view.status}`);
  }

  operatorName(operatorId: string): string {
    return this.#view()?.operators.find((row) => row.operatorId === operatorId)?.name ?? '';
  }

  /** A cell's name in the reader's words. */
  cellName(cell: string): string {
    if (cell === TOTAL_CELL) return this.#say.say('term.totalBudget');
    const category = this.#view()?.categories.find(({ code }) => code === cell);
    return category ? textIn(category.names, this.#language()) : cell;
  }

  /** Why a text was not taken, in the reader's words. */
  reason({ operatorId, cell, code, params }: Omit<Kept, 'text' | 'kind'>): string {
    return this.#say.say(WITHDRAWN.includes(code) ? 'budget.right-withdrawn' : code, { ...params, operator: this.operatorName(operatorId), cell: this.cellName(cell) });
  }

  /** An edit of a cell: an amount goes on its way; what cannot be read stays as it was typed. */
  edit({ rowId, columnId }: CellAddress, { text, outcome }: TypedEdit): void {
    const at = { operatorId: rowId, cell: columnId };
    if (outcome.kind === 'amount') this.#queue.type({ ...at, text, amountCents: outcome.cents });
    else this.#queue.keep([{ ...at, text, kind: outcome.kind === 'unclear' ? 'unclear' : 'refused', code: outcome.messageKey, params: {} }]);
  }

  /** Puts what was refused away: the cell shows what is saved again. */
  discard(kept: Pick<Kept, 'operatorId' | 'cell'>): void {
    this.#queue.discard(kept);
  }

  choose(conflict: Conflict, choice: 'mine' | 'theirs'): void {
    this.#queue.choose(conflict, choice);
  }

  tryNow(): void {
    this.#queue.tryNow();
  }

  /** Waits a moment for what is on its way. True where something is still not saved. */
  settled(): Promise<boolean> {
    return this.#queue.settled();
  }

  /** What the page before a reload had not sent. */
  #takeUp(projectId: string): void {
    const personId = this.#session.person()?.personId;
    if (!personId || this.#owner?.[1] === projectId) return;
    const unsent = this.#device.read(personId, projectId);
    this.#owner = [personId, projectId];
    if (unsent) this.#queue.restore(unsent);
  }

  /** The budget's status has changed under the screen: what is shown follows, what was typed stays. */
  async #reload(): Promise<void> {
    const answer = await this.#api.get<BudgetView>(this.#address).catch(() => null);
    if (answer) this.#view.update((view) => (view && view.revision > answer.body.revision ? view : answer.body));
  }

  #states(): CellStates {
    const states = new Map<CellKey, CellState>();
    for (const key of this.#queue.saved()) states.set(key, { kind: 'saved' });
    for (const [key, draft] of this.#queue.pending()) states.set(key, { kind: 'pending', cents: draft.amountCents });
    for (const conflict of this.conflicts()) {
      const message = this.#say.say('budget.stale.mark', { name: this.#say.personName(conflict.changedByName) });
      states.set(keyOf(conflict), { kind: 'unclear', text: conflict.text, message });
    }
    for (const [key, kept] of this.#queue.kept()) states.set(key, { kind: kept.kind, text: kept.text, message: this.reason(kept) });
    return states;
  }
}
