const NEWLINE = /\r\n|\n|\r/y;
const ONE_NEWLINE_AT_THE_END = /(\r\n|\n|\r)$/;
/** A spreadsheet would take these for formulas, or for the beginning of one. */
const LOOKS_LIKE_A_FORMULA = /^[=+@\t\r-]/;

/**
 * A block of cells as spreadsheets put it on the clipboard: tabs between cells, CRLF, LF or CR between rows. A cell in quotes may hold tabs, newlines
 * and doubled quotes; quotes that do not close before the next cell are a part of the text. Exactly one newline at the end is dropped: a spreadsheet
 * ends its block with one, and dropping more would lose empty cells at the end of a column. No text is no block; a newline alone is one empty cell.
 */
export function parseBlock(text: string): string[][] {
  if (text === '') return [];
  const source = text.replace(ONE_NEWLINE_AT_THE_END, '');
  const rows: string[][] = [[]];
  for (let at = 0; ; ) {
    const cell = cellAt(source, at);
    rows[rows.length - 1]!.push(cell.text);
    at = cell.end;
    if (at >= source.length) return rows;
    if (source[at] === '\t') at += 1;
    else {
      at += newlineAt(source, at);
      rows.push([]);
    }
  }
}

/** Cells as text for a spreadsheet: the reverse of `parseBlock`, with CRLF after each row. */
export function writeBlock(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(quotedWhereNeeded).join('\t')}\r\n`).join('');
}

/** A text that is no figure goes out so that no spreadsheet calculates it. */
export const withoutFormula = (text: string): string => (LOOKS_LIKE_A_FORMULA.test(text) ? `'${text}` : text);

interface FoundCell {
  readonly text: string;
  readonly end: number;
}

function cellAt(source: string, start: number): FoundCell {
  return (source[start] === '"' ? quotedAt(source, start) : null) ?? plainAt(source, start);
}

function plainAt(source: string, start: number): FoundCell {
  let end = start;
  while (end < source.length && source[end] !== '\t' && newlineAt(source, end) === 0) end += 1;
  return { text: source.slice(start, end), end };
}

function quotedAt(source: string, start: number): FoundCell | null {
  let text = '';
  for (let at = start + 1; ; ) {
    const quote = source.indexOf('"', at);
    if (quote === -1) return null;
    text += source.slice(at, quote);
    if (source[quote + 1] === '"') {
      text += '"';
      at = quote + 2;
      continue;
    }
    const end = quote + 1;
    return end >= source.length || source[end] === '\t' || newlineAt(source, end) > 0 ? { text, end } : null;
  }
}

function newlineAt(source: string, at: number): number {
  NEWLINE.lastIndex = at;
  return NEWLINE.exec(source)?.[0].length ?? 0;
}

const quotedWhereNeeded = (text: string): string => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
