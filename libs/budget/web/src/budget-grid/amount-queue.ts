import { computed, signal, type Signal } from '@angular/core';
import type { AmountChange, BudgetChanges, BudgetView, StaleCell } from '@passerelle/budget/model';
import type { CellKey } from '@passerelle/shared/grid';
import type { Cents } from '@passerelle/shared/money';
import { ApiProblem } from '@passerelle/shared/web-kit';
import { changesOf, keyOf, nextBatch, putBack, rebased, savedCents, unheard, type Conflict, type Draft, type Drafts } from './drafts';

/** A text that stays in its cell as it was typed, and why. */
export interface Kept {
  readonly operatorId: string;
  readonly cell: string;
  readonly text: string;
  readonly kind: 'refused' | 'unclear';
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Everything typed that the server has not acknowledged, and nobody has put away. */
export interface Unsent {
  readonly drafts: readonly Draft[];
  readonly conflicts: readonly Conflict[];
  readonly kept: readonly Kept[];
}

/** An amount that somebody typed, pasted or brought back. */
export interface Amount extends Pick<Draft, 'operatorId' | 'cell' | 'text' | 'amountCents'> {
  /** Undoing expects what the undone act had left in the cell. Where somebody else has changed it since, the server is to ask. */
  readonly expectedCents?: Cents | null;
}

/** Why nothing goes out at present. The edits stay; a network failure is tried again at `nextTryAt`, a lost session when she is back. */
export interface Failure {
  readonly kind: 'network' | 'signed-out';
  readonly attempts: number;
  readonly nextTryAt: number | null;
}

/** What the queue asks of the screen's store: the budget as it stands, sending, putting an answer in place, reading anew. */
export interface QueueHost {
  readonly view: Signal<BudgetView | null>;
  readonly send: (changes: AmountChange[], revision: number) => Promise<BudgetChanges>;
  /** `own`: the cells that she changed herself. */
  readonly apply: (changes: BudgetChanges, own: ReadonlySet<CellKey>) => void;
  readonly reload: () => void;
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
export class AmountQueue {
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
  /** What a reload would lose. Of an amount under way nobody knows whether it has arrived. */
  readonly unsent = computed<Unsent>(() => ({
    drafts: [...putBack(unheard(this.#sending()), this.#waiting()).values()],
    conflicts: this.#conflicts(),
    kept: [...this.#kept().values()],
  }));

  constructor(private readonly host: QueueHost) {}

  /** Amounts of one act go on their way together: a typed cell, or a block. */
  type(amounts: readonly Amount[]): void {
    const view = this.host.view();
    if (!view) return;
    const typedAt = new Date().toISOString();
    const waiting = new Map(this.#waiting());
    const asked = new Map(this.#conflicts().map((conflict) => [keyOf(conflict), conflict]));
    const touched = new Set<CellKey>();
    for (const typed of amounts) {
      const key = keyOf(typed);
      touched.add(key);
      const conflict = asked.get(key);
      if (conflict) {
        asked.set(key, { ...conflict, text: typed.text, typedAt, yoursCents: typed.amountCents });
        continue;
      }
      const draft = this.#draft(typed, typedAt, view, waiting.get(key));
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
  begin(at: Pick<Draft, 'operatorId' | 'cell'> | null): void {
    const view = this.host.view();
    if (at && view) {
      const key = keyOf(at);
      const pending = this.pending().get(key);
      if (this.#begun?.key !== key) this.#begun = { key, baseCents: pending ? pending.amountCents : savedCents(view.operators, at), baseRevision: view.revision };
      return;
    }
    const ended = this.#begun;
    // An editor says that it is closed before or after it hands over what was typed.
    setTimeout(() => {
      if (this.#begun === ended) this.#begun = null;
    });
  }

  /** What others saved meanwhile. What she typed stays, on the ground on which she typed it. */
  receive(changes: BudgetChanges): void {
    this.#apply(changes, new Set(this.pending().keys()));
  }

  /** Null where nothing is left to send: typed back to what is saved, or on its way. */
  #draft({ operatorId, cell, text, amountCents, expectedCents }: Amount, typedAt: string, view: BudgetView, earlier: Draft | undefined): Draft | null {
    const key = keyOf({ operatorId, cell });
    const underWay = this.#sending().get(key);
    const shown = underWay ? underWay.amountCents : savedCents(view.operators, { operatorId, cell });
    const held = this.#held.get(key);
    const isOthers = expectedCents !== undefined && expectedCents !== shown && !underWay && held !== undefined && held.baseCents !== shown;
    const begun = this.#begun?.key === key && !underWay && this.#begun.baseCents !== shown ? this.#begun : null;
    const { baseCents, baseRevision, unheardCents }: Ground = earlier ?? begun ?? (isOthers ? held : { baseCents: shown, baseRevision: view.revision });
    const draft: Draft = { operatorId, cell, text, amountCents, typedAt, baseCents, baseRevision, unheardCents };
    // Unless the server may hold something else by now.
    return amountCents === shown && !unheardCents ? null : draft;
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
  discard({ operatorId, cell }: Pick<Kept, 'operatorId' | 'cell'>): void {
    this.#kept.update((kept) => without(kept, new Set([keyOf({ operatorId, cell })])));
  }

  /** Of two values in one cell: hers is sent again, on top of theirs, which she has seen; or theirs stays. */
  choose(conflict: Conflict, choice: 'mine' | 'theirs'): void {
    const view = this.host.view();
    this.#conflicts.update((all) => all.filter((other) => keyOf(other) !== keyOf(conflict)));
    if (choice === 'theirs' || !view) return;
    const { operatorId, cell, text, typedAt, yoursCents, theirsCents, revision } = conflict;
    const draft: Draft = { operatorId, cell, text, typedAt, amountCents: yoursCents, baseRevision: revision, baseCents: theirsCents };
    this.#waiting.update((waiting) => rebased(new Map(waiting).set(keyOf(draft), draft), view));
    void this.#send();
  }

  /** Takes up what an earlier page left: the amounts go out on the ground on which they were typed, so that nothing is overwritten unseen. */
  restore({ drafts, conflicts, kept }: Unsent): void {
    const view = this.host.view();
    if (!view) return;
    const known = ({ operatorId }: { readonly operatorId: string }) => view.operators.some((row) => row.operatorId === operatorId);
    this.#kept.set(new Map(kept.filter(known).map((entry) => [keyOf(entry), entry])));
    this.#conflicts.set(conflicts.filter(known));
    const open = drafts.filter((draft) => known(draft) && draft.amountCents !== savedCents(view.operators, draft));
    this.#waiting.set(rebased(new Map(open.map((draft) => [keyOf(draft), draft])), view));
    void this.#send();
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
    const batch = nextBatch(this.#waiting());
    this.#waiting.update((waiting) => without(waiting, new Set(batch.keys())));
    this.#sending.set(batch);
    const slow = setTimeout(() => this.#slow.set(true), SLOW_MS);
    try {
      this.#took(batch, await this.host.send(changesOf(batch), [...batch.values()][0]!.baseRevision));
    } catch (thrown) {
      this.#notTaken(batch, ApiProblem.from(thrown));
    } finally {
      clearTimeout(slow);
      this.#slow.set(false);
    }
    void this.#send();
    this.host.rested();
  }

  #took(batch: Drafts, changes: BudgetChanges): void {
    this.#sending.set(none());
    this.#failure.set(null);
    this.#savedAt.set(changes.changedAt);
    this.#saved.set(new Set(batch.keys()));
    for (const [key, { amountCents }] of batch) this.#held.set(key, { baseCents: amountCents, baseRevision: changes.revision });
    this.#apply(changes, new Set(batch.keys()));
  }

  #apply(changes: BudgetChanges, own: ReadonlySet<CellKey>): void {
    this.host.apply(changes, own);
    const view = this.host.view();
    if (view) this.#waiting.update((waiting) => rebased(waiting, view));
  }

  #notTaken(batch: Drafts, problem: ApiProblem): void {
    this.#sending.set(none());
    const stale = problem.status === 412 ? staleOf(problem) : null;
    if (stale?.staleCells.some((cell) => batch.has(keyOf(cell)))) return this.#ask(batch, stale);
    if (problem.status === 401) return this.#failed(batch, 'signed-out', null);
    // Signed in again in another tab: the page gets the new session's token by itself, and what was typed goes out with it.
    if (problem.code === 'general.csrf') return this.#failed(batch, 'network', null);
    if (problem.status === 0 || problem.status >= 500 || problem.status === 429 || problem.status === 412) {
      return this.#failed(batch, 'network', problem.retryAfterSeconds);
    }
    this.#refuse(batch, problem);
  }

  /** Nothing of the batch was saved. Cells that nobody else touched go out again; the others wait for a choice. */
  #ask(batch: Drafts, { staleCells, current }: StaleAnswer): void {
    this.#failure.set(null);
    const all = new Map(putBack(batch, this.#waiting()));
    const conflicts: Conflict[] = [];
    for (const cell of staleCells) {
      const key = keyOf(cell);
      const draft = all.get(key);
      all.delete(key);
      // Both wrote the same: there is nothing to choose.
      if (!draft || draft.amountCents === cell.theirsCents) continue;
      const isHers = draft.unheardCents?.includes(cell.theirsCents);
      if (isHers) all.set(key, { ...draft, baseCents: cell.theirsCents, baseRevision: current.revision });
      else conflicts.push({ ...cell, yoursCents: draft.amountCents, text: draft.text, typedAt: draft.typedAt, revision: current.revision });
    }
    this.#waiting.set(all);
    const asked = new Set(staleCells.map(keyOf));
    this.#conflicts.update((before) => [...before.filter((conflict) => !asked.has(keyOf(conflict))), ...conflicts]);
    this.#apply(current, new Set(batch.keys()));
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
    const byIndex = new Map(problem.errors.map((entry) => [indexIn(entry.pointer), entry] as const).filter(([index]) => index !== null && index in drafts));
    const refused = drafts.flatMap((draft, index): Kept[] => {
      const { code, params } = byIndex.get(index) ?? problem;
      if (byIndex.size > 0 && !byIndex.has(index)) return [];
      return [{ operatorId: draft.operatorId, cell: draft.cell, text: draft.text, kind: 'refused', code, params }];
    });
    const later = this.#waiting();
    // What was typed over a refused cell meanwhile stands in its place.
    const kept = refused.filter((entry) => !later.has(keyOf(entry)) && !this.#kept().has(keyOf(entry)));
    this.#waiting.set(putBack(without(batch, new Set(refused.map(keyOf))), later));
    this.keep(kept);
    if (problem.status === 409) this.host.reload();
  }
}

type Ground = Pick<Draft, 'baseCents' | 'baseRevision' | 'unheardCents'>;

interface StaleAnswer {
  readonly staleCells: readonly StaleCell[];
  readonly current: BudgetChanges;
}

function staleOf({ body }: ApiProblem): StaleAnswer | null {
  const { staleCells = [], current } = (body ?? {}) as Partial<StaleAnswer>;
  return current && staleCells.length > 0 ? { staleCells, current } : null;
}

/** `/changes/3/amountCents` → 3 */
function indexIn(pointer: string | undefined): number | null {
  const found = /^\/changes\/(\d+)(?:\/|$)/.exec(pointer ?? '');
  return found ? Number(found[1]) : null;
}

function without<K, V>(map: ReadonlyMap<K, V>, keys: ReadonlySet<K>): ReadonlyMap<K, V> {
  return new Map([...map].filter(([key]) => !keys.has(key)));
}
