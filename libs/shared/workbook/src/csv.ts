import { parse } from 'csv-parse/sync';
import type { ReadRow } from './cells';
import { FILE_LIMITS, FileRefused, type FileLimits } from './limits';
import { looksLikeZip } from './open-zip';

/** A CSV file as it was understood. */
export interface ReadCsv {
  readonly rows: readonly ReadRow[];
  readonly delimiter: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'windows-1252';
}

const DELIMITERS = [';', ',', '\t', '|'] as const;
const SAMPLE_LINES = 20;
const BINARY = /[\0-\u0008\u000E-\u001A\u001C-\u001F]/;

/**
 * Reads a CSV file: UTF-8 (with or without mark), UTF-16 with its mark (Excel's "Unicode text"), else Windows-1252; CRLF, LF or CR; the delimiter is the
 * one that gives most columns evenly, or the one that a first line `sep=;` names. Every cell is text. Refusals: workbook.file-empty, workbook.file-too-large,
 * workbook.not-a-table (binary), workbook.csv-quotes (a quote that is never closed), workbook.too-many-rows, workbook.too-many-columns, workbook.cell-too-long.
 */
export function readCsv(bytes: Buffer, limits: FileLimits = FILE_LIMITS): ReadCsv {
  if (bytes.length === 0) throw new FileRefused('workbook.file-empty');
  if (bytes.length > limits.bytes) throw new FileRefused('workbook.file-too-large', { megabytes: Math.floor(limits.bytes / 1_000_000) });
  const { text, encoding } = decode(bytes);
  if (looksLikeZip(bytes) || BINARY.test(text.slice(0, 100_000))) throw new FileRefused('workbook.not-a-table');
  const named = /^sep=(.)\r?\n/i.exec(text);
  const body = named ? text.slice(named[0].length) : text;
  const delimiter = named?.[1] ?? sniff(body);
  const records = recordsOf(body, delimiter, limits);
  const first = named ? 2 : 1;
  const rows = records.map((record, index) => ({ number: index + first, cells: record.flatMap((value, column) => cellOf(value, column + 1, limits)) })).filter(({ cells }) => cells.length > 0);
  if (rows.length === 0) throw new FileRefused('workbook.file-empty');
  if (rows.length > limits.rows) throw new FileRefused('workbook.too-many-rows', { limit: limits.rows });
  return { rows, delimiter, encoding };
}

function decode(bytes: Buffer): { text: string; encoding: ReadCsv['encoding'] } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}

function recordsOf(text: string, delimiter: string, limits: FileLimits): string[][] {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      // A quote inside an unquoted cell is that quote: `5" pipe`.
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: limits.cellLength * 20,
      to: limits.rows * 2 + 1,
    }) as string[][];
  } catch (error) {
    throw new FileRefused((error as { code?: string }).code === 'CSV_MAX_RECORD_SIZE' ? 'workbook.cell-too-long' : 'workbook.csv-quotes', { limit: limits.cellLength });
  }
}

/** The delimiter under which most of the first lines have the same number of columns; more columns win. */
function sniff(text: string): string {
  const sample = text.split(/\r\n|\n|\r/, SAMPLE_LINES).filter((line) => line.trim() !== '');
  const score = (delimiter: string): number => {
    const counts = sample.map((line) => line.replace(/"(?:[^"]|"")*"/g, '').split(delimiter).length);
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 1;
    return usual === 1 ? 0 : (counts.filter((count) => count === usual).length / counts.length) * 100 + usual;
  };
  const best = DELIMITERS.map((delimiter) => ({ delimiter, score: score(delimiter) })).toSorted((a, b) => b.score - a.score)[0]!;
  return best.score > 0 ? best.delimiter : ';';
}

function cellOf(value: string, column: number, limits: FileLimits): ReadRow['cells'][number][] {
  if (value === '') return [];
  if (column > limits.columns) throw new FileRefused('workbook.too-many-columns', { limit: limits.columns });
  if (value.length > limits.cellLength) throw new FileRefused('workbook.cell-too-long', { limit: limits.cellLength });
  return [{ column, kind: 'text', text: undefused(value), computed: false, shownAs: 'number' }];
}

/** A cell of a CSV file to write: a text, or a number that stays one. */
export type CsvCell = { readonly text: string } | { readonly number: string } | null;

// With apostrophes of its own before it too, so that what was written comes back as it was.
const DANGEROUS = /^'*[=+\-@\t\r]/;
const DEFUSED = /^'(?='*[=+\-@\t\r])/;
const PLAIN_NUMBER = /^-?[0-9]+([.,][0-9]+)?$/;

/** What `writeCsv` wrote before a dangerous sign is taken away again; an apostrophe before anything else stays. */
const undefused = (text: string): string => text.replace(DEFUSED, '');

/**
 * Writes a CSV file in pieces, as a spreadsheet of that language opens it: UTF-8 with its mark and CRLF; `;` and a decimal comma for fr, nl and de, `,` and
 * a point for en. A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay plain numbers.
 */
export async function* writeCsv(rows: AsyncIterable<readonly CsvCell[]> | Iterable<readonly CsvCell[]>, language: string): AsyncGenerator<string, void, undefined> {
  const delimiter = language === 'en' ? ',' : ';';
  const written = (cell: CsvCell): string => {
    if (!cell) return '';
    if ('text' in cell) return quoted(DANGEROUS.test(cell.text) ? `'${cell.text}` : cell.text, delimiter);
    if (!PLAIN_NUMBER.test(cell.number)) throw new RangeError(`${cell.number} is no plain number.`);
    return language === 'en' ? cell.number : cell.number.replace('.', ',');
  };
  let piece = '\uFEFF';
  for await (const row of rows) {
    piece += `${row.map(written).join(delimiter)}\r\n`;
    if (piece.length < 32_768) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

const quoted = (text: string, delimiter: string): string => (text.includes(delimiter) || /["\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
