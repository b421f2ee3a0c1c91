import { type Cents, cents } from './cents';

/**
 * Splits a known sum in proportion to weights, by largest remainder.
 * In: the sum in cents, of either sign, and one weight per part (non-negative safe integers: shares, days, other amounts).
 * Out: one amount in cents per weight, in the same order; they always add up to the sum. A weight of zero receives nothing.
 * Rule: every part is first cut at the cent; the cents left over go one each to the largest parts cut off, ties to the first in order.
 * A negative sum gives the mirror image of the positive one.
 * Throws RangeError for a negative or fractional weight, and when no weight is above zero (no weights at all included).
 */
export function splitByWeights(sum: Cents, weights: readonly number[]): Cents[] {
  const shares = weights.map(exactWeight);
  const whole = shares.reduce((total, share) => total + share, 0n);
  if (whole === 0n) throw new RangeError('A sum cannot be split when no weight is above zero');

  const sign = sum < 0 ? -1n : 1n;
  const size = BigInt(sum) * sign;
  const parts = shares.map((share, place) => ({
    place,
    cut: (size * share) / whole,
    lost: (size * share) % whole,
  }));
  const leftOver = Number(size - parts.reduce((total, part) => total + part.cut, 0n));
  const takers = new Set(
    [...parts]
      .sort((a, b) => (a.lost === b.lost ? a.place - b.place : a.lost > b.lost ? -1 : 1))
      .slice(0, leftOver)
      .map((part) => part.place),
  );
  return parts.map((part) => cents(Number(sign * (part.cut + (takers.has(part.place) ? 1n : 0n)))));
}

/**
 * Splits a known sum into equal parts (a budget over half-years).
 * In: the sum in cents and the number of parts. Out: that many amounts in cents that add up to the sum and differ by one cent at most.
 * Rule: largest remainder, ties to the first in order; so the first parts take the cents left over (1,00 € in three: 0,34 · 0,33 · 0,33).
 * Throws RangeError when the number of parts is not a whole number of at least one.
 */
export function splitEvenly(sum: Cents, parts: number): Cents[] {
  if (!Number.isSafeInteger(parts) || parts < 1) throw new RangeError(`A sum cannot be split into ${parts} parts`);
  return splitByWeights(sum, Array.from({ length: parts }, () => 1));
}

function exactWeight(weight: number): bigint {
  if (!Number.isSafeInteger(weight) || weight < 0) {
    throw new RangeError(`A weight must be a non-negative safe integer, not ${weight}`);
  }
  return BigInt(weight);
}
