/** The languages of Belgium and its neighbours in which numbers are read and written: fr-BE, nl-BE, en-GB and de-BE. */
export type AmountLanguage = 'fr' | 'nl' | 'en' | 'de';

/** Why a text gives no number. The text itself is kept by whoever asked: an unclear text never becomes zero. */
export type ReadingRefusal = 'empty' | 'not-an-amount' | 'too-many-decimals' | 'too-large';

/** Units are whole: cents where two decimals are read, ten-thousandths where four are. */
export type NumberReading =
  | { readonly kind: 'number'; readonly units: number }
  | { readonly kind: 'ask'; readonly readings: readonly number[] }
  | { readonly kind: 'refused'; readonly reason: ReadingRefusal };

interface NumberShape {
  readonly decimals: number;
  readonly currency: boolean;
  readonly largest: number;
}

// Written out rather than asked of Intl: its data change with every build of ICU, and a figure must look the same on both sides.
const MARKS: Record<AmountLanguage, { readonly group: string; readonly decimal: string }> = {
  fr: { group: '\u202F', decimal: ',' },
  nl: { group: '.', decimal: ',' },
  en: { group: ',', decimal: '.' },
  de: { group: '.', decimal: ',' },
};

// Longer than any padded amount of a spreadsheet; a hostile text is refused before any other look at it.
const LONGEST_TEXT = 64;
const OTHER_SPACES = /[\u00A0\u202F\u2009\u2007]/g;
const OUTER_SPACES = /^ +| +$/g;
const MINUS = /^[-\u2212\u2013]/;
const RUNS_OF_DIGITS = /^[0-9]+(?:[ .,'][0-9]+)*$/;
const FIRST_GROUP = /^[1-9][0-9]{0,2}$/;

/** Reads a number by the one grammar of this library; the meaning of the grammar is told at `readAmount`. */
export function readNumberText(text: string, language: AmountLanguage, shape: NumberShape): NumberReading {
  if (text.length > LONGEST_TEXT) return refused('not-an-amount');
  const trimmed = text.trim().replace(OTHER_SPACES, ' ');
  if (trimmed === '') return refused('empty');

  const { body, negative } = peel(trimmed, shape.currency);
  if (!RUNS_OF_DIGITS.test(body)) return refused('not-an-amount');
  const runs = body.split(/[ .,']/);
  const marks = body.replace(/[0-9]/g, '');
  const grouped = asGroups(runs, marks);
  const decimal = asDecimal(runs, marks);
  const unitsOf = (number: Digits) => (negative ? -1 : 1) * Number(toUnits(number, shape.decimals));

  if (grouped && decimal && marks !== MARKS[language].group) {
    return { kind: 'ask', readings: [unitsOf(grouped), unitsOf(decimal)] };
  }
  const meant = grouped ?? decimal;
  if (!meant) return refused('not-an-amount');
  if (meant.fraction.length > shape.decimals) return refused('too-many-decimals');
  if (toUnits(meant, shape.decimals) > BigInt(shape.largest)) return refused('too-large');
  return { kind: 'number', units: unitsOf(meant) };
}

/** The digits of a whole number of units, grouped and with its decimal mark as in the language; the sign is for the caller to place. */
export function writeNumberText(units: number, decimals: number, language: AmountLanguage, shownDecimals = decimals): string {
  const { whole, fraction } = digitsOf(units, decimals);
  const marks = MARKS[language];
  const grouped = whole.replace(/\B(?=(?:[0-9]{3})+$)/g, marks.group);
  return shownDecimals === 0 ? grouped : grouped + marks.decimal + fraction.slice(0, shownDecimals);
}

/** How many decimals of a whole number of units are not idle zeros at the end. */
export function decimalsInUse(units: number, decimals: number): number {
  return digitsOf(units, decimals).fraction.replace(/0+$/, '').length;
}

interface Digits {
  readonly whole: string;
  readonly fraction: string;
}

export function digitsOf(units: number, decimals: number): Digits {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  return { whole: digits.slice(0, -decimals), fraction: digits.slice(-decimals) };
}

// A digit beyond the last decimal can only come from a reading that is asked about; there it is cut.
function toUnits({ whole, fraction }: Digits, decimals: number): bigint {
  return BigInt(whole + fraction.padEnd(decimals, '0').slice(0, decimals));
}

// Every mark is the same and stands before exactly three digits. No one groups a number that begins with zero: `0.123` has three decimals.
function asGroups(runs: readonly string[], marks: string): Digits | undefined {
  return isGrouped(runs, marks) ? { whole: runs.join(''), fraction: '' } : undefined;
}

// The last mark is a point or a comma that occurs once; what stands before it is plain digits or well grouped by another mark.
function asDecimal(runs: readonly string[], marks: string): Digits | undefined {
  const decimalMark = marks.slice(-1);
  const groupMarks = marks.slice(0, -1);
  if ((decimalMark !== '.' && decimalMark !== ',') || groupMarks.includes(decimalMark)) return undefined;
  const before = runs.slice(0, -1);
  return isGrouped(before, groupMarks) ? { whole: before.join(''), fraction: runs.slice(-1).join('') } : undefined;
}

function isGrouped([first = '', ...others]: readonly string[], marks: string): boolean {
  if (marks === '') return true;
  const oneMark = [...marks].every((mark) => mark === marks[0]);
  return oneMark && FIRST_GROUP.test(first) && others.every((group) => group.length === 3);
}

// One currency at most, outside or inside the sign (`€ -5`, `-€5`, `(5) €`, `(5 €)`), and one sign at most: `-(5)` keeps its parentheses and is refused.
function peel(text: string, currency: boolean): { body: string; negative: boolean } {
  const outside = currency ? withoutCurrency(text) : text;
  const unsigned = withoutSign(outside);
  const negative = unsigned !== outside;
  return { body: currency && outside === text ? withoutCurrency(unsigned) : unsigned, negative };
}

function withoutCurrency(text: string): string {
  for (const name of ['€', 'EUR']) {
    if (text.startsWith(name)) return text.slice(name.length).replace(OUTER_SPACES, '');
    if (text.endsWith(name)) return text.slice(0, -name.length).replace(OUTER_SPACES, '');
  }
  return text;
}

function withoutSign(text: string): string {
  if (MINUS.test(text)) return text.slice(1).replace(OUTER_SPACES, '');
  if (text.startsWith('(') && text.endsWith(')')) return text.slice(1, -1).replace(OUTER_SPACES, '');
  return text;
}

function refused(reason: ReadingRefusal): NumberReading {
  return { kind: 'refused', reason };
}
