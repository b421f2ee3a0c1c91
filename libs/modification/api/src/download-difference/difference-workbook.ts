import { writePlainAmount } from '@passerelle/shared/money';
import { sheetNames, writeCsv, writeWorkbook, type CellToWrite } from '@passerelle/shared/workbook';
import { Readable } from 'node:stream';
import type { DifferenceView } from '@passerelle/modification/model';
import type { Language } from '@passerelle/shared/kernel';
import { differenceRows, type DifferenceRow, type DifferenceWords } from './difference-table';

const HEAD = { tone: 'head', wrap: true } as const;
const AMOUNT = { format: 'amount' } as const;
const FIRST_ROW = 3;

function headings(view: DifferenceView, words: DifferenceWords): string[] {
  return ['versions.diff.by', 'versions.diff.line', 'versions.diff.what'].map((key) => words.say(key)).concat(
    words.say('versions.diff.before', { number: view.before }), words.say('versions.diff.before', { number: view.after }), words.say('versions.diff.difference'),
  );
}

/** The difference as a workbook: one sheet, both amounts beside each other, and their difference as a formula that goes on computing. */
export function differenceWorkbook(view: DifferenceView, words: DifferenceWords, language: Language, project: string, madeAt: Date): Readable {
  const title = `${project} · ${words.say('versions.diff.heading', { before: view.before, after: view.after })}`;
  const [name] = sheetNames([words.say('versions.diff.difference')]);
  const cells = (row: DifferenceRow, at: number): (CellToWrite | null)[] => [
    { text: row.part }, { text: row.name, style: { wrap: true } }, row.what ? { text: row.what, style: { wrap: true } } : null,
    { number: writePlainAmount(row.beforeCents), style: AMOUNT }, { number: writePlainAmount(row.afterCents), style: AMOUNT },
    { formula: `E${at}-D${at}`, result: writePlainAmount(row.differenceCents), style: AMOUNT },
  ];
  const rows = [
    [{ text: title, style: { tone: 'title' as const } }],
    headings(view, words).map((text) => ({ text, style: HEAD })),
    ...differenceRows(view, words).map((row, index) => cells(row, index + FIRST_ROW)),
  ];
  return writeWorkbook({
    title, language, madeAt, stamp: { project, kind: 'budget-difference', before: String(view.before), after: String(view.after) },
    sheets: [{ name: name!, columns: [{ width: 18 }, { width: 46 }, { width: 60 }, { width: 16 }, { width: 16 }, { width: 16 }], rows, frozen: { rows: 2, columns: 2 } }],
  });
}

/** The same as one table. */
export function differenceCsv(view: DifferenceView, words: DifferenceWords, language: Language): Readable {
  const rows = differenceRows(view, words).map((row) => [{ text: row.part }, { text: row.name }, { text: row.what }, ...[row.beforeCents, row.afterCents, row.differenceCents].map((amount) => ({ number: writePlainAmount(amount) }))]);
  return Readable.from(writeCsv([headings(view, words).map((text) => ({ text })), ...rows], language));
}
