import fc from 'fast-check';
import { findDates, writeDateInFigures, writeDateInWords } from './sheet-dates';

describe('dates', () => {
  it.each([
    ['01/10/2017', '2017-10-01'], ['01-04-2018', '2018-04-01'], ['01.10.2017', '2017-10-01'], ['1/4/2018', '2018-04-01'], ['2017-04-07', '2017-04-07'],
    ['7 avril 2017', '2017-04-07'], ['1er mars 2020', '2020-03-01'], ['7 april 2017', '2017-04-07'], ['vendredi 7 avril 2017', '2017-04-07'], ['15 Août 2019', '2019-08-15'],
    ['31 DÉCEMBRE 2020', '2020-12-31'], ['12 mrt. 2021', '2021-03-12'], ['29/02/2020', '2020-02-29'], ['le 01 / 10 / 2017.', '2017-10-01'],
  ])('are read: %s', (text, iso) => expect(findDates(text).map((date) => date.iso)).toEqual([iso]));

  it.each(['31/02/2018', '29/02/2019', '32/01/2018', '10/13/2017', '0/1/2018', '31 avril 2018', '2017-02-30'])('are impossible: %s', (text) => {
    expect(findDates(text)).toEqual([{ text, iso: null }]);
  });

  it.each(['7 floréal 2017', '01/10/17', 'octobre 2017', '4.8.337', '59000 Lille', '12345/10/2017', ''])('are not seen in %s', (text) => expect(findDates(text)).toEqual([]));

  it('are found in their order, several in one line', () => {
    expect(findDates('Du 1er avril 2018 au 31-03-2021').map(({ iso }) => iso)).toEqual(['2018-04-01', '2021-03-31']);
    expect(findDates('01-10-2017 - 31-12-2020').map(({ iso }) => iso)).toEqual(['2017-10-01', '2020-12-31']);
  });

  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), fc.constantFrom('fr' as const, 'nl' as const), (days, language) => {
        const iso = new Date(Date.UTC(1950, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
        expect([writeDateInFigures(iso), writeDateInWords(iso, language), iso].flatMap((text) => findDates(text).map((date) => date.iso))).toEqual([iso, iso, iso]);
      }),
    );
  });
});
