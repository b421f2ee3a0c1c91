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
  /** null: Passerelle itself. */
  readonly actorId: string | null;
  /** As the person is called now; '' where she is no longer known. */
  readonly actorName: string;
  readonly act: string;
  readonly changes: JournalChange[];
  /** Its link in the chain, hexadecimal. */
  readonly hash: string;
}

/** An act of a person: among those of other projects it is found by `recordId`, the journal's own count over all chains. */
export interface RecordedAct extends RecordedEntry {
  readonly recordId: number;
  readonly projectId: string | null;
}

/** What entries are chosen by; what is left out chooses nothing. Moments are ISO; `until` itself is no longer within. */
export interface JournalFilter {
  readonly from?: string | null;
  readonly until?: string | null;
  readonly act?: string | null;
  /** One subject, or several of which any will do. */
  readonly subject?: string | readonly string[] | null;
}

const ENTRY = `chain_position::float8 "entryId", to_json(at)#>>'{}' "at", actor_id "actorId", coalesce(person_name(actor_id), '') "actorName", act, changes, encode(hash, 'hex') hash`;
const FILTERED = `($2::timestamptz is null or at >= $2) and ($3::timestamptz is null or at < $3) and ($4::text is null or act = $4) and ($5::text[] is null or subjects && $5)`;
const filterValues = ({ from, until, act, subject }: JournalFilter): unknown[] => [from ?? null, until ?? null, act ?? null, typeof subject === 'string' ? [subject] : (subject ?? null)];

/** Entries of a project, latest first, at most `limit`; earlier than the one numbered `before` where given. `actor` null: what Passerelle itself did. */
export async function readJournal(
  tx: Transaction,
  query: JournalFilter & { readonly projectId: string; readonly actor?: { readonly personId: string | null } | null; readonly before?: number; readonly limit: number },
): Promise<RecordedEntry[]> {
  return tx.query(
    `select ${ENTRY} from journal_entry
      where chain_id = $1 and ${FILTERED} and ($6::bigint is null or chain_position < $6) and (not $7 or actor_id is not distinct from $8::uuid)
      order by chain_position desc limit $9`,
    [query.projectId, ...filterValues(query), query.before ?? null, !!query.actor, query.actor?.personId ?? null, query.limit],
  );
}

/** What a person did in some projects, and where `andInNone` in none; latest first, at most `limit`; recorded before `before` where given. */
export async function readActs(
  tx: Transaction,
  query: JournalFilter & { readonly personId: string; readonly projectIds: readonly string[]; readonly andInNone: boolean; readonly before?: number; readonly limit: number },
): Promise<RecordedAct[]> {
  return tx.query(
    `select id::float8 "recordId", project_id "projectId", ${ENTRY} from journal_entry
      where actor_id = $1 and ${FILTERED} and ($6::bigint is null or id < $6) and (project_id = any($7) or ($8 and project_id is null))
      order by id desc limit $9`,
    [query.personId, ...filterValues(query), query.before ?? null, query.projectIds, query.andInNone, query.limit],
  );
}

/** Who did what in a project: each pair that occurs. */
export async function actorsAndActs(tx: Transaction, projectId: string): Promise<{ actorId: string | null; actorName: string; act: string }[]> {
  return tx.query(
    `select "actorId", coalesce(person_name("actorId"), '') "actorName", act from (select actor_id "actorId", act from journal_entry where chain_id = $1 group by 1, 2) x order by 2, 3`,
    [projectId],
  );
}

/** What a person did, and where (null: in no project): each pair that occurs. */
export async function actsOf(tx: Transaction, personId: string): Promise<{ projectId: string | null; act: string }[]> {
  return tx.query(`select project_id "projectId", act from journal_entry where actor_id = $1 group by 1, 2 order by 2, 1`, [personId]);
}
