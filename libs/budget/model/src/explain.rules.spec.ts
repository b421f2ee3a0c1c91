import { basisPoints, cents, sumCents, ZERO_CENTS } from '@passerelle/shared/money';
import type { OperatorBudgetView } from './budget.contract';
import { figuresOf, totalsOf } from './budget.rules';
import { explainFigure, type ExplainedBudget } from './explain.rules';

const operator = (operatorId: string, versantCode: string, total: number | null, amounts: Record<string, number> = {}, rateBp = 5000): OperatorBudgetView => {
  const input = { agreedTotalCents: total === null ? null : cents(total), amountsCents: Object.fromEntries(Object.entries(amounts).map(([code, a]) => [code, cents(a)])), erdfRateBp: basisPoints(rateBp), roundingRule: 'CUT' as const, otherSourcesCents: ZERO_CENTS };
  return { operatorId, name: operatorId.toUpperCase(), role: 'PARTNER', versantCode, erdfRateBp: rateBp, agreedTotalCents: input.agreedTotalCents, amountsCents: input.amountsCents, lineCounts: {}, flatRates: [], ...figuresOf(input) };
};
const budget = (...operators: OperatorBudgetView[]): ExplainedBudget => ({ roundingRule: 'CUT', categoryCodes: ['STAFF', 'OFFICE'], operators, totals: totalsOf(operators) });

const abRefugies = budget(
  operator('sgar', 'FR', 18332124),
  operator('drjscs', 'FR', 14767818),
  operator('wereldhuis', 'VL', 39905813),
  operator('cresam', 'WA', 29124736),
  operator('active', 'FR', 25912804),
  operator('setis', 'WA', 10930723, { STAFF: 6000000, OFFICE: 900000 }),
);
const explain = (figure: string, of = abRefugies) => explainFigure(figure, of);

describe('the ERDF of AB Réfugiés', () => {
  it('is explained as the sum of six rows, one cent below half of the total, for the two rows that lose half a cent', () => {
    const explanation = explain('erdf')!;
    expect(explanation.cents).toBe(69487008);
    expect(explanation.rows).toHaveLength(6);
    expect(explanation.sentences.map((s) => s.key)).toEqual(['explain.sum', 'explain.sum-not-share']);
    expect(explanation.sentences[1]!.params).toMatchObject({ ofWholeCents: 69487009, differenceCents: 1, rows: 2, names: 'WERELDHUIS · SETIS' });
  });

  it('is explained for one operator by its rate and what is cut off', () => {
    const explanation = explain('erdf:setis')!;
    expect([explanation.cents, explanation.kind, explanation.sentences.map((s) => s.key)]).toEqual([5465361, 'SHARE', ['explain.share', 'explain.cut-dropped']]);
    expect(explain('erdf:sgar')!.sentences.map((s) => s.key)).toEqual(['explain.share', 'explain.share-is-exact']);
  });

  it('is explained by versant', () => {
    expect(['FR', 'VL', 'WA'].map((versant) => explain(`erdf:versant:${versant}`)!.cents)).toEqual([29506373, 19952906, 20027729]);
    expect(explain('erdf:versant:FR')!.sentences.map((s) => s.key)).toEqual(['explain.sum', 'explain.sum-equals-share']);
  });
});

describe('every explanation', () => {
  const ids = abRefugies.operators.flatMap((o) => ['total', 'erdf', 'own', 'to-allocate'].map((kind) => `${kind}:${o.operatorId}`));
  const sums = ['total', 'erdf', 'own', 'to-allocate', 'total:versant:WA', 'own:versant:VL', 'category:STAFF', 'category:OFFICE', 'total:setis'];

  it.each(sums)('of %s has rows that sum to the figure', (figure) => {
    const { cents: value, rows } = explain(figure)!;
    expect(sumCents(rows.map((row) => row.cents))).toBe(value);
  });

  it('leads on: every row that names a figure can be asked in its turn and says the same amount', () => {
    for (const figure of [...sums, ...ids]) {
      for (const row of explain(figure)!.rows) if (row.figure) expect([row.figure, explain(row.figure)!.cents]).toEqual([row.figure, row.cents]);
    }
  });

  it('says nothing of a common rate where the operators’ rates differ', () => {
    expect(explain('erdf', budget(operator('a', 'FR', 101), operator('b', 'WA', 101, {}, 6000)))!.sentences.map((s) => s.key)).toEqual(['explain.sum']);
  });

  it('tells an agreed total from one that follows its lines', () => {
    expect(explain('total:setis')!.kind).toBe('ENTERED');
    expect(explain('total:x', budget(operator('x', 'FR', null, { STAFF: 5 })))!.kind).toBe('SUM');
  });

  it.each(['', 'erdf:nobody', 'erdf:versant:XX', 'erdf:versant', 'category:FUN', 'amount:setis:FUN', 'amount:setis', 'toString', 'constructor:setis', '__proto__'])('is absent for what is no figure: %s', (figure) => {
    expect(explain(figure)).toBeNull();
  });
});

