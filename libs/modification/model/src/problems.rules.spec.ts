import { cents, quantity } from '@passerelle/shared/money';
import type { BudgetLine } from '@passerelle/budget/model';
import { NO_BUDGET_RULES, type BudgetRules } from '@passerelle/programme/model';
import { barsSubmission, problemsOf, type ProblemInput, type ProblemOperator } from './problems.rules';

const operator = (more: Partial<ProblemOperator> = {}): ProblemOperator => ({ operatorId: 'o1', name: 'SETIS', totalCents: cents(1000), toAllocateCents: cents(0), ownContributionCents: cents(400), flatRates: [], ...more });
const line = (more: Partial<BudgetLine> = {}): BudgetLine => ({
  lineId: 'l1', operatorId: 'o1', categoryCode: 'STAFF', workPackageId: 'w1', position: 1, kind: 'LINE', descriptions: { fr: 'Animatrice', nl: 'Begeleidster' }, quantity: null, unitPriceCents: null,
  amountCents: cents(1000), amountEntered: true, periodCents: [cents(600), cents(400)], comment: '', inKindBy: '', formula: '', catalogueCode: null, ...more,
});
const RULES: BudgetRules = {
  ...NO_BUDGET_RULES,
  flatRates: [{ code: 'OFFICE15', names: {}, targetCategory: 'OFFICE', base: [{ categoryCode: 'STAFF', onlyIfReal: false }], rate: { kind: 'MAXIMUM', rateBp: 1500 }, order: 1, excludes: [], closes: { mode: 'ONLY', categoryCodes: [] }, source: '', validFrom: null, validTo: null }],
  lumpSums: [{ code: 'PREP', names: {}, phase: 'PREPARATION', amountCents: 500, validFrom: null, validTo: null }],
  unitCosts: [{ code: 'OLD', names: {}, unitNames: {}, unitPriceCents: 10, categoryCode: null, validFrom: null, validTo: '2020-12-31' }],
};
const input = (more: Partial<ProblemInput> = {}): ProblemInput => ({ operators: [operator()], lines: [line()], categoryCodes: ['STAFF', 'OFFICE'], halfYears: 2, workPackages: 1, rules: RULES, languages: ['fr', 'nl'], date: '2026-11-25', ...more });
const found = (more: Partial<ProblemInput>): [string, string, string | null, string | null, string | null][] =>
  problemsOf(input(more)).map(({ level, code, category, lineId, field }) => [level, code.replace('versions.problem.', ''), category, lineId, field]);

