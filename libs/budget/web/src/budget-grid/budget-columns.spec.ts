import type { BudgetView, OperatorBudgetView } from '@passerelle/budget/model';
import { cents } from '@passerelle/shared/money';
import { budgetColumns, isTyped, shownCategories, type ColumnWords } from './budget-columns';

const row: OperatorBudgetView = { operatorId: 'setis', name: 'SETIS', role: 'LEAD', versantCode: 'WA', erdfRateBp: 5000, agreedTotalCents: null, lineCounts: {}, flatRates: [], otherSourcesCents: cents(0), amountsCents: { STAFF: cents(5), LUMP_SUM: cents(7) }, totalCents: cents(12), toAllocateCents: cents(0), erdfCents: cents(6), ownContributionCents: cents(6) };
const view = (amountsCents: BudgetView['totals']['amountsCents']) => ({
  categories: [
    { code: 'STAFF', names: { fr: 'Personnel' }, kind: 'REAL' },
    { code: 'TRAVEL', names: { fr: 'Voyages' }, kind: 'REAL' },
    { code: 'OTHER', names: { fr: 'Autres' }, kind: 'FLAT_RATE' },
    { code: 'LUMP_SUM', names: { fr: 'Forfaits' }, kind: 'LUMP_SUM' },
  ],
  operators: [row],
  totals: { totalCents: cents(12), toAllocateCents: cents(0), erdfCents: cents(6), ownContributionCents: cents(6), amountsCents },
}) as unknown as BudgetView;
const words: ColumnWords = { say: (key) => key, language: 'fr', width: 100, versants: [], mayEdit: () => true, lockedReason: () => '' };
const columnIds = (amounts: Record<string, number>): string[] => budgetColumns(view(amounts as BudgetView['totals']['amountsCents']), words).map(({ id }) => id).slice(5);

describe('the categories of the overview', () => {
  it('are the real ones, and those of another kind in which an amount stands', () => {
    expect(columnIds({ STAFF: 5 })).toEqual(['STAFF', 'TRAVEL']);
    expect(columnIds({ STAFF: 5, LUMP_SUM: 7 })).toEqual(['STAFF', 'TRAVEL', 'LUMP_SUM']);
    expect(columnIds({ OTHER: 0 })).toEqual(['STAFF', 'TRAVEL', 'OTHER']);
    expect(shownCategories(view({}))).toHaveLength(2);
  });
  it('are typed only where they are real', () => {
    const all = view({ LUMP_SUM: cents(7), OTHER: cents(1) });
    expect(['TOTAL', 'STAFF', 'LUMP_SUM', 'OTHER'].map((id) => isTyped(all, id))).toEqual([true, true, false, false]);
  });
});
