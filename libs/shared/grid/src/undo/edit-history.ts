import { computed, signal } from '@angular/core';

/** One act as its inverse and itself. A pasted block is one step, however many cells it has. */
export interface HistoryStep<Kind, Edit> {
  readonly kind: Kind;
  readonly before: readonly Edit[];
  readonly after: readonly Edit[];
}

const STEPS_KEPT = 100;

/**
 * What can be undone and done again, latest last. It keeps steps and changes nothing itself: whoever holds the figures carries a step out the same way as
 * any other edit, so that undoing overwrites nothing unseen either. A new act ends what could be done again.
 */
export class EditHistory<Kind, Edit> {
  readonly #done = signal<readonly HistoryStep<Kind, Edit>[]>([]);
  readonly #undone = signal<readonly HistoryStep<Kind, Edit>[]>([]);
  readonly canUndo = computed(() => this.#done().length > 0);
  readonly canRedo = computed(() => this.#undone().length > 0);
  readonly latest = computed(() => this.#done().at(-1) ?? null);

  record(step: HistoryStep<Kind, Edit>): void {
    this.#undone.set([]);
    this.#done.update((steps) => [...steps, step].slice(-STEPS_KEPT));
  }

  /** The answer to a question that the latest act has raised belongs to that act: both go back together. */
  amend(after: readonly Edit[]): void {
    this.#done.update((steps) => steps.map((step, index) => (index === steps.length - 1 ? { ...step, after } : step)));
  }

  /** The step to be undone: its `before` is to be put in place. */
  back(): HistoryStep<Kind, Edit> | null {
    return move(this.#done, this.#undone);
  }

  /** The step to be done again: its `after` is to be put in place. */
  forth(): HistoryStep<Kind, Edit> | null {
    return move(this.#undone, this.#done);
  }

  forget(): void {
    this.#done.set([]);
    this.#undone.set([]);
  }
}

type Steps<Step> = ReturnType<typeof signal<readonly Step[]>>;

function move<Step>(from: Steps<Step>, to: Steps<Step>): Step | null {
  const step = from().at(-1);
  if (!step) return null;
  from.update((steps) => steps.slice(0, -1));
  to.update((steps) => [...steps, step]);
  return step;
}
