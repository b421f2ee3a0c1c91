import type { RecordedEntry } from '@passerelle/shared/api-kit';
import { may, type AccessTarget, type Actor } from '@passerelle/shared/kernel';
import { salaryOfSubject } from '@passerelle/budget/model';

/** An entry as this reader may read it: what would tell another operator's salaries is withheld, that something changed is not. Source: domain, who sees what. */
export function withoutSalaries(entry: RecordedEntry, actor: Actor, project: AccessTarget): RecordedEntry {
  const changes = entry.changes.map((change) => {
    const operatorId = salaryOfSubject(change.subject);
    return operatorId === null || may(actor, 'budget.readSalaries', { ...project, operatorId }) ? change : { ...change, before: null, after: null, withheld: true };
  });
  return { ...entry, changes };
}
