import { DOCUMENT, DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { type BudgetChanged, type BudgetChanges, type BudgetView, type FollowedChanges, isEditable, type OperatorBudgetView, TOTAL_CELL } from '@passerelle/budget/model';
import { EditHistory, editableText, isFormula, cellKey, type ActKind, type CellAddress, type CellEdit, type CellKey, type CellMark, type CellState, type CellStates, type GridAct, type TypedEdit } from '@passerelle/shared/grid';
import { textIn } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, LanguageStore, Say, SessionStore } from '@passerelle/shared/web-kit';
import { AmountQueue, type Amount, type Kept } from './amount-queue';
import { shownCategories } from './budget-columns';
import { keyOf, savedCents, withChanges, type Conflict } from './drafts';
import { initialsOf } from './initials';
import { LiveLink, OPEN_EVENTS, type CaughtUp } from './live-link';
import { OthersChanges } from './others-changes';
import { UnsentOnDevice } from './unsent-on-device';

/** Amounts are typed only where she may: what is refused for want of the right was taken from her since. */
const WITHDRAWN: readonly string[] = ['budget.may-not-change', 'general.not-allowed', 'general.not-found'];

/** A page that nobody looks at lets the line go: browsers grant a host few of them. */
const HIDDEN_MS = 10_000;

