import { MAX_AMOUNT_CENTS, cents, readQuantity, type AmountLanguage, type Cents } from '@passerelle/shared/money';

/** Why a formula gives no amount. The formula stays in its cell as it was typed. */
export type FormulaRefusal = 'formula' | 'formula-unclear' | 'formula-division' | 'too-large';

export type FormulaReading = { readonly kind: 'amount'; readonly cents: Cents } | { readonly kind: 'refused'; readonly reason: FormulaRefusal };

/** An exact fraction of euros: no binary float comes near an amount, and a division loses nothing before the end. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const LONGEST = 200;
const TEN_THOUSANDTHS = 10_000n;
const CENTS = 100n;
const NUMBER = /[0-9](?:[0-9.,' \u00A0\u202F\u2009\u2007]*[0-9])?/y;
const SPACES = /[ \u00A0\u202F\u2009\u2007]*/y;

export const isFormula = (text: string): boolean => text.trimStart().startsWith('=');

/**
 * Calculates what was typed after `=`: the four operations, parentheses, numbers in the reader's convention with up to four decimals. Division is exact
 * to the end, as everything is; the result is cut at the cent once (`=100/3` is 33,33). A number that two conventions read differently is not guessed.
 * In: the text with its `=`. Out: cents, or why there are none.
 */
export function calculate(text: string, language: AmountLanguage): FormulaReading {
  if (text.length > LONGEST) return refused('formula');
  try {
    const { over, under } = new Parser(text.trim().slice(1), language).whole();
    const result = (over * CENTS) / under;
    const size = result < 0n ? -result : result;
    return size > BigInt(MAX_AMOUNT_CENTS) ? refused('too-large') : { kind: 'amount', cents: cents(Number(result)) };
  } catch (thrown) {
    if (thrown instanceof NotCalculable) return refused(thrown.reason);
    throw thrown;
  }
}

class NotCalculable extends Error {
  constructor(readonly reason: FormulaRefusal) {
    super(reason);
  }
}

class Parser {
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly language: AmountLanguage,
  ) {}

  whole(): Fraction {
    const value = this.#sum();
    this.#spaces();
    if (this.#at < this.text.length) throw new NotCalculable('formula');
    return value;
  }

  #sum(): Fraction {
    let value = this.#product();
    for (;;) {
      if (this.#takes('+')) value = sum(value, this.#product());
      else if (this.#takes('-\u2212\u2013')) value = sum(value, negative(this.#product()));
      else return value;
    }
  }

  #product(): Fraction {
    let value = this.#signed();
    for (;;) {
      if (this.#takes('*\u00D7')) value = product(value, this.#signed());
      else if (this.#takes('/\u00F7')) value = product(value, inverse(this.#signed()));
      else return value;
    }
  }

  #signed(): Fraction {
    if (this.#takes('+')) return this.#signed();
    if (this.#takes('-\u2212\u2013')) return negative(this.#signed());
    if (!this.#takes('(')) return this.#number();
    const value = this.#sum();
    if (!this.#takes(')')) throw new NotCalculable('formula');
    return value;
  }

  #number(): Fraction {
    this.#spaces();
    NUMBER.lastIndex = this.#at;
    const found = NUMBER.exec(this.text)?.[0];
    if (!found) throw new NotCalculable('formula');
    this.#at += found.length;
    const reading = readQuantity(found, this.language);
    if (reading.kind === 'ask') throw new NotCalculable('formula-unclear');
    if (reading.kind === 'refused') throw new NotCalculable(reading.reason === 'too-large' ? 'too-large' : 'formula');
    return { over: BigInt(reading.quantity), under: TEN_THOUSANDTHS };
  }

  /** Goes past one of these signs. */
  #takes(signs: string): boolean {
    this.#spaces();
    const sign = this.text[this.#at];
    if (sign === undefined || !signs.includes(sign)) return false;
    this.#at += 1;
    return true;
  }

  #spaces(): void {
    SPACES.lastIndex = this.#at;
    this.#at += SPACES.exec(this.text)?.[0].length ?? 0;
  }
}

const sum = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.under + b.over * a.under, under: a.under * b.under });
const product = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });
const negative = ({ over, under }: Fraction): Fraction => ({ over: -over, under });

function inverse({ over, under }: Fraction): Fraction {
  if (over === 0n) throw new NotCalculable('formula-division');
  return over < 0n ? { over: -under, under: -over } : { over: under, under: over };
}

const refused = (reason: FormulaRefusal): FormulaReading => ({ kind: 'refused', reason });
