import { v5 as uuidFrom } from 'uuid';
import { Refused } from '@passerelle/shared/api-kit';
import { refusal, type Language } from '@passerelle/shared/kernel';
import { cellAddress, columnLetters, FileRefused, looksLikeZip, readCsv, readWorkbook, type ReadRow, type ReadWorkbook } from '@passerelle/shared/workbook';
import type { PackedBudget } from '@passerelle/budget/api';
import type { BudgetInFull } from '@passerelle/budget/model';
import { ID_KEY, readFreeTable, WORKBOOK_KIND, WorkbookComparison, type BudgetImport, type FreeTable, type Judge, type TableMapping } from '@passerelle/exchange/model';

/** A file that came in, as it was understood. */
export interface ReadImport extends BudgetImport {
  readonly kind: 'WORKBOOK' | 'TABLE';
  readonly madeOfRevision: number | null;
  readonly madeAt: string | null;
  readonly table: FreeTable | null;
}

export interface ImportContext {
  readonly budget: PackedBudget;
  readonly language: Language;
  readonly operatorIds: readonly string[];
  readonly bytesHash: string;
  readonly mapping: TableMapping | null;
  readonly judge: Judge;
}

// Rows without an id get one that follows from the file and the row: the same file taken in twice adds nothing twice.
const ROW_IDS = '1f0c86d2-6f3f-5d0b-9a52-6a2b8e8d7c11';

/**
 * Compares a file with a budget: a workbook or table of ours with what stands now, anybody else's as new lines. Refusals, 422: those of the workbook kit,
 * workbook.other-project and workbook.other-version (ours, of something else), workbook.stamp-broken.
 */
export async function readImport(bytes: Buffer, context: ImportContext): Promise<ReadImport> {
  const budget: BudgetInFull = { ...context.budget, lines: context.budget.operators.flatMap(({ operatorId }) => context.budget.linesOf(operatorId)) };
  try {
    return looksLikeZip(bytes) || isContainer(bytes) ? await fromWorkbook(await readWorkbook(bytes), budget, context) : await fromCsv(readCsv(bytes).rows, budget, context);
  } catch (error) {
    throw error instanceof FileRefused ? new Refused(422, [error.refusal]) : error;
  }
}

// Old and encrypted workbooks are refused as such by the kit, not as tables.
const isContainer = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]));

const idFrom = ({ budget, bytesHash }: ImportContext) => (sheet: string, row: number): string => uuidFrom(`${budget.budgetId} ${bytesHash} ${sheet} ${row}`, ROW_IDS);

function comparison(budget: BudgetInFull, context: ImportContext, madeOf: number): WorkbookComparison {
  const { language, operatorIds } = context;
  return new WorkbookComparison({ budget, language, operatorIds, madeOf, idFor: idFrom(context), address: (sheet, column, row) => cellAddress(column, row, sheet || undefined) });
}

async function fromWorkbook(book: ReadWorkbook, budget: BudgetInFull, context: ImportContext): Promise<ReadImport> {
  const { stamp } = book;
  if (stamp['kind'] !== WORKBOOK_KIND) return fromTable(await tableIn(book, context.mapping), book.sheets.map(({ name }) => name), budget, context);
  if (stamp['project'] !== budget.projectCode) throw new Refused(422, [refusal('workbook.other-project', { project: stamp['project'] ?? '' }, '/file')]);
  if (stamp['budget'] !== budget.budgetId) throw new Refused(422, [refusal('workbook.other-version', { version: stamp['version'] ?? '', current: budget.versionNumber }, '/file')]);
  // Without it nobody could tell what others changed since; one that is still to come is of a state that was put back.
  const madeOf = /^\d{1,15}$/.test(stamp['revision'] ?? '') ? Number(stamp['revision']) : null;
  if (madeOf === null || madeOf > budget.revision) throw new Refused(422, [refusal('workbook.stamp-broken', {}, '/file')]);
  const compared = comparison(budget, context, madeOf);
  for (const { name } of book.sheets) await compared.sheet(name, book.rows(name));
  return { kind: 'WORKBOOK', madeOfRevision: madeOf, madeAt: stamp['date'] ?? null, table: null, ...(await compared.finish(context.judge)) };
}

/** The sheet that the reader chose, or the first one that is shown and says something. */
async function tableIn(book: ReadWorkbook, mapping: TableMapping | null): Promise<{ sheet: string; rows: ReadRow[] }> {
  const chosen = book.sheets.filter(({ name, hidden }) => (mapping?.sheet ? name === mapping.sheet : !hidden));
  for (const { name } of chosen) {
    const rows: ReadRow[] = [];
    for await (const row of book.rows(name)) rows.push(row);
    if (rows.length > 0) return { sheet: name, rows };
  }
  throw new FileRefused('workbook.file-empty');
}

async function fromCsv(rows: readonly ReadRow[], budget: BudgetInFull, context: ImportContext): Promise<ReadImport> {
  if (rows[0]?.cells[0]?.text !== ID_KEY) return fromTable({ sheet: null, rows }, [], budget, context);
  const compared = comparison(budget, context, 0);
  compared.table(rows);
  return { kind: 'WORKBOOK', madeOfRevision: null, madeAt: null, table: null, ...(await compared.finish(context.judge)) };
}

async function fromTable({ sheet, rows }: { sheet: string | null; rows: readonly ReadRow[] }, sheets: readonly string[], budget: BudgetInFull, context: ImportContext): Promise<ReadImport> {
  const { language, operatorIds, mapping, judge } = context;
  const read = await readFreeTable(rows, mapping, { budget, language, operatorIds, sheets, sheet, judge, idFor: idFrom(context), address: (column, row) => cellAddress(column, row, sheet ?? undefined), letters: columnLetters });
  return { kind: 'TABLE', madeOfRevision: null, madeAt: null, ...read };
}
