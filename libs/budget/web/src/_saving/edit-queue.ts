import { computed, signal } from '@angular/core';
import type { CellKey } from '@passerelle/shared/grid';
import { ApiProblem } from '@passerelle/shared/web-kit';
import { keyOf, nextBatch, putBack, rebased, unheard, type Conflict, type Draft, type Drafts, type FieldAt, type FieldValue, type Kept, type Limit } from './drafts';

/** Everything typed that the server has not acknowledged, and nobody has put away. */
export interface Unsent {
  readonly drafts: readonly Draft[];
  readonly conflicts: readonly Conflict[];
  readonly kept: readonly Kept[];
}

/** A value that somebody typed, pasted or brought back. */
export interface Typed extends Pick<Draft, 'rowId' | 'field' | 'text' | 'value'> {
  /** Undoing expects what the undone act had left in the field. Where somebody else has changed it since, the server is to ask. */
  readonly expected?: FieldValue;
}

/** Why nothing goes out at present. The edits stay; a network failure is tried again at `nextTryAt`, a lost session when she is back. */
export interface Failure {
  readonly kind: 'network' | 'signed-out';
  readonly attempts: number;
  readonly nextTryAt: number | null;
}

/** What came of a request: everything that was saved after the revision on which it stood. */
export interface Saved {
  readonly revision: number;
  readonly changedAt: string;
}

/** A field of the request that somebody else changed in the meantime; or a whole row, which one of the two has deleted. */
export interface Stale extends Omit<Conflict, 'text' | 'typedAt' | 'revision' | 'yours' | 'drafts'> {
  readonly wholeRow?: boolean;
}

/** What the queue asks of the screen's store: what is saved as far as the screen knows, sending, putting an answer in place, reading anew. */
export interface QueueHost<Changes extends Saved> {
  /** null: nothing is on the screen yet. */
  readonly revision: () => number | null;
  readonly saved: (at: FieldAt) => FieldValue;
  /** Whether drafts of this row can still go out. */
  readonly known: (rowId: string, drafts: readonly Draft[]) => boolean;
  readonly limit: Limit;
  readonly send: (drafts: readonly Draft[], revision: number) => Promise<Changes>;
  /** `own`: the fields that she changed herself. */
  readonly apply: (changes: Changes, own: ReadonlySet<CellKey>) => void;
  /** The stale fields of a 412; null where it is another one. `drafts` are those of the request, in its order. */
  readonly staleOf: (problem: ApiProblem) => { readonly stale: readonly Stale[]; readonly current: Changes } | null;
  /** The drafts that a refusal is about, by its pointer; none where it is about the whole request. */
  readonly refusedBy: (pointer: string, drafts: readonly Draft[]) => readonly Draft[];
  /** What is to be sent where she keeps hers of a row that one of the two has deleted. */
  readonly again?: (conflict: Conflict) => readonly Draft[];
  /** Out: whether the screen stands on what the server has now. */
  readonly reload: () => Promise<boolean>;
  /** The field that says whether a row is there; null on screens whose rows stand. */
  readonly wholeRow?: string;
  /** An answer came, or none will. */
  readonly rested: () => void;
}

const WAITS_SECONDS = [2, 4, 8, 16, 30, 60];
/** Under this nothing blinks. */
const SLOW_MS = 150;
const none = <V>(): ReadonlyMap<CellKey, V> => new Map();

/**
 * Edits wait in line; one request is under way at a time, and what is typed meanwhile goes with the next one. Nothing typed is ever dropped:
 * it is waiting, under way, waiting for a choice, or kept as it was refused.
 */