describe('an amount that has lines', () => {
  const line = (amount: number | null, more: object = {}) => ({ kind: 'LINE' as const, descriptions: {}, amountCents: amount === null ? null : cents(amount), ...more });
  const withLines = (lines: NonNullable<ExplainedBudget['lines']>, total: number) => ({ ...budget(operator('setis', 'WA', null, { STAFF: total })), lines });

  it('is explained as their sum; what tells a salary and is withheld says so', () => {
    const explanation = explain('amount:setis:STAFF', withLines([line(40, { descriptions: { nl: 'Coördinatie' } }), line(2, { masked: true }), line(null)], 42))!;
    expect([explanation.kind, explanation.sentences]).toEqual(['SUM', [{ key: 'explain.sum', params: { rows: 3, sumCents: 42 } }]]);
    expect(explanation.rows.map(({ labelKey, labelTexts, cents: amount }) => [labelKey, labelTexts, amount])).toEqual([[null, { nl: 'Coördinatie' }, 40], ['explain.line-masked', undefined, 2], ['explain.line-unnamed', undefined, 0]]);
  });

  it('names 500 of them and the rest as one row, so that the rows add up', () => {
    const explanation = explain('amount:setis:STAFF', withLines(Array.from({ length: 503 }, () => line(10)), 5030))!;
    expect([explanation.rows.length, explanation.rows.at(-1)]).toEqual([501, { figure: null, label: '', labelKey: 'explain.lines-further', cents: 30 }]);
    expect(sumCents(explanation.rows.map((row) => row.cents))).toBe(5030);
  });

  it('is explained as entered where there is but the plain amount', () => expect(explain('amount:setis:STAFF', withLines([line(5, { kind: 'CELL' })], 5))!.kind).toBe('ENTERED'));
});

describe('who pays besides the fund', () => {
  const financed = (otherSources: number): ExplainedBudget => {
    const setis = operator('setis', 'WA', 10930723);
    const other = cents(otherSources);
    const own = cents(10930723 - 5465361 - otherSources);
    const sources = [{ operatorId: 'setis', name: 'Région wallonne', kind: 'PUBLIC' as const, amountCents: other }, { operatorId: 'cresam', name: 'Fondation', kind: 'PRIVATE' as const, amountCents: cents(7) }];
    return { ...budget({ ...setis, otherSourcesCents: other, ownContributionCents: own }), sources };
  };

  it('stands in the formula of the own contribution, and is asked in its turn', () => {
    const own = explain('own:setis', financed(3_000_000))!;
    expect([own.cents, own.sentences.map((s) => s.key), own.rows.map((r) => [r.figure, r.cents])]).toEqual([
      10930723 - 5465361 - 3_000_000, ['explain.own-after-sources'], [['total:setis', 10930723], ['erdf:setis', 5465361], ['sources:setis', 3_000_000]],
    ]);
    const sources = explain('sources:setis', financed(3_000_000))!;
    expect([sources.kind, sources.cents, sources.rows.map((r) => r.label)]).toEqual(['SUM', 3_000_000, ['Région wallonne']]);
  });

  it('is left out where nobody else pays', () => {
    expect(explain('own:setis')!.sentences.map((s) => s.key)).toEqual(['explain.own']);
    expect(explain('sources:setis')!.sentences.map((s) => s.key)).toEqual(['explain.no-sources']);
  });

  it('says by how much the sources exceed the budget', () => {
    const own = explain('own:setis', financed(6_000_000))!;
    expect([own.cents, own.sentences[1]]).toEqual([-534_638, { key: 'explain.own-beyond', params: { differenceCents: 534_638 } }]);
  });

  it('is summed over the project', () => expect(explain('sources', financed(5))).toMatchObject({ kind: 'SUM', cents: 5, titleKey: 'explain.title.sources-project', rows: [{ figure: 'sources:setis', cents: 5 }] }));
});
