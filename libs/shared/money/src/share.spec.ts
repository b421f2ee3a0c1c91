import * as fc from 'fast-check';
import { MAX_AMOUNT_CENTS, cents, sumCents } from './cents';
import { type RoundingRule, basisPoints, remainderOf, shareOf } from './share';

const half = basisPoints(5000);
const someAmount = fc.integer({ min: 0, max: MAX_AMOUNT_CENTS }).map(cents);
const someRate = fc.integer({ min: 0, max: 10_000 }).map(basisPoints);
const anyRule = fc.constantFrom<RoundingRule>('CUT', 'HALF_UP');

const abRefugies = [
  { versant: 'FR', total: 18332124, erdf: 9166062 },
  { versant: 'FR', total: 14767818, erdf: 7383909 },
  { versant: 'VL', total: 39905813, erdf: 19952906 },
  { versant: 'WA', total: 29124736, erdf: 14562368 },
  { versant: 'FR', total: 25912804, erdf: 12956402 },
  { versant: 'WA', total: 10930723, erdf: 5465361 },
];

describe('the six funded rows of AB Réfugiés', () => {
  it.each(abRefugies)('give $erdf cents of $total at 50 %, cut at the cent', ({ total, erdf }) => {
    expect(shareOf(cents(total), half, 'CUT')).toBe(erdf);
  });

  it.each(abRefugies)('close: $erdf and the own contribution make $total', ({ total, erdf }) => {
    const own = remainderOf(cents(total), cents(erdf));
    expect(sumCents([cents(erdf), own])).toBe(total);
  });

  it.each([
    ['FR', 59012746, 29506373],
    ['VL', 39905813, 19952906],
    ['WA', 40055459, 20027729],
  ])('sum to the published figures of %s', (versant, total, erdf) => {
    const rows = abRefugies.filter((row) => row.versant === versant);
    expect(sumCents(rows.map((row) => cents(row.total)))).toBe(total);
    expect(sumCents(rows.map((row) => shareOf(cents(row.total), half, 'CUT')))).toBe(erdf);
  });

  it('sum to 694 870,08, while half of the total would be a cent more and is wrong', () => {
    const total = sumCents(abRefugies.map((row) => cents(row.total)));
    expect(total).toBe(138974018);
    expect(sumCents(abRefugies.map((row) => shareOf(cents(row.total), half, 'CUT')))).toBe(69487008);
    expect(shareOf(total, half, 'CUT')).toBe(69487009);
  });
});

describe('a share', () => {
  it.each([
    [39905813, 5000, 'CUT', 19952906],
    [39905813, 5000, 'HALF_UP', 19952907],
    [-39905813, 5000, 'CUT', -19952906],
    [-39905813, 5000, 'HALF_UP', -19952907],
    [100, 3333, 'CUT', 33],
    [100, 6666, 'HALF_UP', 67],
    [1, 4999, 'HALF_UP', 0],
    [1, 9999, 'CUT', 0],
    [99_999_999_999, 10_000, 'CUT', 99_999_999_999],
    [99_999_999_999, 5500, 'CUT', 54_999_999_999],
    [Number.MAX_SAFE_INTEGER, 10_000, 'HALF_UP', Number.MAX_SAFE_INTEGER],
  ] as const)('of %p cents at %p basis points by %s is %p cents', (amount, rate, rule, expected) => {
    expect(shareOf(cents(amount), basisPoints(rate), rule)).toBe(expected);
  });

  it('that is cut never exceeds the exact share and is less than one cent below it', () => {
    fc.assert(
      fc.property(someAmount, someRate, (amount, rate) => {
        const exact = BigInt(amount) * BigInt(rate);
        const cut = BigInt(shareOf(amount, rate, 'CUT')) * 10_000n;
        return cut <= exact && exact - cut < 10_000n;
      }),
    );
  });

  it('that is rounded half up lies within half a cent of the exact share', () => {
    fc.assert(
      fc.property(someAmount, someRate, (amount, rate) => {
        const off = BigInt(shareOf(amount, rate, 'HALF_UP')) * 10_000n - BigInt(amount) * BigInt(rate);
        return -5_000n < off && off <= 5_000n;
      }),
    );
  });

  it('of a negative amount mirrors the share of the positive one', () => {
    fc.assert(
      fc.property(someAmount, someRate, anyRule, (amount, rate, rule) => {
        expect(shareOf(cents(-amount), rate, rule)).toBe(cents(-shareOf(amount, rate, rule)));
      }),
    );
  });

  it('and its remainder always make the whole', () => {
    fc.assert(
      fc.property(someAmount, someRate, anyRule, (amount, rate, rule) => {
        const share = shareOf(amount, rate, rule);
        return share + remainderOf(amount, share) === amount;
      }),
    );
  });

  it('throws when it leaves the safe range', () => {
    expect(() => shareOf(cents(Number.MAX_SAFE_INTEGER), basisPoints(10_001), 'CUT')).toThrow(RangeError);
  });
});

describe('a rate', () => {
  it.each([0.5, Number.NaN, 2 ** 53])('is never made of %p', (n) => {
    expect(() => basisPoints(n)).toThrow(RangeError);
  });
});

describe('a remainder', () => {
  it('is the total when there are no parts', () => {
    expect(remainderOf(cents(5))).toBe(5);
  });

  it('is negative when the parts exceed the total, for the caller to refuse', () => {
    expect(remainderOf(cents(100), cents(60), cents(50))).toBe(-10);
  });
});
