import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { sheetNames } from './cells';
import { STAMP_SHEET } from './stamp';
import { Styles } from './styles';
import { sheetXml, type SheetToWrite } from './write-sheet';
import { escapeText, escapeXml } from './xml';

/** A workbook to write. Sheets are asked for their rows one after the other, while the file is being sent. */
export interface WorkbookToWrite {
  readonly title: string;
  readonly language: string;
  readonly madeAt: Date;
  /** Who made this file, for the file itself: kept in a very hidden sheet and in the file's properties, and given back by `readWorkbook`. */
  readonly stamp: Readonly<Record<string, string>>;
  /** Names must be such as `sheetNames` gives. */
  readonly sheets: readonly SheetToWrite[];
  /** Names for formulas and people: name → what it refers to (`'Sheet'!$A$1`). */
  readonly definedNames?: Readonly<Record<string, string>>;
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEETML = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Writes an XLSX file as a stream: whatever its size, no more than a piece of one sheet is in memory. What a sheet's rows throw destroys the stream. */
export function writeWorkbook(book: WorkbookToWrite): Readable {
  const names = book.sheets.map(({ name }) => name);
  if (sheetNames(names).some((name, index) => name !== names[index])) throw new RangeError('Names of sheets come from sheetNames.');
  const sheets = [...book.sheets, stampSheet(book.stamp)];
  const styles = new Styles();
  const zip = new ZipFile();
  const out = new PassThrough();
  const options = { mtime: book.madeAt, forceDosTimestamp: true };
  let current: Readable | undefined;
  out.once('close', () => current?.destroy());
  const add = (name: string, xml: () => string | Readable): void =>
    zip.addReadStreamLazy(name, options, (callback) => {
      const content = xml();
      current = typeof content === 'string' ? Readable.from([Buffer.from(content)]) : content;
      current.on('error', (error) => out.destroy(error));
      callback(null, current);
    });

  add('[Content_Types].xml', () => contentTypes(sheets.length));
  add('_rels/.rels', () => relations([['officeDocument', 'xl/workbook.xml'], ['core', 'docProps/core.xml'], ['custom-properties', 'docProps/custom.xml']]));
  add('docProps/core.xml', () => coreProperties(book));
  add('docProps/custom.xml', () => customProperties(book.stamp));
  add('xl/workbook.xml', () => workbookXml(sheets, book.definedNames ?? {}));
  add('xl/_rels/workbook.xml.rels', () => relations([...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const), ['styles', 'styles.xml']]));
  sheets.forEach((sheet, index) => add(`xl/worksheets/sheet${index + 1}.xml`, () => Readable.from(sheetXml(sheet, styles, index === 0), { objectMode: false, highWaterMark: 65_536 })));
  // Last, since only then every style is known.
  add('xl/styles.xml', () => styles.xml());
  zip.on('error', (error) => out.destroy(error as Error));
  zip.end();
  zip.outputStream.pipe(out);
  return out;
}

const stampSheet = (stamp: Readonly<Record<string, string>>): SheetToWrite => ({
  name: STAMP_SHEET,
  state: 'veryHidden',
  columns: [],
  protected: true,
  rows: Object.entries(stamp).map(([key, value]) => [{ text: key }, { text: value }]),
});

const contentTypes = (sheets: number): string =>
  `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
  `<Override PartName="/xl/workbook.xml" ContentType="${SHEETML}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEETML}.styles+xml"/>` +
  Array.from({ length: sheets }, (_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${SHEETML}.worksheet+xml"/>`).join('') +
  `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
  `<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>`;

const relations = (targets: readonly (readonly [string, string])[]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
  targets.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type === 'core' ? `${PACKAGE}/relationships/metadata/core-properties` : `${OFFICE}/relationships/${type}`}" Target="${target}"/>`).join('') +
  '</Relationships>';

function coreProperties({ title, language, madeAt }: WorkbookToWrite): string {
  const at = madeAt.toISOString().replace(/\.\d+/, '');
  const time = (name: string): string => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${at}</dcterms:${name}>`;
  return `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeText(title)}</dc:title><dc:creator>Passerelle</dc:creator>${time('created')}${time('modified')}<dc:language>${escapeXml(language)}</dc:language></cp:coreProperties>`;
}

const customProperties = (stamp: Readonly<Record<string, string>>): string =>
  `${XML}<Properties xmlns="${OFFICE}/custom-properties" xmlns:vt="${OFFICE}/docPropsVTypes">` +
  Object.entries(stamp).map(([name, value], index) => `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${index + 2}" name="${escapeXml(name)}"><vt:lpwstr>${escapeText(value)}</vt:lpwstr></property>`).join('') +
  '</Properties>';

function workbookXml(sheets: readonly SheetToWrite[], definedNames: Readonly<Record<string, string>>): string {
  const listed = sheets.map(({ name, state }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`).join('');
  const named = Object.entries(definedNames).map(([name, refersTo]) => `<definedName name="${escapeXml(name)}">${escapeXml(refersTo)}</definedName>`).join('');
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><bookViews><workbookView/></bookViews><sheets>${listed}</sheets>${named && `<definedNames>${named}</definedNames>`}<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`;
}
