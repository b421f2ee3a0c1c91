import { flatRateRules } from '@passerelle/shared/dossiers';
import { cents } from '@passerelle/shared/money';
import type { SimplifiedCostsView } from '@passerelle/budget/model';
import { choiceWith, previewOf, readPercent } from './rate-preview';

const rates = flatRateRules().flatRates.map((rate) => ({ ...rate, names: { fr: 'Taux' } })) as SimplifiedCostsView['rates'];
const office = rates.find(({ code }) => code === 'OFFICE_ON_STAFF')!;
const OFFICE = { code: 'OFFICE_ON_STAFF', rateBp: 1500 };

describe('a percentage as it is typed', () => {
  it.each([['15', 1500], [' 7 ', 700], ['12 %', 1200], ['16', null], ['0', null], ['7,5', null], ['', null], ['x', null], ['-1', null]])('%p is read as %p', (text, rateBp) => expect(readPercent(text, office)).toBe(rateBp));

  it('is the fixed one where the rate is fixed', () => {
    const fixed = { ...office, rate: { kind: 'FIXED' as const, rateBp: 1500 } };
    expect([readPercent('15', fixed), readPercent('14', fixed)]).toEqual([1500, null]);
  });
});

describe('what a rate would give', () => {
  const operator = { flatRates: [OFFICE], realCents: { STAFF: cents(100_001), TRAVEL: cents(7_000) } };

  it('is worked out before it is chosen, at the percentage that is typed', () => {
    expect(previewOf({ ...OFFICE, rateBp: 1200 }, operator, rates)).toMatchObject({ baseCents: 100_001, amountCents: 12_000 });
  });

  it('leaves out what it would delete: staff that it computes is in no base', () => {
    expect(previewOf({ code: 'STAFF_FLAT', rateBp: 2000 }, operator, rates)).toMatchObject({ baseCents: 7_000, amountCents: 1_400 });
  });

  it('comes with the choice that it makes: what does not combine is given up', () => {
    expect(choiceWith({ code: 'OTHER_ON_STAFF', rateBp: 4000 }, operator, rates)).toEqual([{ code: 'OTHER_ON_STAFF', rateBp: 4000 }]);
    expect(choiceWith({ code: 'TRAVEL_ON_STAFF', rateBp: 500 }, operator, rates)).toEqual([OFFICE, { code: 'TRAVEL_ON_STAFF', rateBp: 500 }]);
  });
});
