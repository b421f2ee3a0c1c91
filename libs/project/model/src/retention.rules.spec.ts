import fc from 'fast-check';
import { retentionOf, type RetentionFacts } from './retention.rules';

const facts = (otherwise: Partial<RetentionFacts> = {}): RetentionFacts => ({ lastPaymentOn: '2021-06-30', years: 5, holds: 0, today: '2024-03-01', ...otherwise });

describe('the records of a project are kept', () => {
  it.each([
    ['from the last day of the year of the last payment on, wherever in the year it was', { lastPaymentOn: '2021-01-01' }, { state: 'RUNNING', until: '2026-12-31' }],
    ['the same when it was that very day', { lastPaymentOn: '2021-12-31' }, { state: 'RUNNING', until: '2026-12-31' }],
    ['on the last day of the term still', { today: '2026-12-31' }, { state: 'RUNNING', until: '2026-12-31' }],
    ['not necessarily any more on the day after', { today: '2027-01-01' }, { state: 'OVER', until: '2026-12-31' }],
    ['without an end as long as nothing was paid', { lastPaymentOn: null, today: '2099-01-01' }, { state: 'NOT_STARTED', until: null }],
    ['for an audit, whatever the date', { holds: 1, today: '2099-01-01' }, { state: 'HELD', until: '2026-12-31' }],
    ['for an audit that begins before anything is paid', { holds: 2, lastPaymentOn: null }, { state: 'HELD', until: null }],
    ['for as many years as the programme says', { years: 10, today: '2031-12-31' }, { state: 'RUNNING', until: '2031-12-31' }],
  ] as const)('%s', (_what, otherwise, expected) => expect(retentionOf(facts(otherwise))).toEqual(expected));

  it('never shorter than the years in full, and never a year longer', () => {
    const day = fc.date({ min: new Date('2014-01-01'), max: new Date('2060-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), (lastPaymentOn, years) => {
        const { until } = retentionOf(facts({ lastPaymentOn, years }));
        const same = (more: number): string => `${Number(lastPaymentOn.slice(0, 4)) + more}${lastPaymentOn.slice(4)}`;
        return until! >= same(years) && until! < same(years + 1);
      }),
    );
  });
});
