import type { BudgetRules, FlatRate } from './budget-rules';
import { excludeEachOther, isValidOn, refuseBudgetRules, refuseCategoryKinds } from './budget-rules.rules';
import { refuseDefinition } from './programme.rules';

const names = { fr: 'x' };
const always = { validFrom: null, validTo: null };
const categories = [
  { code: 'STAFF', names, masked: true },
  { code: 'OFFICE', names },
  { code: 'TRAVEL', names },
  { code: 'OTHER', names, kind: 'FLAT_RATE' },
  { code: 'LUMP_SUM', names, kind: 'LUMP_SUM' },
  { code: 'UNIT_COST', names, kind: 'UNIT_COST' },
];
const travel: FlatRate = {
  code: 'TRAVEL_ON_STAFF', names, targetCategory: 'TRAVEL', base: [{ categoryCode: 'STAFF', onlyIfReal: false }], rate: { kind: 'MAXIMUM', rateBp: 1500 }, order: 2, excludes: [], closes: { mode: 'ONLY', categoryCodes: [] }, source: 'art. 41', ...always,
};
const office: FlatRate = { ...travel, code: 'OFFICE_ON_DIRECT', targetCategory: 'OFFICE', base: [...travel.base, { categoryCode: 'TRAVEL', onlyIfReal: false }], order: 3, excludes: ['TRAVEL_ON_STAFF'] };
const lumpSum: BudgetRules['lumpSums'][number] = { code: 'PREPARATION', names, phase: 'PREPARATION', amountCents: 100, ...always };
const unitCost: BudgetRules['unitCosts'][number] = { code: 'DAY', names, unitNames: names, unitPriceCents: 100, categoryCode: null, ...always };
const shiftRule: BudgetRules['shiftRules'][number] = { level: 'COMMITTEE', of: 'CATEGORY', overBp: 1000 };
const rules: BudgetRules = { flatRates: [travel, office], lumpSums: [lumpSum], unitCosts: [unitCost], shiftRules: [shiftRule] };
const pointers = (changed: object, of: unknown = categories): string[] => refuseBudgetRules({ ...rules, ...changed }, of).map(({ pointer }) => pointer.replace('/budgetRules', ''));

