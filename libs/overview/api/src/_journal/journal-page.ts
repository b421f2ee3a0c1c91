import type { JournalFilter, RecordedEntry } from '@passerelle/shared/api-kit';
import type { ActsQuery } from '@passerelle/overview/model';

export const PAGE_SIZE = 50;
/** One more than is shown, to know whether there are earlier ones. */
export const ASKED = PAGE_SIZE + 1;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const DAY_LENGTH = 10;

/** The end of a day is the beginning of the next one. */
function untilOf(to: string): string {
  const moment = new Date(to);
  if (to.length === DAY_LENGTH) moment.setUTCDate(moment.getUTCDate() + 1);
  return moment.toISOString();
}

export const filterOf = ({ from, to, act }: ActsQuery): JournalFilter => ({ from: from ? new Date(from).toISOString() : null, until: to ? untilOf(to) : null, act: act || null });

/** Every id that the changes of these entries name. */
export const idsIn = (entries: readonly RecordedEntry[]): string[] => [...new Set(entries.flatMap(({ changes }) => JSON.stringify(changes).match(UUID) ?? []))];