const COLUMN_TERMS: Readonly<Record<string, string>> = { operator: 'term.operator', [TOTAL_CELL]: 'term.totalBudget', 'to-allocate': 'term.toAllocate', erdf: 'term.erdf', own: 'term.ownContribution' };

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
    apply: (changes, own) => this.#apply(changes, own),
    reload: () => void this.#reload(),
    rested: () => void this.#follow(),
  });
  readonly #others = new OthersChanges();
  readonly #link = new LiveLink({
    open: inject(OPEN_EVENTS),
    changed: (changed) => this.#told(changed),
    catchUp: () => this.#catchUp(),
    tellPlace: (stream, at) => this.#api.change('PUT', `${this.#address}/presence`, { stream, operatorId: at?.rowId ?? null, cell: at?.columnId ?? null }),
  });
  /** The latest revision that was told; where it is not on the screen yet it is asked for. */
  #toldRevision = 0;
  #isFollowing = false;

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
  readonly isOpen = computed(() => this.#view()?.isWorking === true && isEditable(this.#view()?.status ?? ''));
  /** Whether the reader may type any amount at all. */
  readonly maySome = computed(() => this.#view()?.operators.some((row) => this.mayEdit(row)) ?? false);
  /** What the columns depend on: it stays the same object while only amounts change. */
  readonly shape = computed(() => this.#view(), { equal: (a, b) => a?.categories === b?.categories && a?.status === b?.status && sameColumns(a, b) });
  /** The categories that the overview shows. */
  readonly shownCategories = computed(() => shownColumns(this.#view()));
  /** The cells that are typed: the total, then the cost categories in the programme's order. */
  readonly typedCells = computed(() => [TOTAL_CELL, ...(this.#view()?.categories ?? []).filter(({ kind }) => kind === 'REAL').map(({ code }) => code)]);
  readonly states = computed<CellStates>(() => this.#states());
  /** The others' changes do not arrive at present. */
  readonly lineLost = this.#link.lost;
  /** Who else has this budget open. */
  readonly persons = this.#link.persons;
  /** What others changed, as a sentence. */
  readonly news = computed(() => this.#sentence());
  readonly marks = computed<ReadonlyMap<CellKey, CellMark>>(() => this.#marks());

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
    effect(() => {
      const isHers = this.#session.signedIn() && (!this.#owner || this.#session.person()?.personId === this.#owner[0]);
      untracked(() => (isHers ? this.#link.resume() : this.#link.stop()));
    });
    const leaveWatch = this.#watchPage(inject(DOCUMENT));
    inject(DestroyRef).onDestroy(() => {
      leaveWatch();
      this.#link.stop();
      this.#others.stop();
      this.#queue.stop();
    });
  }

  /** `version`: another one than the one that is worked on; it is read, and nothing comes in live. */
  async load(programme: string, project: string, version?: string): Promise<void> {
    this.#address = `/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}/budget`;
    this.#problem.set(null);
    this.#link.stop();
    this.#toldRevision = 0;
    try {
      const { body } = await this.#api.get<BudgetView>(this.#address, { version });
      this.#view.set(body);
      if (!body.isWorking) return;
      this.#takeUp(body.projectId);
      this.#link.start(`${this.#address}/live`);
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
    const term = COLUMN_TERMS[cell];
    if (term) return this.#say.say(term);
    const category = this.#view()?.categories.find(({ code }) => code === cell);
    return category ? textIn(category.names, this.#language()) : cell;
  }

  /** Where somebody else stands, in the reader's words; '' where this screen has no such cell. */
  placeName(operatorId: string | null, cell: string | null): string {
    const operator = operatorId && this.operatorName(operatorId);
    const isKnown = cell !== null && (cell in COLUMN_TERMS || this.shownCategories().some(({ code }) => code === cell));
    return operator && isKnown ? `${operator} · ${this.cellName(cell)}` : '';
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

  /** An editor is open in this cell, or in none (null). */
  typing(at: CellAddress | null): void {
    this.#queue.begin(at && { operatorId: at.rowId, cell: at.columnId });
  }

  /** She stands in this cell: the others are told. */
  stand(at: CellAddress): void {
    this.#link.stand(this.#view()?.operators.some(({ operatorId }) => operatorId === at.rowId) ? at : null);
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

  #apply(changes: BudgetChanges, own: ReadonlySet<CellKey>): void {
    const before = this.#view();
    if (!before) return;
    const after = withChanges(before, changes);
    this.#view.set(after);
    this.#others.arrived(before, after, own);
  }

  #told({ revision, byName }: BudgetChanged): void {
    // More may have been saved than was heard: what comes after the screen is asked for, whatever it is.
    this.#toldRevision = Math.max(this.#toldRevision, revision ?? (this.#view()?.revision ?? 0) + 1);
    if (revision !== null) this.#others.authored(revision, byName);
    void this.#follow();
  }

  /** Asks for what is saved and not on the screen; while a request of hers is on its way, its answer brings it. */
  async #follow(): Promise<void> {
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    while (!this.#queue.underWay() && this.#toldRevision > (this.#view()?.revision ?? Infinity)) {
      const told = this.#toldRevision;
      const how = await this.#catchUp();
      // What was told and is not there is asked for once: the line, or the next save, brings it.
      if (how !== 'done' || this.#toldRevision === told) this.#toldRevision = 0;
    }
    this.#isFollowing = false;
  }

  async #catchUp(): Promise<CaughtUp> {
    const [view, address] = [this.#view(), this.#address];
    if (!view) return 'closed';
    try {
      const { body } = await this.#api.get<FollowedChanges>(`${address}/changes`, { after: view.revision }, { waits: false });
      if (this.#address !== address) return 'done';
      this.#queue.receive(body);
      // It was submitted, decided on, or another version is worked on now.
      if (body.budgetId !== view.budgetId || body.status !== view.status) await this.#reload();
      return 'done';
    } catch (thrown) {
      const { status } = ApiProblem.from(thrown);
      // The server knows less than the screen: it was put back to an earlier state.
      if (status === 412) await this.#reload();
      return status === 412 ? 'done' : [401, 403, 404].includes(status) ? 'closed' : 'lost';
    }
  }

  /** Lets the line go while the page is out of sight for longer, and takes it up again. */
  #watchPage(document: Document): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === 'hidden') timer = setTimeout(() => this.#link.stop(), HIDDEN_MS);
      else this.#link.resume();
    };
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }

  /** The budget's status has changed under the screen: what is shown follows, what was typed stays. */
  async #reload(): Promise<void> {
    const answer = await this.#api.get<BudgetView>(this.#address).catch(() => null);
    if (answer) this.#view.update((view) => (view && view.budgetId === answer.body.budgetId && view.revision > answer.body.revision ? view : answer.body));
  }

  #states(): CellStates {
    const states = new Map<CellKey, CellState>();
    for (const key of this.#queue.saved()) states.set(key, { kind: 'saved' });
    for (const [key, name] of this.#others.shown()) states.set(key, { kind: 'brought', note: this.#say.say('live.changed.cell', { name: this.#nameOf(name) }) });
    for (const [key, draft] of this.#queue.pending()) states.set(key, { kind: 'pending', cents: draft.amountCents, ...(isFormula(draft.text) ? { formula: draft.text } : {}) });
    for (const conflict of this.conflicts()) {
      const message = this.#say.say('budget.stale.mark', { name: this.#say.personName(conflict.changedByName) });
      states.set(keyOf(conflict), { kind: 'unclear', text: conflict.text, message });
    }
    for (const [key, kept] of this.#queue.kept()) states.set(key, { kind: kept.kind, text: kept.text, message: this.reason(kept) });
    return states;
  }

  #marks(): ReadonlyMap<CellKey, CellMark> {
    const marks = new Map<CellKey, CellMark>();
    for (const { name, operatorId, cell } of this.persons()) {
      if (!operatorId || !cell) continue;
      const [key, told] = [cellKey(operatorId, cell), this.#say.personName(name)];
      const before = marks.get(key);
      marks.set(key, { sign: before ? `${before.sign} ${initialsOf(told)}` : initialsOf(told), text: this.#say.say('live.here.cell', { name: before ? `${before.text}, ${told}` : told }) });
    }
    return marks;
  }

  #nameOf(name: string): string {
    return this.#say.personName(name) || this.#say.say('live.somebody');
  }

  #sentence(): string {
    const news = this.#others.news();
    const [first, ...more] = news?.cells ?? [];
    if (!news || !first) return '';
    const name = this.#nameOf(news.names.map((one) => this.#say.personName(one)).join(', '));
    if (more.length > 0) return this.#say.say('live.changed.many', { n: news.cells.length, name });
    return this.#say.say('live.changed.one', { operator: this.operatorName(first.operatorId), cell: this.cellName(first.cell), name });
  }
}

const shownColumns = (view: BudgetView | null): BudgetView['categories'] => (view ? shownCategories(view) : []);
const sameColumns = (a: BudgetView | null, b: BudgetView | null): boolean => shownColumns(a).length === shownColumns(b).length && shownColumns(a).every(({ code }, index) => shownColumns(b)[index]?.code === code);
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
