/** A cell as the file stores it. A number stays the text that stands in the file: it never passes through a float. */
export interface ReadCell {
  /** 1 for A. */
  readonly column: number;
  readonly kind: 'text' | 'number' | 'boolean' | 'error';
  readonly text: string;
  /** The text is what a formula gave when the file was last computed. */
  readonly computed: boolean;
  /** How the file shows a number: a date or a percentage is not an amount, although it is stored as a number. */
  readonly shownAs: 'number' | 'date' | 'percentage';
}

/** A row that holds something; its cells in order, empty ones left out. */
export interface ReadRow {
  /** 1 for the first. */
  readonly number: number;
  readonly cells: readonly ReadCell[];
}

/** The letters of a column: 1 is A, 27 is AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** The address of a cell as a spreadsheet writes it: `H6`, or with its sheet `'AB Réfugiés'!H6`. */
export function cellAddress(column: number, row: number, sheet?: string): string {
  return `${sheet === undefined ? '' : `${quotedSheet(sheet)}!`}${columnLetters(column)}${row}`;
}

/** A sheet's name as formulas write it. */
export const quotedSheet = (name: string): string => `'${name.replaceAll("'", "''")}'`;

const ADDRESS = /^\$?([A-Z]{1,3})\$?([0-9]{1,7})$/;

/** The column of an address such as `AB12`; undefined where it is none. */
export function columnOf(address: string): number | undefined {
  const letters = ADDRESS.exec(address)?.[1];
  return letters === undefined ? undefined : [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0);
}

const LONGEST_NAME = 31;
const FORBIDDEN = /[[\]:*?/\\\p{Cc}]+/gu;

/** Names under which a spreadsheet takes sheets: at most 31 characters, without `[]:*?/\`, each once whatever its case. In: the names wished for, in order. */
export function sheetNames(wished: readonly string[]): string[] {
  const taken = new Set<string>(['history']);
  return wished.map((wish) => {
    const clean = wish.replace(FORBIDDEN, ' ').replace(/\s+/g, ' ').replace(/^['\s]+|['\s]+$/g, '') || 'Sheet';
    for (let again = 1; ; again++) {
      const tail = again === 1 ? '' : ` (${again})`;
      const name = cutTo(clean, LONGEST_NAME - tail.length) + tail;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  });
}

// A spreadsheet counts UTF-16 units; a pair is never cut in two, and no name ends in an apostrophe or a space.
const cutTo = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '').replace(/['\s]+$/, '');
