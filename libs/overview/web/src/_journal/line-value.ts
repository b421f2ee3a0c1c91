import { cents, quantity, writeAmount, writeQuantity } from '@passerelle/shared/money';
import type { HistoryWords } from './history-value';

const LINE = /^(?:budget-line|salary:[^:]+):[^:]+:(.+)$/;
const AMOUNTS = /^(amountCents|unitPriceCents|period\.\d+)$/;
const IDS = ['operatorId', 'workPackageId'];
const UNSAID = ['position', 'operatorId', 'categoryCode'];
const ORDER = ['workPackageId', 'descriptions', 'catalogueCode', 'quantity', 'unitPriceCents', 'amountCents', 'formula', 'period', 'inKindBy', 'comment'];
const rankOf = (field: string): number => ORDER.indexOf(field.split('.')[0]!);

/** The field of a budget's line that a subject of the journal is about; `line` where it is the whole line; null where it is about no line. */
export const lineFieldOf = (subject: string): string | null => LINE.exec(subject)?.[1] ?? null;

/** What a line says in a field, as a reader writes it; of a whole line, each field that it names. */
export function writeLineValue(field: string, value: unknown, words: HistoryWords): string {
  if (value === null || value === undefined || value === '') return '';
  if (field === 'line' && typeof value === 'object') {
    // The label says whose line it is and in which category; the rest in the order of the lines' grid, which the journal does not keep.
    const said = Object.entries(value).filter(([part]) => !UNSAID.includes(part)).sort(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
    return said.map(([part, one]) => `${words.lineFieldName(part)} ${writeLineValue(part, one, words)}`).join(' · ');
  }
  if (AMOUNTS.test(field)) return writeAmount(cents(Number(value)), words.language, { currency: true });
  if (field === 'quantity') return writeQuantity(quantity(Number(value)), words.language);
  if (IDS.includes(field)) return words.idName(String(value));
  return field === 'categoryCode' ? words.cellName(String(value)) : String(value);
}

/** SETIS · STAFF · amountCents, as the reader calls them; of a whole line the label ends with the category. An operator's own name may hold the separator. */
export function writeLineLabel(label: string, field: string, words: HistoryWords): string {
  const parts = label.split(' · ');
  const own = field === 'line' ? 1 : 2;
  const [category = '', ...fields] = parts.slice(-own);
  return [...parts.slice(0, -own), words.cellName(category), ...fields.map((one) => words.lineFieldName(one))].join(' · ');
}
