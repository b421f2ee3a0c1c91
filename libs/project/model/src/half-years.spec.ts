import * as fc from 'fast-check';
import { calendarHalfOf, halfYearsOf } from './half-years';

describe('the half-years of a project', () => {
  it('are calendar half-years, the first and the last shortened', () => {
    expect(halfYearsOf('2017-10-01', '2019-03-31')).toEqual([
      { number: 1, startDate: '2017-10-01', endDate: '2017-12-31' },
      { number: 2, startDate: '2018-01-01', endDate: '2018-06-30' },
      { number: 3, startDate: '2018-07-01', endDate: '2018-12-31' },
      { number: 4, startDate: '2019-01-01', endDate: '2019-03-31' },
    ]);
  });

  it.each([
    ['2020-01-01', '2020-06-30', 1],
    ['2020-06-30', '2020-07-01', 2],
    ['2020-12-31', '2020-12-31', 1],
    ['2017-10-01', '2021-09-30', 9],
  ])('from %s to %s are %p', (start, end, count) => expect(halfYearsOf(start, end)).toHaveLength(count));

  it.each([
    [null, '2020-01-01'],
    ['2020-01-01', null],
    ['2020-01-02', '2020-01-01'],
    ['soon', '2020-01-01'],
  ])('from %p to %p are none', (start, end) => expect(halfYearsOf(start, end)).toEqual([]));

  it('cover every day once', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    const next = (iso: string): string => new Date(Date.parse(iso) + 86_400_000).toISOString().slice(0, 10);
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [start, end] = a < b ? [a, b] : [b, a];
        const halfYears = halfYearsOf(start, end);
        expect([halfYears[0]!.startDate, halfYears.at(-1)!.endDate]).toEqual([start, end]);
        halfYears.slice(1).forEach((one, index) => expect(one.startDate).toBe(next(halfYears[index]!.endDate)));
        halfYears.forEach((one, index) => expect([one.number, one.startDate <= one.endDate]).toEqual([index + 1, true]));
      }),
    );
  });

  it('are called by their half of the calendar year, shortened ones too', () => {
    expect(halfYearsOf('2017-10-01', '2018-09-30').map(calendarHalfOf)).toEqual([{ half: 2, year: '2017' }, { half: 1, year: '2018' }, { half: 2, year: '2018' }]);
  });
});
