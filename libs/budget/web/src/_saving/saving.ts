import type { Signal } from '@angular/core';
import type { CellAddress } from '@passerelle/shared/grid';
import type { PresentPerson } from '@passerelle/budget/model';
import type { Conflict, FieldAt, FieldValue, Kept } from './drafts';
import type { Failure } from './edit-queue';

/** What the small parts around a screen of edits ask of its store: the state of saving, the questions, who is here. */
export abstract class Saving {
  abstract readonly saving: Signal<boolean>;
  /** When the last edit of this screen was saved. */
  abstract readonly savedAt: Signal<string | null>;
  abstract readonly failure: Signal<Failure | null>;
  abstract readonly unsentCount: Signal<number>;
  /** The others' changes do not arrive at present. */
  abstract readonly lineLost: Signal<boolean>;
  /** Whether the reader may type anything at all. */
  abstract readonly maySome: Signal<boolean>;
  abstract readonly refused: Signal<readonly Kept[]>;
  abstract readonly questions: Signal<readonly Conflict[]>;
  abstract readonly persons: Signal<readonly PresentPerson[]>;
  abstract tryNow(): void;
  /** Why a text was not taken, in the reader's words. */
  abstract reason(kept: Omit<Kept, 'text' | 'kind'>): string;
  /** A field's name in the reader's words: its row and its column. */
  abstract nameOf(at: FieldAt): string;
  abstract cellOf(at: FieldAt): CellAddress;
  /** A value in the reader's words; '' for none. */
  abstract written(at: FieldAt, value: FieldValue): string;
  abstract decide(question: Conflict, choice: 'mine' | 'theirs'): void;
  /** Where somebody else stands, in the reader's words; '' where this screen has no such cell. */
  abstract placeName(operatorId: string | null, cell: string | null): string;
}
