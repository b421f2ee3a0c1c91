import type { JournalChange } from '@passerelle/shared/api-kit';
import { basisPoints, cents, subtractCents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { cellSubject, enteredDifferences, fieldsOf, figuresOf, lineOf, lineSubject, mergedLine, saidFields, tellsSalary, valueOf, type BudgetLine, type Catalogue, type ChangeLines, type FieldValue, type LineChange, type LineKind, type NewLine, type StaleField } from '@passerelle/budget/model';
import type { BudgetForChange, OperatorBudgetRow, SavedLine } from '../_persistence/budget.repository';
import type { StoredLine } from '../_persistence/lines.repository';

/** The lines that an act names, as they stand; and those of them that were removed. */
export interface LinesNow {
  readonly lines: ReadonlyMap<string, StoredLine>;
  readonly gone: ReadonlyMap<string, { readonly operatorId: string; readonly revision: number }>;
  /** The programme's catalogue, and the day on which something of it is chosen (ISO). */
  readonly rules: Catalogue;
  readonly date: string;
}

/** What becomes of a line: before null: it is new; after null: it goes. */
export interface PlannedLine {
  readonly lineId: string;
  readonly before: StoredLine | null;
  readonly after: BudgetLine | null;
  readonly fields: readonly string[];
}

type Stale = Omit<StaleField, 'operatorName' | 'changedByName' | 'changedAt'> & { readonly subjects: readonly string[] };

/** Under which names the journal knows a field of a line; a plain amount also as the cell of the grid of operators. */
const subjectsOf = (line: { lineId: string; operatorId: string; kind?: LineKind; categoryCode?: string }, field: string): string[] => [
  lineSubject(line.lineId, field),
  lineSubject(line.lineId, field, line.operatorId),
  ...(line.kind === 'CELL' && line.categoryCode ? [cellSubject(line.operatorId, line.categoryCode)] : []),
];

/** A plain amount that was emptied is a row that says nothing: as good as none. */
const isEmptied = (line: StoredLine): boolean => line.kind === 'CELL' && line.amountCents === null;

/**
 * What somebody else changed after the sender's revision to another value than the one sent: fields, whole lines that were to go, and lines that are gone. Nothing is
 * overwritten unseen.
 */
export function staleFields(request: ChangeLines, now: LinesNow, seenRevision: number): Stale[] {
  const ofFields = (fields: LineChange, isNew: boolean): Stale[] => {
    const { lineId } = fields;
    const gone = now.gone.get(lineId);
    if (gone) return [{ lineId, operatorId: gone.operatorId, field: null, yours: null, theirs: null, subjects: subjectsOf({ lineId, operatorId: gone.operatorId }, 'line') }];
    const line = now.lines.get(lineId);
    if (!line || (isNew && isEmptied(line))) return [];
    // A plain amount that somebody emptied is gone for whoever still sees it, like a line that was removed.
    if (isEmptied(line) && (line.fieldRevisions['amountCents'] ?? line.createdRevision) > seenRevision) return [{ lineId, operatorId: line.operatorId, field: null, yours: null, theirs: null, subjects: subjectsOf(line, 'amountCents') }];
    return [...fieldsOf(fields)].flatMap(([field, value]) => {
      const theirs = valueOf(line, field);
      if (theirs === value || (line.fieldRevisions[field] ?? line.createdRevision) <= seenRevision) return [];
      return [{ lineId, operatorId: line.operatorId, field, yours: value, theirs, subjects: [...subjectsOf(line, field), ...subjectsOf(line, 'line')] }];
    });
  };
  return [
    ...request.inserted.flatMap((line) => (now.gone.has(line.lineId) ? [] : ofFields(line, true))),
    ...request.changed.flatMap((line) => ofFields(line, false)),
    ...request.removed.flatMap((lineId) => {
      const line = now.lines.get(lineId);
      if (!line || line.changedRevision <= seenRevision) return [];
      const latest = Object.entries(line.fieldRevisions).sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'line';
      return [{ lineId, operatorId: line.operatorId, field: null, yours: null, theirs: line.amountCents, subjects: [...subjectsOf(line, latest), ...subjectsOf(line, 'line')] }];
    }),
  ];
}

/** What an act really changes: a value that is there already, and a line that is gone already, are no change. */
export function plannedChanges(request: ChangeLines, now: LinesNow): PlannedLine[] {
  const filled = (fields: LineChange, isNew: boolean): PlannedLine[] => {
    const { lineId } = fields;
    const before = now.lines.get(lineId) ?? null;
    if (!before && !isNew) return [];
    const after = before ? mergedLine(before, fields, now.rules) : lineOf(fields as NewLine, now.rules);
    const changed = before ? enteredDifferences(before, after) : saidFields(after);
    if (before && changed.length === 0) return [];
    // What is sent as a line is one, even where the plain amount of the same id was emptied.
    const kind: LineKind = isNew && after.kind === 'CELL' ? 'LINE' : after.kind;
    return [{ lineId, before, after: { ...after, kind }, fields: changed }];
  };
  return [
    ...request.inserted.flatMap((line) => filled(line, true)),
    ...request.changed.flatMap((line) => filled(line, false)),
    ...request.removed.flatMap((lineId): PlannedLine[] => {
      const before = now.lines.get(lineId);
      if (!before || isEmptied(before)) return [];
      // A plain amount is emptied, so that who still sees it in the grid of operators is told.
      const after = before.kind === 'CELL' ? { ...before, amountCents: null, amountEntered: true } : null;
      return [{ lineId, before, after, fields: after ? ['amountCents'] : saidFields(before) }];
    }),
  ];
}

/** The operators' rows after the act: sums by category, how many lines of their own, figures. Rows that it does not touch stay the same objects. */
export function withLines(rows: readonly OperatorBudgetRow[], planned: readonly PlannedLine[]): OperatorBudgetRow[] {
  const touched = new Map<string, { amounts: Record<string, Cents>; counts: Record<string, number> }>();
  const add = (line: BudgetLine, sign: 1 | -1): void => {
    const row = rows.find(({ operatorId }) => operatorId === line.operatorId)!;
    const of = touched.get(line.operatorId) ?? { amounts: { ...row.amountsCents }, counts: { ...row.lineCounts } };
    touched.set(line.operatorId, of);
    const { categoryCode: code, amountCents } = line;
    if (amountCents !== null) of.amounts[code] = sign === 1 ? sumCents([of.amounts[code] ?? ZERO_CENTS, amountCents]) : subtractCents(of.amounts[code] ?? ZERO_CENTS, amountCents);
    if (line.kind !== 'CELL') of.counts[code] = (of.counts[code] ?? 0) + sign;
    // A category without lines and without an amount is absent; nought that was typed stands.
    if (sign === -1 && of.amounts[code] === ZERO_CENTS && !of.counts[code]) delete of.amounts[code];
  };
  for (const { before } of planned) if (before) add(before, -1);
  for (const { after } of planned) if (after) add(after, 1);
  return rows.map((row) => {
    const of = touched.get(row.operatorId);
    if (!of) return row;
    const lineCounts = Object.fromEntries(Object.entries(of.counts).filter(([, count]) => count > 0));
    return { ...row, amountsCents: of.amounts, lineCounts, ...figuresOf({ ...row, erdfRateBp: basisPoints(row.erdfRateBp), amountsCents: of.amounts, otherSourcesCents: cents(row.otherSourcesCents) }) };
  });
}

/** The lines as they are stored from this act on, and those that go. */
export function savedLines(planned: readonly PlannedLine[], categories: BudgetForChange['categories'], revision: number): { lines: SavedLine[]; removed: { lineId: string; operatorId: string }[] } {
  const ids = new Map(categories.map(({ code, id }) => [code, id]));
  return {
    lines: planned.flatMap(({ lineId, before, after, fields }) => {
      if (!after) return [];
      const marks = Object.fromEntries(fields.map((field) => [field, revision]));
      return [{ ...after, lineId, costCategoryId: ids.get(after.categoryCode)!, fieldRevisions: before ? { ...before.fieldRevisions, ...marks } : {}, createdRevision: before?.createdRevision ?? revision }];
    }),
    removed: planned.flatMap(({ lineId, before, after }) => (before && !after ? [{ lineId, operatorId: before.operatorId }] : [])),
  };
}

/** What the journal is told: each field that changed; of a line that comes or goes, all that it says at once. */
export function entryChanges(planned: readonly PlannedLine[], { operators, categories }: Pick<BudgetForChange, 'operators' | 'categories'>): JournalChange[] {
  const names = new Map(operators.map(({ operatorId, name }) => [operatorId, name]));
  const masked = new Set(categories.filter((category) => category.masked).map(({ code }) => code));
  const said = (line: BudgetLine): Record<string, FieldValue> => Object.fromEntries(saidFields(line).map((field) => [field, valueOf(line, field)]));
  return planned.flatMap(({ lineId, before, after, fields }): JournalChange[] => {
    const line = (after ?? before)!;
    const isSecret = [before, after].some((one) => one && masked.has(one.categoryCode));
    const label = `${names.get(line.operatorId)} · ${line.categoryCode}`;
    if (!before || !after) return [{ subject: lineSubject(lineId, 'line', isSecret ? line.operatorId : null), label, before: before && said(before), after: after && said(after) }];
    return fields.map((field) => ({ subject: lineSubject(lineId, field, isSecret && tellsSalary(field) ? line.operatorId : null), label: `${label} · ${field}`, before: valueOf(before, field), after: valueOf(after, field) }));
  });
}
