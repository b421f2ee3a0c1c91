import type { JournalChange } from '@passerelle/shared/api-kit';
import { basisPoints, cents, sumCents } from '@passerelle/shared/money';
import { figuresOf, MATCH_FUNDING_FIELDS, matchFundingSubject, NO_SOURCE, sourceFieldsOf, withSourceFields, type ChangeMatchFunding, type MatchFundingContent, type MatchFundingField, type MatchFundingFields, type StaleMatchFunding } from '@passerelle/budget/model';
import type { OperatorBudgetRow } from '../_persistence/budget.repository';
import type { SavedSource, StoredSource } from '../_persistence/match-funding.repository';

export type SourcesNow = ReadonlyMap<string, StoredSource>;

/** What becomes of a source: before null: it is new; after null: it goes. */
export interface PlannedSource {
  readonly sourceId: string;
  readonly operatorId: string;
  readonly before: StoredSource | null;
  readonly after: MatchFundingContent | null;
  readonly fields: readonly MatchFundingField[];
}

type Stale = Omit<StaleMatchFunding, 'changedByName' | 'changedAt'>;

/** What somebody else changed after the sender's revision to another value than the one sent, and what somebody else removed. `gone`: of those that are named, which were once there. */
export function staleSources(request: ChangeMatchFunding, now: SourcesNow, gone: ReadonlySet<string>, seenRevision: number): Stale[] {
  const ofFields = (sourceId: string, fields: MatchFundingFields): Stale[] => {
    const source = now.get(sourceId);
    if (!source) return gone.has(sourceId) ? [{ sourceId, field: null, yours: null, theirs: null }] : [];
    const wanted = withSourceFields(source, fields);
    return sourceFieldsOf(fields).flatMap((field) =>
      wanted[field] === source[field] || (source.fieldRevisions[field] ?? source.createdRevision) <= seenRevision ? [] : [{ sourceId, field, yours: wanted[field], theirs: source[field] }],
    );
  };
  return [
    // A source that was removed is brought back by inserting it.
    ...request.inserted.flatMap((source) => (now.has(source.sourceId) ? ofFields(source.sourceId, source) : [])),
    ...request.changed.flatMap((source) => ofFields(source.sourceId, source)),
    ...request.removed.flatMap((sourceId) => {
      const source = now.get(sourceId);
      return source && source.revision > seenRevision ? [{ sourceId, field: null, yours: null, theirs: source.amountCents }] : [];
    }),
  ];
}

/** What an act really changes: a value that is there already, and a source that is gone already, are no change. */
export function plannedSources(request: ChangeMatchFunding, now: SourcesNow): PlannedSource[] {
  const filled = (sourceId: string, operatorId: string, fields: MatchFundingFields): PlannedSource[] => {
    const before = now.get(sourceId) ?? null;
    const after = withSourceFields(before ?? NO_SOURCE, fields);
    const changed = MATCH_FUNDING_FIELDS.filter((field) => (before ?? NO_SOURCE)[field] !== after[field]);
    return before && changed.length === 0 ? [] : [{ sourceId, operatorId, before, after, fields: changed }];
  };
  return [
    ...request.inserted.flatMap((source) => filled(source.sourceId, source.operatorId, source)),
    ...request.changed.flatMap((source) => filled(source.sourceId, now.get(source.sourceId)!.operatorId, source)),
    ...request.removed.flatMap((sourceId): PlannedSource[] => {
      const before = now.get(sourceId);
      return before ? [{ sourceId, operatorId: before.operatorId, before, after: null, fields: MATCH_FUNDING_FIELDS }] : [];
    }),
  ];
}

/** The sources after the act, each operator's in their order. */
export function withPlanned(sources: readonly StoredSource[], planned: readonly PlannedSource[], revision: number): StoredSource[] {
  const touched = new Set(planned.map(({ sourceId }) => sourceId));
  const saved = planned.flatMap((one) => (one.after ? [{ ...savedSource(one, one.after, revision), amountCents: cents(one.after.amountCents), revision }] : []));
  const byPlace = (a: StoredSource, b: StoredSource): number => (a.operatorId < b.operatorId ? -1 : a.operatorId > b.operatorId ? 1 : a.position - b.position || (a.sourceId < b.sourceId ? -1 : 1));
  return [...sources.filter(({ sourceId }) => !touched.has(sourceId)), ...saved].sort(byPlace);
}

export function savedSource({ sourceId, operatorId, before, fields }: PlannedSource, after: MatchFundingContent, revision: number): SavedSource {
  const fieldRevisions = { ...before?.fieldRevisions, ...(before ? Object.fromEntries(fields.map((field) => [field, revision])) : {}) };
  return { ...after, sourceId, operatorId, fieldRevisions, createdRevision: before?.createdRevision ?? revision };
}

/** The operators' rows with what their sources come to, and the own contribution that is left. Rows that the act does not touch stay the same objects. */
export function withSources(rows: readonly OperatorBudgetRow[], sources: readonly StoredSource[], planned: readonly PlannedSource[]): OperatorBudgetRow[] {
  return rows.map((row) => {
    if (!planned.some(({ operatorId }) => operatorId === row.operatorId)) return row;
    const otherSourcesCents = sumCents(sources.filter(({ operatorId }) => operatorId === row.operatorId).map(({ amountCents }) => amountCents));
    return { ...row, ...figuresOf({ ...row, erdfRateBp: basisPoints(row.erdfRateBp), otherSourcesCents }) };
  });
}

export const journalChanges = (planned: readonly PlannedSource[], rows: readonly OperatorBudgetRow[]): JournalChange[] =>
  planned.map(({ sourceId, operatorId, before, after, fields }) => {
    const said = (source: MatchFundingContent): object => Object.fromEntries(fields.filter((field) => field !== 'position' || fields.length === 1).map((field) => [field, source[field]]));
    const operator = rows.find((row) => row.operatorId === operatorId)?.name ?? '';
    return { subject: matchFundingSubject(sourceId), label: `${operator} · ${(before ?? after)!.name}`, before: before ? said(before) : null, after: after ? said(after) : null };
  });
