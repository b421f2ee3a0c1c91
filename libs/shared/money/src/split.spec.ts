import * as fc from 'fast-check';
import { MAX_AMOUNT_CENTS, cents, sumCents } from './cents';
import { splitByWeights, splitEvenly } from './split';

const anyAmount = fc.integer({ min: -MAX_AMOUNT_CENTS, max: MAX_AMOUNT_CENTS }).map(cents);
const weightsToSplitBy = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.maxSafeNat()), { minLength: 1, maxLength: 40 })
  .filter((weights) => weights.some((weight) => weight > 0));

describe('splitting by weights', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [10, [1, 0, 1], [5, 0, 5]],
    [1, [0, 1, 1], [0, 1, 0]],
    [10, [1, 2, 3], [2, 3, 5]],
    [0, [3, 4], [0, 0]],
    [-1, [1, 1], [-1, 0]],
    [138974018, [1], [138974018]],
    [69487008, [59012746, 39905813, 40055459], [29506373, 19952906, 20027729]],
  ])('turns %p cents by %p into %p', (sum, weights, parts) => {
    expect(splitByWeights(cents(sum), weights)).toEqual(parts);
  });

  it('always gives parts that sum to the sum', () => {
    fc.assert(fc.property(anyAmount, weightsToSplitBy, (sum, weights) => sumCents(splitByWeights(sum, weights)) === sum));
  });

  it('keeps every part within one cent of its exact share, and gives nothing to a weight of zero', () => {
    fc.assert(
      fc.property(anyAmount, weightsToSplitBy, (sum, weights) => {
        const whole = weights.reduce((total, weight) => total + BigInt(weight), 0n);
        splitByWeights(sum, weights).forEach((part, place) => {
          const weight = BigInt(weights[place] ?? 0);
          const off = BigInt(part) * whole - BigInt(sum) * weight;
          expect(off < whole && off > -whole).toBe(true);
          if (weight === 0n) expect(part).toBe(0);
        });
      }),
    );
  });

  it('mirrors the split of the positive sum for a negative one', () => {
    fc.assert(
      fc.property(anyAmount, weightsToSplitBy, (sum, weights) => {
        const mirrored = splitByWeights(sum, weights).map((part) => cents(-part));
        expect(splitByWeights(cents(-sum), weights)).toEqual(mirrored);
      }),
    );
  });

  it('gives back its own parts when they are the weights', () => {
    fc.assert(
      fc.property(weightsToSplitBy.map((weights) => weights.map((weight) => weight % 1_000_000_007)), (weights) => {
        fc.pre(weights.some((weight) => weight > 0));
        expect(splitByWeights(sumCents(weights.map(cents)), weights)).toEqual(weights);
      }),
    );
  });

  it.each([[[]], [[0]], [[0, 0, 0]]])('refuses the weights %p, which give nobody anything', (weights) => {
    expect(() => splitByWeights(cents(100), weights)).toThrow(RangeError);
    expect(() => splitByWeights(cents(0), weights)).toThrow(RangeError);
  });

  it.each([[[1, -1]], [[0.5, 0.5]], [[Number.NaN]], [[2 ** 53]]])('refuses the weights %p', (weights) => {
    expect(() => splitByWeights(cents(100), weights)).toThrow(RangeError);
  });
});

describe('splitting evenly', () => {
  it('gives the cents left over to the first parts', () => {
    expect(splitEvenly(cents(18332124), 8)).toEqual([2291516, 2291516, 2291516, 2291516, 2291515, 2291515, 2291515, 2291515]);
  });

  it('gives parts that sum to the sum and differ by one cent at most, the larger ones first', () => {
    fc.assert(
      fc.property(anyAmount, fc.integer({ min: 1, max: 60 }), (sum, count) => {
        const sizes = splitEvenly(sum, count).map(Math.abs);
        expect(sizes.reduce((a, b) => a + b, 0)).toBe(Math.abs(sum));
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
        expect((sizes[0] ?? 0) - (sizes[count - 1] ?? 0)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %p parts', (count) => {
    expect(() => splitEvenly(cents(100), count)).toThrow(RangeError);
  });
});
