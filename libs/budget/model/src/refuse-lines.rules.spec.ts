import { cents, MAX_AMOUNT_CENTS, MAX_QUANTITY, quantity, type Cents, type Quantity } from '@passerelle/shared/money';
import type { BudgetLine } from './lines';
import type { LineChange, NewLine } from './lines.contract';
import { lineOf } from './line.rules';
import { refuseLines, type LineEdits, type LineScope } from './refuse-lines.rules';

const names = { fr: 'x' };
const always = { validFrom: null, validTo: null };
const rules: LineScope['rules'] = {
  lumpSums: [{ code: 'PREPARATION', names, phase: 'PREPARATION', amountCents: 1_000, ...always }, { code: 'OLD', names, phase: 'CLOSURE', amountCents: 1_000, validFrom: null, validTo: '2020-12-31' }],
  unitCosts: [{ code: 'DAY', names, unitNames: names, unitPriceCents: 500, categoryCode: 'EXTERNAL', ...always }, { code: 'EVENT', names, unitNames: names, unitPriceCents: 70, categoryCode: null, ...always }],
};
const at = { lineId: 'new', operatorId: 'setis', categoryCode: 'STAFF', position: 1 };
const standing = (line: Partial<NewLine>, kind: BudgetLine['kind'] = 'LINE'): BudgetLine => lineOf({ ...at, ...line }, rules, kind);
const lines: BudgetLine[] = [
  standing({ lineId: 'staff', amountCents: cents(100), workPackageId: 'gone' }),
  standing({ lineId: 'computed', categoryCode: 'OFFICE' }, 'COMPUTED'),
  standing({ lineId: 'product', categoryCode: 'EXTERNAL', quantity: quantity(20_000), unitPriceCents: cents(500) }),
  standing({ lineId: 'lump', categoryCode: 'LUMP_SUM', catalogueCode: 'PREPARATION', amountCents: cents(600), operatorId: 'aviq' }),
  standing({ lineId: 'day', categoryCode: 'EXTERNAL', catalogueCode: 'DAY', quantity: quantity(10_000) }),
];
const scope: LineScope = {
  operators: new Map([['setis', { name: 'SETIS', role: 'LEAD' }], ['aviq', { name: 'AVIQ', role: 'PARTNER' }], ['ars', { name: 'ARS', role: 'ASSOCIATED' }]]),
  categories: [...['STAFF', 'OFFICE', 'TRAVEL', 'EXTERNAL'].map((code) => ({ code, kind: 'REAL' as const })), { code: 'OTHER', kind: 'FLAT_RATE' }, { code: 'LUMP_SUM', kind: 'LUMP_SUM' }, { code: 'UNIT_COST', kind: 'UNIT_COST' }],
  workPackageIds: new Set(['wp1']),
  halfYears: 4,
  closedFor: (operatorId) => new Map(operatorId === 'setis' ? [['TRAVEL', 'TRAVEL_ON_STAFF']] : []),
  rules,
  lines: new Map(lines.map((line) => [line.lineId, line])),
  date: '2026-01-01',
};
const refused = (edits: Partial<LineEdits>): string[] => refuseLines({ inserted: [], changed: [], removed: [], ...edits }, scope).map(({ code, pointer }) => `${code} ${pointer}`);
const inserted = (line: Partial<NewLine>): string[] => refused({ inserted: [{ ...at, ...line }] });
const changed = (lineId: string, change: Omit<LineChange, 'lineId'>): string[] => refused({ changed: [{ lineId, ...change }] });
const amount = (n: number): Cents => n as Cents;
const count = (n: number): Quantity => n as Quantity;

