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
