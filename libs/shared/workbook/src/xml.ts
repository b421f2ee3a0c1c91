/// <reference path="./saxen.d.ts" />
import type { Readable } from 'node:stream';
import { Parser } from 'saxen';
import { damagedUnless } from './open-zip';
import { FileRefused } from './limits';

/** What a reader of one part wants to hear; names come without their prefix, since writers choose those. */
export interface XmlHandler {
  open?(name: string, attributes: () => Record<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
}

// The parser keeps an unfinished token; one that never ends would be looked through again with every piece.
const LONGEST_TOKEN = 1_000_000;
const NO_PREFIX = /^[^:]*:/;

const local = (name: string): string => name.replace(NO_PREFIX, '');

/** An XML part, piece by piece. A document type is refused as damaged: no spreadsheet writes one, and entities begin there. */
export class XmlReader {
  private readonly parser: Parser;
  private pending = 0;

  constructor(handler: XmlHandler) {
    const heard = (): void => void (this.pending = 0);
    this.parser = new Parser()
      .on('openTag', (name, attributes, decode) => {
        heard();
        handler.open?.(local(name), () => decoded(attributes(), decode));
      })
      .on('closeTag', (name) => {
        heard();
        handler.close?.(local(name));
      })
      .on('text', (text, decode) => {
        heard();
        handler.text?.(decode(text));
      })
      .on('cdata', (text) => {
        heard();
        handler.text?.(text);
      })
      .on('attention', refuse)
      .on('error', refuse)
      .on('warn', refuse);
  }

  write(xml: string): void {
    this.pending += xml.length;
    this.parser.write(xml);
    if (this.pending > LONGEST_TOKEN) refuse();
  }

  end(): void {
    if (this.parser.end()) refuse();
  }
}

/** Reads a whole part that is already in memory. */
export function readXml(xml: string, handler: XmlHandler): void {
  const reader = new XmlReader(handler);
  for (let at = 0; at < xml.length; at += LONGEST_TOKEN / 10) reader.write(xml.slice(at, at + LONGEST_TOKEN / 10));
  reader.end();
}

/** Reads a part as it is inflated; after each piece the caller may take what has come so far. */
export async function* streamXml<T>(stream: Readable, handler: XmlHandler, take: () => T[]): AsyncGenerator<T, void, undefined> {
  const reader = new XmlReader(handler);
  const pieces = stream.setEncoding('utf8')[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value, done } = await damagedUnless(pieces.next());
      if (done) break;
      reader.write(value as string);
      yield* take();
    }
    reader.end();
    yield* take();
  } finally {
    stream.destroy();
  }
}

function decoded(attributes: Record<string, string>, decode: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, decode(value)]));
}

function refuse(): never {
  throw new FileRefused('workbook.damaged');
}

const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;
// Control characters, lone surrogates and the two non-characters have no place in XML: a spreadsheet writes them as _x000B_.
const NO_XML = /[\0-\u0008\u000B-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;', '\n': '&#10;', '\t': '&#9;' };

/** What a spreadsheet means by a text of its file: `_x000D_` is the character of that number. */
export const unescapeText = (text: string): string => (text.includes('_x') ? text.replace(ESCAPED, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text);

/** A text as it stands in a spreadsheet's file. */
export function escapeText(text: string): string {
  return escapeXml(text.replace(LOOKS_ESCAPED, '_x005F_').replace(NO_XML, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`));
}

/** A text in an attribute or an element of XML. */
export const escapeXml = (text: string): string => text.replace(/[&<>"\r\n\t]/g, (sign) => ENTITIES[sign]!);
