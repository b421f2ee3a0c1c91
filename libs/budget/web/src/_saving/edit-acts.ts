import { EditHistory, type ActKind } from '@passerelle/shared/grid';
import { keyOf, type FieldAt, type FieldValue, type Kept } from './drafts';
import type { EditQueue, Saved, Typed } from './edit-queue';

/** What stands in a field: a value, or a text that was not taken. */
export type Standing = Omit<Typed, 'expected'> | Kept;

/** What was undone or done again, and where. */
export interface ReturnedAct {
  readonly kind: ActKind;
  readonly at: readonly FieldAt[];
}

export interface ActsHost {
  readonly saved: (at: FieldAt) => FieldValue;
  /** A value as it would have been typed. */
  readonly textOf: (at: FieldAt, value: FieldValue) => string;
}

export const isKept = (standing: Standing): standing is Kept => 'code' in standing;

const sameStanding = (a: Standing, b: Standing): boolean => (isKept(a) || isKept(b) ? isKept(a) && isKept(b) && a.text === b.text : a.value === b.value);

/** Acts as they are done, undone and done again. They go through the queue, so that undoing overwrites nothing unseen either. */
export class EditActs<Changes extends Saved> {
  readonly #history = new EditHistory<ActKind, Standing>();

  constructor(
    private readonly queue: EditQueue<Changes>,
    private readonly host: ActsHost,
  ) {}

  /**
   * One act, whatever the number of its fields: values go on their way together; what cannot be read stays as it was typed. `overwritten` stands in fields that the
   * act does not name and changes all the same.
   */
  act(kind: ActKind, after: readonly Standing[], overwritten: readonly Standing[] = []): void {
    const before = [...after.map((standing) => this.standing(standing)), ...overwritten];
    if (this.#answers(after)) this.#history.amend(after);
    else if (after.some((standing, index) => !sameStanding(standing, before[index]!))) this.#history.record({ kind, before, after });
    this.#put(after, []);
  }

  /** Takes the latest act back, all of it; null where nothing is left. It goes out like any other edit: what somebody else changed since is asked. */
  undo(): ReturnedAct | null {
    const step = this.#history.back();
    if (!step) return null;
    this.#put(step.before, step.after);
    // What the act named, and not what followed it: it is counted as it was done.
    return { kind: step.kind, at: step.after };
  }

  redo(): ReturnedAct | null {
    const step = this.#history.forth();
    if (!step) return null;
    this.#put(step.after, step.before);
    return { kind: step.kind, at: step.after };
  }

  /** Nothing of what was done before is undone from here on. */
  forget(): void {
    this.#history.forget();
  }

  /** What stands in a field on this page, sent or not. */
  standing(at: FieldAt): Standing {
    const { rowId, field } = at;
    const key = keyOf(at);
    const kept = this.queue.kept().get(key);
    if (kept) return kept;
    const waiting = this.queue.pending().get(key);
    if (waiting) return { rowId, field, text: waiting.text, value: waiting.value };
    const conflict = this.queue.conflicts().find((other) => keyOf(other) === key);
    if (conflict) return { rowId, field, text: conflict.text, value: conflict.yours };
    const value = this.host.saved(at);
    return { rowId, field, text: this.host.textOf(at, value), value };
  }

  /** `expected` stands in the fields as far as this page knows; by their order. */
  #put(standings: readonly Standing[], expected: readonly Standing[]): void {
    this.queue.keep(standings.filter(isKept));
    this.queue.type(
      standings.flatMap((standing, index): Typed[] => {
        const before = expected[index];
        return isKept(standing) ? [] : [{ ...standing, expected: before && !isKept(before) ? before.value : undefined }];
      }),
    );
  }

  /** Whether this is the value chosen for the text that the latest act left unclear. */
  #answers([edit, ...others]: readonly Standing[]): boolean {
    const [asked, ...more] = this.#history.latest()?.after ?? [];
    if (!edit || !asked || others.length + more.length > 0 || isKept(edit) || !isKept(asked)) return false;
    return asked.kind === 'unclear' && keyOf(asked) === keyOf(edit) && asked.text === edit.text && this.queue.kept().has(keyOf(edit));
  }
}
