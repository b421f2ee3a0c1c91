import { valueOf, type BudgetLine } from '@passerelle/budget/model';
import type { LineDifferenceView } from './difference.contract';

/** A field that differs: `name` is a text's key. Amounts in cents, quantities in ten-thousandths. */
export interface DifferingField {
  readonly field: string;
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  readonly before: string | number | null;
  readonly after: string | number | null;
}

/** The fields in which the two states of a changed line differ, with both values; none of a line that was added or removed. */
export function differingFields({ before, after, fields }: LineDifferenceView): DifferingField[] {
  if (!before || !after) return [];
  return fields.map((field): DifferingField => {
    const [name = '', part = ''] = field.split('.');
    return { field, name: `versions.field.${name}`, params: name === 'period' ? { number: part } : { language: part }, before: said(before, field), after: said(after, field) };
  });
}

/** An amount that follows from others is one all the same. */
const said = (line: BudgetLine, field: string): string | number | null => (field === 'amountCents' ? line.amountCents : valueOf(line, field));
