import type { FundingKind } from './co-financing.rules';

/** How far the letter has come by which a source promises its money. */
export const LETTER_STATUSES = ['NONE', 'PROMISED', 'SIGNED'] as const;
export type LetterStatus = (typeof LETTER_STATUSES)[number];

export const LONGEST_LETTER_REFERENCE = 200;
/** Beyond what any table of sources holds: an act of more is a fault. */
export const SOURCES_AT_ONCE = 500;

/** What a source says. */
export interface MatchFundingContent {
  readonly position: number;
  readonly kind: FundingKind;
  readonly name: string;
  readonly amountCents: number;
  readonly letterReference: string;
  /** ISO; null where there is none yet. */
  readonly letterDate: string | null;
  readonly letterStatus: LetterStatus;
}

export type MatchFundingField = keyof MatchFundingContent;
export const MATCH_FUNDING_FIELDS: readonly MatchFundingField[] = ['position', 'kind', 'name', 'amountCents', 'letterReference', 'letterDate', 'letterStatus'];
export const NO_SOURCE: MatchFundingContent = { position: 0, kind: 'PUBLIC', name: '', amountCents: 0, letterReference: '', letterDate: null, letterStatus: 'NONE' };

/** A source's name in the journal. */
export const matchFundingSubject = (sourceId: string): string => `match-funding:${sourceId}`;
