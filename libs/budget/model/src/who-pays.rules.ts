import type { Cents } from '@passerelle/shared/money';
import { coFinancingOf, PAYERS, whoPaysHowMuch, type CoFinancing, type FundingKind, type Payer } from './co-financing.rules';
import type { WhoPaysView } from './co-financing.contract';

const WHOLE_BP = 10_000n;

/**
 * What each payer pays as parts of the total in basis points that add up to 10 000: cut downwards, and what is left goes one each to the largest parts cut off, ties
 * to the first in order. null where the total is nought or below. An own contribution below nought has a part below nought.
 */
export function sharesOf(byPayer: Readonly<Record<Payer, Cents>>, totalCents: Cents): Record<Payer, number | null> {
  const whole = BigInt(totalCents);
  if (whole <= 0n) return { ERDF: null, PUBLIC: null, AUTOMATIC_PUBLIC: null, PRIVATE: null, OWN: null };
  const parts = PAYERS.map((payer, place) => {
    const share = BigInt(byPayer[payer]) * WHOLE_BP;
    const lost = ((share % whole) + whole) % whole;
    return { payer, place, lost, cut: (share - lost) / whole };
  });
  const left = Number(WHOLE_BP - parts.reduce((sum, { cut }) => sum + cut, 0n));
  const takers = new Set([...parts].sort((a, b) => (a.lost === b.lost ? a.place - b.place : a.lost > b.lost ? -1 : 1)).slice(0, left).map(({ place }) => place));
  return Object.fromEntries(parts.map(({ payer, place, cut }) => [payer, Number(cut) + (takers.has(place) ? 1 : 0)])) as Record<Payer, number>;
}

const view = ({ totalCents, byPayer, differenceCents }: Pick<CoFinancing, 'totalCents' | 'byPayer' | 'differenceCents'>): WhoPaysView => ({ totalCents, byPayer, shareBp: sharesOf(byPayer, totalCents), differenceCents });

/** An operator's co-financing, in cents. */
export const coFinancingView = (totalCents: Cents, erdfCents: Cents, sources: readonly { readonly kind: FundingKind; readonly amountCents: Cents }[]): WhoPaysView => view(coFinancingOf(totalCents, erdfCents, sources));

/** Several together: every figure is the sum of its rows. */
export const whoPaysView = (rows: readonly WhoPaysView[]): WhoPaysView => view(whoPaysHowMuch(rows));
