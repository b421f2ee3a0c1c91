import { cents } from '@passerelle/shared/money';
import { summaryOf } from './summary';

const of = (...amounts: number[]) => summaryOf(amounts.map(cents));

describe('the status line', () => {
  it('adds up the selected amounts, and cuts their average at the cent', () => {
    expect(of(100, 100, 200)).toEqual({ sum: 400, count: 3, average: 133 });
    expect(of(-100, -100, -200)).toEqual({ sum: -400, count: 3, average: -133 });
    expect(of(1, 0)).toEqual({ sum: 1, count: 2, average: 0 });
  });

  it('says nothing where there is no amount, or no exact one', () => {
    expect(of()).toBeNull();
    expect(of(Number.MAX_SAFE_INTEGER, 1)).toBeNull();
  });
});
