import type { Cents } from '@passerelle/shared/money';
import { coFinancingOf, whoPaysHowMuch, type FundingKind } from './co-financing.rules';
import type { WhoPaysView } from './co-financing.contract';

/** An operator's co-financing, in cents. */
export const coFinancingView = (totalCents: Cents, erdfCents: Cents, sources: readonly { readonly kind: FundingKind; readonly amountCents: Cents }[]): WhoPaysView => whoPaysHowMuch([coFinancingOf(totalCents, erdfCents, sources)]);

/** Several together: every figure is the sum of its rows. */
export const whoPaysView = (rows: readonly WhoPaysView[]): WhoPaysView => whoPaysHowMuch(rows);
