import { cellKey, type CellKey } from '@passerelle/shared/grid';

/** What a field holds: cents, ten-thousandths, a text, an id; null: nothing. */
export type FieldValue = string | number | null;

/** One field of one row. */
export interface FieldAt {
  readonly rowId: string;
  readonly field: string;
}

/** A value on its way to the server, and what stood in its field when it was typed. */
export interface Draft extends FieldAt {
  readonly text: string;
  readonly typedAt: string;
  readonly value: FieldValue;
  /** The latest revision at which the field is known to have held `baseValue`: what the If-Match of this draft says. */
  readonly baseRevision: number;
  readonly baseValue: FieldValue;
  /** Values sent earlier from this field of which no answer came: the server may hold one of them, and then it is nobody else's. */
  readonly unheard?: readonly FieldValue[];
}

/** A field that two people changed: hers waits for her choice. */
export interface Conflict extends FieldAt {
  readonly text: string;
  readonly typedAt: string;
  readonly yours: FieldValue;
  readonly theirs: FieldValue;
  readonly rowName: string;
  readonly changedByName: string;
  readonly changedAt: string;
  /** The revision at which theirs was shown. */
  readonly revision: number;
  /** Where the whole row is in question, one of the two having deleted it: everything of hers in it. */
  readonly drafts?: readonly Draft[];
  /** Typed in another version of the budget than the one that is on the screen now: nobody changed it, but it was not typed for this one. */
  readonly ofVersion?: boolean;
}

/** A text that stays in its cell as it was typed, and why. */
export interface Kept extends FieldAt {
  readonly text: string;
  readonly kind: 'refused' | 'unclear';
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export type Drafts = ReadonlyMap<CellKey, Draft>;

export const keyOf = ({ rowId, field }: FieldAt): CellKey => cellKey(rowId, field);

/** How much one request may hold: so many fields, or so many rows. */
export interface Limit {
  readonly drafts?: number;
  readonly rows?: number;
}

/**
 * The drafts of the next request: all that stand on the same, oldest, revision; where rows are counted, those of one row together. A draft whose field somebody
 * else changed meanwhile keeps its old revision, so that the server calls it stale instead of overwriting what its writer never saw.
 */
export function nextBatch(waiting: Drafts, { drafts = Infinity, rows = Infinity }: Limit): Drafts {
  const oldest = [...waiting.values()].reduce((least, { baseRevision }) => Math.min(least, baseRevision), Infinity);
  const batch = new Map<CellKey, Draft>();
  const taken = new Set<string>();
  for (const [key, draft] of waiting) {
    if (draft.baseRevision !== oldest || batch.size >= drafts || (taken.size >= rows && !taken.has(draft.rowId))) continue;
    taken.add(draft.rowId);
    batch.set(key, draft);
  }
  return batch;
}

/** A batch that was not taken, before what was typed after it. What was typed later in the same field replaces it, on the same ground. */
export function putBack(batch: Drafts, waiting: Drafts): Drafts {
  const all = new Map(batch);
  for (const [key, later] of waiting) {
    const earlier = batch.get(key);
    const { baseRevision, baseValue, unheard } = earlier ?? later;
    all.set(key, { ...later, baseRevision, baseValue, unheard });
  }
  return all;
}

/** A batch of which no answer came: it may have been saved all the same. */
export const unheard = (batch: Drafts): Drafts => new Map([...batch].map(([key, draft]) => [key, { ...draft, unheard: [...(draft.unheard ?? []), draft.value] }]));

/** Drafts whose field still holds what their writer saw now stand on the new revision. */
export function rebased(waiting: Drafts, saved: (at: FieldAt) => FieldValue, revision: number): Drafts {
  return new Map([...waiting].map(([key, draft]) => [key, saved(draft) === draft.baseValue ? { ...draft, baseRevision: revision } : draft]));
}