describe('edits of lines may be saved', () => {
  it.each<[string, Partial<NewLine>]>([
    ['an empty line', {}],
    ['the largest amount', { amountCents: MAX_AMOUNT_CENTS }],
    ['everything at once', { workPackageId: 'wp1', descriptions: { fr: 'Jours', nl: 'Dagen' }, quantity: quantity(55_000), unitPriceCents: cents(100_033), periods: { 1: cents(5), 4: null }, comment: 'x', inKindBy: 'Ville', formula: '=1+1' }],
    ['half-years beyond the amount, which a draft may have', { amountCents: cents(5), periods: { 1: cents(9) } }],
    ['an amount that is the product', { quantity: quantity(55_000), unitPriceCents: cents(100_033), amountCents: cents(550_181) }],
    ['a unit cost at its price', { categoryCode: 'EXTERNAL', catalogueCode: 'DAY', quantity: quantity(20_000) }],
    ['a unit cost over several categories', { categoryCode: 'UNIT_COST', catalogueCode: 'EVENT', quantity: quantity(20_000), unitPriceCents: cents(70) }],
    ['what is left of a lump sum', { categoryCode: 'LUMP_SUM', catalogueCode: 'PREPARATION', amountCents: cents(400) }],
    ['a category that another operator’s rate closes', { operatorId: 'aviq', categoryCode: 'TRAVEL', amountCents: cents(1) }],
  ])('with %s', (_, line) => expect(inserted(line)).toEqual([]));

  it('in a line whose work package is gone, as long as it is not chosen anew', () => expect(changed('staff', { comment: 'x' })).toEqual([]));
  it('when they are sent again, since the answer may have been lost', () => {
    expect(refused({ removed: ['gone-already'], inserted: [{ ...at, lineId: 'staff', amountCents: cents(100) }] })).toEqual([]);
  });
});

describe('edits of lines are refused', () => {
  it.each<[string, Partial<NewLine>]>([
    ['line.unknown-operator /inserted/0/operatorId', { operatorId: 'x' }],
    ['line.associated-operator /inserted/0/operatorId', { operatorId: 'ars' }],
    ['line.unknown-category /inserted/0/categoryCode', { categoryCode: 'FUN' }],
    ['line.category-computed /inserted/0/categoryCode', { categoryCode: 'OTHER' }],
    ['line.category-closed /inserted/0/categoryCode', { categoryCode: 'TRAVEL' }],
    ['line.unknown-work-package /inserted/0/workPackageId', { workPackageId: 'wp2' }],
    ['line.amount-negative /inserted/0/amountCents', { amountCents: amount(-1) }],
    ['line.amount-too-large /inserted/0/amountCents', { amountCents: amount(MAX_AMOUNT_CENTS + 1) }],
    ['line.amount-unreadable /inserted/0/amountCents', { amountCents: amount(0.5) }],
    ['line.amount-negative /inserted/0/unitPriceCents', { unitPriceCents: amount(-1) }],
    ['line.amount-too-large /inserted/0/unitPriceCents', { unitPriceCents: amount(MAX_AMOUNT_CENTS + 1) }],
    ['line.quantity-negative /inserted/0/quantity', { quantity: count(-1) }],
    ['line.quantity-too-large /inserted/0/quantity', { quantity: count(MAX_QUANTITY + 1) }],
    ['line.amount-too-large /inserted/0/quantity', { quantity: MAX_QUANTITY, unitPriceCents: MAX_AMOUNT_CENTS }],
    ['line.amount-too-large /inserted/0/quantity', { categoryCode: 'EXTERNAL', catalogueCode: 'DAY', quantity: MAX_QUANTITY }],
    ['line.amount-is-product /inserted/0/amountCents', { quantity: quantity(10_000), unitPriceCents: cents(5), amountCents: cents(6) }],
    ['line.no-such-half-year /inserted/0/periods/5', { periods: { 5: cents(1) } }],
    ['line.no-such-half-year /inserted/0/periods/0', { periods: { 0: cents(1) } }],
    ['line.no-such-half-year /inserted/0/periods/1.5', { periods: { 1.5: null } }],
    ['line.amount-negative /inserted/0/periods/2', { periods: { 2: amount(-1) } }],
    ['line.text-too-long /inserted/0/descriptions/fr', { descriptions: { fr: 'x'.repeat(1001) } }],
    ['line.unknown-language /inserted/0/descriptions/xx', { descriptions: { xx: 'x' } as NewLine['descriptions'] }],
    ['line.text-too-long /inserted/0/comment', { comment: 'x'.repeat(2001) }],
    ['line.text-too-long /inserted/0/inKindBy', { inKindBy: 'x'.repeat(201) }],
    ['line.text-too-long /inserted/0/formula', { formula: 'x'.repeat(201) }],
    ['line.catalogue-missing /inserted/0/catalogueCode', { categoryCode: 'LUMP_SUM' }],
    ['line.catalogue-missing /inserted/0/catalogueCode', { categoryCode: 'UNIT_COST', amountCents: cents(5) }],
    ['line.catalogue-unknown /inserted/0/catalogueCode', { catalogueCode: 'FUN' }],
    ['line.catalogue-elsewhere /inserted/0/categoryCode', { catalogueCode: 'PREPARATION' }],
    ['line.catalogue-elsewhere /inserted/0/categoryCode', { catalogueCode: 'DAY' }],
    ['line.catalogue-elsewhere /inserted/0/categoryCode', { categoryCode: 'EXTERNAL', catalogueCode: 'EVENT' }],
    ['line.catalogue-not-valid /inserted/0/catalogueCode', { categoryCode: 'LUMP_SUM', catalogueCode: 'OLD' }],
    ['line.catalogue-price /inserted/0/unitPriceCents', { categoryCode: 'EXTERNAL', catalogueCode: 'DAY', unitPriceCents: cents(501) }],
    ['line.catalogue-quantity /inserted/0/quantity', { categoryCode: 'EXTERNAL', catalogueCode: 'DAY', amountCents: cents(5) }],
    ['line.lump-sum-exceeded /inserted/0/amountCents', { categoryCode: 'LUMP_SUM', catalogueCode: 'PREPARATION', amountCents: cents(401) }],
  ])('as %s for %j', (expected, line) => expect(inserted(line)).toEqual([expected]));

  it.each<[string, string, Omit<LineChange, 'lineId'>]>([
    ['line.unknown /changed/0/lineId', 'x', {}],
    ['line.computed /changed/0', 'computed', { comment: 'x' }],
    ['line.amount-is-product /changed/0/amountCents', 'product', { amountCents: cents(5) }],
    ['line.amount-too-large /changed/0/quantity', 'product', { quantity: MAX_QUANTITY }],
    ['line.catalogue-price /changed/0/unitPriceCents', 'day', { unitPriceCents: null }],
    ['line.category-closed /changed/0/categoryCode', 'staff', { categoryCode: 'TRAVEL' }],
    ['line.lump-sum-exceeded /changed/0/amountCents', 'lump', { amountCents: cents(1_001) }],
  ])('as %s for line %s and %j', (expected, lineId, change) => expect(changed(lineId, change)).toEqual([expected]));

  it('where a computed line would go', () => expect(refused({ removed: ['staff', 'computed'] })).toEqual(['line.computed /removed/1']));
  it('where a line is named twice', () => {
    expect(refused({ inserted: [at], changed: [{ lineId: 'staff' }, { lineId: 'staff' }], removed: ['staff', 'new'] })).toEqual(['line.twice /changed/1/lineId', 'line.twice /removed/0', 'line.twice /removed/1']);
  });
  it('with every reason at once', () => {
    expect(inserted({ operatorId: 'ars', categoryCode: 'FUN', amountCents: amount(-1), comment: 'x'.repeat(2001) })).toHaveLength(4);
    expect(inserted({ operatorId: 'ars', categoryCode: 'FUN', comment: 'x'.repeat(2001) })).toHaveLength(3);
  });
});

