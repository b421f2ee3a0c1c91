import { cents, sumCents, type Cents } from '@passerelle/shared/money';

/** What the status line says of the selected amounts. Empty cells and words do not count. */
export interface Summary {
  readonly sum: Cents;
  readonly count: number;
  readonly average: Cents;
}

/** Sum, count and average of amounts, the average cut at the cent; null where there is no amount, or their sum leaves the range of exact figures. */
export function summaryOf(amounts: readonly Cents[]): Summary | null {
  if (amounts.length === 0) return null;
  try {
    const sum = sumCents(amounts);
    return { sum, count: amounts.length, average: cents(Number(BigInt(sum) / BigInt(amounts.length))) };
  } catch {
    return null; // beyond 90 billion euros a figure is no longer exact: none is shown
  }
}
