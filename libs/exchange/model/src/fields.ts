import { CODE_PATTERN } from '@passerelle/shared/kernel';
import { fold, joinPieces, oneSpaced, plain } from './plain-text';
import { findDates } from './sheet-dates';
import { quoted, type SheetReport } from './sheet-findings';
import type { SheetProject, SourceLine } from './sheet';
import type { Section } from './sections';
import { labelled } from './sheet-words';

export const isBlank = ({ text }: SourceLine): boolean => plain(text).trim() === '';

// `4.8.337 - AB Réfugiés - Social`. A code is figures with points, or any word with a figure in it when a dash follows.
const CODE_LINE = /^(?:(\d+(?:\.\d+)+)(?:(?: ?[-–—:] ?| )(.*))?|(\S*\d\S*) [-–—] (.*))$/u;
const LONGEST_HEADER_LINE = 500;

/**
 * Reads what stands before the first section: the first line is `code - acronym` (the acronym may itself contain ` - `), the next one the title,
 * in front of which the sheet repeats the acronym or its first words. A title may go on in the line directly below.
 */
export function readHeader(preamble: readonly SourceLine[], acronymMaxLength: number, report: SheetReport): Pick<SheetProject, 'code' | 'acronym' | 'title'> {
  const lines = preamble.filter((line) => !isBlank(line) && line.text.length <= LONGEST_HEADER_LINE);
  const at = lines.findIndex(({ text }) => CODE_LINE.test(oneSpaced(text)));
  const [first, second, ...others] = lines.slice(Math.max(at, 0));
  const match = at < 0 ? null : CODE_LINE.exec(oneSpaced(first!.text));
  const code = match?.[1] ?? match?.[3] ?? null;
  const acronym = (match ? (match[2] ?? match[4])?.trim() : first && oneSpaced(first.text)) || null;
  if (code === null) report.find('sheet.no-code', first?.number ?? null);
  else report.understand('code', first!.number, code);
  if (code !== null && !CODE_PATTERN.test(code)) report.find('sheet.code-unusable', first!.number, { code: quoted(code) });
  if (acronym === null) report.find('sheet.acronym-missing', first?.number ?? null);
  else report.understand('acronym', first!.number, acronym);
  // Characters as a person counts them; an acronym is never cut, the programme decides what becomes of it.
  const length = [...(acronym ?? '')].length;
  if (acronym !== null && length > acronymMaxLength) report.find('sheet.acronym-long', first!.number, { acronym, length, limit: acronymMaxLength });
  if (!second) report.find('sheet.title-missing', first?.number ?? null);
  return { code, acronym, title: second ? readTitle(second, others, acronym, report) : null };
}

function readTitle(first: SourceLine, others: readonly SourceLine[], acronym: string | null, report: SheetReport): string {
  let last = first.number;
  const pieces = [oneSpaced(first.text)];
  for (const { number, text } of others) {
    if (number !== last + 1) break;
    pieces.push(oneSpaced(text));
    last = number;
  }
  const title = withoutAcronym(joinPieces(...pieces), acronym);
  report.understand('title', first.number, title, last);
  if (last > first.number) report.find('sheet.lines-joined', first.number, { name: title, firstLine: first.number, lastLine: last });
  return title;
}

/** `AB Réfugiés - INTEGRATION …` is the title INTEGRATION … of the acronym AB Réfugiés - Social: the whole acronym is taken away, else its longest beginning. */
export function withoutAcronym(text: string, acronym: string | null): string {
  const words = fold(acronym ?? '');
  const dashes = [...text.matchAll(/ [-–—] /g)].map((match) => ({ before: text.slice(0, match.index), after: text.slice(match.index + match[0].length) }));
  const whole = dashes.find(({ before }) => fold(before) === words);
  const beginning = dashes.findLast(({ before }) => words.startsWith(`${fold(before)}-`) || words.startsWith(`${fold(before)} `));
  return (whole ?? beginning)?.after.trim() ?? text;
}

/** The lines of a section that hold text, the one beside the heading included. */
export const linesOf = (section: Section): SourceLine[] => [section.inline, ...section.body].filter((line): line is SourceLine => line !== null && !isBlank(line));

/** Whether a section is headed by one date alone: `4. DATE DE DÉBUT`, `5. DATE DE FIN`. */
export const headsOneDate = ({ heading }: Section): boolean => ['start', 'end'].includes(labelled(heading?.words ?? '')?.field ?? '');

