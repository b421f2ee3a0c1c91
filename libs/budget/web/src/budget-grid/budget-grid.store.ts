import { DOCUMENT, DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { type AmountChange, type BudgetChanges, type BudgetView, type FollowedChanges, isEditable, type OperatorBudgetView, type StaleCell, TOTAL_CELL } from '@passerelle/budget/model';
import { editableText, isFormula, cellKey, type ActKind, type CellAddress, type CellEdit, type CellKey, type CellMark, type CellState, type CellStates, type GridAct, type TypedEdit } from '@passerelle/shared/grid';
import { textIn } from '@passerelle/shared/kernel';
import { writeAmount, type Cents } from '@passerelle/shared/money';
import { ApiClient, ApiProblem, LanguageStore, Say, SessionStore } from '@passerelle/shared/web-kit';
import { CoveredCategories } from '../_ui/covered-categories';
import { Following } from '../_live/following';
import { initialsOf } from '../_live/initials';
import { OPEN_EVENTS } from '../_live/live-link';
import { OthersChanges } from '../_live/others-changes';
import { keyOf, type Conflict, type FieldAt, type FieldValue, type Kept } from '../_saving/drafts';
import { EditActs, type Standing } from '../_saving/edit-acts';
import { EditQueue, type Stale } from '../_saving/edit-queue';
import { Saving } from '../_saving/saving';
import { UnsentOnDevice } from '../_saving/unsent-on-device';
import { shownCategories } from './budget-columns';
import { changedCells } from './changed-cells';
import { savedCents, withChanges } from './saved-amounts';

/** Amounts are typed only where she may: what is refused for want of the right was taken from her since. */
const WITHDRAWN: readonly string[] = ['budget.may-not-change', 'general.not-allowed', 'general.not-found'];
const MOST_CHANGES = 5000;

const COLUMN_TERMS: Readonly<Record<string, string>> = { operator: 'term.operator', [TOTAL_CELL]: 'term.totalBudget', 'to-allocate': 'term.toAllocate', erdf: 'term.erdf', own: 'term.ownContribution' };

type OperatorRow = Pick<OperatorBudgetView, 'operatorId'>;

/** What was undone or done again, and where. */
export interface Returned {
  readonly kind: ActKind;
  readonly cells: readonly CellAddress[];
}

/** One project's budget on the screen. Rows and totals are the server's: nothing is computed here. Edits go through the queue. */
@Injectable()
export class BudgetGridStore extends Saving {
  readonly #api = inject(ApiClient);
  readonly #session = inject(SessionStore);
  readonly #say = inject(Say);
  readonly #language = inject(LanguageStore).language;
  readonly #view = signal<BudgetView | null>(null);
  readonly #problem = signal<ApiProblem | null>(null);
  readonly #covered = inject(CoveredCategories);
  readonly #device = inject(UnsentOnDevice);
  #address = '';
  /** Whose edits of which project are kept on the device; null until the budget stands. */
  #owner: readonly [personId: string, projectId: string, budgetId: string] | null = null;

  readonly view = this.#view.asReadonly();
  readonly problem = this.#problem.asReadonly();
  readonly #queue = new EditQueue<BudgetChanges>({
    revision: () => this.#view()?.revision ?? null,
    saved: (at) => savedCents(this.#view()?.operators ?? [], at),
    known: (rowId) => !!this.#view()?.operators.some(({ operatorId }) => operatorId === rowId),
    limit: { drafts: MOST_CHANGES },
    send: async (drafts, revision) => {
      const changes = drafts.map(({ rowId, field, value }): AmountChange => ({ operatorId: rowId, cell: field, amountCents: value as number | null }));
      return (await this.#api.change<BudgetChanges>('PATCH', `${this.#address}/amounts`, { changes }, { ifMatch: `"${revision}"` })).body;
    },
    apply: (changes, own) => this.#apply(changes, own),
    staleOf: (problem) => staleOf(problem),
    refusedBy: (pointer, drafts) => drafts[indexIn(pointer) ?? -1] ? [drafts[indexIn(pointer)!]!] : [],
    reload: () => this.#reload({ asItIs: true }),
    rested: () => void this.#following.follow(),
  });
  readonly #acts = new EditActs(this.#queue, {
    saved: (at) => savedCents(this.#view()?.operators ?? [], at),
    textOf: (_, value) => editableText(value as Cents | null, this.#language()),
  });
  readonly #others = new OthersChanges();
  readonly #following = new Following({
    open: inject(OPEN_EVENTS),
    document: inject(DOCUMENT),
    revision: () => this.#view()?.revision ?? null,
    underWay: () => this.#queue.underWay(),
    fetch: async (after) => {
      const address = this.#address;
      const { body } = await this.#api.get<FollowedChanges>(`${address}/changes`, { after }, { quiet: true });
      const view = this.#view();
      if (this.#address !== address || !view) return;
      // Another version is worked on now: its lines and amounts are not put among those of this one.
      if (body.budgetId !== view.budgetId) return void (await this.#reload());
      this.#queue.receive(body);
      // It was submitted or decided on.
      if (body.status !== view.status) await this.#reload();
    },
    reload: async () => void (await this.#reload({ asItIs: true })),
    authored: (revision, byName) => this.#others.authored(revision, byName),
    tellPlace: (stream, at) => this.#api.change('PUT', `${this.#address}/presence`, { stream, operatorId: at?.rowId ?? null, cell: at?.columnId ?? null }, { quiet: true }),
  });

  readonly questions = this.#queue.conflicts;
  readonly failure = this.#queue.failure;
  /** When the last edit of this screen was saved. */
  readonly savedAt = this.#queue.savedAt;
  readonly saving = this.#queue.saving;
  readonly unsentCount = this.#queue.unsentCount;
  readonly unsentKey = 'budget.state.unsent';
  /** Amounts typed and not yet answered. */
  readonly onTheirWay = computed(() => [...this.#queue.pending().values()].map(({ value }) => value as Cents | null));
  readonly refused = computed(() => [...this.#queue.kept().values()]);
  /** What would be lost by leaving: edits on their way, and texts that were refused. */
  readonly hasUnsaved = computed(() => this.unsentCount() > 0 || this.refused().length > 0);
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
  readonly lineLost = this.#following.link.lost;
  /** Who else has this budget open. */
  readonly persons = this.#following.link.persons;
  /** What others changed, as a sentence. */
  readonly news = computed(() => this.#sentence());
  readonly marks = computed<ReadonlyMap<CellKey, CellMark>>(() => this.#marks());

  constructor() {
    super();
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
      untracked(() => (isHers ? this.#following.link.resume() : this.#following.link.stop()));
    });
    inject(DestroyRef).onDestroy(() => {
      this.#following.stop();
      this.#others.stop();
      this.#queue.stop();
    });
  }

  /** `version`: another one than the one that is worked on; it is read, and nothing comes in live. */
  async load(programme: string, project: string, version?: string): Promise<void> {
    this.#address = `/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}/budget`;
    this.#problem.set(null);
    this.#following.link.stop();
    try {
      const { body } = await this.#api.get<BudgetView>(this.#address, { version });
      this.#view.set(body);
      if (!body.isWorking) return;
      this.#takeUp(body.projectId, body.budgetId);
      this.#following.start(`${this.#address}/live`);
    } catch (thrown) {
      this.#problem.set(ApiProblem.from(thrown));
    }
  }

  /** She leaves, and lets go of what is not saved. */
  letGo(): void {
    if (this.#owner) this.#device.write(...this.#owner, { drafts: [], conflicts: [], kept: [] });
    this.#owner = null;
  }

  /** Whether the reader may type amounts of this operator now; with a cell: this one, which no flat rate covers. */
  mayEdit(row: OperatorRow, cell?: string): boolean {
    const view = this.#view();
    const mayOperator = !!view && this.isOpen() && this.#session.may('budget.changeAmounts', { programmeId: view.programmeId, projectId: view.projectId, operatorId: row.operatorId });
    return mayOperator && (cell === undefined || this.#covers(row.operatorId, cell) === '');
  }

  /** Why amounts of this operator, or this one, cannot be typed; '' where they can. */
  lockedReason(row: OperatorRow, cell?: string): string {
    const view = this.#view();
    const covered = view && cell !== undefined ? this.#covers(row.operatorId, cell) : '';
    if (!view || covered) return covered;
    if (this.mayEdit(row)) return '';
    return this.isOpen() ? this.#say.say('budget.cell.notYours') : this.#say.say(`budget.cell.closed.${view.status}`);
  }

  /** The flat rate that covers a cell, which is then computed or closed; '' where none does. */
  #covers(operatorId: string, cell: string): string {
    const row = this.#view()?.operators.find((one) => one.operatorId === operatorId);
    const rate = row && this.#covered.rateOf(row, cell);
    return rate ? this.#say.say(row.amountsCents[cell] === undefined ? 'simplifiedCosts.cellClosed' : 'simplifiedCosts.cellComputed', { rate: textIn(rate.names, this.#language()) }) : '';
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
  reason({ rowId, field, code, params }: Omit<Kept, 'text' | 'kind'>): string {
    return this.#say.say(WITHDRAWN.includes(code) ? 'budget.right-withdrawn' : code, { ...params, operator: this.operatorName(rowId), cell: this.cellName(field), ...this.#covered.inWords(params) });
  }

  nameOf({ rowId, field }: FieldAt): string {
    return `${this.operatorName(rowId)} – ${this.cellName(field)}`;
  }

  cellOf({ rowId, field }: FieldAt): CellAddress {
    return { rowId, columnId: field };
  }

  written(_at: FieldAt, value: FieldValue): string {
    return value === null ? '' : writeAmount(value as Cents, this.#language(), { currency: true });
  }

  /** An edit of one cell. */
  edit(at: CellAddress, typed: TypedEdit): void {
    this.act({ kind: 'type', edits: [{ ...at, ...typed }] });
  }

  /** One act, whatever the number of its cells. */
  act({ kind, edits }: Pick<GridAct, 'kind' | 'edits'>): void {
    this.#acts.act(kind, edits.flatMap((edit) => standingOf(edit) ?? []));
  }

  undo(): Returned | null {
    return returned(this.#acts.undo());
  }

  redo(): Returned | null {
    return returned(this.#acts.redo());
  }

  /** Puts what was refused away: the cell shows what is saved again. */
  discard({ rowId, columnId }: CellAddress): void {
    this.#queue.discard({ rowId, field: columnId });
  }

  decide(question: Conflict, choice: 'mine' | 'theirs'): void {
    this.#queue.choose(question, choice);
  }

  /** An editor is open in this cell, or in none (null). */
  typing(at: CellAddress | null): void {
    this.#queue.begin(at && { rowId: at.rowId, field: at.columnId });
  }

  /** She stands in this cell: the others are told. */
  stand(at: CellAddress): void {
    this.#following.link.stand(this.#view()?.operators.some(({ operatorId }) => operatorId === at.rowId) ? at : null);
  }

  tryNow(): void {
    this.#queue.tryNow();
  }

  /** Waits a moment for what is on its way. True where something is still not saved. */
  settled(): Promise<boolean> {
    return this.#queue.settled();
  }

  /** What the page before a reload had not sent. */
  #takeUp(projectId: string, budgetId: string): void {
    const personId = this.#session.person()?.personId;
    const before = this.#owner;
    if (!personId || (before?.[1] === projectId && before[2] === budgetId)) return;
    this.#owner = [personId, projectId, budgetId];
    if (before?.[1] === projectId) return this.#moved();
    const unsent = this.#device.read(personId, projectId);
    if (unsent) this.#queue[unsent.budgetId === budgetId ? 'restore' : 'restoreOther'](unsent);
  }

  /** Undoing an act of another version would write into this one what was never in it. */
  #moved(): void {
    this.#acts.forget();
    this.#queue.moved();
  }

  #apply(changes: BudgetChanges, own: ReadonlySet<CellKey>): void {
    const before = this.#view();
    if (!before) return;
    const after = withChanges(before, changes);
    this.#view.set(after);
    this.#others.arrived(changedCells(before, after).filter(({ rowId, columnId }) => !own.has(cellKey(rowId, columnId))), before.revision, after.revision);
  }

  /** The budget's status has changed under the screen, or another version is worked on: what is shown follows, what was typed stays. Out: whether it was read. */
  async #reload({ asItIs = false } = {}): Promise<boolean> {
    const address = this.#address;
    const answer = await this.#api.get<BudgetView>(address).catch(() => null);
    const before = this.#view();
    if (!answer || !before || address !== this.#address) return false;
    if (before.budgetId === answer.body.budgetId && before.revision > answer.body.revision && !asItIs) return true;
    this.#view.set(answer.body);
    if (before.budgetId !== answer.body.budgetId) this.#takeUp(answer.body.projectId, answer.body.budgetId);
    return true;
  }

  #states(): CellStates {
    const states = new Map<CellKey, CellState>();
    for (const key of this.#queue.saved()) states.set(key, { kind: 'saved' });
    for (const [key, name] of this.#others.shown()) states.set(key, { kind: 'brought', note: this.#say.say('live.changed.cell', { name: this.#nameOf(name) }) });
    for (const [key, draft] of this.#queue.pending()) states.set(key, { kind: 'pending', cents: draft.value as Cents | null, ...(isFormula(draft.text) ? { formula: draft.text } : {}) });
    for (const conflict of this.questions()) {
      const message = conflict.ofVersion ? this.#say.say('budget.stale.markVersion') : this.#say.say('budget.stale.mark', { name: this.#say.personName(conflict.changedByName) });
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
    return this.#say.say('live.changed.one', { operator: this.operatorName(first.rowId), cell: this.cellName(first.columnId), name });
  }
}

const shownColumns = (view: BudgetView | null): BudgetView['categories'] => (view ? shownCategories(view) : []);
const sameColumns = (a: BudgetView | null, b: BudgetView | null): boolean => shownColumns(a).length === shownColumns(b).length && shownColumns(a).every(({ code }, index) => shownColumns(b)[index]?.code === code);
const returned = (act: ReturnType<EditActs<BudgetChanges>['undo']>): Returned | null => act && { kind: act.kind, cells: act.at.map(({ rowId, field }) => ({ rowId, columnId: field })) };

function staleOf({ body }: ApiProblem): { stale: Stale[]; current: BudgetChanges } | null {
  const { staleCells = [], current } = (body ?? {}) as { readonly staleCells?: readonly StaleCell[]; readonly current?: BudgetChanges };
  const stale = staleCells.map(({ operatorId, cell, operatorName, theirsCents, changedByName, changedAt }): Stale => ({ rowId: operatorId, field: cell, rowName: operatorName, theirs: theirsCents, changedByName, changedAt }));
  return current && stale.length > 0 ? { stale, current } : null;
}

/** `/changes/3/amountCents` → 3 */
function indexIn(pointer: string): number | null {
  const found = /^\/changes\/(\d+)(?:\/|$)/.exec(pointer);
  return found ? Number(found[1]) : null;
}

/** Everything that is typed in this grid is an amount. */
function standingOf({ rowId, columnId, text, outcome }: CellEdit): Standing | null {
  const at = { rowId, field: columnId, text };
  if (outcome.kind === 'amount') return { ...at, value: outcome.cents };
  if (outcome.kind !== 'unclear' && outcome.kind !== 'unreadable') return null;
  return { ...at, kind: outcome.kind === 'unclear' ? 'unclear' : 'refused', code: outcome.messageKey, params: {} };
}
