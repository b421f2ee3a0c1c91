import type { Language } from '@passerelle/shared/kernel';
import { formatMessage, type Dictionary } from '@passerelle/shared/texts';
import type { Mail, OwnAddress } from './mail-kinds';

const LINE_LENGTH = 72;

export interface WrittenMail {
  readonly subject: string;
  /** Paragraphs with an empty line between them, lines as long as they are. */
  readonly body: string;
}

/** A part of a line; `path` where it is a link into the application. */
export interface TextPart {
  readonly text: string;
  readonly path: OwnAddress | null;
}

/** What people typed goes into one line: no name brings paragraphs of its own into a mail. */
const oneLine = (value: unknown): unknown => (typeof value === 'string' ? value.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim() : value);

/** A name that reads like an address is not repeated: whoever gave it wants others to follow it. */
const asName = (name: unknown): string => (typeof name === 'string' && !/[@/\\]|www\.|:/i.test(name) ? name : '');

/** The mail in the reader's language: greeting, what it is about, closing. `texts` are the language's; `publicUrl` is where its link begins. */
export function writeMail(texts: Dictionary, { language, kind, params, link }: Pick<Mail, 'language' | 'kind' | 'params' | 'link'>, publicUrl: string): WrittenMail {
  const given = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, oneLine(value)]));
  const values = { ...given, link: `${publicUrl}${link ?? '/'}` };
  const say = (key: string): string => formatMessage(texts[key] ?? key, language, values);
  const greeting = asName(given['name']) ? 'mail.greetingName' : 'mail.greeting';
  return { subject: say(`mail.${kind}.subject`), body: [say(greeting), say(`mail.${kind}.body`), say('mail.closing')].join('\n\n') };
}

/** Not before a sign that French sets apart from its word. */
const BREAK = / (?![:;!?»])(?<!« )/;

/** Lines of at most 72 characters, as plain text is read; a word or an address that is longer stays whole. */
export function wrapText(body: string): string {
  return body.split('\n').map(wrapLine).join('\n');
}

function wrapLine(line: string): string {
  const lines: string[] = [];
  for (const word of line.split(BREAK)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= LINE_LENGTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}

const escapedForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** The addresses in a text that lead into the application, each once. Addresses stand alone in their line, so what follows up to a space belongs to them. */
export function linksIn(body: string, publicUrl: string): { address: string; path: OwnAddress }[] {
  const found = body.match(new RegExp(`(?<=^|\\s)${escapedForPattern(publicUrl)}/\\S*`, 'g')) ?? [];
  return [...new Set(found)].map((address) => ({ address, path: address.slice(publicUrl.length) as OwnAddress }));
}

/** The paragraphs of a mail, each as its lines, each line as text and links. */
export function paragraphsOf(body: string, links: readonly { readonly address: string; readonly path: OwnAddress }[]): TextPart[][][] {
  const partsOf = (line: string): TextPart[] => line.split(/(\s+)/).filter(Boolean).reduce<TextPart[]>((parts, text) => joined(parts, { text, path: links.find(({ address }) => address === text)?.path ?? null }), []);
  return body.split('\n\n').map((paragraph) => paragraph.split('\n').map(partsOf));
}

function joined(parts: TextPart[], next: TextPart): TextPart[] {
  const last = parts.at(-1);
  if (!last || last.path !== null || next.path !== null) return [...parts, next];
  return [...parts.slice(0, -1), { text: last.text + next.text, path: null }];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

/** The same mail as a page, for readers whose programs make no links out of text. */
export function mailAsHtml({ subject, body }: WrittenMail, language: Language, publicUrl: string): string {
  const part = ({ text, path }: TextPart): string => (path ? `<a href="${escaped(text)}">${escaped(text)}</a>` : escaped(text));
  const paragraphs = paragraphsOf(body, linksIn(body, publicUrl)).map((lines) => `<p>${lines.map((line) => line.map(part).join('')).join('<br>\n')}</p>`);
  return `<!doctype html>\n<html lang="${language}">\n<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>\n<body>\n${paragraphs.join('\n')}\n</body>\n</html>\n`;
}
