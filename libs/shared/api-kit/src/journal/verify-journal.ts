import { createHash } from 'node:crypto';
import type { Transaction } from '../persistence/unit-of-work';

/** The chain of what belongs to no project. */
export const NO_PROJECT = '00000000-0000-0000-0000-000000000000';

/** The end of a chain at a moment, kept outside the database: what a cut tail is found by. `hash` is hexadecimal. */
export interface ChainAnchor {
  readonly chainId: string;
  readonly length: number;
  readonly hash: string;
}

/**
 * The first link at which a chain no longer holds. CHANGED: the entry is not the one that was written; MISSING: it is gone or stands elsewhere; CUT: the
 * chain ends before the end that the database keeps; ANCHOR: it is not the chain, or shorter than the one, that was anchored outside.
 */
export interface ChainFault {
  readonly position: number;
  readonly kind: 'CHANGED' | 'MISSING' | 'CUT' | 'ANCHOR';
}

export interface ChainReport extends ChainAnchor {
  readonly fault: ChainFault | null;
}

interface ChainedEntry {
  readonly position: number;
  readonly projectId: string | null;
  readonly micros: string;
  readonly actorId: string | null;
  readonly act: string;
  readonly subjects: readonly string[];
  readonly changes: string;
  readonly hash: Buffer;
}

const PAGE = 1000;
const START = Buffer.alloc(32);

const int4 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
/** A field's length stands before it: no two entries give the same bytes. */
const field = (value: string | null): Buffer[] => {
  if (value === null) return [int4(-1)];
  const bytes = Buffer.from(value, 'utf8');
  return [int4(bytes.length), bytes];
};

/** The hash of an entry on top of the one before; the same bytes as the database's `journal_hash`, computed apart from it. */
function hashOf(previous: Buffer, chainId: string, entry: ChainedEntry): Buffer {
  const parts = [
    previous, ...field(chainId), ...field(String(entry.position)), ...field(entry.micros), ...field(entry.actorId), ...field(entry.act),
    int4(entry.subjects.length), ...entry.subjects.flatMap(field), ...field(entry.changes),
  ];
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

/**
 * The chains there must be, of one project or all: every project has one from its first moment on, and so has what belongs to none once there is a person. A chain whose
 * end was taken away still has its entries; one that was taken away whole is missed.
 */
async function chainsOf(tx: Transaction, projectId: string | null): Promise<{ chainId: string; length: number | null; head: Buffer | null }[]> {
  return tx.query(
    `select x.chain_id "chainId", c.length::float8 length, c.head
       from (select chain_id from journal_chain union select distinct chain_id from journal_entry union select id from project
              union select '${NO_PROJECT}'::uuid where exists (select 1 from person)) x left join journal_chain c on c.chain_id = x.chain_id
      where $1::uuid is null or x.chain_id = $1 order by x.chain_id`,
    [projectId],
  );
}

const entriesAfter = (tx: Transaction, chainId: string, position: number): Promise<ChainedEntry[]> =>
  tx.query(
    `select chain_position::float8 "position", project_id "projectId", (extract(epoch from at) * 1000000)::bigint::text micros, actor_id "actorId", act, subjects, changes::text, hash
       from journal_entry where chain_id = $1 and chain_position > $2 order by chain_position limit ${PAGE}`,
    [chainId, position],
  );

async function walk(tx: Transaction, chainId: string, anchors: ReadonlyMap<number, string>): Promise<{ length: number; head: Buffer; fault: ChainFault | null }> {
  let head: Buffer = START;
  let length = 0;
  for (;;) {
    const page = await entriesAfter(tx, chainId, length);
    for (const entry of page) {
      const position = length + 1;
      if (entry.position !== position) return { length, head, fault: { position, kind: 'MISSING' } };
      const hash = hashOf(head, chainId, entry);
      if (!hash.equals(entry.hash) || (entry.projectId ?? NO_PROJECT) !== chainId) return { length, head, fault: { position, kind: 'CHANGED' } };
      if ((anchors.get(position) ?? hash.toString('hex')) !== hash.toString('hex')) return { length, head, fault: { position, kind: 'ANCHOR' } };
      head = hash;
      length = position;
    }
    if (page.length < PAGE) return { length, head, fault: null };
  }
}

/**
 * Recomputes the chains, of one project or all, from their first entry on. Out: per chain its length, the hash of its end and the first broken link; with
 * anchors also whether each anchored end is still in it. Only what the transaction's person may see is looked at. The transaction is a snapshot: else an
 * entry that is written meanwhile looks like a chain that does not end where it should.
 */
export async function verifyJournal(tx: Transaction, options: { projectId?: string | null; anchors?: readonly ChainAnchor[] } = {}): Promise<ChainReport[]> {
  const anchors = (options.anchors ?? []).filter(({ chainId }) => !options.projectId || chainId === options.projectId);
  const chains = await chainsOf(tx, options.projectId ?? null);
  const reports: ChainReport[] = [];
  for (const { chainId, length: storedLength, head: storedHead } of chains) {
    const own = anchors.filter((anchor) => anchor.chainId === chainId);
    const walked = await walk(tx, chainId, new Map(own.map(({ length, hash }) => [length, hash])));
    const isCut = walked.length !== storedLength || !storedHead?.equals(walked.head);
    const isGone = walked.length === 0;
    const beyond = own.find(({ length }) => length > walked.length);
    const fault = walked.fault ?? (isGone ? ({ position: 1, kind: 'MISSING' } as const) : isCut ? ({ position: walked.length + 1, kind: 'CUT' } as const) : beyond ? ({ position: walked.length + 1, kind: 'ANCHOR' } as const) : null);
    reports.push({ chainId, length: walked.length, hash: walked.head.toString('hex'), fault });
  }
  const gone = anchors.filter(({ chainId }) => !chains.some((chain) => chain.chainId === chainId));
  return [...reports, ...gone.map(({ chainId }): ChainReport => ({ chainId, length: 0, hash: START.toString('hex'), fault: { position: 1, kind: 'ANCHOR' } }))];
}

/** The ends of the chains as the database keeps them, for safe keeping outside. */
export async function journalAnchors(tx: Transaction, projectId: string | null): Promise<ChainAnchor[]> {
  return tx.query(`select chain_id "chainId", length::float8 length, encode(head, 'hex') hash from journal_chain where $1::uuid is null or chain_id = $1 order by chain_id`, [projectId]);
}

/** How many entries of an act a project's journal holds in a half-year (1: January to June, by UTC), and when the first and the last of them were written. */
export interface JournalCount {
  readonly act: string;
  readonly year: number;
  readonly half: 1 | 2;
  readonly entries: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

export async function countJournal(tx: Transaction, projectId: string): Promise<JournalCount[]> {
  return tx.query(
    `select act, extract(year from at at time zone 'UTC')::int "year", (case when extract(month from at at time zone 'UTC') <= 6 then 1 else 2 end)::int half, count(*)::int entries,
            to_json(min(at))#>>'{}' "firstAt", to_json(max(at))#>>'{}' "lastAt"
       from journal_entry where chain_id = $1 group by 1, 2, 3 order by 2, 3, 1`,
    [projectId],
  );
}
