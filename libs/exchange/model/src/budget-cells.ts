import type { Language, Refusal } from '@passerelle/shared/kernel';
import { readAmount, readQuantity, readStoredAmount, readStoredQuantity } from '@passerelle/shared/money';
import type { TableCell } from './budget-table';

/** What a cell says as a number of cents or ten-thousandths; two readings; or what is wrong with it. An empty cell says null. */
export type CellNumber =
  | { readonly kind: 'value'; readonly value: number | null }
  | { readonly kind: 'ask'; readonly text: string; readonly readings: readonly number[] }
  | { readonly kind: 'wrong'; readonly code: string; readonly params: Refusal['params'] };

const LONGEST_QUOTE = 60;
const quote = (text: string): string => (text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text);
const wrong = (code: string, cell: TableCell): CellNumber => ({ kind: 'wrong', code, params: { text: quote(cell.text) } });

/** Reads an amount: stored numbers on their digits, texts by the grammar of the language. What a spreadsheet shows as a date or a percentage is no amount. */
export function amountIn(cell: TableCell | undefined, language: Language): CellNumber {
  return numberIn(cell, (text) => fromReading(readStoredAmount(text)), (text) => fromReading(readAmount(text, language)));
}

/** Reads a quantity in the same way, in ten-thousandths. */
export function quantityIn(cell: TableCell | undefined, language: Language): CellNumber {
  return numberIn(cell, (text) => fromReading(readStoredQuantity(text)), (text) => fromReading(readQuantity(text, language)));
}

/** What a cell says as a text: line ends of one kind, no blanks around it. */
export const textIn = (cell: TableCell | undefined): string => (cell && cell.kind !== 'error' ? cell.text.replace(/\r\n?/g, '\n').trim() : '');

type Reading = { readonly kind: 'value'; readonly value: number } | { readonly kind: 'ask'; readonly readings: readonly number[] } | { readonly kind: 'refused'; readonly reason: string };
type AnyReading = { readonly kind: 'amount'; readonly cents: number } | { readonly kind: 'quantity'; readonly quantity: number } | { readonly kind: 'ask'; readonly readings: readonly number[] } | { readonly kind: 'refused'; readonly reason: string };

const fromReading = (reading: AnyReading): Reading => (reading.kind === 'amount' ? { kind: 'value', value: reading.cents } : reading.kind === 'quantity' ? { kind: 'value', value: reading.quantity } : reading);

function numberIn(cell: TableCell | undefined, stored: (text: string) => Reading, typed: (text: string) => Reading): CellNumber {
  if (!cell) return { kind: 'value', value: null };
  if (cell.kind === 'error') return wrong('workbook.cell-error', cell);
  if (cell.kind === 'boolean') return wrong('workbook.amount-not-an-amount', cell);
  if (cell.kind === 'number' && cell.shownAs !== 'number') return wrong(cell.shownAs === 'date' ? 'workbook.amount-is-date' : 'workbook.amount-is-percentage', cell);
  const reading = cell.kind === 'number' ? stored(cell.text) : typed(cell.text);
  if (reading.kind === 'value') return reading;
  if (reading.kind === 'ask') return { ...reading, text: quote(cell.text) };
  return reading.reason === 'empty' ? { kind: 'value', value: null } : wrong(`workbook.amount-${reading.reason}`, cell);
}
