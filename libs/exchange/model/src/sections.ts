import { plain } from './plain-text';
import type { SheetLanguage, SourceLine } from './sheet';
import { findDates } from './sheet-dates';
import { headingWords, languageOfLine, tableHead, type SectionKind } from './sheet-words';

export interface Section {
  readonly kind: SectionKind;
  /** Null where the table stands without a heading and only its head says what it is. */
  readonly heading: { readonly line: number; readonly lastLine: number; readonly text: string; /** Without its number. */ readonly words: string } | null;
  /** What follows the heading on its own line: `Dernière mise à jour : 7 avril 2017`. */
  readonly inline: SourceLine | null;
  readonly body: readonly SourceLine[];
}

export interface SheetParts {
  /** The lines before the first section: code, acronym, title. */
  readonly preamble: readonly SourceLine[];
  readonly sections: readonly Section[];
  readonly language: SheetLanguage;
}

interface Candidate {
  readonly kind: SectionKind;
  readonly language: SheetLanguage | null;
  readonly index: number;
  readonly lastIndex: number;
  readonly value: string | null;
  /** How much the line looks like a heading: numbered counts more than capitals. */
  readonly strength: number;
  readonly implicit?: boolean;
}

const LONGEST_HEADING = 120;
const NUMBER = /^(?:(?:\d{1,2}|[IVX]{1,4}) ?[.):°-]+ *|\d{1,2} +)(?=\p{L})/u;

/**
 * Cuts a sheet into its sections by their headings: French or Dutch, numbered or not, in capitals or not, with or without accents, in any
 * order, on one line or two. Inside the summary a line is a heading only if it looks as much like one as any other candidate of its kind:
 * a paragraph "Partenaires" of a sheet with numbered headings stays text.
 */
export function splitSections(lines: readonly string[]): SheetParts {
  const headings = settle(candidates(lines));
  const source = lines.map((text, index): SourceLine => ({ number: index + 1, text }));
  const sections = headings.map((heading, nth): Section => {
    const end = headings[nth + 1]?.index ?? lines.length;
    const { index, lastIndex, value, kind, implicit } = heading;
    if (implicit) return { kind, heading: null, inline: null, body: source.slice(index, end) };
    return {
      kind,
      heading: headingAt(lines, index, lastIndex),
      inline: value ? { number: lastIndex + 1, text: value } : null,
      body: source.slice(lastIndex + 1, end),
    };
  });
  return { preamble: source.slice(0, headings[0]?.index ?? lines.length), sections, language: languageOf(lines, headings) };
}

function headingAt(lines: readonly string[], index: number, lastIndex: number): Section['heading'] {
  const text = plain(lines.slice(index, lastIndex + 1).join(' ')).trim();
  return { line: index + 1, lastLine: lastIndex + 1, text, words: shapeOf(text).words };
}

function candidates(lines: readonly string[]): Candidate[] {
  const found: Candidate[] = [];
  for (let index = 0; index < lines.length; index++) {
    const text = plain(lines[index]!).trim();
    if (text === '' || text.length > 4 * LONGEST_HEADING) continue;
    const next = plain(lines[index + 1] ?? '').trim();
    const shape = shapeOf(text);
    // A long heading may be wrapped; only what looks like a heading is tried together with its next line.
    const wrapped = shape.strength > 0 && next !== '' ? headingIn(shapeOf(`${text} ${next}`).words) : null;
    if (wrapped && wrapped.value === null) {
      found.push({ ...wrapped, index, lastIndex: index + 1, strength: shape.strength });
      index++;
      continue;
    }
    const single = headingIn(shape.words);
    if (single) found.push({ ...single, index, lastIndex: index, strength: shape.strength });
  }
  if (!found.some(({ kind }) => kind === 'operators')) {
    const index = lines.findIndex((text) => tableHead(plain(text))?.whole);
    if (index >= 0) found.push({ kind: 'operators', language: null, index, lastIndex: index, value: null, strength: 3, implicit: true });
  }
  return found.sort((a, b) => a.index - b.index);
}

function shapeOf(text: string): { words: string; strength: number } {
  const words = text.replace(NUMBER, '');
  const capitals = words === words.toUpperCase();
  return { words, strength: (words !== text ? 2 : 0) + (capitals ? 1 : 0) };
}

function headingIn(words: string): { kind: SectionKind; language: SheetLanguage; value: string | null } | null {
  const colon = words.indexOf(':');
  if (words.length <= LONGEST_HEADING && headingWords(words)) return { ...headingWords(words)!, value: null };
  if (colon <= 0 || colon > LONGEST_HEADING) return null;
  const before = headingWords(words.slice(0, colon));
  return before && { ...before, value: words.slice(colon + 1).trim() };
}

function settle(found: readonly Candidate[]): Candidate[] {
  const strongest = new Map<SectionKind, number>();
  for (const { kind, strength } of found) strongest.set(kind, Math.max(strength, strongest.get(kind) ?? 0));
  const settled: Candidate[] = [];
  for (const candidate of found) {
    const inside = settled.at(-1)?.kind;
    const weak = candidate.strength < strongest.get(candidate.kind)!;
    if (inside === 'summary' && (weak || (candidate.strength < 2 && couldBeText(candidate)))) continue;
    // `Chef de file : …` inside the section of that name is a line of it, not another section; a column head is no heading either.
    if (inside === candidate.kind && (weak || candidate.value)) continue;
    settled.push(candidate);
  }
  return settled;
}

// `Partenaires : …` or `Durée : trois ans` may well be a paragraph of a summary; a type of intervention or a date behind its label is not.
function couldBeText({ kind, value }: Candidate): boolean {
  return value !== null && kind !== 'category' && !((kind === 'update' || kind === 'dates') && findDates(value).length > 0);
}

function languageOf(lines: readonly string[], headings: readonly Candidate[]): SheetLanguage {
  let dutch = 0;
  for (const { language } of headings) dutch += language === 'nl' ? 1 : language === 'fr' ? -1 : 0;
  for (const text of lines) {
    const language = languageOfLine(plain(text));
    dutch += language === 'nl' ? 1 : language === 'fr' ? -1 : 0;
  }
  return dutch > 0 ? 'nl' : 'fr';
}
