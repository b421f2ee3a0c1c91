import { closedCategories, simplifiedCosts, whatWouldBeLost, type ChosenRate, type ComputedCost, type OperatorSimplifiedCostsView, type SimplifiedCostsView } from '@passerelle/budget/model';
import type { FlatRateView } from '@passerelle/programme/model';

type Rates = SimplifiedCostsView['rates'];

/** A whole percentage as it is typed, in basis points; null where it is none, or beyond what the rate allows. */
export function readPercent(text: string, { rate }: FlatRateView): number | null {
  const found = /^\s*(\d{1,3})\s*%?\s*$/.exec(text);
  const rateBp = found ? Number(found[1]) * 100 : 0;
  return rateBp > 0 && rateBp <= rate.rateBp && (rate.kind === 'MAXIMUM' || rateBp === rate.rateBp) ? rateBp : null;
}

export const percentOf = (rateBp: number): string => String(Math.trunc(rateBp / 100));

/** An operator's choice with this rate in it: those with which it does not combine are given up. */
export const choiceWith = (rate: ChosenRate, { flatRates }: Pick<OperatorSimplifiedCostsView, 'flatRates'>, rates: Rates): ChosenRate[] => [...whatWouldBeLost(rate, flatRates, [], rates, []).choice];

/** What a rate would give at this percentage, by the rules that the server computes with; null where it cannot be worked out. */
export function previewOf(rate: ChosenRate, operator: Pick<OperatorSimplifiedCostsView, 'flatRates' | 'realCents'>, rates: Rates): ComputedCost | null {
  const choice = choiceWith(rate, operator, rates);
  const closed = closedCategories(choice, rates, Object.keys(operator.realCents));
  const left = Object.fromEntries(Object.entries(operator.realCents).filter(([code]) => !closed.has(code)));
  return simplifiedCosts(left, choice, rates).find(({ rateCode }) => rateCode === rate.code) ?? null;
}
