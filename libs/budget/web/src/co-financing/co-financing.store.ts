import { DOCUMENT, Injectable, computed, inject, signal } from '@angular/core';
import { isEditable, LONGEST_SOURCE_NAME, MATCH_FUNDING_FIELDS, type ChangeMatchFunding, type CoFinancingView, type MatchFundingChange, type MatchFundingField, type StaleMatchFunding } from '@passerelle/budget/model';
import { EditHistory, cellKey, editableText, type ActKind, type CellEdit, type CellKey, type CellState, type EditOutcome, type GridAct } from '@passerelle/shared/grid';
import { cents } from '@passerelle/shared/money';
import { ApiClient, ApiProblem, LanguageStore, Say, SessionStore } from '@passerelle/shared/web-kit';
import { Following } from '../_live/following';
import { OPEN_EVENTS } from '../_live/live-link';
import { afterAct, asNew, cellsOf, emptyRow, freshId, gathered, inverseOf, isUnnamed, NO_CHANGE, readDate, rowsOf, withFields, type SourceRow } from './source-requests';

/** An act that somebody else was before: what she wanted, and what stands there now. */
export interface SourceConflict {
  readonly request: ChangeMatchFunding;
  readonly stale: readonly StaleMatchFunding[];
}

const RETRY_MS = 5_000;
/** No answer, or one that says nothing of the act: it goes again. */
const isUnsent = ({ status }: ApiProblem): boolean => status === 0 || status === 401 || status === 429 || status >= 500;

/** The co-financing of a project on the screen. Acts go out one after the other, each once; what is refused stays as typed, what somebody else changed is asked. */
@Injectable()
export class CoFinancingStore {
  readonly #api = inject(ApiClient);
  readonly #language = inject(LanguageStore).language;
  readonly #say = inject(Say);
  readonly #session = inject(SessionStore);
  #address = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #working: Promise<void> | null = null;
  #isTyping = false;
  readonly view = signal<CoFinancingView | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly queue = signal<readonly ChangeMatchFunding[]>([]);
  /** Why the first act of the queue was not sent; why one was refused. */
  readonly unsent = signal<ApiProblem | null>(null);
  readonly refused = signal<ApiProblem | null>(null);
  readonly savedAt = signal<string | null>(null);
  readonly conflicts = signal<readonly SourceConflict[]>([]);
  /** Sources that nobody was named in yet: they are not sent before. */
  readonly drafts = signal<readonly SourceRow[]>([]);
  readonly #marks = signal<ReadonlyMap<CellKey, CellState>>(new Map());
  readonly history = new EditHistory<ActKind, ChangeMatchFunding>();

