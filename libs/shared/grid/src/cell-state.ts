import type { Cents } from '@passerelle/shared/money';

/** Where a cell stands, by the ids of its row and its column. */
export interface CellAddress {
  readonly rowId: string;
  readonly columnId: string;
}

export type CellKey = `${string}:${string}`;

export const cellKey = (rowId: string, columnId: string): CellKey => `${rowId}:${columnId}`;

/**
 * What became of an edit. `pending` is on its way (with the amount where the row does not hold it already, and the formula that was typed, if one was), `saved` is in the last answer; `refused` and `unclear` keep the text as it was typed,
 * with the reason in the reader's words; `brought` was changed by somebody else a moment ago, as `note` says.
 */
export type CellState =
  | { readonly kind: 'pending'; readonly cents?: Cents | null; readonly formula?: string }
  | { readonly kind: 'saved' }
  | { readonly kind: 'brought'; readonly note: string }
  | { readonly kind: 'refused' | 'unclear'; readonly text: string; readonly message: string };

export type CellStates = ReadonlyMap<CellKey, CellState>;

/** Somebody else stands in a cell: two letters for the eye, a sentence for the ear. */
export interface CellMark {
  readonly sign: string;
  readonly text: string;
}
