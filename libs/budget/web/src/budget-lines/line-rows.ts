import { mergedLine, toAllocateOf as notCovered, type LineChanges, type LineView, type OperatorBudgetView } from '@passerelle/budget/model';
import { ZERO_CENTS, addCents, subtractCents, sumCents, type Cents } from '@passerelle/shared/money';
import type { Draft, Drafts, FieldValue } from '../_saving/drafts';
import { fieldsOfDrafts, HERE, LINE, NO_CATALOGUE, NOTHING } from './line-fields';

export const TOTALS_ROW = 'totals';
export const REST_ROW = 'totals-rest';
export const PROJECT_ROW = 'totals-project';
const SUMS: readonly string[] = [TOTALS_ROW, REST_ROW, PROJECT_ROW];

/** Whether a row is none of the lines, but a sum below them. */
export const isSum = ({ lineId }: Pick<LineView, 'lineId'>): boolean => SUMS.includes(lineId);

const inOrder = (a: LineView, b: LineView): number => a.position - b.position || (a.lineId < b.lineId ? -1 : 1);

/** The lines with those of an answer put in place, and without those that went. Lines that did not change stay the same objects. */
export function withLineChanges(lines: readonly LineView[], { lines: changed, removed }: Pick<LineChanges, 'lines' | 'removed'>): readonly LineView[] {
  if (changed.length + removed.length === 0) return lines;
  const coming = new Map(changed.map((line) => [line.lineId, line]));
  const going = new Set(removed);
  const known = new Map(lines.map(({ lineId, position }) => [lineId, position]));
  const stays = lines.filter(({ lineId }) => !going.has(lineId) || coming.has(lineId)).map((line) => coming.get(line.lineId) ?? line);
  const isMoved = changed.some(({ lineId, position }) => known.get(lineId) !== position);
  const all = [...stays, ...changed.filter(({ lineId }) => !known.has(lineId))];
  return isMoved ? all.sort(inOrder) : all;
}

/** The lines as they will be once everything typed is saved: what the screen shows meanwhile, amounts that follow included. */
export function withDrafts(lines: readonly LineView[], pending: Drafts): readonly LineView[] {
  if (pending.size === 0) return lines;
  const byLine = new Map<string, Draft[]>();
  for (const draft of pending.values()) {
    const ofLine = byLine.get(draft.rowId);
    if (ofLine) ofLine.push(draft);
    else byLine.set(draft.rowId, [draft]);
  }
  const rows: LineView[] = [];
  let isMoved = false;
  for (const line of lines) {
    const drafts = byLine.get(line.lineId);
    byLine.delete(line.lineId);
    if (drafts && comesOrGoes(drafts) === null) continue;
    isMoved ||= drafts?.some(({ field }) => field === 'position') ?? false;
    rows.push(drafts ? drafted(line, drafts) : line);
  }
  for (const [lineId, drafts] of byLine) {
    if (comesOrGoes(drafts) !== HERE) continue;
    rows.push(drafted({ ...NOTHING, lineId }, drafts));
    isMoved = true;
  }
  return isMoved ? rows.sort(inOrder) : rows;
}

/** `undefined`: neither. */
const comesOrGoes = (drafts: readonly Draft[]): FieldValue | undefined => drafts.find(({ field }) => field === LINE)?.value;

const drafted = (line: LineView, drafts: readonly Draft[]): LineView => ({ ...line, ...mergedLine(line, { lineId: line.lineId, ...fieldsOfDrafts(drafts) }, NO_CATALOGUE) });

/** What the half-years do not cover of a line's amount; negative where they exceed it; null where there is no amount. */
export const toAllocateOf = (line: Pick<LineView, 'amountCents' | 'periodCents'>): Cents | null => (line.amountCents === null ? null : notCovered(line));

/** What an operator's agreed total has beyond its lines, negative where they exceed it. */
export interface AgreedRest {
  readonly agreedCents: Cents;
  readonly restCents: Cents;
}

/** What agreed totals have beyond the lines, as the lines stand on the screen, by operator. An operator without an agreed total has no rest: its total follows its lines. */
export function agreedRests(lines: readonly LineView[], operators: readonly Pick<OperatorBudgetView, 'operatorId' | 'agreedTotalCents'>[]): ReadonlyMap<string, AgreedRest> {
  const amounts = new Map<string, Cents[]>(operators.flatMap(({ operatorId, agreedTotalCents }) => (agreedTotalCents == null ? [] : [[operatorId, []]])));
  for (const { operatorId, amountCents } of lines) if (amountCents !== null) amounts.get(operatorId)?.push(amountCents);
  return new Map(
    operators.flatMap(({ operatorId, agreedTotalCents }): [string, AgreedRest][] => {
      const own = amounts.get(operatorId);
      return own && agreedTotalCents !== null ? [[operatorId, { agreedCents: agreedTotalCents, restCents: subtractCents(agreedTotalCents, sumCents(own)) }]] : [];
    }),
  );
}

/** The sums below the lines: what they come to; and where agreed totals have more or less, the rest, and the project's total to which both add up. */
export function sumsOfLines(lines: readonly LineView[], periods: number, rests: ReadonlyMap<string, AgreedRest> | null): LineView[] {
  const total = totalsOfLines(lines, periods);
  const rest = sumCents([...(rests?.values() ?? [])].map(({ restCents }) => restCents));
  if (rest === ZERO_CENTS) return [total];
  return [total, { ...NOTHING, lineId: REST_ROW, kind: 'COMPUTED', amountCents: rest }, { ...total, lineId: PROJECT_ROW, amountCents: addCents(total.amountCents!, rest) }];
}

/** The pinned row: the sum of all lines that are shown, in the shape of a line. */
export function totalsOfLines(lines: readonly LineView[], periods: number): LineView {
  const columns: Cents[][] = Array.from({ length: periods }, () => []);
  const amounts: Cents[] = [];
  for (const { amountCents, periodCents } of lines) {
    if (amountCents !== null) amounts.push(amountCents);
    periodCents.forEach((cents, index) => cents !== null && columns[index]?.push(cents));
  }
  return { ...NOTHING, lineId: TOTALS_ROW, kind: 'COMPUTED', amountCents: sumCents(amounts), periodCents: columns.map((column) => sumCents(column)) };
}
