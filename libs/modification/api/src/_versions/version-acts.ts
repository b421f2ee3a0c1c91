import type { JournalChange } from '@passerelle/shared/api-kit';
import type { LoadedBudget } from '@passerelle/budget/api';

/** What the journal is told of an act on a version: its state before and after, and what was said with it. */
export function versionChange({ budgetId, versionNumber }: Pick<LoadedBudget, 'budgetId' | 'versionNumber'>, before: string | null, after: Readonly<Record<string, unknown>> | null): JournalChange {
  return { subject: `budget-version:${budgetId}`, label: `V${versionNumber}`, before: before === null ? null : { status: before }, after };
}
