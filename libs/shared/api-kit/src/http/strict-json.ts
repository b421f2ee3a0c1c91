import { refusal, type Refusal } from '@passerelle/shared/kernel';
import { Refused } from './refused';

export const DEEPEST = 32;

/** Keys that would give an object another prototype on the way, or that every object has already: validation passes over those. */
const FORBIDDEN_KEYS = new Set(['prototype', ...Object.getOwnPropertyNames(Object.prototype)]);
const NUMBER = /-?\d[\d.eE+-]*/y;
const QUOTE = 34;
const BACKSLASH = 92;

/** PostgreSQL's texts hold no NUL, and half of a surrogate pair is no character. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

interface Frame {
  /** The keys seen so far; null in a list. */
  readonly keys: Set<string> | null;
  at: string | number;
  expectsKey: boolean;
}

const escaped = (part: string | number): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');
const pointerOf = (frames: readonly Frame[]): string => frames.map((frame) => `/${escaped(frame.at)}`).join('');

/** Where the string that begins at `start` ends: the index of its closing quote, or of the text's end. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (let code = text.charCodeAt(at); at < text.length && code !== QUOTE; code = text.charCodeAt(at)) at += code === BACKSLASH ? 2 : 1;
  return at;
}

/** What a string says; a broken one as it is written, since JSON.parse will judge it. */
function saidBy(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end);
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(text.slice(start, end + 1)) as string;
  } catch {
    return raw;
  }
}

function keyFault(key: string, frames: readonly Frame[]): Refusal | null {
  const frame = frames.at(-1)!;
  frame.at = key;
  frame.expectsKey = false;
  if (!isStorable(key)) return refusal('general.text-not-storable', {}, pointerOf(frames.slice(0, -1)));
  if (FORBIDDEN_KEYS.has(key)) return refusal('general.json-forbidden-key', { key }, pointerOf(frames));
  if (frame.keys!.has(key)) return refusal('general.json-duplicate-key', { key: key.slice(0, 100) }, pointerOf(frames));
  frame.keys!.add(key);
  return null;
}

/**
 * The first thing in a JSON text that JSON.parse would take and that we do not: a key given twice (which of the two was meant?), nesting deeper than 32,
 * a number that is not finite, a key that touches prototypes, a text that the database cannot hold. One pass; whether the text is JSON at all is not its question.
 */
export function jsonFault(text: string): Refusal | null {
  const frames: Frame[] = [];
  for (let at = 0; at < text.length; at++) {
    const frame = frames.at(-1);
    switch (text[at]) {
      case '"': {
        const end = endOfString(text, at);
        const said = saidBy(text, at, end);
        const fault = frame?.expectsKey ? keyFault(said, frames) : isStorable(said) ? null : refusal('general.text-not-storable', {}, pointerOf(frames));
        if (fault) return fault;
        at = end;
        break;
      }
      case '{':
      case '[':
        if (frames.length === DEEPEST) return refusal('general.json-too-deep', { levels: DEEPEST }, '');
        frames.push(text[at] === '{' ? { keys: new Set(), at: '', expectsKey: true } : { keys: null, at: 0, expectsKey: false });
        break;
      case '}':
      case ']':
        frames.pop();
        break;
      case ',':
        if (frame?.keys) frame.expectsKey = true;
        else if (frame) frame.at = Number(frame.at) + 1;
        break;
      default: {
        NUMBER.lastIndex = at;
        const number = NUMBER.exec(text)?.[0];
        if (!number) break;
        if (Math.abs(Number(number)) === Infinity) return refusal('general.json-number', {}, pointerOf(frames));
        at += number.length - 1;
      }
    }
  }
  return null;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads a request's body as JSON. In: its bytes. Refusals, all 400: general.json-broken, and the faults of `jsonFault` at their pointer. */
export function readStrictJson(bytes: Uint8Array): unknown {
  try {
    const text = decoder.decode(bytes);
    const fault = jsonFault(text);
    if (fault) throw new Refused(400, [fault]);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(400, 'general.json-broken');
  }
}