/** Reads begin and end of the project from their section, or from a section each: labelled lines, or two dates in their order. */
export function readProjectDates(sections: readonly Section[], report: SheetReport): Pick<SheetProject, 'startDate' | 'endDate'> {
  const dates: { start?: string | null; end?: string | null } = {};
  const keep = (field: 'start' | 'end', iso: string | null, line: number) => {
    dates[field] = iso;
    if (iso !== null) report.understand(field === 'start' ? 'startDate' : 'endDate', line, iso);
  };
  let expected: 'start' | 'end' | null = null;
  const lines = sections.flatMap((section) => [...(section.heading && headsOneDate(section) ? [{ number: section.heading.line, text: section.heading.words }] : []), ...linesOf(section)]);
  for (const { number, text } of lines) {
    const label = labelled(plain(text).trim());
    const named = label?.field === 'start' || label?.field === 'end' ? label.field : null;
    const found = findDates(text);
    for (const { text: date, iso } of found) if (iso === null) report.find('sheet.impossible-date', number, { text: date });
    // `Date de début :` with its date in the line below.
    const field: 'start' | 'end' | null = named ?? expected ?? (found.length === 2 ? 'start' : null);
    expected = named && found.length === 0 && label?.value === '' ? named : null;
    if (field === null || expected) {
      if (expected) report.understand('heading', number, oneSpaced(text));
      continue;
    }
    if (found[0]) keep(field, found[0].iso, number);
    else report.find('sheet.date-unclear', number, { text: quoted(oneSpaced(text)) });
    if (found[0]?.iso === null || !found[0]) report.understand('heading', number, oneSpaced(text));
    if (field === 'start' && found[1]) keep('end', found[1].iso, number);
    dates[field] ??= null;
  }
  const line = sections[0]?.heading?.line ?? null;
  for (const field of ['start', 'end'] as const) if (dates[field] === undefined) report.find('sheet.date-missing', line, { field });
  return { startDate: dates.start ?? null, endDate: dates.end ?? null };
}

/** Reads the day of the last update: the one date of its section. */
export function readLastUpdate(section: Section, report: SheetReport): string | null {
  const lines = linesOf(section).map(({ number, text }) => ({ number, text: oneSpaced(text), dates: findDates(text) }));
  const all = lines.flatMap(({ dates }) => dates);
  const line = lines.find(({ dates }) => dates.length > 0) ?? lines[0];
  if (!line) return null;
  report.understand('lastUpdate', line.number, all[0]?.iso ?? line.text);
  if (all.length !== 1) report.find('sheet.date-unclear', line.number, { text: quoted(line.text) });
  else if (all[0]!.iso === null) report.find('sheet.impossible-date', line.number, { text: all[0]!.text });
  return all.length === 1 ? all[0]!.iso : null;
}

/** Reads the type of intervention: one line, or one wrapped line; after a blank line or a bullet another one begins. */
export function readCategory(section: Section, report: SheetReport): string | null {
  const categories: string[][] = [];
  let last = -1;
  const lines = linesOf(section);
  for (const { number, text } of lines) {
    const words = oneSpaced(text);
    if (number === last + 1 && !/^[-–•*]/u.test(words)) categories.at(-1)!.push(words);
    else categories.push([words]);
    last = number;
  }
  if (lines.length === 0) return null;
  const value = categories.map((pieces) => joinPieces(...pieces)).join('\n');
  report.understand('interventionCategory', lines[0]!.number, value, last);
  if (categories.length < lines.length) report.find('sheet.lines-joined', lines[0]!.number, { name: quoted(value), firstLine: lines[0]!.number, lastLine: last });
  return value;
}

/** Reads the summary as it stands, paragraphs, bullets and indents included; only the blank lines at both ends are left out. */
export function readSummary({ inline, body }: Section, report: SheetReport): string | null {
  const lines = inline ? [inline, ...body] : body;
  const first = lines.findIndex((line) => !isBlank(line));
  const last = lines.findLastIndex((line) => !isBlank(line));
  if (first < 0) return null;
  const summary = lines.slice(first, last + 1).map(({ text }) => text.trimEnd()).join('\n');
  report.understand('summary', lines[first]!.number, quoted(summary), lines[last]!.number);
  return summary;
}
