import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { type BudgetChanges, type BudgetView, isEditable, type OperatorBudgetView, TOTAL_CELL } from '@passerelle/budget/model';
import { EditHistory, editableText, isFormula, type ActKind, type CellAddress, type CellEdit, type CellKey, type CellState, type CellStates, type GridAct, type TypedEdit } from '@passerelle/shared/grid';
import { textIn } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, LanguageStore, Say, SessionStore } from '@passerelle/shared/web-kit';
import { AmountQueue, type Amount, type Kept } from './amount-queue';
import { keyOf, savedCents, withChanges, type Conflict } from './drafts';
import { UnsentOnDevice } from './unsent-on-device';

/** Amounts are typed only where she may: what is refused for want of the right was taken from her since. */
const WITHDRAWN: readonly string[] = ['budget.may-not-change', 'general.not-allowed', 'general.not-found'];

/** What stands in a cell: an amount, or a text that was not taken. */
type Standing = Amount | Kept;

/** What was undone or done again, and where. */
export interface Returned {
  readonly kind: ActKind;
  readonly cells: readonly CellAddress[];
}

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
  readonly #history = new EditHistory<ActKind, Standing>();
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

  /** An edit of one cell. */
  edit(at: CellAddress, typed: TypedEdit): void {
    this.act({ kind: 'type', edits: [{ ...at, ...typed }] });
  }

  /** One act, whatever the number of its cells: amounts go on their way together; what cannot be read stays as it was typed. */
  act({ kind, edits }: Pick<GridAct, 'kind' | 'edits'>): void {
    const after = edits.flatMap((edit) => standingOf(edit) ?? []);
    const before = after.map((cell) => this.#standing(cell));
    if (this.#answers(after)) this.#history.amend(after);
    else if (after.some((cell, index) => !sameStanding(cell, before[index]!))) this.#history.record({ kind, before, after });
    this.#put(after, []);
  }

  /** Takes the latest act back, all of it; null where nothing is left. It goes out like any other edit: what somebody else changed since is asked. */
  undo(): Returned | null {
    const step = this.#history.back();
    if (!step) return null;
    this.#put(step.before, step.after);
    return { kind: step.kind, cells: step.before.map(addressOf) };
  }

  redo(): Returned | null {
    const step = this.#history.forth();
    if (!step) return null;
    this.#put(step.after, step.before);
    return { kind: step.kind, cells: step.after.map(addressOf) };
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

  /** `expected` stands in the cells as far as this page knows; by their order. */
  #put(cells: readonly Standing[], expected: readonly Standing[]): void {
    this.#queue.keep(cells.filter(isKept));
    this.#queue.type(
      cells.flatMap((cell, index): Amount[] => {
        const before = expected[index];
        return isKept(cell) ? [] : [{ ...cell, expectedCents: before && !isKept(before) ? before.amountCents : undefined }];
      }),
    );
  }

  #standing(at: Pick<Standing, 'operatorId' | 'cell'>): Standing {
    const { operatorId, cell } = at;
    const key = keyOf(at);
    const kept = this.#queue.kept().get(key);
    if (kept) return kept;
    const waiting = this.#queue.pending().get(key);
    if (waiting) return { operatorId, cell, text: waiting.text, amountCents: waiting.amountCents };
    const conflict = this.conflicts().find((other) => keyOf(other) === key);
    if (conflict) return { operatorId, cell, text: conflict.text, amountCents: conflict.yoursCents };
    const amountCents = savedCents(this.#view()?.operators ?? [], at);
    return { operatorId, cell, text: editableText(amountCents, this.#language()), amountCents };
  }

  /** Whether this is the amount chosen for the text that the latest act left unclear. */
  #answers([edit, ...others]: readonly Standing[]): boolean {
    const [asked, ...more] = this.#history.latest()?.after ?? [];
    if (!edit || !asked || others.length + more.length > 0 || isKept(edit) || !isKept(asked)) return false;
    return asked.kind === 'unclear' && keyOf(asked) === keyOf(edit) && asked.text === edit.text && this.#queue.kept().has(keyOf(edit));
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
    for (const [key, draft] of this.#queue.pending()) states.set(key, { kind: 'pending', cents: draft.amountCents, ...(isFormula(draft.text) ? { formula: draft.text } : {}) });
    for (const conflict of this.conflicts()) {
      const message = this.#say.say('budget.stale.mark', { name: this.#say.personName(conflict.changedByName) });
      states.set(keyOf(conflict), { kind: 'unclear', text: conflict.text, message });
    }
    for (const [key, kept] of this.#queue.kept()) states.set(key, { kind: kept.kind, text: kept.text, message: this.reason(kept) });
    return states;
  }
}

const isKept = (cell: Standing): cell is Kept => 'code' in cell;
const addressOf = ({ operatorId, cell }: Standing): CellAddress => ({ rowId: operatorId, columnId: cell });
const sameStanding = (a: Standing, b: Standing): boolean => (isKept(a) || isKept(b) ? isKept(a) && isKept(b) && a.text === b.text : a.amountCents === b.amountCents);

/** Nothing in a budget grid is words. */
function standingOf({ rowId, columnId, text, outcome }: CellEdit): Standing | null {
  const at = { operatorId: rowId, cell: columnId, text };
  if (outcome.kind === 'text') return null;
  if (outcome.kind === 'amount') return { ...at, amountCents: outcome.cents };
  return { ...at, kind: outcome.kind === 'unclear' ? 'unclear' : 'refused', code: outcome.messageKey, params: {} };
}
