import { LANGUAGES, type Language } from '@passerelle/shared/kernel';
import type { BudgetLine } from './lines';
import type { LineFields } from './lines.contract';

/** A field as it is judged, undone and told: parts of texts and half-years are fields of their own (descriptions.fr, period.3). */
export type FieldValue = string | number | null;

const SIMPLE = ['operatorId', 'categoryCode', 'workPackageId', 'position', 'quantity', 'unitPriceCents', 'amountCents', 'comment', 'inKindBy', 'formula', 'catalogueCode'] as const;
type SimpleField = (typeof SIMPLE)[number];

/** The fields of which a line says something that would tell a salary: only whoever may know that operator's is told. */
export const tellsSalary = (field: string): boolean => field.startsWith('descriptions.') || ['quantity', 'unitPriceCents', 'comment', 'formula'].includes(field);

/** The fields that a request names, with their values. */
export function fieldsOf(fields: LineFields): Map<string, FieldValue> {
  const found = new Map<string, FieldValue>();
  for (const field of SIMPLE) if (fields[field] !== undefined) found.set(field, fields[field] ?? null);
  for (const [language, text] of Object.entries(fields.descriptions ?? {})) found.set(`descriptions.${language}`, text ?? '');
  for (const [number, amount] of Object.entries(fields.periods ?? {})) found.set(`period.${number}`, amount);
  return found;
}

/** What a line says in a field. Of the amount: what was entered, null where it follows quantity × unit price or the half-years. */
export function valueOf(line: BudgetLine, field: string): FieldValue {
  if (field === 'amountCents') return line.amountEntered ? line.amountCents : null;
  if (field.startsWith('descriptions.')) return line.descriptions[field.slice('descriptions.'.length) as Language] ?? '';
  if (field.startsWith('period.')) return line.periodCents[Number(field.slice('period.'.length)) - 1] ?? null;
  return line[field as SimpleField] ?? null;
}

/** Every field in which a line says something. */
export const saidFields = (line: BudgetLine): string[] => [
  ...SIMPLE.filter((field) => valueOf(line, field) !== null && valueOf(line, field) !== ''),
  ...LANGUAGES.filter((language) => line.descriptions[language]).map((language) => `descriptions.${language}`),
  ...line.periodCents.flatMap((amount, index) => (amount === null ? [] : [`period.${index + 1}`])),
];

/** The fields in which somebody would say that two states of a line differ: an amount that only follows others is none of them. */
export const enteredDifferences = (before: BudgetLine, after: BudgetLine): string[] => [...new Set([...saidFields(before), ...saidFields(after)])].filter((field) => valueOf(before, field) !== valueOf(after, field));