describe('a programme’s budget rules', () => {
  it('may be such', () => expect(pointers({})).toEqual([]));
  it('may be empty', () => expect(pointers({ flatRates: [], lumpSums: [], unitCosts: [], shiftRules: [] }, [])).toEqual([]));
  it.each([null, [], 'x', 5])('are no %p', (value) => expect(refuseBudgetRules(value, categories)).toMatchObject([{ pointer: '/budgetRules' }]));
  it('have all four lists', () => expect(refuseBudgetRules({}, categories).map(({ pointer }) => pointer)).toEqual(['/budgetRules/flatRates', '/budgetRules/lumpSums', '/budgetRules/unitCosts', '/budgetRules/shiftRules']));

  it.each<[string, object]>([
    ['/flatRates/0/names', { names: {} }],
    ['/flatRates/0/targetCategory', { targetCategory: 'FUN' }],
    ['/flatRates/0/targetCategory', { targetCategory: 'LUMP_SUM' }],
    ['/flatRates/0/base', { base: [] }],
    ['/flatRates/0/base/0', { base: [{ categoryCode: 'LUMP_SUM', onlyIfReal: false }] }],
    ['/flatRates/0/base/0', { base: [{ categoryCode: 'TRAVEL', onlyIfReal: false }] }],
    ['/flatRates/0/base/0', { base: [{ categoryCode: 'STAFF' }] }],
    ['/flatRates/0/rate/kind', { rate: { kind: 'ABOUT', rateBp: 1500 } }],
    ['/flatRates/0/rate/rateBp', { rate: { kind: 'FIXED', rateBp: 1550 } }],
    ['/flatRates/0/rate/rateBp', { rate: { kind: 'FIXED', rateBp: 10_100 } }],
    ['/flatRates/0/order', { order: 1.5 }],
    ['/flatRates/0/excludes', { excludes: ['FUN'] }],
    ['/flatRates/0/excludes', { excludes: ['TRAVEL_ON_STAFF'] }],
    ['/flatRates/0/closes', { closes: { mode: 'SOME', categoryCodes: [] } }],
    ['/flatRates/0/closes', { closes: { mode: 'ONLY', categoryCodes: ['FUN'] } }],
    ['/flatRates/0/source', { source: ' ' }],
    ['/flatRates/0/validFrom', { validFrom: '2021-02-30' }],
    ['/flatRates/0/validTo', { validFrom: '2021-01-02', validTo: '2021-01-01' }],
  ])('are refused at %s for %j', (pointer, changed) => expect(pointers({ flatRates: [{ ...travel, ...changed }, office] })).toEqual([pointer]));

  it.each<[string, object]>([
    ['/flatRates/2/code', { flatRates: [travel, office, { ...travel, code: 'no code', order: 9, targetCategory: 'OTHER' }] }],
    ['/lumpSums/0/phase', { lumpSums: [{ ...lumpSum, phase: 'LATER' }] }],
    ['/lumpSums/0/amountCents', { lumpSums: [{ ...lumpSum, amountCents: 0.5 }] }],
    ['/unitCosts/0/unitNames', { unitCosts: [{ ...unitCost, unitNames: null }] }],
    ['/unitCosts/0/unitPriceCents', { unitCosts: [{ ...unitCost, unitPriceCents: 0 }] }],
    ['/unitCosts/0/categoryCode', { unitCosts: [{ ...unitCost, categoryCode: 'LUMP_SUM' }] }],
    ['/unitCosts/0', { unitCosts: [{ ...unitCost, code: 'PREPARATION' }] }],
    ['/flatRates/1', { flatRates: [travel, { ...travel, targetCategory: 'OFFICE' }] }],
    ['/shiftRules/0/level', { shiftRules: [{ ...shiftRule, level: 'KING' }] }],
    ['/shiftRules/0/of', { shiftRules: [{ ...shiftRule, of: 'LINE' }] }],
    ['/shiftRules/0/overBp', { shiftRules: [{ ...shiftRule, overBp: -1 }] }],
    ['/shiftRules/0', { shiftRules: ['x'] }],
  ])('are refused at %s for %j', (pointer, changed) => expect(pointers(changed)).toEqual([pointer]));

  it('compute no rate on a result that is not there yet, unless the two exclude each other', () => {
    expect(pointers({ flatRates: [travel, { ...office, order: 1 }] })).toEqual([]);
    expect(pointers({ flatRates: [travel, { ...office, order: 1, excludes: [] }] })).toEqual(['/flatRates/1/order']);
    expect(pointers({ flatRates: [travel, { ...office, order: 1, excludes: [], base: [{ categoryCode: 'TRAVEL', onlyIfReal: true }] }] })).toEqual([]);
  });

  it('have a category for what the catalogue holds', () => expect(pointers({}, categories.slice(0, 4))).toEqual(['/lumpSums/0', '/unitCosts/0/categoryCode']));
});

describe('the kinds of cost category', () => {
  it('are known, and one category each holds lump sums and unit costs', () => {
    const of = (...changed: object[]): string[] => refuseCategoryKinds([...categories, ...changed]).map(({ pointer }) => pointer);
    expect(of()).toEqual([]);
    expect(of({ code: 'X', kind: 'FUN' }, { code: 'Y', kind: 'LUMP_SUM' }, { code: 'Z', masked: 'yes' })).toEqual(['/costCategories/6/kind', '/costCategories/7/kind', '/costCategories/8/masked']);
  });

  it('are part of the definition, and the budget rules too', () => {
    const found = refuseDefinition({ costCategories: [{ code: 'X', names, kind: 'FUN' }], budgetRules: 5 }).map(({ pointer }) => pointer);
    expect(found).toEqual(expect.arrayContaining(['/costCategories/0/kind', '/budgetRules']));
    expect(refuseDefinition({}).map(({ pointer }) => pointer)).not.toContain('/budgetRules');
  });
});

describe('a flat rate', () => {
  it('is valid from the first to the last of its days', () => {
    const days = ['2020-12-31', '2021-01-01', '2021-06-30', '2021-07-01'];
    expect(days.map((day) => isValidOn({ validFrom: '2021-01-01', validTo: '2021-06-30' }, day))).toEqual([false, true, true, false]);
    expect(days.every((day) => isValidOn(always, day))).toBe(true);
  });
  it('excludes another whichever of the two says so, and one of the same target', () => {
    expect([excludeEachOther(travel, office), excludeEachOther(office, travel)]).toEqual([true, true]);
    expect(excludeEachOther(travel, { ...office, excludes: [] })).toBe(false);
    expect(excludeEachOther(travel, { ...office, excludes: [], targetCategory: 'TRAVEL' })).toBe(true);
    expect(excludeEachOther(travel, travel)).toBe(false);
  });
});
