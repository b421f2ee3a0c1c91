/** An amount of money: a whole number of euro cents, positive, zero or negative. Made by `cents` only, so that euros cannot pass for cents. */
export type Cents = number & { readonly __brand: 'Cents' };

/**
 * The whole number itself, with −0 made 0 so that equal amounts are equal for every comparison.
 * Throws RangeError for a fraction, NaN, an infinity, or a number so large that its neighbours are lost.
 */
export function safeInteger(n: number, what: string): number {
  if (!Number.isSafeInteger(n)) throw new RangeError(`${what} must be a safe integer, not ${n}`);
  return n === 0 ? 0 : n;
}

/**
 * Declares a whole number of cents to be an amount.
 * In: cents (not euros). Out: the same number, branded; −0 becomes 0.
 * Throws RangeError when the number is not a safe integer: an amount is an integer number of cents, never a fraction.
 */
export function cents(n: number): Cents {
  return safeInteger(n, 'An amount in cents') as Cents;
}

/**
 * Tells whether an unknown value (a JSON number, a column) can be an amount in cents: a safe integer, of either sign.
 * It does not compare with MAX_AMOUNT_CENTS, since a sum of amounts may lie above that limit.
 */
export function isCents(value: unknown): value is Cents {
  return Number.isSafeInteger(value);
}

/** No money: the start of every sum. */
export const ZERO_CENTS = cents(0);

/** The largest amount that a person may enter, in cents: 999 999 999,99 €. A limit of input, not of sums. */
export const MAX_AMOUNT_CENTS = cents(99_999_999_999);

/** The sum of two amounts, in cents, exact. Throws RangeError when it leaves the safe range. */
export function addCents(a: Cents, b: Cents): Cents {
  return cents(a + b);
}

/** The first amount less the second, in cents, exact; negative when the second is larger. Throws RangeError outside the safe range. */
export function subtractCents(a: Cents, b: Cents): Cents {
  return cents(a - b);
}

/**
 * The sum of any number of amounts, in cents; of none it is zero.
 * Rule: a total is the sum of its rows, never a share computed again from another total.
 * The order does not matter: only the result is held against the safe range, not the sums on the way. Throws RangeError outside it.
 */
export function sumCents(amounts: Iterable<Cents>): Cents {
  let sum = 0n;
  for (const amount of amounts) sum += BigInt(amount);
  return cents(Number(sum));
}
