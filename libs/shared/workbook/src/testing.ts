import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { zipSync, strToU8, unzipSync, strFromU8 } from 'fflate';
import type { ReadRow } from './cells';
import type { FileRefused } from './limits';
import type { ReadWorkbook } from './read-workbook';
import { writeWorkbook, type WorkbookToWrite } from './write-workbook';

/** Builders for tests of workbooks. */
export const bytesOf = (book: Partial<WorkbookToWrite>): Promise<Buffer> =>
  buffer(writeWorkbook({ title: 'A budget', language: 'fr', madeAt: new Date('2026-11-25T10:00:00Z'), stamp: {}, sheets: [], ...book }));

export async function rowsOf(book: ReadWorkbook, sheet: string): Promise<ReadRow[]> {
  return all(book.rows(sheet));
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** The code with which something is refused; what is not refused at all, or breaks otherwise, is not that code. */
export async function refusedWith(act: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof act === 'function' ? act() : act);
    return 'not refused';
  } catch (error) {
    return (error as FileRefused).refusal?.code ?? String(error);
  }
}

/** A ZIP of texts. */
export const zipOf = (parts: Readonly<Record<string, string>>): Buffer => Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))));

/** The same by the machine's own zlib, for what is large. */
export function largeZipOf(parts: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return buffer(zip.outputStream);
}

/** The same workbook with some parts' texts changed, as another program would. */
export function withParts(bytes: Buffer, change: Readonly<Record<string, (xml: string) => string>>): Buffer {
  const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
  for (const [name, edit] of Object.entries(change)) parts[name] = edit(parts[name] ?? '');
  return zipOf(parts);
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The barest workbook that holds this sheet data. */
export const bareParts = (sheetData: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  '_rels/.rels': `<Relationships><Relationship Id="a" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="One" sheetId="1" r:id="b"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="b" Type="${OFFICE}/worksheet" Target="worksheets/one.xml"/><Relationship Id="c" Type="${OFFICE}/sharedStrings" Target="/xl/strings.xml"/><Relationship Id="d" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  'xl/worksheets/one.xml': `<worksheet xmlns="${MAIN}"><sheetData>${sheetData}</sheetData></worksheet>`,
  ...more,
});