  /** What others save is on the screen at once. */
  readonly #following = new Following({
    open: inject(OPEN_EVENTS),
    document: inject(DOCUMENT),
    revision: () => this.view()?.revision ?? null,
    // What is being typed stands on what was on the screen when it began: it is judged by that revision.
    underWay: () => this.#working !== null || this.#isTyping,
    fetch: () => this.#fetch({ quiet: true }),
    reload: () => this.#fetch({}),
    authored: () => undefined,
    tellPlace: async () => undefined,
  });

  readonly #sent = computed(() => this.queue().reduce<SourceRow[]>(afterAct, rowsOf(this.view())));
  readonly rows = computed(() => {
    const order = new Map(this.view()?.operators.map(({ operatorId }, index) => [operatorId, index]));
    return [...this.#sent(), ...this.drafts()].sort((a, b) => order.get(a.operatorId)! - order.get(b.operatorId)! || a.position - b.position);
  });
  readonly states = computed(() => {
    const states = new Map<CellKey, CellState>();
    // What was typed of a source stays, and says why it is not saved.
    for (const row of this.drafts()) if (isUnnamed(row)) states.set(cellKey(row.sourceId, 'name'), { kind: 'refused', text: '', message: this.#say.say('co-financing.name-missing') });
    for (const [key, mark] of this.#marks()) states.set(key, mark);
    for (const act of this.queue()) for (const { rowId, columnId } of cellsOf(act)) states.set(cellKey(rowId, columnId), { kind: 'pending' });
    return states;
  });
  /** Sources that say something, but not who pays: nothing of them is saved. */
  readonly unnamed = computed(() => this.drafts().filter(isUnnamed).length);
  readonly isOpen = computed(() => this.view()?.isWorking === true && isEditable(this.view()?.status ?? ''));
  readonly mayChangeSome = computed(() => this.view()?.operators.some(({ operatorId }) => this.mayChange(operatorId)) ?? false);

  async load(programme: string, project: string): Promise<void> {
    const address = (this.#address = `/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}/budget`);
    for (const one of [this.view, this.problem, this.unsent, this.refused, this.savedAt]) one.set(null);
    for (const one of [this.queue, this.conflicts, this.drafts]) one.set([]);
    this.#marks.set(new Map());
    this.history.forget();
    this.#following.link.stop();
    try {
      const { body } = await this.#api.get<CoFinancingView>(`${address}/co-financing`);
      if (address !== this.#address) return;
      this.view.set(body);
      this.#following.start(`${address}/live`);
    } catch (thrown) {
      if (address === this.#address) this.problem.set(ApiProblem.from(thrown));
    }
  }

  async #fetch(how: { readonly quiet?: boolean }): Promise<void> {
    const address = this.#address;
    const { body } = await this.#api.get<CoFinancingView>(`${address}/co-financing`, undefined, how);
    if (address === this.#address) this.#show(body);
  }

  /** What was read: an answer to a save may have come in between, and knows more. `asItIs`: the server knows less than the screen. */
  #show(read: CoFinancingView, { asItIs = false } = {}): void {
    const before = this.view();
    if (before?.budgetId !== read.budgetId) return this.#moveTo(read);
    if (asItIs || read.revision > before.revision) this.view.set(read);
  }

  /** Another version is worked on now: what was not sent was typed in the one before, and stays as it was typed, to be decided on. */
  #moveTo(read: CoFinancingView): void {
    const waiting = this.queue();
    this.view.set(read);
    this.history.forget();
    this.conflicts.set([]);
    this.queue.set([]);
    this.unsent.set(null);
    clearTimeout(this.#timer);
    for (const request of waiting) this.#keep(request, new ApiProblem({ status: 412, code: 'general.stale' }));
  }

  mayChange(operatorId: string): boolean {
    const view = this.view();
    return view !== null && this.isOpen() && this.#session.may('budget.changeMatchFunding', { programmeId: view.programmeId, projectId: view.projectId, operatorId });
  }

  operatorName(operatorId: string): string {
    return this.view()?.operators.find((one) => one.operatorId === operatorId)?.name ?? '';
  }

  /** A new source of an operator, at its end; it is sent once somebody is named in it. Out: its id. */
  add(operatorId: string): string {
    const sourceId = freshId();
    const positions = this.rows().filter((row) => row.operatorId === operatorId).map(({ position }) => position + 1);
    this.drafts.update((drafts) => [...drafts, emptyRow(sourceId, operatorId, Math.max(0, ...positions))]);
    return sourceId;
  }

  /** What was done in the grid, with all its cells. Texts that say nothing that can be saved stay in their cells, marked. */
  act({ kind, edits, added }: GridAct): void {
    const operatorId = this.rows().at(-1)?.operatorId;
    const newRows = operatorId ? added.map((cells) => ({ rowId: this.add(operatorId), cells })) : [];
    const all = [...edits, ...newRows.flatMap(({ rowId, cells }) => [...cells].map(([columnId, edit]): CellEdit => ({ rowId, columnId, ...edit })))];
    this.change(kind, all.flatMap((edit) => this.#changeOf(edit)));
  }

  /** Changes fields of sources: those of drafts stay here until they have a name. */
  change(kind: ActKind, changes: readonly MatchFundingChange[]): void {
    const drafts = new Map(this.drafts().map((row) => [row.sourceId, row]));
    const request = { ...NO_CHANGE, inserted: [] as ChangeMatchFunding['inserted'], changed: [] as ChangeMatchFunding['changed'] };
    for (const change of gathered(changes)) {
      const draft = drafts.get(change.sourceId);
      if (!draft) {
        const row = this.#sent().find(({ sourceId }) => sourceId === change.sourceId);
        const after = row && withFields(row, change);
        if (row && after && MATCH_FUNDING_FIELDS.some((field) => row[field] !== after[field])) request.changed.push(change);
        continue;
      }
      const row = withFields(draft, change);
      drafts.set(row.sourceId, row);
      if (row.name !== '') {
        drafts.delete(row.sourceId);
        request.inserted.push(asNew(row));
      }
    }
    this.drafts.set([...drafts.values()]);
    this.#take(kind, request);
  }

  remove(sourceIds: readonly string[]): void {
    this.drafts.update((drafts) => drafts.filter(({ sourceId }) => !sourceIds.includes(sourceId)));
    const removed = this.#sent().filter((row) => sourceIds.includes(row.sourceId) && this.mayChange(row.operatorId)).map(({ sourceId }) => sourceId);
    this.#take('delete', { ...NO_CHANGE, removed });
  }

  undo(): { kind: ActKind; cells: ReturnType<typeof cellsOf> } | null {
    return this.#carry(this.history.back(), 'before');
  }

  redo(): { kind: ActKind; cells: ReturnType<typeof cellsOf> } | null {
    return this.#carry(this.history.forth(), 'after');
  }

  /** Mine: sent again, on what the other left. Theirs: what she changed herself of it goes all the same. A source that is gone takes neither. */
  choose(conflict: SourceConflict, choice: 'mine' | 'theirs'): void {
    this.conflicts.update((conflicts) => conflicts.filter((one) => one !== conflict));
    const { request, stale } = conflict;
    const letGo = choice === 'theirs' ? stale : stale.filter(({ field, theirs }) => field === null && theirs === null);
    const isLetGo = (sourceId: string, field: string | null): boolean => letGo.some((one) => one.sourceId === sourceId && (one.field === null || one.field === field));
    const changed = request.changed.flatMap(({ sourceId, ...fields }) => {
      const kept = Object.entries(fields).filter(([field]) => !isLetGo(sourceId, field));
      return kept.length > 0 ? [{ sourceId, ...Object.fromEntries(kept) }] : [];
    });
    const left = { inserted: request.inserted.filter(({ sourceId }) => !isLetGo(sourceId, null)), changed, removed: request.removed.filter((sourceId) => !isLetGo(sourceId, null)) };
    if (left.inserted.length + left.changed.length + left.removed.length > 0) this.#send(left);
  }

  tryNow(): void {
    clearTimeout(this.#timer);
    this.#work();
  }

  /** How much there is that the server does not have. */
  unsentCount(): number {
    return this.queue().length + this.drafts().length + this.conflicts().length + this.#marks().size;
  }

  /** Once what is on its way has arrived, or cannot. */
  async settled(): Promise<void> {
    await this.#working;
  }

  /** Somebody types, or has done so: what others saved meanwhile comes once what she typed is sent. */
  typing(isTyping: boolean): void {
    this.#isTyping = isTyping;
    if (!isTyping) setTimeout(() => void this.#following.follow());
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#following.stop();
  }

  // ---------------------------------------------------------------- what a cell's text means

  #changeOf({ rowId, columnId, text, outcome }: CellEdit): MatchFundingChange[] {
    const field = columnId as MatchFundingField;
    const value = this.#valueOf(field, text, outcome);
    const key = cellKey(rowId, columnId);
    const marks = new Map(this.#marks());
    if (value.refused === undefined) marks.delete(key);
    else marks.set(key, { kind: outcome.kind === 'unclear' ? 'unclear' : 'refused', text, message: value.refused });
    this.#marks.set(marks);
    return value.refused === undefined ? [{ sourceId: rowId, [field]: value.is }] : [];
  }

  #valueOf(field: MatchFundingField, text: string, outcome: EditOutcome): { readonly is?: string | number | null; readonly refused?: string } {
    if (outcome.kind === 'unclear' || outcome.kind === 'unreadable') return { refused: this.#say.say(outcome.messageKey, { text }) };
    if (outcome.kind === 'amount') return { is: outcome.cents ?? 0 };
    if (outcome.kind === 'choice') return { is: outcome.value };
    if (field === 'letterDate') {
      const date = readDate(text);
      return date === null ? { refused: this.#say.say('coFinancing.dateUnreadable', { text }) } : { is: date || null };
    }
    if (field === 'name' && text.trim() === '') return { refused: this.#say.say('co-financing.name-missing') };
    if (text.length > LONGEST_SOURCE_NAME) return { refused: this.#say.say('co-financing.name-too-long', { limit: LONGEST_SOURCE_NAME }) };
    return { is: text };
  }

  // ---------------------------------------------------------------- the queue

  #take(kind: ActKind, request: ChangeMatchFunding): void {
    if (request.inserted.length + request.changed.length + request.removed.length === 0) return;
    this.history.record({ kind, before: [inverseOf(this.#sent(), request)], after: [request] });
    this.#send(request);
  }

  #carry(step: { readonly kind: ActKind; readonly before: readonly ChangeMatchFunding[]; readonly after: readonly ChangeMatchFunding[] } | null, which: 'before' | 'after') {
    const request = step?.[which][0];
    if (!step || !request) return null;
    this.#send(request);
    return { kind: step.kind, cells: cellsOf(request) };
  }

  #send(request: ChangeMatchFunding): void {
    this.queue.update((queue) => [...queue, request]);
    this.#work();
  }

  #work(): void {
    this.#working ??= this.#sendAll().finally(() => {
      this.#working = null;
      void this.#following.follow();
    });
  }

  async #sendAll(): Promise<void> {
    for (let request = this.queue()[0]; request; request = this.queue()[0]) {
      const [address, view] = [this.#address, this.view()];
      if (!view) return;
      try {
        const { body } = await this.#api.change<CoFinancingView>('PATCH', `${address}/match-funding`, request, { ifMatch: `"${view.revision}"` });
        if (address !== this.#address) return;
        this.view.set(body);
        this.refused.set(null);
        this.savedAt.set(body.changedAt);
      } catch (thrown) {
        if (address !== this.#address) return;
        const problem = ApiProblem.from(thrown);
        if (isUnsent(problem)) return this.#later(problem);
        // The screen stands on another version than the one that is worked on: it is read anew, and nothing goes out before.
        if (problem.status === 412 && problem.code === 'general.stale') {
          if (!(await this.#readAnew(address, problem))) return;
          if (!this.queue().includes(request)) continue;
        }
        this.#refuse(request, problem);
      }
      this.unsent.set(null);
      this.queue.update((queue) => queue.slice(1));
    }
  }

  /** Whether it was read. */
  async #readAnew(address: string, problem: ApiProblem): Promise<boolean> {
    try {
      const { body } = await this.#api.get<CoFinancingView>(`${address}/co-financing`);
      if (address !== this.#address) return false;
      this.#show(body, { asItIs: true });
      return true;
    } catch {
      if (address === this.#address) this.#later(problem);
      return false;
    }
  }

  #later(problem: ApiProblem): void {
    this.unsent.set(problem);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#work(), (problem.retryAfterSeconds ?? 0) * 1000 || RETRY_MS);
  }

  #refuse(request: ChangeMatchFunding, problem: ApiProblem): void {
    const { staleSources, current } = (problem.body ?? {}) as { staleSources?: StaleMatchFunding[]; current?: CoFinancingView };
    if (problem.status === 412 && staleSources && current) {
      this.view.set(current);
      this.conflicts.update((conflicts) => [...conflicts, { request, stale: staleSources }]);
      return;
    }
    this.#keep(request, problem);
  }

  /** What was not taken stays as it was typed, with the reason. */
  #keep(request: ChangeMatchFunding, problem: ApiProblem): void {
    this.refused.set(problem);
    const message = this.#say.say(problem.code, problem.params);
    const marks = new Map(this.#marks());
    for (const { sourceId, ...fields } of request.changed) {
      for (const [field, value] of Object.entries(fields)) marks.set(cellKey(sourceId, field), { kind: 'refused', text: field === 'amountCents' ? editableText(cents(value as number), this.#language()) : String(value ?? ''), message });
    }
    this.#marks.set(marks);
    // New sources stay as they were typed, to be mended.
    this.drafts.update((drafts) => [...drafts, ...request.inserted.map((source) => withFields(emptyRow(source.sourceId, source.operatorId, source.position ?? 0), source))]);
  }
}
