import { createHash } from 'node:crypto';
import type { WholeVersion } from '@passerelle/budget/api';

/** The form of what is frozen; another one gets another number, so that old hashes go on holding. */
const FORM = 1;

/** What is frozen of a version when it is submitted: everything that it says, and nothing that changes by itself. Amounts in cents, quantities in ten-thousandths. */
export function submissionContent({ budget, lines, sources }: WholeVersion): object {
  return {
    form: FORM,
    programme: budget.programmeCode,
    project: budget.projectCode,
    budgetId: budget.budgetId,
    version: budget.versionNumber,
    revision: budget.revision,
    startDate: budget.startDate,
    endDate: budget.endDate,
    totals: { totalCents: budget.totalCents, toAllocateCents: budget.toAllocateCents, erdfCents: budget.erdfCents, otherSourcesCents: budget.otherSourcesCents, ownContributionCents: budget.ownContributionCents },
    operators: budget.operators.map((row) => ({
      operatorId: row.operatorId, name: row.name, role: row.role, versantCode: row.versantCode, agreedTotalCents: row.agreedTotalCents, erdfRateBp: row.erdfRateBp, roundingRule: row.roundingRule, flatRates: row.flatRates,
      totalCents: row.totalCents, toAllocateCents: row.toAllocateCents, erdfCents: row.erdfCents, otherSourcesCents: row.otherSourcesCents, ownContributionCents: row.ownContributionCents, amountsCents: row.amountsCents,
    })),
    sources,
    lines: lines.map(({ masked: _, ...line }) => line),
  };
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
