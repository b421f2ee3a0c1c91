import type { Cents } from '@passerelle/shared/money';
import type { CellAddress } from '../cell-state';

/**
 * What the reader meant. `unclear` is asked at once, and the answer comes as a second edit; until then the text stays.
 * `unreadable` brings the text key of the reason.
 */
export type EditOutcome =
  | { readonly kind: 'amount'; readonly cents: Cents | null }
  | { readonly kind: 'unclear'; readonly messageKey: string }
  | { readonly kind: 'unreadable'; readonly messageKey: string };

/** A text typed into a field or a cell, always as it was typed. */
export interface TypedEdit {
  readonly text: string;
  readonly outcome: EditOutcome;
}

/** The grid asks; whoever holds the figures decides. */
export type CellEdit = CellAddress & TypedEdit;
