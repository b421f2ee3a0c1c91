import { lineOf, saidFields, valueOf, type BudgetLine, type Catalogue, type ChangeLines, type LineChange, type LineView, type NewLine } from '@passerelle/budget/model';
import { isFormula, type CellEdit, type TypedEdit } from '@passerelle/shared/grid';
import type { Draft, FieldValue } from '../_saving/drafts';
import type { Standing } from '../_saving/edit-acts';

/** Whether a line is there at all: a field like others, so that coming and going is undone, kept on the device and asked about like any edit. */
export const LINE = 'line';
export const HERE = 'here';

/** What of a masked line is withheld: it would tell what somebody earns. */
export const MASKED: readonly string[] = ['descriptions.fr', 'descriptions.nl', 'quantity', 'unitPriceCents', 'comment', 'formula'];

/** Prices of the programme's catalogue come with the server's answer: here nothing is priced by it. */
export const NO_CATALOGUE: Catalogue = { lumpSums: [], unitCosts: [] };

/** What a line that is not there says: nothing. */
export const NOTHING: BudgetLine = lineOf({ lineId: '', operatorId: '', categoryCode: '', position: 0 }, NO_CATALOGUE);

/** What is saved in a field of a line; `undefined`: there is no such line. */
export function savedValue(line: LineView | undefined, field: string): FieldValue {
  if (field === LINE) return line ? HERE : null;
  if (!line) return ['operatorId', 'categoryCode', 'position'].includes(field) ? null : valueOf(NOTHING, field);
  return valueOf(line, field);
}

/** A typed cell as what stands in the line's fields from then on. The formula of an amount is kept beside it. */
export function standingsOf({ rowId, columnId, ...typed }: CellEdit): Standing[] {
  return fieldStandings(rowId, columnId, typed);
}

export function fieldStandings(rowId: string, field: string, { text, outcome }: TypedEdit): Standing[] {
  const at = { rowId, field, text };
  switch (outcome.kind) {
    case 'amount':
      return [{ ...at, value: outcome.cents }, ...(field === 'amountCents' ? [{ rowId, field: 'formula', text, value: isFormula(text) ? text.trim() : '' }] : [])];
    case 'quantity':
      return [{ ...at, value: outcome.quantity }];
    case 'choice':
      return [{ ...at, value: outcome.value }];
    case 'text':
      return [{ ...at, value: text.replace(/\r\n?/g, '\n') }];
    case 'unclear':
    case 'unreadable':
      return [{ ...at, kind: outcome.kind === 'unclear' ? 'unclear' : 'refused', code: outcome.messageKey, params: {} }];
  }
}

/** Everything that a line says, as fields of a line that comes. */
export function comingOf(lineId: string, content: BudgetLine): Standing[] {
  const fields = new Set(['operatorId', 'categoryCode', 'position', ...saidFields(content)]);
  return [{ rowId: lineId, field: LINE, text: '', value: HERE }, ...[...fields].map((field): Standing => ({ rowId: lineId, field, text: '', value: valueOf(content, field) }))];
}

/** The same fields of a line that goes: empty, so that undoing puts back what they said. */
export function goingOf(line: LineView): Standing[] {
  return comingOf(line.lineId, line).map(({ rowId, field }) => ({ rowId, field, text: '', value: savedValue(undefined, field) }));
}

/** Where each line of a request stands in it, so that a refusal finds its cell. */
export interface SentLines {
  readonly request: ChangeLines;
  readonly inserted: readonly string[];
  readonly changed: readonly string[];
}

/** Drafts as the one request that they make. A line that the server already has is changed, whatever was meant when it was typed. */
export function requestOf(drafts: readonly Draft[], exists: (lineId: string) => boolean): SentLines {
  const byLine = new Map<string, Draft[]>();
  for (const draft of drafts) byLine.set(draft.rowId, [...(byLine.get(draft.rowId) ?? []), draft]);
  const inserted: NewLine[] = [];
  const changed: LineChange[] = [];
  const removed: string[] = [];
  for (const [lineId, ofLine] of byLine) {
    const line = ofLine.find(({ field }) => field === LINE);
    const fields = fieldsOfDrafts(ofLine);
    if (line && line.value === null) removed.push(lineId);
    else if (line && !exists(lineId)) inserted.push({ lineId, ...fields } as NewLine);
    else changed.push({ lineId, ...fields } as LineChange);
  }
  return { request: { inserted, changed, removed }, inserted: inserted.map(({ lineId }) => lineId), changed: changed.map(({ lineId }) => lineId) };
}

export function fieldsOfDrafts(drafts: readonly Pick<Draft, 'field' | 'value'>[]): Omit<LineChange, 'lineId'> {
  const fields: Record<string, unknown> = {};
  for (const { field, value } of drafts) {
    const [name = '', part] = field.split('.');
    if (name === LINE) continue;
    if (part === undefined) fields[name] = value;
    else {
      const group = name === 'period' ? 'periods' : name;
      fields[group] = { ...(fields[group] as object | undefined), [part]: value };
    }
  }
  return fields;
}

/** The drafts that a refusal is about: those of its field, or of its whole line. */
export function refusedDrafts(pointer: string, { request, inserted, changed }: SentLines, drafts: readonly Draft[]): readonly Draft[] {
  const [, list, index, name, part] = pointer.split('/');
  const lines = list === 'inserted' ? inserted : list === 'changed' ? changed : list === 'removed' ? request.removed : [];
  const lineId = lines[Number(index)];
  const ofLine = drafts.filter(({ rowId }) => rowId === lineId);
  if (name === undefined) return ofLine;
  const field = [name === 'periods' ? 'period' : name, part].filter(Boolean).join('.');
  const found = ofLine.filter((draft) => draft.field === field || draft.field.startsWith(`${field}.`));
  // A new line without its operator or category cannot be sent at all.
  const isNeeded = list === 'inserted' && ['operatorId', 'categoryCode', 'position'].includes(name);
  return isNeeded || found.length === 0 ? ofLine : found;
}
