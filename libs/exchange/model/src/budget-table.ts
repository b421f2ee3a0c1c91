import { LANGUAGES, textIn, type Language, type Texts } from '@passerelle/shared/kernel';
import type { BudgetInFull } from '@passerelle/budget/model';

/** A cell as a file stores it; a number is still its text. */
export interface TableCell {
  readonly column: number;
  readonly kind: 'text' | 'number' | 'boolean' | 'error';
  readonly text: string;
  readonly computed: boolean;
  readonly shownAs: 'number' | 'date' | 'percentage';
}

export interface TableRow {
  readonly number: number;
  readonly cells: readonly TableCell[];
}

/** The stamp of a workbook of this kind. */
export const WORKBOOK_KIND = 'budget/1';
/** In an operator's sheet: 1 the columns' keys (hidden), 2 the operator, 3 totals, 4 heads, then lines. In the summary: 1 keys, then titles, 4 heads, then operators. */
export const KEYS_ROW = 1;
export const FIRST_LINE_ROW = 5;
export const FIRST_OPERATOR_ROW = 5;
/** The first column, hidden: in the second row the operator's id, in lines their ids. */
export const ID_KEY = 'lineId';
export const SUMMARY_ID_KEY = 'operatorId';
/** The last column, hidden: what the line said when the workbook was made, so that what nobody touched in it is no change. */
export const MADE_OF_KEY = 'madeOf';

/** In a table, which has no stamp: the revision of which it was made, among what the lines said. */
export const REVISION_KEY = 'revision';

/** The columns of an operator's sheet, in order. Descriptions have a column for French and Dutch, and for the others where a line has one. */
export function lineKeys(budget: Pick<BudgetInFull, 'periods'>, languages: readonly Language[]): string[] {
  const periods = budget.periods.map(({ number }) => `period.${number}`);
  return [ID_KEY, 'categoryCode', 'workPackageId', ...languages.map((language) => `descriptions.${language}`), 'quantity', 'unitPriceCents', 'amountCents', ...periods, 'toAllocate', 'comment', 'inKindBy', 'catalogueCode', MADE_OF_KEY];
}

/** The languages in which an operator's lines get a column. */
export const languagesOf = (lines: readonly { readonly descriptions: Texts }[]): Language[] =>
  LANGUAGES.filter((language) => language === 'fr' || language === 'nl' || lines.some(({ descriptions }) => descriptions[language]));

/** The fields that the import takes from a line's row. */
export const isImported = (key: string): boolean => ![ID_KEY, MADE_OF_KEY, 'toAllocate', 'operatorId', 'operator'].includes(key);

const HEADS: Readonly<Record<string, string>> = { categoryCode: 'category', workPackageId: 'workPackage', unitPriceCents: 'unitPrice', amountCents: 'amount' };

/** The columns of a table of all lines are headed by words for programs: `amount`, `2026/1`, `description.fr`; the amounts in it are in euros. */
export function headOfKey(key: string, periods: BudgetInFull['periods']): string {
  const period = periods.find(({ number }) => key === `period.${number}`);
  return period ? periodLabel(period) : (HEADS[key] ?? key.replace('descriptions.', 'description.'));
}

/** The key that such a head stands for. */
export function keyOfHead(head: string, periods: BudgetInFull['periods']): string {
  const period = periods.find((one) => periodLabel(one) === head);
  return period ? `period.${period.number}` : (Object.keys(HEADS).find((key) => HEADS[key] === head) ?? head.replace('description.', 'descriptions.'));
}

/** The columns of a table of all lines. */
export const tableKeys = (budget: Pick<BudgetInFull, 'periods'>, languages: readonly Language[]): string[] => {
  const [id, ...others] = lineKeys(budget, languages);
  return [id!, 'operatorId', 'operator', ...others];
};

export const categoryLabel = (category: { readonly names: Texts; readonly code: string }, language: Language): string => textIn(category.names, language) || category.code;

/** `3 · Formation`: what is read back is the number. */
export const workPackageLabel = ({ number, names }: BudgetInFull['workPackages'][number], language: Language): string => `${number}${textIn(names, language) ? ` · ${textIn(names, language)}` : ''}`;

/** `2026/1`: the year and which half of it. */
export const periodLabel = ({ startDate }: { readonly startDate: string }): string => `${startDate.slice(0, 4)}/${startDate.slice(5, 7) > '06' ? 2 : 1}`;

/** Words without case, accents and punctuation, so that spellings of one name are the same. */
export const plainWords = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** The category that a cell means: its code, or its name in any language. */
export function categoryOf(text: string, categories: BudgetInFull['categories']): string | undefined {
  const words = plainWords(text);
  return categories.find(({ code, names }) => plainWords(code) === words || Object.values(names).some((name) => plainWords(name) === words))?.code;
}

const NUMBERED = /^\s*(?:(?:mt|wp|ap|module(?: de travail)?|werkpakket|work package|arbeitspaket)\s*)?([0-9]{1,3})(?![0-9.,])/i;

/** The work package that a cell means: its number, or its name in any language. */
export function workPackageOf(text: string, workPackages: BudgetInFull['workPackages']): string | undefined {
  const words = plainWords(text);
  const byName = workPackages.find(({ names }) => Object.values(names).some((name) => plainWords(name) === words));
  if (byName) return byName.workPackageId;
  const number = NUMBERED.exec(text)?.[1];
  return number === undefined ? undefined : workPackages.find((one) => one.number === Number(number))?.workPackageId;
}
