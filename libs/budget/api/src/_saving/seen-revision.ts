import { Refused } from '@passerelle/shared/api-kit';
import type { BudgetHeader } from '../_persistence/budget.repository';

/**
 * Refusal: 412 general.stale for a revision on which no screen of this version stands: one that is not there yet, or one from before it was opened. Numbers of revisions
 * are used once in a project, so that what was typed in another version is never written into this one unasked.
 */
export function refuseUnlessSeen({ revision, openedRevision }: Pick<BudgetHeader, 'revision' | 'openedRevision'>, seenRevision: number): void {
  if (seenRevision > revision || seenRevision < openedRevision) throw new Refused(412, 'general.stale');
}
