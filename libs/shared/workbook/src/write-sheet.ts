import { columnLetters } from './cells';
import type { CellStyle, Styles } from './styles';
import { escapeText, escapeXml } from './xml';

/** A cell to write: a text, a number as plain digits (`1389740.18`), or a formula with the result that stands there until a program computes it anew. */
export type CellToWrite =
  | { readonly text: string; readonly style?: CellStyle }
  | { readonly number: string; readonly style?: CellStyle }
  | { readonly formula: string; readonly result: string; readonly style?: CellStyle }
  | { readonly style: CellStyle };

export interface ColumnToWrite {
  /** In characters. */
  readonly width?: number;
  readonly hidden?: boolean;
  /** The style of cells that are not written: people type below the last row. */
  readonly style?: CellStyle;
  /** What may be chosen in this column, as a reference (`'Lists'!$A$2:$A$9`); something else may be typed all the same. */
  readonly choices?: string;
}

export interface SheetToWrite {
  readonly name: string;
  readonly state?: 'hidden' | 'veryHidden';
  readonly columns: readonly ColumnToWrite[];
  /** Rows from the first on; null and undefined leave a cell out. */
  readonly rows: Iterable<readonly (CellToWrite | null | undefined)[]> | AsyncIterable<readonly (CellToWrite | null | undefined)[]>;
  /** Cells that are not `open` take no typing. There is no password: it guards against slips, not against people. */
  readonly protected?: boolean;
  readonly frozen?: { readonly rows: number; readonly columns: number };
  /** Rows that are there for programs, not for eyes. */
  readonly hiddenRows?: readonly number[];
  /** The first row that `choices` hold for. */
  readonly choicesFrom?: number;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PLAIN_NUMBER = /^-?[0-9]+(\.[0-9]+)?$/;
const PIECE = 32_768;
export const LAST_ROW = 1_048_576;

/** The XML of a sheet, in pieces. */
export async function* sheetXml(sheet: SheetToWrite, styles: Styles, selected: boolean): AsyncGenerator<string, void, undefined> {
  let piece = head(sheet, styles, selected);
  let number = 0;
  for await (const cells of sheet.rows) {
    piece += rowXml(++number, cells, styles, sheet.hiddenRows?.includes(number) ?? false);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece + foot(sheet);
}

function rowXml(number: number, cells: readonly (CellToWrite | null | undefined)[], styles: Styles, hidden: boolean): string {
  let xml = '';
  cells.forEach((cell, index) => {
    if (cell) xml += cellXml(cell, `${columnLetters(index + 1)}${number}`, styles);
  });
  return `<row r="${number}"${hidden ? ' hidden="1"' : ''}>${xml}</row>`;
}

function cellXml(cell: CellToWrite, address: string, styles: Styles): string {
  const style = styles.number(cell.style);
  const start = `<c r="${address}"${style ? ` s="${style}"` : ''}`;
  if ('text' in cell) return `${start} t="inlineStr"><is><t xml:space="preserve">${escapeText(cell.text)}</t></is></c>`;
  if ('number' in cell) return `${start}><v>${plain(cell.number)}</v></c>`;
  if ('formula' in cell) return `${start}><f>${escapeXml(cell.formula)}</f><v>${plain(cell.result)}</v></c>`;
  return `${start}/>`;
}

function plain(number: string): string {
  if (!PLAIN_NUMBER.test(number)) throw new RangeError(`${number} is no plain number.`);
  return number;
}

function head({ columns, frozen }: SheetToWrite, styles: Styles, selected: boolean): string {
  const pane = frozen ? `<pane${frozen.columns ? ` xSplit="${frozen.columns}"` : ''}${frozen.rows ? ` ySplit="${frozen.rows}"` : ''} topLeftCell="${columnLetters(frozen.columns + 1)}${frozen.rows + 1}" activePane="${!frozen.columns ? 'bottomLeft' : !frozen.rows ? 'topRight' : 'bottomRight'}" state="frozen"/>` : '';
  const cols = columns.map(({ width = 12, hidden, style }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"${hidden ? ' hidden="1"' : ''}${style ? ` style="${styles.number(style)}"` : ''}/>`).join('');
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView${selected ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>${cols && `<cols>${cols}</cols>`}<sheetData>`;
}

function foot({ columns, choicesFrom = 1, ...sheet }: SheetToWrite): string {
  const protection = sheet.protected ? '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>' : '';
  const choices = columns.flatMap(({ choices: list }, index) => {
    const letters = columnLetters(index + 1);
    return list ? [`<dataValidation type="list" allowBlank="1" sqref="${letters}${choicesFrom}:${letters}${LAST_ROW}"><formula1>${escapeXml(list)}</formula1></dataValidation>`] : [];
  });
  const validations = choices.length ? `<dataValidations count="${choices.length}">${choices.join('')}</dataValidations>` : '';
  return `</sheetData>${protection}${validations}<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`;
}
