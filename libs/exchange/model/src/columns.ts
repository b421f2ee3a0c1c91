import { readAmount } from '@passerelle/shared/money';
import { plain } from './plain-text';
import type { SheetLanguage } from './sheet';
import { isAssociatedWord, isTotalWord } from './sheet-words';
import { looksLikeVersant, type Versants } from './versants';

/** The four columns of a row, as printed; '' where a column is empty. */
export interface Columns {
  readonly name: string;
  readonly versant: string;
  readonly total: string;
  readonly erdf: string;
  /** The two amounts can be told apart in more than one way, or not at all; `total` then holds all that was printed. */
  readonly unclear?: boolean;
}

const LONGEST_ROW = 2_000;
// An amount printed with spaces has at most `€ 999 999 999,99`, an associated word three; more words are not one cell.
const LONGEST_CELL = 5;

/**
 * Takes a line of the table apart, from its right end: …, versant, total, ERDF. Columns are separated by tabs, by two or more spaces, or, where
 * a conversion kept only one space, by what the words are. Null when the line has no columns: a piece of a wrapped name, or other text.
 */
export function readColumns(line: string, versants: Versants, language: SheetLanguage): Columns | null {
  const text = plain(line);
  if (text.length > LONGEST_ROW || text.trim() === '') return null;
  const tabbed = text.includes('\t');
  const cells = withoutLoneCurrency(tabbed ? text.split('\t').map(oneSpace) : text.trim().split(/ {2,}/));
  if (tabbed && cells.length >= 4) return byPosition(cells, versants, language);

  const filled = cells.filter((cell) => cell !== '');
  const byCells = filled.length > 1 ? byContent(filled, versants, language) : null;
  if (byCells && isComplete(byCells, versants, language)) return byCells;
  return byWords(oneSpace(text.replace(/\t/g, ' ')).split(' '), versants, language) ?? byCells;
}

/** What an amount cell says, with the currency's name as the grammar of amounts knows it. */
export const readAmountCell = (text: string, language: SheetLanguage) => readAmount(text.replace(/\beur(os?)?\b/i, 'EUR'), language);

