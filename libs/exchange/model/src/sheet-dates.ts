import { fold } from './plain-text';
import type { SheetLanguage } from './sheet';

/** A date found in a text; `iso` is null when the calendar has no such day. */
export interface FoundDate {
  readonly text: string;
  readonly iso: string | null;
}

const MONTHS: Record<SheetLanguage, readonly string[]> = {
  fr: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  nl: ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'],
};
const SHORT_MONTHS = [['janv', 'jan'], ['fevr', 'fev', 'feb', 'febr'], ['mrt'], ['avr', 'apr'], [], ['jun'], ['juil', 'jul'], ['aug'], ['sept', 'sep'], ['oct', 'okt'], ['nov'], ['dec']];
const MONTH_OF = new Map<string, number>();
for (const names of [MONTHS.fr, MONTHS.nl]) names.forEach((name, index) => MONTH_OF.set(fold(name), index + 1));
SHORT_MONTHS.forEach((names, index) => names.forEach((name) => MONTH_OF.set(name, index + 1)));

const ISO = /(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})/;
const FIGURES = /(?<day>\d{1,2}) ?[/.-] ?(?<month>\d{1,2}) ?[/.-] ?(?<year>\d{4})/;
const WORDS = /(?<day>\d{1,2})(?:er|e)? (?<month>[a-z]{3,9})\.? (?<year>\d{4})/;
const SHAPES = [ISO, FIGURES, WORDS].map((shape) => new RegExp(`(?<!\\d)${shape.source}(?!\\d)`, 'g'));

/**
 * All dates of a text in their order, as French and Dutch sheets write them: `01/10/2017`, `01-04-2018`, `01.10.2017`, `2017-04-07`, `7 avril 2017`,
 * `1er mars 2020`, `7 april 2017`. The day stands before the month, as in both languages; 13 as a month is no day of the calendar.
 */
export function findDates(text: string): FoundDate[] {
  // A dash between spaces stands between two dates; folded, it would look like the one inside a date.
  const words = fold(text.slice(0, 500).replace(/\s[-\u2013\u2014]\s/g, ' | '));
  const found: (FoundDate & { at: number })[] = [];
  for (const shape of SHAPES) {
    for (const match of words.matchAll(shape)) {
      const { day, month, year } = match.groups as { day: string; month: string; year: string };
      const monthNumber = /^\d/.test(month) ? Number(month) : MONTH_OF.get(month);
      const overlaps = found.some(({ at, text: other }) => match.index < at + other.length && at < match.index + match[0].length);
      if (monthNumber !== undefined && !overlaps) found.push({ at: match.index, text: match[0], iso: toIso(Number(year), monthNumber, Number(day)) });
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ text: date, iso }) => ({ text: date, iso }));
}

/** A date in figures, as the form prints the project's dates: 01/10/2017. In: ISO. */
export const writeDateInFigures = (iso: string): string => iso.split('-').reverse().join('/');

/** A date in words, as the form prints its last update: 7 avril 2017, 1er mars 2020, 7 april 2017. In: ISO. */
export function writeDateInWords(iso: string, language: SheetLanguage): string {
  const [year, month, day] = iso.split('-').map(Number);
  const first = language === 'fr' && day === 1 ? 'er' : '';
  return `${day}${first} ${MONTHS[language][month! - 1]} ${year}`;
}

function toIso(year: number, month: number, day: number): string | null {
  const daysOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > daysOfMonth) return null;
  return [String(year), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
}
