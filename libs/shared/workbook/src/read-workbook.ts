import { STAMP_SHEET } from './stamp';
import type { ReadCell, ReadRow } from './cells';
import { columnOf } from './cells';
import { FILE_LIMITS, FileRefused, type FileLimits } from './limits';
import { openZip, type Zip } from './open-zip';
import { TextRuns, customProperties, numberStyles, sharedTexts, sheetParts, workbookPart, type SheetPart } from './parts';
import { streamXml, unescapeText } from './xml';

/** An open XLSX file. */
export interface ReadWorkbook {
  /** The sheets with their rows still unread, the stamp's own left out. */
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[];
  /** What `writeWorkbook` stamped into the file, from its hidden sheet or else from the file's properties; empty for anybody else's file. */
  readonly stamp: Readonly<Record<string, string>>;
  /** The rows of a sheet, read as the file is inflated. The limit of rows holds for all sheets together. */
  rows(sheet: string): AsyncGenerator<ReadRow, void, undefined>;
}

/**
 * Opens an XLSX file in memory. Formulas are never computed, links into other files never followed, macros refused. Refusals (FileRefused) beside
 * those of `openZip`: workbook.macros, workbook.too-many-sheets and, while reading rows, workbook.too-many-rows, workbook.too-many-columns,
 * workbook.cell-too-long, workbook.damaged.
 */
export async function readWorkbook(bytes: Buffer, limits: FileLimits = FILE_LIMITS): Promise<ReadWorkbook> {
  const zip = await openZip(bytes, limits);
  const part = await workbookPart(zip);
  const { sheets, relations } = await sheetParts(zip, part, limits);
  const partOf = (type: string): string | undefined => relations.find((relation) => relation.type === type)?.target;
  const texts = await sharedTexts(zip, partOf('sharedStrings'), limits);
  const styles = await numberStyles(zip, partOf('styles'));
  const left = { rows: limits.rows };
  const rowsOf = (sheet: SheetPart): AsyncGenerator<ReadRow, void, undefined> => sheetRows(zip, sheet, { texts, styles, limits, left });
  const stampSheet = sheets.find(({ name }) => name === STAMP_SHEET);
  const stamp = stampSheet ? await stampOf(rowsOf(stampSheet)) : await customProperties(zip);
  const shown = sheets.filter((sheet) => sheet !== stampSheet);
  return {
    sheets: shown.map(({ name, hidden }) => ({ name, hidden })),
    stamp,
    rows: (name) => {
      const sheet = shown.find((one) => one.name === name);
      if (!sheet) throw new FileRefused('workbook.damaged');
      return rowsOf(sheet);
    },
  };
}

async function stampOf(rows: AsyncIterable<ReadRow>): Promise<Record<string, string>> {
  const stamp: Record<string, string> = {};
  for await (const { cells } of rows) if (cells[0]?.column === 1) stamp[cells[0].text] = cells[1]?.text ?? '';
  return stamp;
}

interface SheetContext {
  readonly texts: readonly string[];
  readonly styles: readonly ReadCell['shownAs'][];
  readonly limits: FileLimits;
  /** Rows that the file may still have; shared by all its sheets. */
  readonly left: { rows: number };
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
  computed: boolean;
}

const LAST_ROW = 1_048_576;

function sheetRows(zip: Zip, { part }: SheetPart, context: SheetContext): AsyncGenerator<ReadRow, void, undefined> {
  const { limits, left } = context;
  let done: ReadRow[] = [];
  let row = { number: 0, cells: [] as ReadCell[] };
  let lastColumn = 0;
  let cell: OpenCell | undefined;
  let inValue = false;
  const inline = new TextRuns((text) => void (cell && (cell.value = text)), limits);

  const closeRow = (): void => {
    if (row.cells.length === 0) return;
    if (--left.rows < 0) throw new FileRefused('workbook.too-many-rows', { limit: limits.rows });
    done.push(row);
  };
  const handler = {
    open(name: string, attributes: () => Record<string, string>): void {
      if (name === 'row') {
        const number = Number(attributes()['r'] ?? row.number + 1);
        if (!Number.isInteger(number) || number <= row.number || number > LAST_ROW) throw new FileRefused('workbook.damaged');
        row = { number, cells: [] };
        lastColumn = 0;
      } else if (name === 'c') {
        const { r, t = 'n', s = '0' } = attributes();
        const column = r === undefined ? lastColumn + 1 : columnOf(r);
        if (column === undefined || column <= lastColumn) throw new FileRefused('workbook.damaged');
        lastColumn = column;
        cell = { column, type: t, style: Number(s), value: '', computed: false };
      } else if (name === 'v') inValue = true;
      else if (name === 'f' && cell) cell.computed = true;
      else inline.open(name);
    },
    text(text: string): void {
      if (inValue && cell) {
        cell.value += text;
        if (cell.value.length > limits.cellLength * 8) throw new FileRefused('workbook.cell-too-long', { limit: limits.cellLength });
      } else inline.text(text);
    },
    close(name: string): void {
      if (name === 'v') inValue = false;
      else if (name === 'c' && cell) {
        const read = readCell(cell, context);
        if (read) row.cells.push(read);
        cell = undefined;
      } else if (name === 'row') closeRow();
      else inline.close(name, 'is');
    },
  };
  const take = (): ReadRow[] => {
    const taken = done;
    done = [];
    return taken;
  };
  return (async function* () {
    yield* streamXml(await zip.stream(part), handler, take);
  })();
}

/** The cell, or nothing where it holds nothing; an empty text beside a formula is nothing too. */
function readCell({ column, type, style, value, computed }: OpenCell, { texts, styles, limits }: SheetContext): ReadCell | undefined {
  if (value === '') return undefined;
  const shared = type === 's' ? texts[Number(value)] : undefined;
  if (type === 's' && shared === undefined) throw new FileRefused('workbook.damaged');
  const text = shared ?? (type === 'str' ? unescapeText(value) : value);
  if (text === '') return undefined;
  if (column > limits.columns) throw new FileRefused('workbook.too-many-columns', { limit: limits.columns });
  if (text.length > limits.cellLength) throw new FileRefused('workbook.cell-too-long', { limit: limits.cellLength });
  const kind = type === 'n' ? 'number' : type === 'b' ? 'boolean' : type === 'e' ? 'error' : type === 'd' ? 'number' : 'text';
  return { column, kind, text, computed, shownAs: type === 'd' ? 'date' : kind === 'number' ? (styles[style] ?? 'number') : 'number' };
}
