import { sheetFinding } from './sheet-findings';
import type { SheetFinding } from './sheet';

/** A published sheet has a few kilobytes; beyond this a text is something else. In bytes, and for a text already decoded in characters. */
export const SHEET_TEXT_LIMIT = 2 * 1024 * 1024;
/** A PDF of the same sheet, with fonts and emblem. In bytes. */
export const SHEET_PDF_LIMIT = 10 * 1024 * 1024;
/** A sheet has about a hundred lines. */
export const SHEET_LINES_LIMIT = 5_000;

// Readers of PDF look for the signature in the first kilobyte, since some producers put something before it.
const PDF_SIGNATURE = '%PDF-';
const PDF_HEAD = 1024;

/** Whether the bytes are a PDF, by its signature and not by a file name. */
export function isPdf(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, PDF_HEAD)).includes(PDF_SIGNATURE);
}

/**
 * Refuses bytes that cannot be a sheet, before anything reads them: nothing at all, a PDF above 10 MB, a text above 2 MB, a binary that is
 * no PDF. Out: the finding, or null when the bytes may be read on.
 */
export function refuseSource(bytes: Uint8Array): SheetFinding | null {
  if (bytes.length === 0) return sheetFinding('sheet.empty');
  if (isPdf(bytes)) return bytes.length > SHEET_PDF_LIMIT ? tooLarge(SHEET_PDF_LIMIT) : null;
  if (looksBinary(bytes)) return sheetFinding('sheet.binary');
  return bytes.length > SHEET_TEXT_LIMIT ? tooLarge(SHEET_TEXT_LIMIT) : null;
}

/**
 * The text of a sheet in whatever encoding it was saved: UTF-8 with or without a byte order mark, UTF-16 with one, otherwise Windows-1252
 * (what older office programs write). Line ends become line feeds.
 */
export function decodeSheetText(bytes: Uint8Array): string {
  return decode(bytes).replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

/** The lines of a text, wherever it came from; control characters become spaces, so that no line number shifts and nothing invisible is stored. */
export function toLines(text: string): string[] {
  return text
    .toWellFormed()
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, ' ')
    .split('\n');
}

export const tooLarge = (limit: number): SheetFinding => sheetFinding('sheet.too-large', null, { limitMegabytes: limit / 1024 / 1024 });

function decode(bytes: Uint8Array): string {
  const mark = byteOrderMark(bytes);
  if (mark) return new TextDecoder(mark).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function byteOrderMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

// No text holds a NUL, and hardly any holds other control characters than tab, line feed, vertical tab, form feed and carriage return.
// Looking at the first part is enough and keeps the answer quick for any size.
function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 64 * 1024);
  if (byteOrderMark(bytes)) return new TextDecoder(byteOrderMark(bytes)!).decode(sample.subarray(0, sample.length & ~1)).includes('\u0000');
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (byte < 0x20 && (byte < 0x09 || byte > 0x0d)) controls++;
  }
  return controls * 500 > sample.length;
}
