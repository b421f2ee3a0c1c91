import { addCents, splitByWeights, subtractCents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';

/**
 * Splits several amounts over several payers so that both sides close: the parts of each amount add up to it, and the parts of each payer to what it pays.
 * In: amounts and payments of the same sum, in cents, either of them negative in a draft.
 * Out: for each amount, in order, its parts in the payers' order.
 * Rule: each amount takes its part of what every payer has left, by largest remainder; so no part exceeds what is left, and the last one takes the rest. Amounts and
 * payments that are all at or above nought have no negative part. Which amount takes the cent depends on the order: give it in one that does not change.
 * Throws RangeError when the two sums differ.
 */
export function apportion(amounts: readonly Cents[], payments: readonly Cents[]): Cents[][] {
  if (sumCents(amounts) !== sumCents(payments)) throw new RangeError('What is split and what is paid must have the same sum');
  const parts = amounts.map(() => payments.map(() => ZERO_CENTS));
  const left = [...payments];
  const take = (index: number, taken: readonly Cents[]): void =>
    taken.forEach((part, payer) => {
      parts[index]![payer] = addCents(parts[index]![payer]!, part);
      left[payer] = subtractCents(left[payer]!, part);
    });

  // What is negative first, in the payers' proportions: it leaves them more to pay of the rest.
  amounts.forEach((amount, index) => amount < 0 && take(index, splitByWeights(amount, weightsOf(payments))));
  // A payment below nought lies on the positive amounts in their own proportions.
  const positive = amounts.map((amount) => Math.max(0, amount));
  if (positive.some((amount) => amount > 0)) {
    left.forEach((payment, payer) => {
      if (payment >= 0) return;
      splitByWeights(payment, positive).forEach((part, index) => take(index, payments.map((_, at) => (at === payer ? part : ZERO_CENTS))));
    });
    amounts.forEach((amount, index) => amount > 0 && take(index, splitByWeights(subtractCents(amount, sumCents(parts[index]!)), weightsOf(left))));
  }
  // With nothing above nought to pay for, what is left cancels out and lies on the last amount.
  if (left.some((payment) => payment !== ZERO_CENTS)) take(amounts.length - 1, [...left]);
  return parts;
}

/** What is below nought weighs nothing; where nothing weighs, the last payer (the operator itself) takes it all. */
function weightsOf(payments: readonly Cents[]): number[] {
  const weights = payments.map((payment) => Math.max(0, payment));
  return weights.some((weight) => weight > 0) ? weights : weights.map((_, place) => (place === weights.length - 1 ? 1 : 0));
}

