import { sumCents, ZERO_CENTS } from '@passerelle/shared/money';
import type { SheetOperatorView, VersantTotalView } from './projects.contract';

/** Totals by versant, in the order in which the versants first stand on the sheet; each the sum of its rows, associated operators counted apart. */
export function totalsByVersant(operators: readonly SheetOperatorView[]): VersantTotalView[] {
  const codes = [...new Set(operators.map((operator) => operator.versantCode))];
  return codes.map((versantCode) => {
    const own = operators.filter((operator) => operator.versantCode === versantCode);
    return {
      versantCode,
      operatorCount: own.length,
      associatedCount: own.filter((operator) => operator.role === 'ASSOCIATED').length,
      totalCents: sumCents(own.map((operator) => operator.totalCents ?? ZERO_CENTS)),
      erdfCents: sumCents(own.map((operator) => operator.erdfCents ?? ZERO_CENTS)),
    };
  });
}
