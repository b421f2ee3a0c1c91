import { type Cents, cents, safeInteger, subtractCents, sumCents } from './cents';

/** A rate: a whole number of hundredths of a per cent (50 % = 5000). Made by `basisPoints` only. */
export type BasisPoints = number & { readonly __brand: 'BasisPoints' };

/**
 * What becomes of the part of a cent in a share. `CUT` drops it (towards zero); `HALF_UP` rounds to the nearest cent, a half away from zero.
 * The rule belongs to the programme; `CUT` is the usual one.
 */
export type RoundingRule = 'CUT' | 'HALF_UP';

const WHOLE_BP = 10_000n;

/**
 * Declares a whole number of basis points to be a rate.
 * In: basis points (5000 for 50 %). Out: the same number, branded.
 * Throws RangeError when it is not a safe integer. Whether a rate is allowed (0 to 100 %, a ceiling) is for the caller to say.
 */
export function basisPoints(n: number): BasisPoints {
  return safeInteger(n, 'A rate in basis points') as BasisPoints;
}

/**
 * A rate of an amount, in cents: amount × rate, computed exactly and brought to the cent only once, by the given rule.
 * Rule: the ERDF of an operator is its total × rate, cut off at the cent, never rounded up (399 058,13 € at 50 % gives 199 529,06 €).
 * A negative amount gives the mirror image of the positive one. Throws RangeError when the share leaves the safe range.
 */
export function shareOf(amount: Cents, rate: BasisPoints, rule: RoundingRule): Cents {
  const exact = BigInt(amount) * BigInt(rate);
  if (rule === 'CUT') return cents(Number(exact / WHOLE_BP));
  const half = exact < 0n ? -WHOLE_BP / 2n : WHOLE_BP / 2n;
  return cents(Number((exact + half) / WHOLE_BP));
}

/**
 * What is left of a total after its parts, in cents: total − part − part …
 * Rule: an own contribution is total − ERDF − other sources; it takes the remainder, so every table closes.
 * Negative when the parts exceed the total: the caller decides whether to refuse that. Throws RangeError outside the safe range.
 */
export function remainderOf(total: Cents, ...parts: readonly Cents[]): Cents {
  return subtractCents(total, sumCents(parts));
}
