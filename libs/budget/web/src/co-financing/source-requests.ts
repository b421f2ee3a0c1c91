import { MATCH_FUNDING_FIELDS, withSourceFields, type ChangeMatchFunding, type CoFinancingView, type MatchFundingChange, type MatchFundingField, type MatchFundingView, type NewMatchFunding } from '@passerelle/budget/model';
import { cents } from '@passerelle/shared/money';

/** A source as a row of the grid, with whom it pays for. */
export interface SourceRow extends MatchFundingView {
  readonly operatorId: string;
}

export const NO_CHANGE: ChangeMatchFunding = { inserted: [], changed: [], removed: [] };

export const rowsOf = (view: CoFinancingView | null): SourceRow[] => view?.operators.flatMap(({ operatorId, sources }) => sources.map((source) => ({ ...source, operatorId }))) ?? [];

/** A row with these fields, as the server would take them. */
export const withFields = (row: SourceRow, fields: Omit<MatchFundingChange, 'sourceId'>): SourceRow => {
  const after = withSourceFields(row, fields);
  return { ...row, ...after, amountCents: cents(after.amountCents) };
};

/** The rows as they will be once an act is saved: what is on its way is shown at once. */
export function afterAct(rows: readonly SourceRow[], { inserted, changed, removed }: ChangeMatchFunding): SourceRow[] {
  const changes = new Map(changed.map((change) => [change.sourceId, change]));
  const kept = rows.filter(({ sourceId }) => !removed.includes(sourceId)).map((row) => (changes.has(row.sourceId) ? withFields(row, changes.get(row.sourceId)!) : row));
  const added = inserted.filter(({ sourceId }) => !rows.some((row) => row.sourceId === sourceId)).map((source) => withFields(emptyRow(source.sourceId, source.operatorId, source.position ?? 0), source));
  return [...kept, ...added];
}

export const emptyRow = (sourceId: string, operatorId: string, position: number): SourceRow => ({ sourceId, operatorId, position, kind: 'PUBLIC', name: '', amountCents: cents(0), letterReference: '', letterDate: null, letterStatus: 'NONE' });

/** Whether something was typed in a new source, but not who pays. */
export const isUnnamed = (row: SourceRow): boolean => row.name === '' && JSON.stringify(asNew(row)) !== JSON.stringify(asNew(emptyRow(row.sourceId, row.operatorId, row.position)));

export const asNew = ({ sourceId, operatorId, position, kind, name, amountCents, letterReference, letterDate, letterStatus }: SourceRow): NewMatchFunding => ({ sourceId, operatorId, position, kind, name, amountCents, letterReference, letterDate, letterStatus });

/** What puts everything back that an act changes of these rows. */
export function inverseOf(rows: readonly SourceRow[], { inserted, changed, removed }: ChangeMatchFunding): ChangeMatchFunding {
  const byId = new Map(rows.map((row) => [row.sourceId, row]));
  return {
    inserted: removed.flatMap((sourceId) => (byId.has(sourceId) ? [asNew(byId.get(sourceId)!)] : [])),
    changed: changed.flatMap(({ sourceId, ...fields }) => {
      const row = byId.get(sourceId);
      return row ? [{ sourceId, ...Object.fromEntries(MATCH_FUNDING_FIELDS.filter((field) => field in fields).map((field) => [field, row[field]])) }] : [];
    }),
    removed: inserted.map(({ sourceId }) => sourceId),
  };
}

/** The cells that an act is about. */
export const cellsOf = ({ inserted, changed }: ChangeMatchFunding): { rowId: string; columnId: MatchFundingField }[] =>
  [...inserted, ...changed].flatMap((source) => MATCH_FUNDING_FIELDS.filter((field) => field !== 'position' && source[field] !== undefined).map((field) => ({ rowId: source.sourceId, columnId: field })));

/** Changes of one source become one: the later field wins. */
export function gathered(changes: readonly MatchFundingChange[]): MatchFundingChange[] {
  const byId = new Map<string, MatchFundingChange>();
  for (const change of changes) byId.set(change.sourceId, { ...byId.get(change.sourceId), ...change });
  return [...byId.values()];
}

const pad = (text: string): string => text.padStart(2, '0');

/** A date as people write it (07/04/2017, 7.4.2017, 2017-04-07) as an ISO date; '' where nothing stands; null where it is none. */
export function readDate(text: string): string | null {
  const written = text.trim();
  if (written === '') return '';
  const iso = /^((?:19|20)\d{2})-(\d{1,2})-(\d{1,2})$/.exec(written);
  const ours = /^(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d{2})$/.exec(written);
  const [year, month, day] = iso ? [iso[1]!, iso[2]!, iso[3]!] : ours ? [ours[3]!, ours[2]!, ours[1]!] : ['', '', ''];
  if (year === '') return null;
  const date = `${year}-${pad(month)}-${pad(day)}`;
  const read = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== date ? null : date;
}

/** An id that the sender makes. Browsers make a UUID only where the page came by HTTPS or from this machine. */
export function freshId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
