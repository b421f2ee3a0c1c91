import type { Columns } from './columns';
import { breaksOff, isTotalWord } from './sheet-words';
import { fold, joinPieces, loneParentheses } from './plain-text';
import type { SheetReport } from './sheet-findings';

/** A line of the table: a row with its columns, or a piece of text without columns. `gap`: a blank line stands before it. */
export interface TableLine {
  readonly number: number;
  readonly gap: boolean;
  readonly text: string;
  readonly columns: Columns | null;
}

/** A row with its whole name. `line` to `lastLine` are all its lines; `columnsLine` is the one with the amounts. */
export interface TableRow extends Columns {
  readonly line: number;
  readonly lastLine: number;
  readonly columnsLine: number;
}

type Tendency = 'before' | 'after';
interface Piece {
  readonly number: number;
  readonly gap: boolean;
  readonly text: string;
}
interface Draft {
  readonly columns: Columns;
  readonly number: number;
  readonly gap: boolean;
  pieces: Piece[];
}

/**
 * Gives every line without columns to the row before or after it, since a long name is wrapped and its columns stand on its first, middle or
 * last line. What decides: an unclosed parenthesis, a comma, hyphen or preposition at the end, a small letter at the beginning, a legal form or
 * abbreviation that ends a name, a blank line, and the lead's name as its own section prints it. Where nothing decides, the pieces follow the table's other wrapped names, otherwise the row
 * before, and a warning says so. Every join is reported.
 */
export function joinWrappedNames(lines: readonly TableLine[], leadName: string | null, report: SheetReport): TableRow[] {
  const lead = leadName === null ? null : fold(leadName);
  const first = place(lines, lead, 'before');
  const { drafts, unclear } = place(lines, lead, first.after > first.before ? 'after' : 'before');
  for (const { piece, before, after } of unclear) report.find('sheet.name-unclear', piece.number, { text: piece.text, before, after });
  return drafts.map((draft) => toRow(draft, report));
}

function toRow({ columns, number, pieces }: Draft, report: SheetReport): TableRow {
  const name = joinPieces(...pieces.map(({ text }) => text));
  const numbers = [number, ...pieces.map((piece) => piece.number)];
  const line = Math.min(...numbers);
  const lastLine = Math.max(...numbers);
  if (lastLine > line) report.find('sheet.lines-joined', line, { name, firstLine: line, lastLine });
  return { ...columns, name, line, lastLine, columnsLine: number };
}

function place(lines: readonly TableLine[], lead: string | null, tendency: Tendency) {
  const drafts: Draft[] = [];
  const unclear: { piece: Piece; before: string; after: string }[] = [];
  const decided = { before: 0, after: 0 };
  let pieces: Piece[] = [];
  const settle = (next: Draft | null) => {
    const previous = drafts.at(-1) ?? null;
    if (pieces.length === 0) return;
    if (previous && next) {
      const { taken, certain } = divide(previous, pieces, next, lead, tendency);
      if (!certain) unclear.push({ piece: pieces[0]!, before: nameOf(previous), after: nameOf(next) });
      else decided[taken > 0 ? 'before' : 'after']++;
      previous.pieces.push(...pieces.slice(0, taken));
      next.pieces.unshift(...pieces.slice(taken));
    } else if (previous && (!pieces[0]?.gap || continues(nameOf(previous), pieces[0].text))) previous.pieces.push(...pieces);
    else if (next && (!next.gap || continues(pieces.at(-1)!.text, nameOf(next)))) next.pieces.unshift(...pieces);
    pieces = [];
  };
  for (const { number, gap, text, columns } of lines) {
    if (!columns) {
      pieces.push({ number, gap, text });
      continue;
    }
    const isTotal = columns.versant === '' && isTotalWord(columns.name);
    const draft: Draft = { columns, number, gap, pieces: columns.name === '' ? [] : [{ number, gap, text: columns.name }] };
    settle(isTotal ? null : draft);
    drafts.push(draft);
  }
  const last = drafts.at(-1);
  if (last && !isTotalWord(last.columns.name)) settle(null);
  return { drafts, unclear, ...decided };
}

const nameOf = (draft: Draft | null): string => (draft ? joinPieces(...draft.pieces.map(({ text }) => text)) : '');

// At either end of the table a piece has one row only; parted from it by a blank line, it is probably no name at all, and stays unclear.
const continues = (left: string, right: string): boolean => right === '' || breaksOff(left) || loneParentheses(left).open > 0 || SMALL_BEGINNING.test(right);
// No name begins with a small letter, a parenthesis or a mark that must follow something.
const SMALL_BEGINNING = /^[\p{Ll}(),;:/&\-–—]/u;

// Between the row before, the pieces and the row after there is exactly one break; the cheapest place for it is the likeliest.
function divide(previous: Draft, pieces: readonly Piece[], next: Draft, lead: string | null, tendency: Tendency): { taken: number; certain: boolean } {
  const costs = Array.from({ length: pieces.length + 1 }, (_, taken) => costOfBreak(previous, pieces, next, lead, taken));
  const least = Math.min(...costs);
  const best = costs.flatMap((cost, taken) => (cost === least ? [taken] : []));
  return { taken: tendency === 'after' ? best[0]! : best.at(-1)!, certain: best.length === 1 };
}

// Where a name likes to end: behind its abbreviation in parentheses or its legal form.
const ENDING = /(\)|\b(asbl|aisbl|vzw|ivzw|scrl|cvba|srl|bv|nv|sa|sas|sarl|gie|ulc))$/iu;

function costOfBreak(previous: Draft, pieces: readonly Piece[], next: Draft, lead: string | null, taken: number): number {
  const left = joinPieces(nameOf(previous), ...pieces.slice(0, taken).map(({ text }) => text));
  const right = joinPieces(...pieces.slice(taken).map(({ text }) => text), nameOf(next));
  let cost = 0;
  if (left === '' || right === '') cost += 20;
  cost += 3 * loneParentheses(left).open + 3 * loneParentheses(right).closed;
  if (breaksOff(left)) cost += 3;
  if (SMALL_BEGINNING.test(right)) cost += 2;
  const above = nameOf(previous);
  if (taken > 0 && ENDING.test(above)) cost += 1;
  if (taken < pieces.length && ENDING.test(pieces.at(-1)!.text)) cost += 1;
  // A blank line is where two operators part, and seldom inside a name.
  [...pieces, next].forEach(({ gap }, junction) => (cost += gap ? (junction === taken ? -1 : 1) : 0));
  if (lead !== null && (fold(left) === lead || fold(right) === lead)) cost -= 6;
  return cost;
}
