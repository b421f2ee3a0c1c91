import type { RecordedEntry } from '@passerelle/shared/api-kit';
import type { AccessTarget, Actor } from '@passerelle/shared/kernel';
import { isWithheld } from '@passerelle/budget/model';

/** An entry as this reader may read it. */
export function withoutSalaries(entry: RecordedEntry, actor: Actor, project: AccessTarget): RecordedEntry {
  const changes = entry.changes.map((change) => (isWithheld(change.subject, actor, project) ? { ...change, before: null, after: null, withheld: true } : change));
  return { ...entry, changes };
}
