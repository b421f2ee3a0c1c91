import type { Cents } from '@passerelle/shared/money';
import type { CellAddress } from '../cell-state';
import type { TypedReading } from './read-typed';

/**
 * What the reader meant. `unclear` is asked at once, and the answer comes as a second edit; until then the text stays.
 * `unreadable` brings the text key of the reason. In a column of words the text itself is meant.
 */
export type EditOutcome =
  | { readonly kind: 'amount'; readonly cents: Cents | null }
  | { readonly kind: 'text' }
  | { readonly kind: 'unclear'; readonly messageKey: string }
  | { readonly kind: 'unreadable'; readonly messageKey: string };

/** A text typed into a field or a cell, always as it was typed: a formula is the text of its amount. */
export interface TypedEdit {
  readonly text: string;
  readonly outcome: EditOutcome;
}

/** The grid asks; whoever holds the figures decides. */
export type CellEdit = CellAddress & TypedEdit;

export type ActKind = 'type' | 'clear' | 'cut' | 'paste' | 'fill';

/**
 * Everything that one act changes, at once: one call, one request, one entry in the journal, one step of undo. `added` holds the rows that a pasted
 * block needs beyond the last one, by column id; a grid gives them only where it was told that rows can be added.
 */
export interface GridAct {
  readonly kind: ActKind;
  readonly edits: readonly CellEdit[];
  readonly added: readonly ReadonlyMap<string, TypedEdit>[];
}

/** What a reading comes to before anybody has been asked: an unclear text stays what it is, and never becomes an amount. */
export function outcomeOf(reading: TypedReading): EditOutcome {
  switch (reading.kind) {
    case 'amount':
    case 'text':
      return reading;
    case 'ask':
      return { kind: 'unclear', messageKey: 'grid.reading.unclear' };
    case 'refused':
      return { kind: 'unreadable', messageKey: `grid.reading.${reading.reason}` };
  }
}
