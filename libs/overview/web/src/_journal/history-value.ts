import { cents, writeAmount } from '@passerelle/shared/money';
import { writeDate } from '@passerelle/shared/texts';
import type { Language } from '@passerelle/shared/kernel';
import { lineFieldOf, writeLineLabel, writeLineValue } from './line-value';

const BUDGET_CELL = /^budget-cell:[^:]+:(.+)$/;
const SUBJECT = /^([^:]+):(.*)$/;
const isAmount = (name: string): boolean => name.startsWith('budget-cell:') || name.startsWith('budget-total:') || name.endsWith('Cents');
const LAST_PARTS = ['operators', 'totalCents', 'erdfCents'];
/** What a role covers, narrowest first: the narrowest says it all. */
const PLACES = ['operatorId', 'versantCode', 'projectId', 'programmeId'];
const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

export interface HistoryWords {
  readonly language: Language;
  /** The name of a part of a value (code, operators, totalCents …); '' where its value speaks for itself. */
  readonly partName: (part: string) => string;
  /** The name of a budget's cell: a cost category, or the agreed total. */
  readonly cellName: (cell: string) => string;
  /** What a field of a line is called (amountCents, period.3, descriptions.nl). */
  readonly lineFieldName: (field: string) => string;
  /** What a code of a part stands for (role AUDITOR, versantCode FR, fields name); the code itself where there is no word for it. */
  readonly codeName: (part: string, code: string) => string;
  /** What an id stands for, as it is called now; '' where that is not known. */
  readonly idName: (id: string) => string;
  /** The kind of thing that a subject without a label is (person, invitation …). */
  readonly kindName: (kind: string) => string;
}

/** A value of the journal as a reader writes it: amounts of budget cells and …Cents, dates, roles and places by their names, lists and named parts. '' where there was none. */
export function writeHistoryValue(name: string, value: unknown, words: HistoryWords): string {
  if (value === null || value === undefined || value === '') return '';
  const field = lineFieldOf(name);
  if (field) return writeLineValue(field, value, words);
  if (Number.isSafeInteger(value) && isAmount(name)) return writeAmount(cents(value as number), words.language, { currency: true });
  if (isDate(value)) return writeDate(value, words.language);
  if (isId(value)) return words.idName(value);
  if (Array.isArray(value)) return value.map((part) => writeHistoryValue(name, part, words)).join(' · ');
  if (typeof value === 'string') return words.codeName(name, value);
  if (typeof value !== 'object') return String(value);
  return inOrder(narrowed(Object.entries(value)))
    .map(([part, partValue]) => ({ partName: words.partName(part), text: writeHistoryValue(part, partValue, words) }))
    .filter(({ text }) => text !== '')
    .map(({ partName, text }) => (partName ? `${partName} ${text}` : text))
    .join(' · ');
}

/** The database keeps the parts of a value in an order of its own: what names the thing comes first, its amounts last. */
const inOrder = (parts: [string, unknown][]): [string, unknown][] => {
  const rank = ([part]: [string, unknown]): number => (part === 'role' ? -2 : LAST_PARTS.indexOf(part));
  return [...parts].sort((a, b) => rank(a) - rank(b));
};

/** A role with the narrowest of the places that it names. */
const narrowed = (parts: [string, unknown][]): [string, unknown][] => {
  if (!parts.some(([part]) => part === 'role')) return parts;
  const narrowest = PLACES.find((place) => parts.some(([part, value]) => part === place && value !== null));
  return parts.filter(([part]) => !PLACES.includes(part) || part === narrowest);
};

/** What changed: the journal names a budget's cell by its code and a person by her id, the reader by their names. */
export function writeHistoryLabel(subject: string, label: string, words: HistoryWords): string {
  const cell = BUDGET_CELL.exec(subject)?.[1];
  if (cell && label.endsWith(cell)) return label.slice(0, -cell.length) + words.cellName(cell);
  const field = lineFieldOf(subject);
  if (field && label !== '') return writeLineLabel(label, field, words);
  if (label !== '') return label;
  const [, kind = subject, id = ''] = SUBJECT.exec(subject) ?? [];
  return words.idName(id) || words.kindName(kind);
}
