import type { ChangeLines, LineView, NewLine } from '@passerelle/budget/model';

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
