import { refusal, type Refusal } from '@passerelle/shared/kernel';

/**
 * An act that was not done, for reasons the person can mend or must know. Statuses: 401 not signed in, 403 may not act, 404 may not see or is not
 * there, 409 the state does not allow it, 412 stale, 422 against a rule, 428 without If-Match, 429 too many attempts.
 * `extra` joins the problem document (the current state with a 412).
 */
export class Refused extends Error {
  readonly refusals: readonly Refusal[];

  constructor(
    readonly status: number,
    reasons: string | readonly Refusal[],
    readonly extra: Readonly<Record<string, unknown>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    const refusals = typeof reasons === 'string' ? [refusal(reasons)] : reasons;
    super(refusals.map((r) => r.code).join(', '));
    this.refusals = refusals;
  }
}

/** All reasons at once, or none. */
export function refuseIfAny(status: number, refusals: readonly Refusal[]): void {
  if (refusals.length) throw new Refused(status, refusals);
}