describe('a lump sum', () => {
  const part = (lineId: string, amountCents: number): NewLine => ({ ...at, lineId, categoryCode: 'LUMP_SUM', catalogueCode: 'PREPARATION', amountCents: cents(amountCents) });
  it('is shared by the operators, and what an act gives back is left', () => {
    expect(refused({ inserted: [part('a', 1_000)], removed: ['lump'] })).toEqual([]);
    expect(refused({ inserted: [part('a', 500)], changed: [{ lineId: 'lump', amountCents: cents(500) }] })).toEqual([]);
  });
  it('is exceeded by every line that adds to it, and tells what is left', () => {
    const found = refuseLines({ inserted: [part('a', 300), part('b', 300)], changed: [], removed: [] }, scope);
    expect(found.map(({ pointer, params }) => [pointer, params['leftCents']])).toEqual([['/inserted/0/amountCents', 400], ['/inserted/1/amountCents', 400]]);
  });
  it('that is exceeded already may be lowered', () => {
    const over = { ...scope, lines: new Map([['lump', { ...lines[3]!, amountCents: cents(5_000) }]]) };
    expect(refuseLines({ inserted: [], changed: [{ lineId: 'lump', amountCents: cents(4_000) }], removed: [] }, over)).toEqual([]);
  });
});
