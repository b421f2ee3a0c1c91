import type { Actor } from '@passerelle/shared/kernel';
import type { Transaction } from '../persistence/unit-of-work';

/**
 * One thing that an act changed. `subject` names it for good (budget-cell:<operatorId>:<cell>, person:<id>), `label` says it to a reader of the journal.
 * Nothing in it is about a person but her id: the chain could not be kept if a name had to be taken out.
 */
export interface JournalChange {
  readonly subject: string;
  readonly label: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface JournalEntry {
  readonly projectId: string | null;
  /** null: Passerelle itself. */
  readonly actor: Pick<Actor, 'personId'> | null;
  readonly act: string;
  readonly changes: readonly JournalChange[];
}

/** The values of an entry's columns, in the order of INSERT_JOURNAL_ENTRY; for statements that write the entry along with the change itself. */
export const journalValues = (entry: JournalEntry): unknown[] => [
  entry.projectId,
  entry.actor?.personId ?? null,
  entry.act,
  entry.changes.map((change) => change.subject),
  JSON.stringify(entry.changes),
];

export const JOURNAL_COLUMNS = 'project_id, actor_id, act, subjects, changes';

/** Writes what happened, in the act's own transaction: no change without its entry, no entry without its change. */
export async function writeJournal(tx: Transaction, entry: JournalEntry): Promise<void> {
  await tx.query(`insert into journal_entry (${JOURNAL_COLUMNS}) values ($1, $2, $3, $4, $5)`, journalValues(entry));
}

export interface RecordedEntry {
  /** Its place in the project's chain, from 1 on. */
  readonly entryId: number;
  readonly at: string;
  readonly actorName: string;
  readonly act: string;
  readonly changes: JournalChange[];
}

/** Entries of a project, latest first, at most `limit`; earlier than `before` where given, about one subject where given. */
export async function readJournal(tx: Transaction, query: { projectId: string; subject?: string; before?: number; limit: number }): Promise<RecordedEntry[]> {
  return tx.query(
    `select chain_position::float8 "entryId", to_json(at)#>>'{}' "at", person_name(actor_id) "actorName", act, changes
       from journal_entry
      where chain_id = $1 and ($2::bigint is null or chain_position < $2) and ($3::text is null or subjects @> array[$3])
      order by chain_position desc limit $4`,
    [query.projectId, query.before ?? null, query.subject ?? null, query.limit],
  );
}
