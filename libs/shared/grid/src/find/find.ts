const MARKS = /[\u0300-\u036f]/g;
const SPACES = /[\s\u00A0\u202F\u2009\u2007]+/g;

/** A text as it is compared: capitals, accents and the width of spaces make no difference. */
export const folded = (text: string): string => text.normalize('NFD').replace(MARKS, '').toLowerCase().replace(SPACES, ' ').trim();

/** A question put to every cell. */
export interface Wanted {
  readonly text: string;
  /** The figures of the question without its separators of groups; null where it holds anything else. */
  readonly figure: string | null;
}

/** An amount is found however it is written: `54 653`, `54.653,62` and `54653,6` all find 54 653,62. */
export function wantedOf(question: string, decimalMark: string): Wanted {
  const text = folded(question);
  const bare = text.replace(/[€' ]/g, '').replaceAll(decimalMark === ',' ? '.' : ',', '');
  return { text, figure: /^-?[0-9]+[.,]?[0-9]*$/.test(bare) ? bare : null };
}

/** `plain` is the amount without groups, in the reader's convention. */
export const findsAmount = ({ figure }: Wanted, plain: string): boolean => figure !== null && plain.includes(figure);
export const findsText = ({ text }: Wanted, content: string): boolean => text !== '' && folded(content).includes(text);
