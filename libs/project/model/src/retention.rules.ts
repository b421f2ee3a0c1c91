/** Not begun: nothing was paid yet. Held: for an audit, whatever the date. Over: nothing obliges to keep the records any longer. */
export const RETENTION_STATES = ['NOT_STARTED', 'RUNNING', 'HELD', 'OVER'] as const;
export type RetentionState = (typeof RETENTION_STATES)[number];

/** What a project's term follows from. Dates are ISO; `years` is the programme's setting, `holds` the number of holds that were not let go. */
export interface RetentionFacts {
  readonly lastPaymentOn: string | null;
  readonly years: number;
  readonly holds: number;
  readonly today: string;
}

export interface Retention {
  readonly state: RetentionState;
  /** The last day on which the records must be kept, if nothing holds them longer; null as long as nothing was paid. */
  readonly until: string | null;
}

/**
 * How long a project's records are kept: five years from 31 December of the year of the last payment (Regulation (EU) 2021/1060, article 82(1)), and longer
 * where an audit holds them (82(2)). The last day still counts.
 */
export function retentionOf({ lastPaymentOn, years, holds, today }: RetentionFacts): Retention {
  const until = lastPaymentOn === null ? null : `${String(Number(lastPaymentOn.slice(0, 4)) + years).padStart(4, '0')}-12-31`;
  if (holds > 0) return { state: 'HELD', until };
  if (until === null) return { state: 'NOT_STARTED', until };
  return { state: today > until ? 'OVER' : 'RUNNING', until };
}
