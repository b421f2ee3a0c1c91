const SPACES = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g;
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;
const DASHES = /[\u2010-\u2015\u2212]/g;
const APOSTROPHES = /[\u2018\u2019\u02BC\u00B4`]/g;
const QUOTES = /[\u201C\u201D\u201E\u00AB\u00BB]/g;

/** A line with plain spaces only and without invisible characters; tabs stay, since they separate columns. */
export function plain(text: string): string {
  return text.replace(INVISIBLE, '').replace(SPACES, ' ');
}

/** A text as one cell holds it: plain, trimmed, one space between words. */
export function oneSpaced(text: string): string {
  return plain(text).replace(/\s+/g, ' ').trim();
}

/** What stays of a text when case, accents, spaces and the kinds of dash, apostrophe and quotation mark are taken away: for comparing, never for keeping. */
export function fold(text: string): string {
  return plain(text)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(DASHES, '-')
    .replace(APOSTROPHES, "'")
    .replace(QUOTES, '"')
    .replace(/\s+/g, ' ')
    .replace(/ ?- ?/g, '-')
    .trim();
}

/** Letters and digits alone, folded: two names that agree in them differ in punctuation only. */
export function lettersOf(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '');
}

/** Puts the pieces of a wrapped text together. A word broken at its own hyphen (`Hauts-` + `de-France`) keeps the hyphen and gets no space. */
export function joinPieces(...pieces: readonly string[]): string {
  return pieces.filter((piece) => piece !== '').reduce((text, piece) => (/[\p{L}\p{N}]-$/u.test(text) ? text + piece : `${text} ${piece}`).trim(), '');
}

/** How many parentheses of a text lack their partner: opened and not closed, closed and not opened. */
export function loneParentheses(text: string): { open: number; closed: number } {
  let open = 0;
  let closed = 0;
  for (const character of text) {
    if (character === '(') open++;
    else if (character === ')' && open > 0) open--;
    else if (character === ')') closed++;
  }
  return { open, closed };
}