export class EditQueue<Changes extends Saved> {
  readonly #waiting = signal<Drafts>(none());
  readonly #sending = signal<Drafts>(none());
  readonly #kept = signal<ReadonlyMap<CellKey, Kept>>(none());
  readonly #saved = signal<ReadonlySet<CellKey>>(new Set());
  readonly #conflicts = signal<readonly Conflict[]>([]);
  readonly #failure = signal<Failure | null>(null);
  readonly #savedAt = signal<string | null>(null);
  readonly #slow = signal(false);
  /** Of each cell that she has saved on this page: what it held then, and on which revision. */
  readonly #held = new Map<CellKey, Ground>();
  /** The cell in which she types, and what stood there when she began. */
  #begun: ({ readonly key: CellKey } & Ground) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly pending = computed<Drafts>(() => new Map([...this.#sending(), ...this.#waiting()]));
  readonly kept = this.#kept.asReadonly();
  /** The cells of the latest answer. */
  readonly saved = this.#saved.asReadonly();
  readonly savedAt = this.#savedAt.asReadonly();
  readonly conflicts = this.#conflicts.asReadonly();
  readonly failure = this.#failure.asReadonly();
  readonly saving = computed(() => this.#sending().size > 0 && this.#slow());
  /** A request is on its way: its answer brings what others saved along. */
  readonly underWay = computed(() => this.#sending().size > 0);
  readonly unsentCount = computed(() => this.pending().size + this.#conflicts().length);
  /** What a reload would lose. Of a value under way nobody knows whether it has arrived. */
  readonly unsent = computed<Unsent>(() => ({
    drafts: [...putBack(unheard(this.#sending()), this.#waiting()).values()],
    conflicts: this.#conflicts(),
    kept: [...this.#kept().values()],
  }));

  constructor(private readonly host: QueueHost<Changes>) {}

  /** Values of one act go on their way together: a typed cell, or a block. */
  type(values: readonly Typed[]): void {
    const revision = this.host.revision();
    if (revision === null) return;
    const typedAt = new Date().toISOString();
    const waiting = new Map(this.#waiting());
    const asked = new Map(this.#conflicts().map((conflict) => [keyOf(conflict), conflict]));
    const touched = new Set<CellKey>();
    for (const typed of values) {
      const key = keyOf(typed);
      touched.add(key);
      const conflict = asked.get(key);
      if (conflict) {
        asked.set(key, { ...conflict, text: typed.text, typedAt, yours: typed.value });
        continue;
      }
      const draft = this.#draft(typed, typedAt, revision, waiting.get(key));
      if (draft) waiting.set(key, draft);
      else waiting.delete(key);
    }
    this.#kept.update((kept) => without(kept, touched));
    this.#conflicts.set([...asked.values()]);
    this.#waiting.set(waiting);
    this.#saved.update((saved) => new Set([...saved].filter((key) => !waiting.has(key) || !touched.has(key))));
    void this.#send();
  }

  /** She begins to type in this cell, or has ended (null). What others write there meanwhile she is asked about: she has not seen it. */
  begin(at: FieldAt | null): void {
    const revision = this.host.revision();
    if (at && revision !== null) {
      const key = keyOf(at);
      const pending = this.pending().get(key);
      if (this.#begun?.key !== key) this.#begun = { key, baseValue: pending ? pending.value : this.host.saved(at), baseRevision: revision };
      return;
    }
    const ended = this.#begun;
    // An editor says that it is closed before or after it hands over what was typed.
    setTimeout(() => {
      if (this.#begun === ended) this.#begun = null;
    });
  }

  /** What others saved meanwhile. What she typed stays, on the ground on which she typed it. */
  receive(changes: Changes): void {
    this.#apply(changes, new Set(this.pending().keys()));
  }

  /** Null where nothing is left to send: typed back to what is saved, or on its way. */
  #draft({ rowId, field, text, value, expected }: Typed, typedAt: string, revision: number, earlier: Draft | undefined): Draft | null {
    const key = keyOf({ rowId, field });
    const underWay = this.#sending().get(key);
    const shown = underWay ? underWay.value : this.host.saved({ rowId, field });
    const held = this.#held.get(key);
    const isOthers = expected !== undefined && expected !== shown && !underWay && held !== undefined && held.baseValue !== shown;
    const begun = this.#begun?.key === key && !underWay && this.#begun.baseValue !== shown ? this.#begun : null;
    const { baseValue, baseRevision, unheard }: Ground = earlier ?? begun ?? (isOthers ? held : { baseValue: shown, baseRevision: revision });
    const draft: Draft = { rowId, field, text, value, typedAt, baseValue, baseRevision, unheard };
    // Unless the server may hold something else by now.
    return value === shown && !unheard ? null : draft;
  }

  /** What cannot be taken stays as it was typed. */
  keep(kept: readonly Kept[]): void {
    if (kept.length === 0) return;
    const keys = new Set(kept.map(keyOf));
    this.#waiting.update((waiting) => without(waiting, keys));
    this.#conflicts.update((all) => all.filter((conflict) => !keys.has(keyOf(conflict))));
    this.#saved.update((saved) => new Set([...saved].filter((key) => !keys.has(key))));
    this.#kept.update((all) => new Map([...all, ...kept.map((entry): [CellKey, Kept] => [keyOf(entry), entry])]));
  }

  /** Puts what was refused away: the cell shows what is saved again. */
  discard({ rowId, field }: FieldAt): void {
    this.#kept.update((kept) => without(kept, new Set([keyOf({ rowId, field })])));
  }

  /** Of two values in one cell: hers is sent again, on top of theirs, which she has seen; or theirs stays. */
  choose(conflict: Conflict, choice: 'mine' | 'theirs'): void {
    const now = this.host.revision();
    this.#conflicts.update((all) => all.filter((other) => keyOf(other) !== keyOf(conflict)));
    if (choice === 'theirs' || now === null) return;
    const { rowId, field, text, typedAt, yours, theirs, revision } = conflict;
    const hers: readonly Draft[] = conflict.drafts ? (this.host.again?.(conflict) ?? []) : [{ rowId, field, text, typedAt, value: yours, baseRevision: revision, baseValue: theirs }];
    this.#waiting.update((waiting) => rebased(new Map([...waiting, ...hers.map((draft): [CellKey, Draft] => [keyOf(draft), draft])]), this.host.saved, now));
    void this.#send();
  }

  /** Takes up what an earlier page left: the amounts go out on the ground on which they were typed, so that nothing is overwritten unseen. */
  restore({ drafts, conflicts, kept }: Unsent): void {
    const revision = this.host.revision();
    if (revision === null) return;
    const known = ({ rowId }: FieldAt) => this.host.known(rowId, drafts);
    this.#kept.set(new Map(kept.filter(known).map((entry) => [keyOf(entry), entry])));
    this.#conflicts.set(conflicts.filter(known));
    const open = drafts.filter((draft) => known(draft) && draft.value !== this.host.saved(draft));
    this.#waiting.set(rebased(new Map(open.map((draft) => [keyOf(draft), draft])), this.host.saved, revision));
    void this.#send();
  }

  /** The screen shows another version from now on. What is under way the server judges by its revision. */
  moved(): void {
    if (this.#sending().size === 0) this.#askAll(this.#waiting());
  }

  /** Takes up what an earlier page left of another version of the budget. */
  restoreOther({ drafts, conflicts, kept }: Unsent): void {
    this.#kept.set(new Map(kept.filter(({ rowId }) => this.host.known(rowId, drafts)).map((entry) => [keyOf(entry), entry])));
    this.#conflicts.set(conflicts);
    this.#askAll(new Map(drafts.map((draft) => [keyOf(draft), draft])));
  }

  /** Waits a moment for what is on its way. True where something is still not saved. */
  async settled(): Promise<boolean> {
    for (let waited = 0; waited < 20 && this.#sending().size > 0; waited++) await new Promise((resolve) => setTimeout(resolve, 50));
    return this.unsentCount() > 0 || this.#kept().size > 0;
  }

  tryNow(): void {
    clearTimeout(this.#timer);
    if (this.#sending().size > 0) return;
    this.#failure.update((failure) => failure && { ...failure, nextTryAt: null });
    void this.#send(true);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #send(again = false): Promise<void> {
    if (this.#sending().size > 0 || this.#waiting().size === 0 || (this.#failure() && !again)) return;
    const batch = nextBatch(this.#waiting(), this.host.limit);
    this.#waiting.update((waiting) => without(waiting, new Set(batch.keys())));
    this.#sending.set(batch);
    const slow = setTimeout(() => this.#slow.set(true), SLOW_MS);
    try {
      this.#took(batch, await this.host.send([...batch.values()], [...batch.values()][0]!.baseRevision));
    } catch (thrown) {
      await this.#notTaken(batch, ApiProblem.from(thrown));
    } finally {
      clearTimeout(slow);
      this.#slow.set(false);
    }
    void this.#send();
    this.host.rested();
  }

  #took(batch: Drafts, changes: Changes): void {
    this.#sending.set(none());
    this.#failure.set(null);
    this.#savedAt.set(changes.changedAt);
    this.#saved.set(new Set(batch.keys()));
    for (const [key, { value }] of batch) this.#held.set(key, { baseValue: value, baseRevision: changes.revision });
    this.#apply(changes, new Set(batch.keys()));
  }

  #apply(changes: Changes, own: ReadonlySet<CellKey>): void {
    this.host.apply(changes, own);
    const revision = this.host.revision();
    if (revision !== null) this.#waiting.update((waiting) => rebased(waiting, this.host.saved, revision));
  }

  async #notTaken(batch: Drafts, problem: ApiProblem): Promise<void> {
    // The screen stands on another version than the one that is worked on, or on what is no more: it is read anew, and until then the batch counts as under way.
    if (problem.status === 412 && problem.code === 'general.stale') {
      const isRead = await this.host.reload();
      this.#sending.set(none());
      return isRead ? this.#askAll(putBack(batch, this.#waiting())) : this.#failed(batch, 'network', null);
    }
    this.#sending.set(none());
    const answer = problem.status === 412 ? this.host.staleOf(problem) : null;
    if (answer?.stale.some((at) => at.wholeRow || batch.has(keyOf(at)))) return this.#ask(batch, answer);
    if (problem.status === 401) return this.#failed(batch, 'signed-out', null);
    // Signed in again in another tab: the page gets the new session's token by itself, and what was typed goes out with it.
    if (problem.code === 'general.csrf') return this.#failed(batch, 'network', null);
    if (problem.status === 0 || problem.status >= 500 || problem.status === 429 || problem.status === 412) {
      return this.#failed(batch, 'network', problem.retryAfterSeconds);
    }
    this.#refuse(batch, problem);
  }

  /** Nothing of the batch was saved. Cells that nobody else touched go out again; the others wait for a choice. */
  #ask(batch: Drafts, { stale, current }: StaleAnswer<Changes>): void {
    this.#failure.set(null);
    const all = new Map(putBack(batch, this.#waiting()));
    const conflicts: Conflict[] = [];
    for (const { wholeRow, ...at } of stale) {
      const key = keyOf(at);
      const ofRow = [...all].filter(([, { rowId }]) => rowId === at.rowId);
      const draft = wholeRow ? ofRow[0]?.[1] : all.get(key);
      for (const other of wholeRow ? ofRow.map(([one]) => one) : [key]) all.delete(other);
      // Both wrote the same: there is nothing to choose.
      if (!draft || (!wholeRow && draft.value === at.theirs)) continue;
      const isHers = !wholeRow && draft.unheard?.includes(at.theirs);
      if (isHers) all.set(key, { ...draft, baseValue: at.theirs, baseRevision: current.revision });
      else conflicts.push({ ...at, yours: draft.value, text: draft.text, typedAt: draft.typedAt, revision: current.revision, ...(wholeRow ? { drafts: ofRow.map(([, one]) => one) } : {}) });
    }
    this.#waiting.set(all);
    const asked = new Set(stale.map(keyOf));
    this.#conflicts.update((before) => [...before.filter((conflict) => !asked.has(keyOf(conflict))), ...conflicts]);
    this.#apply(current, new Set(batch.keys()));
  }

  /** The screen shows another version than the one in which these were typed: of each the writer decides, and nothing of them goes out before. */
  #askAll(drafts: Drafts): void {
    clearTimeout(this.#timer);
    this.#failure.set(null);
    this.#held.clear();
    this.#begun = null;
    const revision = this.host.revision() ?? 0;
    const asked = [...new Set([...drafts.values()].map(({ rowId }) => rowId))].flatMap((id): Conflict[] => {
      const ofRow = [...drafts.values()].filter(({ rowId }) => rowId === id);
      const { wholeRow } = this.host;
      const isWhole = wholeRow !== undefined && (ofRow.some(({ field }) => field === wholeRow) || !this.host.known(id, []));
      const open = ofRow.filter((draft) => draft.value !== this.host.saved(draft));
      const of = (draft: Draft, more: Partial<Conflict> = {}): Conflict => ({
        rowId: draft.rowId, field: draft.field, text: draft.text, typedAt: draft.typedAt, yours: draft.value, theirs: this.host.saved(draft), rowName: '', changedByName: '', changedAt: draft.typedAt, revision, ofVersion: true, ...more,
      });
      const first = open.find(({ field }) => field === wholeRow) ?? open[0];
      if (isWhole && first) return [of(first, { field: wholeRow, theirs: this.host.saved({ rowId: first.rowId, field: wholeRow }), drafts: ofRow })];
      return open.map((draft) => of(draft));
    });
    const keys = new Set(asked.map(keyOf));
    this.#waiting.set(none());
    this.#conflicts.update((before) => [...before.filter((conflict) => !keys.has(keyOf(conflict))).map((conflict) => ({ ...conflict, revision, theirs: this.host.saved(conflict), ofVersion: true })), ...asked]);
  }

  #failed(batch: Drafts, kind: Failure['kind'], retryAfterSeconds: number | null): void {
    this.#waiting.update((waiting) => putBack(unheard(batch), waiting));
    const attempts = (this.#failure()?.attempts ?? 0) + 1;
    const seconds = retryAfterSeconds ?? WAITS_SECONDS[Math.min(attempts, WAITS_SECONDS.length) - 1]!;
    const nextTryAt = kind === 'network' ? Date.now() + seconds * 1000 : null;
    this.#failure.set({ kind, attempts, nextTryAt });
    if (nextTryAt !== null) this.#timer = setTimeout(() => this.tryNow(), seconds * 1000);
  }

  /** All or nothing: the refused cells keep their text, the others of the batch go out again without them. */
  #refuse(batch: Drafts, problem: ApiProblem): void {
    this.#failure.set(null);
    const drafts = [...batch.values()];
    const found = problem.errors.flatMap(({ pointer, code, params }) => this.host.refusedBy(pointer ?? '', drafts).map((draft) => ({ draft, code, params })));
    const reasons = found.length > 0 ? found : drafts.map((draft) => ({ draft, code: problem.code, params: problem.params }));
    const refused = new Map(reasons.map(({ draft: { rowId, field, text }, code, params }): [CellKey, Kept] => [keyOf({ rowId, field }), { rowId, field, text, kind: 'refused', code, params }]));
    const later = this.#waiting();
    // What was typed over a refused cell meanwhile stands in its place.
    const kept = [...refused.values()].filter((entry) => !later.has(keyOf(entry)) && !this.#kept().has(keyOf(entry)));
    this.#waiting.set(putBack(without(batch, new Set(refused.keys())), later));
    this.keep(kept);
    if (problem.status === 409) void this.host.reload();
  }
}

type Ground = Pick<Draft, 'baseValue' | 'baseRevision' | 'unheard'>;

interface StaleAnswer<Changes> {
  readonly stale: readonly Stale[];
  readonly current: Changes;
}

function without<K, V>(map: ReadonlyMap<K, V>, keys: ReadonlySet<K>): ReadonlyMap<K, V> {
  return new Map([...map].filter(([key]) => !keys.has(key)));
}
