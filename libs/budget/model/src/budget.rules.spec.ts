import fc from 'fast-check';
import { basisPoints, cents, MAX_AMOUNT_CENTS, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { figuresOf, isEditable, refuseChanges, totalsOf, type OperatorBudgetInput } from './budget.rules';

const HALF = basisPoints(5000);
const AB_REFUGIES = [18332124, 14767818, 39905813, 29124736, 25912804, 10930723].map(cents);

const input = (agreedTotalCents: Cents | null, amounts: Record<string, number> = {}): OperatorBudgetInput => ({
  agreedTotalCents,
  amountsCents: Object.fromEntries(Object.entries(amounts).map(([code, amount]) => [code, cents(amount)])),
  erdfRateBp: HALF,
  roundingRule: 'CUT',
  otherSourcesCents: ZERO_CENTS,
});
const anyCents = fc.integer({ min: 0, max: 9_999_999_999 }).map(cents);
const anyInput: fc.Arbitrary<OperatorBudgetInput> = fc.record({
  agreedTotalCents: fc.option(anyCents, { nil: null }),
  amountsCents: fc.dictionary(fc.constantFrom('STAFF', 'OFFICE', 'TRAVEL', 'EXTERNAL', 'EQUIPMENT', 'WORKS'), anyCents),
  erdfRateBp: fc.integer({ min: 0, max: 10_000 }).map(basisPoints),
  roundingRule: fc.constantFrom('CUT' as const, 'HALF_UP' as const),
  otherSourcesCents: anyCents,
});

describe('an operator’s figures', () => {
  it('cut the ERDF off at the cent: 399 058,13 € at 50 % gives 199 529,06 €', () => {
    expect(figuresOf(input(cents(39905813)))).toEqual({ totalCents: 39905813, toAllocateCents: 39905813, erdfCents: 19952906, otherSourcesCents: 0, ownContributionCents: 19952907 });
  });

  it('show what is not broken down yet as to allocate, and keep the agreed total', () => {
    expect(figuresOf(input(cents(10930723), { STAFF: 6000000, TRAVEL: 500000 }))).toMatchObject({ totalCents: 10930723, toAllocateCents: 4430723 });
  });

  it('show lines beyond the agreed total as a negative rest, not as a larger total', () => {
    expect(figuresOf(input(cents(100), { STAFF: 150 }))).toMatchObject({ totalCents: 100, toAllocateCents: -50 });
  });

  it('follow the lines where no total is agreed', () => {
    expect(figuresOf(input(null, { STAFF: 150, WORKS: 1 }))).toMatchObject({ totalCents: 151, toAllocateCents: 0, erdfCents: 75 });
  });

  it('close, whatever the amounts: ERDF, other sources and own contribution make the total, lines and rest make the total', () => {
    fc.assert(
      fc.property(anyInput, (any) => {
        const { totalCents, toAllocateCents, erdfCents, ownContributionCents } = figuresOf(any);
        expect(sumCents([erdfCents, any.otherSourcesCents, ownContributionCents])).toBe(totalCents);
        expect(sumCents([toAllocateCents, ...Object.values(any.amountsCents)])).toBe(totalCents);
        expect(erdfCents).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('a project’s totals', () => {
  const rowsOf = (inputs: readonly OperatorBudgetInput[]) => inputs.map((one) => ({ ...figuresOf(one), amountsCents: one.amountsCents }));

  it('are the sums of the rows: 694 870,08 € for AB Réfugiés, not half of 1 389 740,18 €', () => {
    const totals = totalsOf(rowsOf(AB_REFUGIES.map((total) => input(total))));
    expect([totals.totalCents, totals.erdfCents]).toEqual([138974018, 69487008]);
  });

  it('do not depend on the order of the operators', () => {
    fc.assert(
      fc.property(fc.array(anyInput, { maxLength: 20 }), fc.integer(), (inputs, seed) => {
        const shuffled = [...inputs].sort((a, b) => ((a.agreedTotalCents ?? 0) * seed - (b.agreedTotalCents ?? 0) * seed) % 7);
        expect(totalsOf(rowsOf(shuffled))).toEqual(totalsOf(rowsOf(inputs)));
      }),
    );
  });

  it('close over categories: the categories and the rest make the total', () => {
    fc.assert(
      fc.property(fc.array(anyInput, { maxLength: 20 }), (inputs) => {
        const totals = totalsOf(rowsOf(inputs));
        expect(sumCents([totals.toAllocateCents, ...Object.values(totals.amountsCents)])).toBe(totals.totalCents);
        expect(sumCents([totals.erdfCents, totals.otherSourcesCents, totals.ownContributionCents])).toBe(totals.totalCents);
      }),
    );
  });
});

describe('changed cells', () => {
  const scope = {
    operators: new Map([
      ['setis', { name: 'SETIS', role: 'PARTNER' as const, lineCounts: { TRAVEL: 2 } }],
      ['ars', { name: 'ARS Hauts-de-France', role: 'ASSOCIATED' as const }],
    ]),
    categoryCodes: ['STAFF', 'OFFICE', 'TRAVEL'],
  };
  const codes = (...changes: { operatorId: string; cell: string; amountCents: number | null }[]) => refuseChanges(changes, scope).map(({ code, pointer }) => [code, pointer]);

  it('are taken for a funded operator, the total and the emptied cell too', () => {
    expect(codes({ operatorId: 'setis', cell: 'STAFF', amountCents: 1 }, { operatorId: 'setis', cell: 'TOTAL', amountCents: 0 }, { operatorId: 'setis', cell: 'OFFICE', amountCents: null })).toEqual([]);
  });
  it('are refused for an associated operator', () => expect(codes({ operatorId: 'ars', cell: 'STAFF', amountCents: 1 })).toEqual([['budget.associated-operator-has-no-budget', '/changes/0/operatorId']]));
  it('are refused for who is not in the project', () => expect(codes({ operatorId: 'x', cell: 'STAFF', amountCents: 1 })).toEqual([['budget.unknown-operator', '/changes/0/operatorId']]));
  it('are refused for a category that the programme has not', () => expect(codes({ operatorId: 'setis', cell: 'FUN', amountCents: 1 })).toEqual([['budget.unknown-category', '/changes/0/cell']]));
  it('are refused where the category has lines of its own, whose sum it is', () => expect(codes({ operatorId: 'setis', cell: 'TRAVEL', amountCents: 1 })).toEqual([['budget.cell-has-lines', '/changes/0/cell']]));
  it('are refused below nought', () => expect(codes({ operatorId: 'setis', cell: 'STAFF', amountCents: -1 })).toEqual([['budget.amount-negative', '/changes/0/amountCents']]));
  it('are taken up to 999 999 999,99 € and not beyond', () => {
    expect(codes({ operatorId: 'setis', cell: 'STAFF', amountCents: MAX_AMOUNT_CENTS })).toEqual([]);
    expect(codes({ operatorId: 'setis', cell: 'STAFF', amountCents: MAX_AMOUNT_CENTS + 1 })).toEqual([['budget.amount-too-large', '/changes/0/amountCents']]);
  });
  it('name a cell once', () => expect(codes({ operatorId: 'setis', cell: 'STAFF', amountCents: 1 }, { operatorId: 'setis', cell: 'STAFF', amountCents: 2 })).toEqual([['budget.duplicate-cell', '/changes/1']]));
  it('are refused with every reason at once', () => expect(codes({ operatorId: 'ars', cell: 'FUN', amountCents: -1 })).toHaveLength(3));
});

describe('a budget', () => {
  it('is edited as a draft or when returned, never while submitted or once approved', () => {
    expect(['DRAFT', 'RETURNED', 'SUBMITTED', 'APPROVED'].map(isEditable)).toEqual([true, true, false, false]);
  });
});
