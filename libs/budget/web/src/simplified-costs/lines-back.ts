import type { ChangeLines, ChosenRate, LineView, NewLine, SimplifiedCostsView } from '@passerelle/budget/model';
import type { Step } from './choices-on-device';

/** The change that brings deleted lines back as they were: a plain amount was emptied, every other line went. */
export const backAgain = (lines: readonly LineView[]): ChangeLines => ({
  inserted: lines.filter(({ kind }) => kind === 'LINE').map(asNew),
  changed: lines.filter(({ kind }) => kind === 'CELL').map(({ lineId, amountCents }) => ({ lineId, amountCents })),
  removed: [],
});

const asNew = ({ lineId, operatorId, categoryCode, position, workPackageId, descriptions, quantity, unitPriceCents, amountCents, amountEntered, periodCents, comment, inKindBy, formula, catalogueCode }: LineView): NewLine => ({
  lineId, operatorId, categoryCode, position, workPackageId, descriptions, quantity, unitPriceCents, comment, inKindBy, formula, catalogueCode,
  ...(amountEntered ? { amountCents } : {}),
  periods: Object.fromEntries(periodCents.flatMap((cents, index) => (cents === null ? [] : [[index + 1, cents]]))),
});

const ratesOf = (view: SimplifiedCostsView | null, operatorId: string): readonly ChosenRate[] => view?.operators.find((one) => one.operatorId === operatorId)?.flatRates ?? [];
const told = (rates: readonly ChosenRate[]): string => rates.map(({ code, rateBp }) => `${code} ${rateBp}`).sort().join();

/** Whether what was chosen is what stands: nobody chose otherwise since. */
export const stillStands = ({ operatorId, chosenRates }: Step, view: SimplifiedCostsView | null): boolean => told(ratesOf(view, operatorId)) === told(chosenRates);

/** Whether no rate is chosen any more that this choice brought. */
export function isGivenUp({ operatorId, formerRates, chosenRates }: Step, view: SimplifiedCostsView | null): boolean {
  const brought = chosenRates.filter(({ code }) => !formerRates.some((rate) => rate.code === code));
  return !ratesOf(view, operatorId).some(({ code }) => brought.some((rate) => rate.code === code));
}

/** A choice with those of its deleted lines that have not come back: a plain amount comes back by being filled. */
export const stillGone = (step: Step, present: readonly LineView[]): Step => {
  const back = new Set(present.filter(({ kind, amountCents }) => kind !== 'CELL' || amountCents !== null).map(({ lineId }) => lineId));
  return { ...step, deletedLines: step.deletedLines.filter(({ lineId }) => !back.has(lineId)) };
};
