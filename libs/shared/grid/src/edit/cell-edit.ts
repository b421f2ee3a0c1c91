import type { CellAddress } from '../cell-state';
import type { Meant, TypedReading } from './read-typed';

/**
 * What the reader meant. `unclear` is asked at once, and the answer comes as a second edit; until then the text stays.
 * `unreadable` brings the text key of the reason. In a column of words the text itself is meant.
 */
export type EditOutcome = Meant | { readonly kind: 'unclear'; readonly messageKey: string } | { readonly kind: 'unreadable'; readonly messageKey: string };

/** A text typed into a field or a cell, always as it was typed: a formula is the text of its amount. */
export interface TypedEdit {
  readonly text: string;
  readonly outcome: EditOutcome;
}

/** The grid asks; whoever holds the figures decides. */
export type CellEdit = CellAddress & TypedEdit;

/** What was done to cells (the first five) or to whole rows. */
export type ActKind = 'type' | 'clear' | 'cut' | 'paste' | 'fill' | 'insert' | 'delete';

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
    case 'ask':
      return { kind: 'unclear', messageKey: reading.readings[0]?.kind === 'quantity' ? 'grid.reading.unclearQuantity' : 'grid.reading.unclear' };
    case 'refused':
      return { kind: 'unreadable', messageKey: `grid.reading.${reading.reason}` };
    default:
      return reading;
  }
}
