import type { AccessTarget, Actor } from '@passerelle/shared/kernel';
import { cellSubject, isWithheld, lineSubject } from './cells';
import type { LineHistoryEntry } from './lines.contract';
import type { BudgetLine } from './lines';
import type { FieldValue } from './line-fields';

/** What the journal holds of one act. */
export interface JournalledAct {
  readonly at: string;
  readonly actorName: string;
  readonly act: string;
  readonly changes: readonly { readonly subject: string; readonly before: unknown; readonly after: unknown }[];
}

export interface AskedField {
  readonly lineId: string;
  readonly field: string;
  /** Every operator whose the line may have been: a salary's subject says whose it is. */
  readonly operatorIds: readonly string[];
  /** The line as it stands; null where it is gone. */
  readonly line: Pick<BudgetLine, 'kind' | 'operatorId' | 'categoryCode'> | null;
}

/** The subjects of the journal under which something of a line's field may stand: the field, the line's coming and going, and, of a plain amount, the cell in which it is typed. */
export function lineHistorySubjects({ lineId, field, operatorIds, line }: AskedField): string[] {
  const ofLine = [field, 'line'].flatMap((name) => [lineSubject(lineId, name), ...operatorIds.map((operatorId) => lineSubject(lineId, name, operatorId))]);
  return [...new Set(line?.kind === 'CELL' && field === 'amountCents' ? [...ofLine, cellSubject(line.operatorId, line.categoryCode)] : ofLine)];
}

/** What acts have made of a line's field, as this reader may know it, in the order of the acts. Of a line that comes or goes: what it said in the field. */
export function lineHistoryOf(acts: readonly JournalledAct[], asked: AskedField, reader: Actor, project: AccessTarget): LineHistoryEntry[] {
  const subjects = new Set(lineHistorySubjects(asked));
  return acts.flatMap(({ at, actorName, act, changes }) =>
    changes.filter(({ subject }) => subjects.has(subject)).map(({ subject, before, after }): LineHistoryEntry => {
      const isLine = subject.endsWith(`:${asked.lineId}:line`);
      const event = !isLine ? 'CHANGED' : before === null ? 'ADDED' : 'REMOVED';
      const told = (value: unknown): FieldValue => (isLine ? ((value as Record<string, FieldValue> | null)?.[asked.field] ?? null) : (value as FieldValue));
      const withheld = isWithheld(subject, reader, project);
      return { at, actorName, act, subject, event, before: withheld ? null : told(before), after: withheld ? null : told(after), withheld };
    }),
  );
}
