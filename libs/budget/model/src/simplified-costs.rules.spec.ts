import * as fc from 'fast-check';
import { flatRateDossiers, flatRateRules, refusedFlatRateDossiers } from '@passerelle/shared/dossiers';
import { cents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import type { FlatRate } from '@passerelle/programme/model';
import type { ChosenRate } from './lines';
import { closedCategories, computedLines, realSums, refuseRates, simplifiedCosts, splitAsBase, whatWouldBeLost, type CountedLine } from './simplified-costs.rules';

const { categories, flatRates: unnamed } = flatRateRules();
const flatRates = unnamed.map((rule) => ({ ...rule, names: { en: 'a flat rate' } })) as FlatRate[];
const withRules = (rules: Readonly<Record<string, object>> = {}): FlatRate[] => flatRates.map((rule) => ({ ...rule, ...rules[rule.code] }));
const chosen = (...codes: string[]): ChosenRate[] => codes.map((code) => ({ code, rateBp: flatRates.find((rule) => rule.code === code)!.rate.rateBp }));
const line = (categoryCode: string, amountCents: number | null, periodCents: (number | null)[] = [], kind: CountedLine['kind'] = 'LINE'): CountedLine => ({ categoryCode, kind, amountCents: amountCents as Cents | null, periodCents: periodCents as (Cents | null)[] });
const amountsOf = (of: readonly { categoryCode: string; amountCents: Cents }[]): Record<string, number> => Object.fromEntries(of.map(({ categoryCode, amountCents }) => [categoryCode, amountCents]));

describe('the golden dossiers of simplified costs', () => {
  const dossiers = flatRateDossiers();

  it('hold every combination that is allowed, and none twice', () => {
    const subsets = flatRates.reduce<string[][]>((all, { code }) => [...all, ...all.map((subset) => [...subset, code])], [[]]);
    const allowed = subsets.filter((codes) => refuseRates(chosen(...codes), flatRates, '2026-01-01').length === 0).map((codes) => [...codes].sort().join());
    const told = dossiers.map((dossier) => dossier.chosen.map(({ code }) => code).sort().join());
    expect(allowed).toHaveLength(13);
    expect(allowed.filter((combination) => !told.includes(combination))).toEqual([]);
  });

  it.each(dossiers)('$name: $story', (dossier) => {
    expect(refuseRates(dossier.chosen, flatRates, dossier.date)).toEqual([]);
    const costs = simplifiedCosts(dossier.realCents as Record<string, Cents>, dossier.chosen, flatRates);
    expect(costs.map(({ rateCode, categoryCode, baseCents, amountCents }) => ({ rateCode, categoryCode, baseCents, amountCents }))).toEqual(dossier.computed);
    expect(sumCents([...Object.values(dossier.realCents).map(cents), ...costs.map(({ amountCents }) => amountCents)])).toBe(dossier.totalCents);
    const closed = closedCategories(dossier.chosen, flatRates, categories);
    expect(Object.keys(dossier.realCents).filter((category) => closed.has(category))).toEqual([]);
  });

  it.each(refusedFlatRateDossiers())('$name is refused: $story', (dossier) => {
    expect(refuseRates(dossier.chosen, withRules(dossier.rules), dossier.date).map(({ code, pointer }) => ({ code, pointer }))).toEqual(dossier.refusals);
  });
});

describe('a step of the simplified costs', () => {
  it('tells its base, what of it counted, and what was cut', () => {
    const [staff, travel] = simplifiedCosts({ EXTERNAL: cents(100_034), TRAVEL: cents(5) }, chosen('TRAVEL_ON_STAFF', 'STAFF_FLAT'), flatRates);
    expect(staff).toEqual({
      rateCode: 'STAFF_FLAT', categoryCode: 'STAFF', baseCents: 100_034, rateBp: 2000, amountCents: 20_006, cutTenThousandths: 8_000,
      base: [
        { categoryCode: 'TRAVEL', amountCents: 0, source: 'NOT_COUNTED' },
        { categoryCode: 'EXTERNAL', amountCents: 100_034, source: 'REAL' },
        { categoryCode: 'EQUIPMENT', amountCents: 0, source: 'REAL' },
        { categoryCode: 'WORKS', amountCents: 0, source: 'REAL' },
      ],
    });
    expect(travel).toMatchObject({ base: [{ categoryCode: 'STAFF', amountCents: 20_006, source: 'COMPUTED' }], amountCents: 3_000 });
  });

  it('does not depend on the order in which the rates were chosen', () => {
    const real = { TRAVEL: cents(77_777), EXTERNAL: cents(1_234_567), WORKS: cents(99) };
    const codes = ['STAFF_FLAT', 'TRAVEL_ON_STAFF', 'OFFICE_ON_DIRECT'];
    fc.assert(fc.property(fc.shuffledSubarray(codes, { minLength: 3 }), (order) => expect(simplifiedCosts(real, chosen(...order), flatRates)).toEqual(simplifiedCosts(real, chosen(...codes), flatRates))));
  });

  it('is never above its rate of its base, and less than a cent below', () => {
    const amount = fc.integer({ min: 0, max: 9_999_999_999 }).map(cents);
    fc.assert(
      fc.property(amount, amount, amount, fc.integer({ min: 1, max: 15 }), (staff, external, works, percent) => {
        const choice = [{ code: 'TRAVEL_ON_STAFF', rateBp: percent * 100 }, { code: 'OFFICE_ON_DIRECT', rateBp: 700 }];
        for (const cost of simplifiedCosts({ STAFF: staff, EXTERNAL: external, WORKS: works }, choice, flatRates)) {
          const lost = BigInt(cost.baseCents) * BigInt(cost.rateBp) - BigInt(cost.amountCents) * 10_000n;
          expect(lost).toBe(BigInt(cost.cutTenThousandths));
          expect(lost >= 0n && lost < 10_000n).toBe(true);
        }
      }),
    );
  });
});

describe('the real costs of an operator', () => {
  it('are the sums of its lines by category; what is computed is none of them', () => {
    expect(realSums([line('STAFF', 5), line('STAFF', 7), line('TRAVEL', null), line('OFFICE', 9, [], 'COMPUTED')])).toEqual({ STAFF: 12 });
  });
  it('do not depend on the order of the lines', () => {
    const lines = fc.array(fc.record({ categoryCode: fc.constantFrom(...categories), amount: fc.integer({ min: 0, max: 999_999 }) }).map(({ categoryCode, amount }) => line(categoryCode, amount)));
    fc.assert(fc.property(lines, (all) => expect(realSums([...all].reverse())).toEqual(realSums(all))));
  });
});

describe('the half-years of a computed amount', () => {
  it('follow its base, and what of the base is spread over none leaves its part to allocate', () => {
    expect(splitAsBase(cents(100), [line('STAFF', 400, [100, null, 100])])).toEqual([25, null, 25]);
    expect(splitAsBase(cents(100), [line('STAFF', 200, [100, 100]), line('STAFF', 200, [null, 200])])).toEqual([25, 75]);
    expect(splitAsBase(cents(10), [line('STAFF', 100)])).toEqual([]);
  });
  it('follow earlier results where these are the base', () => {
    const lines = [line('EXTERNAL', 100_000, [75_000, 25_000]), line('LUMP_SUM', 5_000, [null, null, 5_000])];
    const [staff, office] = computedLines(lines, chosen('OFFICE_ON_STAFF', 'STAFF_FLAT'), flatRates);
    expect(staff).toMatchObject({ amountCents: 20_000, periodCents: [15_000, 5_000] });
    expect(office).toMatchObject({ amountCents: 3_000, periodCents: [2_250, 750] });
  });
  it('are none where the base is nothing, or less than nothing in a draft', () => {
    expect(splitAsBase(ZERO_CENTS, [])).toEqual([]);
    expect(splitAsBase(ZERO_CENTS, [line('STAFF', 0, [0])])).toEqual([]);
    expect(splitAsBase(cents(10), [line('STAFF', 100, [150])])).toEqual([10]);
  });
  it('and the rest to allocate cost no cent', () => {
    const base = fc.array(fc.record({ amount: fc.integer({ min: 0, max: 1_000_000 }), periods: fc.array(fc.option(fc.integer({ min: 0, max: 400_000 })), { maxLength: 6 }) }).map(({ amount, periods }) => line('STAFF', amount, periods)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(base, fc.integer({ min: 0, max: 999_999 }).map(cents), (lines, amount) => {
        const spread = sumCents(splitAsBase(amount, lines).map((part) => part ?? ZERO_CENTS));
        const unspread = lines.reduce((sum, one) => sum + (one.amountCents ?? 0), 0) - lines.reduce((sum, one) => sum + one.periodCents.reduce<number>((all, part) => all + (part ?? 0), 0), 0);
        const hasSpread = lines.some((one) => one.periodCents.some((part) => (part ?? 0) > 0));
        if (hasSpread && unspread <= 0) expect(spread).toBe(amount);
        else expect(spread).toBeLessThanOrEqual(amount);
      }),
    );
  });
});

describe('choosing a rate', () => {
  const lines = [line('STAFF', 10_000), line('TRAVEL', 300), line('EXTERNAL', 5_000), line('EXTERNAL', null), line('OFFICE', 20, [], 'CELL'), line('LUMP_SUM', 7), line('OFFICE', 1_500, [], 'COMPUTED')];

  it('names the lines that it would delete, and what closes', () => {
    const lost = whatWouldBeLost({ code: 'TRAVEL_ON_STAFF', rateBp: 1500 }, [], lines, flatRates, categories);
    expect(lost).toEqual({ choice: [{ code: 'TRAVEL_ON_STAFF', rateBp: 1500 }], givenUp: [], closes: ['TRAVEL'], lines: [lines[1]], linesCents: 300 });
  });
  it('names the rates that would be given up, with their amounts, and an empty line too', () => {
    const present = chosen('OFFICE_ON_STAFF');
    const lost = whatWouldBeLost({ code: 'OTHER_ON_STAFF', rateBp: 4000 }, present, lines, flatRates, categories);
    expect(lost.givenUp).toEqual([{ code: 'OFFICE_ON_STAFF', amountCents: 1_500 }]);
    expect(lost.choice).toEqual([{ code: 'OTHER_ON_STAFF', rateBp: 4000 }]);
    expect(lost.closes).toEqual(['TRAVEL', 'EXTERNAL', 'EQUIPMENT', 'WORKS', 'OTHER', 'UNIT_COST']);
    expect(lost.lines).toEqual([lines[1], lines[2], lines[3], lines[4]]);
    expect(lost.linesCents).toBe(5_320);
  });
  it('at another percentage closes nothing more', () => {
    const lost = whatWouldBeLost({ code: 'TRAVEL_ON_STAFF', rateBp: 1000 }, chosen('TRAVEL_ON_STAFF', 'OFFICE_ON_STAFF'), [lines[0]!], flatRates, categories);
    expect([lost.choice, lost.closes, lost.givenUp, lost.lines]).toEqual([[...chosen('OFFICE_ON_STAFF'), { code: 'TRAVEL_ON_STAFF', rateBp: 1000 }], [], [], []]);
  });
  it('leaves a choice that nothing speaks against', () => {
    for (const present of flatRateDossiers()) {
      for (const { code, rate } of flatRates) {
        const { choice } = whatWouldBeLost({ code, rateBp: rate.rateBp }, present.chosen, [], flatRates, categories);
        expect(refuseRates(choice, flatRates, '2026-01-01')).toEqual([]);
      }
    }
  });
  it('keeps what is real, and computes what it did', () => expect(amountsOf(simplifiedCosts(realSums(lines), chosen('TRAVEL_ON_STAFF'), flatRates))).toEqual({ TRAVEL: 1_500 }));
});