const oneSpace = (text: string): string => text.replace(/ +/g, ' ').trim();
const isCurrency = (cell: string): boolean => /^(€|eur|euros?)$/i.test(cell);
const isAmount = (cell: string, language: SheetLanguage): boolean => readAmountCell(cell, language).kind !== 'refused';
// Digits and their marks: an attempt at an amount, readable or not. A dash stands for "none" and is for a person to say.
const isAmountLike = (cell: string): boolean => /^[\d .,'’()+\-\u2012-\u2015\u2212]+$/.test(cell.replace(/€|\beur(os?)?\b/gi, ' '));
const isAmountColumn = (cell: string): boolean => isAssociatedWord(cell) || isAmountLike(cell);

// Spreadsheets print the currency apart from the figure: `€    4.340.000,00` or `4.340.000,00    EUR`.
function withoutLoneCurrency(cells: readonly string[]): string[] {
  const result: string[] = [];
  const before = isCurrency(cells.find((cell, nth) => isCurrency(cell) || (nth > 0 && /^\d/.test(cell) && isAmountLike(cell))) ?? '');
  for (let nth = 0; nth < cells.length; nth++) {
    const cell = cells[nth]!;
    if (!isCurrency(cell) || cells.length < 4) result.push(cell);
    else if (before && nth + 1 < cells.length) result.push(`${cell} ${cells[++nth]}`);
    else result.push(`${result.pop() ?? ''} ${cell}`.trim());
  }
  return result;
}

function byPosition(cells: readonly string[], versants: Versants, language: SheetLanguage): Columns | null {
  const row = [...cells];
  while (row.length > 4 && row.at(-1) === '') row.pop();
  const [versant = '', total = '', erdf = ''] = row.slice(-3);
  const isRow = versants.find(versant) !== null || [total, erdf].some((cell) => isAmountColumn(cell) || isAmount(cell, language));
  return isRow ? { name: joined(row.slice(0, -3)), versant, total, erdf } : null;
}

function byContent(cells: readonly string[], versants: Versants, language: SheetLanguage): Columns | null {
  const amounts = cells.map((cell) => isAmountColumn(cell) || isAmount(cell, language));
  for (let at = cells.length - 1; at >= Math.max(0, cells.length - 3); at--) {
    if (!versants.find(cells[at]!)) continue;
    const [total = '', erdf = ''] = cells.slice(at + 1);
    if (total === '' ? at > 0 : amounts.slice(at + 1).includes(true)) return { name: joined(cells.slice(0, at)), versant: cells[at]!, total, erdf };
  }
  // No versant of the programme: the row is still a row when its right end holds amounts.
  const two = cells.length > 2 && amounts.at(-1) && amounts.at(-2);
  const last = cells.at(-1)!;
  const one = !two && amounts.at(-1) && (isAssociatedWord(last) || PRINTED_AMOUNT.test(last));
  if (!two && !one) return null;
  const [total = '', erdf = ''] = cells.slice(two ? -2 : -1);
  const rest = cells.slice(0, two ? -2 : -1);
  const unknown = rest.length > 1 && looksLikeVersant(rest.at(-1)!);
  return { name: joined(unknown ? rest.slice(0, -1) : rest), versant: unknown ? rest.at(-1)! : '', total, erdf };
}

const joined = (cells: readonly string[]): string => cells.filter((cell) => cell !== '').join(' ');

function isComplete({ name, versant, total, erdf }: Columns, versants: Versants, language: SheetLanguage): boolean {
  const readable = [total, erdf].every((cell) => cell === '' || isAssociatedWord(cell) || isAmount(cell, language));
  return (versants.find(versant) !== null || (versant === '' && isTotalWord(name))) && readable && total + erdf !== '';
}

// One space between all words: the last versant parts the name from the amounts, since no amount and no associated word contains one.
function byWords(words: readonly string[], versants: Versants, language: SheetLanguage): Columns | null {
  const at = words.findLastIndex((word) => versants.hasCode(word));
  if (at >= 0) {
    const row = asAmounts(words.slice(at + 1), language);
    if (row) return { name: words.slice(0, at).join(' '), versant: words[at]!, ...row };
  }
  const total = [4, 3, 2, 1].find((length) => isTotalWord(words.slice(0, length).join(' ')));
  if (total !== undefined) {
    const row = asAmounts(words.slice(total), language);
    if (row) return { name: words.slice(0, total).join(' '), versant: '', ...row };
  }
  return withoutVersant(words, language);
}

type Amounts = Pick<Columns, 'total' | 'erdf' | 'unclear'>;

function asAmounts(words: readonly string[], language: SheetLanguage): Amounts | null {
  if (words.length === 0 || words.length > 2 * LONGEST_CELL) return null;
  const whole = words.join(' ');
  // Bare numbers such as the years 2014 2020 belong to a name.
  if (!PRINTED_AMOUNT.test(whole) && !/\d \d{3}(?!\d)/.test(whole) && !words.some((_, nth) => isAssociatedWord(words.slice(nth).join(' ')))) return null;
  const pairs = words.slice(1).flatMap((_, nth): Amounts[] => {
    const [total, erdf] = [words.slice(0, nth + 1).join(' '), words.slice(nth + 1).join(' ')];
    return [total, erdf].every((cell) => isCell(cell, language)) ? [{ total, erdf }] : [];
  });
  const alone = isCell(whole, language);
  if (pairs.length === 1 && !alone) return pairs[0]!;
  if (pairs.length === 0 && alone) return { total: whole, erdf: '' };
  // `321 200 160 600` can be cut in three places and `12- 50,00 EUR` in none: which amounts are meant is for a person to say.
  const figures = words.every((word) => isAmountLike(word) || isCurrency(word));
  return figures ? { total: whole, erdf: '', unclear: true } : null;
}

const PRINTED_AMOUNT = /€|eur|[.,]\d\d$/i;

// `000` is the last group of an amount, never an amount by itself.
const isCell = (cell: string, language: SheetLanguage): boolean => isAssociatedWord(cell) || (!/^0\d/.test(cell) && isAmount(cell, language));

// A row that lacks its versant is known by two last cells that cannot be part of a name: with decimals, a currency, or the associated word.
function withoutVersant(words: readonly string[], language: SheetLanguage): Columns | null {
  const cellBefore = (end: number): number | undefined =>
    [5, 4, 3, 2, 1].find((length) => {
      const cell = words.slice(Math.max(end - length, 0), end).join(' ');
      return length <= end && (isAssociatedWord(cell) || (PRINTED_AMOUNT.test(cell) && isCell(cell, language)));
    });
  const last = cellBefore(words.length);
  const before = last && cellBefore(words.length - last);
  if (!last || !before) return null;
  const [erdf, total] = [words.slice(-last), words.slice(-last - before, -last)].map((cell) => cell.join(' '));
  const rest = words.slice(0, -last - before);
  const unknown = rest.length > 1 && looksLikeVersant(rest.at(-1)!);
  return { name: (unknown ? rest.slice(0, -1) : rest).join(' '), versant: unknown ? rest.at(-1)! : '', total: total!, erdf: erdf! };
}