describe('the problems of a budget', () => {
  it('are none where everything is broken down, described and paid for', () => expect(problemsOf(input())).toEqual([]));

  it.each<[string, Partial<ProblemInput>, ReturnType<typeof found>]>([
    ['lines beyond the total', { operators: [operator({ toAllocateCents: cents(-5) })] }, [['ERROR', 'lines-exceed-total', 'TOTAL', null, null]]],
    ['a rest to allocate', { operators: [operator({ toAllocateCents: cents(5) })] }, [['ERROR', 'to-allocate', 'TOTAL', null, null]]],
    ['sources beyond the budget', { operators: [operator({ ownContributionCents: cents(-1) })] }, [['ERROR', 'own-contribution-negative', 'own', null, null]]],
    ['an operator with nothing', { operators: [operator(), operator({ operatorId: 'o2', totalCents: cents(0) })] }, [['WARNING', 'operator-without-budget', 'TOTAL', null, null]]],
    ['a quantity without a price', { lines: [line({ quantity: quantity(10_000) })] }, [['ERROR', 'quantity-without-price', 'STAFF', 'l1', 'unitPriceCents']]],
    ['a price without a quantity', { lines: [line({ unitPriceCents: cents(1) })] }, [['ERROR', 'price-without-quantity', 'STAFF', 'l1', 'quantity']]],
    ['half-years that leave a rest', { lines: [line({ periodCents: [cents(999)] })] }, [['ERROR', 'half-years-to-allocate', 'STAFF', 'l1', 'period']]],
    ['half-years beyond the amount', { lines: [line({ periodCents: [cents(1001)] })] }, [['ERROR', 'half-years-exceed', 'STAFF', 'l1', 'period']]],
    ['a half-year after the project’s end', { halfYears: 1 }, [['ERROR', 'half-year-after-end', 'STAFF', 'l1', 'period.2']]],
    ['a line of no work package', { lines: [line({ workPackageId: null })] }, [['ERROR', 'work-package-missing', 'STAFF', 'l1', 'workPackageId']]],
    ['a line without a word', { lines: [line({ descriptions: { fr: ' ' } })] }, [['ERROR', 'description-missing', 'STAFF', 'l1', 'descriptions']]],
    ['a line in one language', { lines: [line({ descriptions: { nl: 'x' } })] }, [['WARNING', 'language-missing', 'STAFF', 'l1', 'descriptions.fr']]],
    ['a line without an amount', { lines: [line(), line({ lineId: 'l2', amountCents: null, periodCents: [] })] }, [['WARNING', 'line-empty', 'STAFF', 'l2', 'amountCents']]],
    ['a computed line that is behind', { operators: [operator({ flatRates: [{ code: 'OFFICE15', rateBp: 1500 }] })], lines: [line(), line({ lineId: 'c', kind: 'COMPUTED', categoryCode: 'OFFICE', workPackageId: null, descriptions: {}, amountCents: cents(149), periodCents: [cents(149)] })] }, [['ERROR', 'computed-stale', 'OFFICE', 'c', null]]],
    ['real costs in what a rate closes', { operators: [operator({ flatRates: [{ code: 'OFFICE15', rateBp: 1500 }] })], lines: [line(), line({ lineId: 'c', kind: 'COMPUTED', categoryCode: 'OFFICE', workPackageId: null, descriptions: {}, amountCents: cents(150), periodCents: [cents(150)] }), line({ lineId: 'r', categoryCode: 'OFFICE' })] }, [['ERROR', 'category-closed', 'OFFICE', 'r', null]]],
    ['a lump sum of which more is taken than there is', { lines: [line({ catalogueCode: 'PREP', descriptions: {}, amountCents: cents(400), periodCents: [cents(400)] }), line({ lineId: 'l2', catalogueCode: 'PREP', amountCents: cents(101), periodCents: [cents(101)] })] }, [['ERROR', 'lump-sum-exceeded', 'STAFF', 'l2', 'amountCents']]],
    ['what is not in the catalogue', { lines: [line({ catalogueCode: 'NONE' })] }, [['ERROR', 'catalogue-unknown', 'STAFF', 'l1', 'catalogueCode']]],
    ['what is in the catalogue no more', { lines: [line({ catalogueCode: 'OLD' })] }, [['ERROR', 'catalogue-not-valid', 'STAFF', 'l1', 'catalogueCode']]],
    ['a project without work packages', { workPackages: 0, lines: [line({ workPackageId: null })] }, [['WARNING', 'no-work-packages', null, null, null]]],
    ['a project without dates', { halfYears: 0, lines: [line({ periodCents: [] })] }, [['WARNING', 'no-half-years', null, null, null]]],
    ['a budget of nobody', { operators: [], lines: [] }, [['ERROR', 'no-operator', null, null, null]]],
  ])('name %s, at its cell', (_, more, expected) => expect(found(more)).toEqual(expected));

  it('say the amount that is too much or too little', () => {
    expect(problemsOf(input({ operators: [operator({ toAllocateCents: cents(-5) })] }))[0]!.params).toEqual({ operator: 'SETIS', amountCents: 5 });
    expect(problemsOf(input({ lines: [line({ periodCents: [cents(999)] })] }))[0]!.params).toEqual({ operator: 'SETIS', category: 'STAFF', amountCents: 1 });
  });

  it('are said all at once; warnings alone do not bar', () => {
    expect(found({ operators: [operator({ toAllocateCents: cents(1), ownContributionCents: cents(-1) })], lines: [line({ workPackageId: null, descriptions: {} })] })).toHaveLength(4);
    expect(barsSubmission(problemsOf(input({ lines: [line({ descriptions: { nl: 'x' } })] })))).toBe(false);
    expect(barsSubmission(problemsOf(input({ lines: [line({ descriptions: {} })] })))).toBe(true);
  });
});
