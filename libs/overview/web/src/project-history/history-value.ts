import { cents, writeAmount } from '@passerelle/shared/money';
import { writeDate } from '@passerelle/shared/texts';
import type { Language } from '@passerelle/shared/kernel';

const BUDGET_CELL = /^budget-cell:[^:]+:(.+)$/;
const isAmount = (name: string): boolean => name.startsWith('budget-cell:') || name.startsWith('budget-total:') || name.endsWith('Cents');
const LAST_PARTS = ['operators', 'totalCents', 'erdfCents'];
const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

export interface HistoryWords {
  readonly language: Language;
  /** The name of a part of a value (code, operators, totalCents …); '' where its value speaks for itself. */
  readonly partName: (part: string) => string;
  /** The name of a budget's cell: a cost category, or the agreed total. */
  readonly cellName: (cell: string) => string;
}

/** A value of the journal as a reader writes it: amounts of budget cells and …Cents, dates, lists and named parts. '' where there was none. */
export function writeHistoryValue(name: string, value: unknown, words: HistoryWords): string {
  if (value === null || value === undefined || value === '') return '';
  if (Number.isSafeInteger(value) && isAmount(name)) return writeAmount(cents(value as number), words.language, { currency: true });
  if (isDate(value)) return writeDate(value, words.language);
  if (Array.isArray(value)) return value.map((part) => writeHistoryValue(name, part, words)).join(' · ');
  if (typeof value !== 'object') return String(value);
  return inOrder(Object.entries(value))
    .map(([part, partValue]) => ({ partName: words.partName(part), text: writeHistoryValue(part, partValue, words) }))
    .filter(({ text }) => text !== '')
    .map(({ partName, text }) => (partName ? `${partName} ${text}` : text))
    .join(' · ');
}

/** The database keeps the parts of a value in an order of its own: what names the thing comes first, its amounts last. */
const inOrder = (parts: [string, unknown][]): [string, unknown][] => {
  const rank = ([part]: [string, unknown]): number => LAST_PARTS.indexOf(part);
  return [...parts].sort((a, b) => rank(a) - rank(b));
};

/** What changed: the journal names a budget's cell by its code, the reader by its name. */
export function writeHistoryLabel(subject: string, label: string, words: HistoryWords): string {
  const cell = BUDGET_CELL.exec(subject)?.[1];
  return cell && label.endsWith(cell) ? label.slice(0, -cell.length) + words.cellName(cell) : label;
}
