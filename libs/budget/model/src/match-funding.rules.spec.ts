import type { ChangeMatchFunding, NewMatchFunding } from './co-financing.contract';
import { refuseMatchFunding, withSourceFields, type KnownSource } from './match-funding.rules';
import { NO_SOURCE } from './match-funding';

const setis = { name: 'SETIS', role: 'PARTNER' } as const;
const known: KnownSource = { ...NO_SOURCE, operatorId: 'o', name: 'Région wallonne', amountCents: 5 };
const scope = { operators: new Map([['o', setis], ['a', { name: 'ARS', role: 'ASSOCIATED' as const }], ['p', { name: 'La Vie Active', role: 'PARTNER' as const }]]), sources: new Map([['s', known]]) };
const act = (parts: Partial<ChangeMatchFunding>): string[] => refuseMatchFunding({ inserted: [], changed: [], removed: [], ...parts }, scope).map(({ code, pointer }) => `${code} ${pointer}`);
const fresh = (fields: Partial<NewMatchFunding> = {}): NewMatchFunding => ({ sourceId: 'n', operatorId: 'o', kind: 'PUBLIC', name: 'Département du Nord', amountCents: 10, ...fields });

describe('a change of sources', () => {
  it('may be saved: new ones, other fields, and what goes', () => expect(act({ inserted: [fresh()], changed: [{ sourceId: 's', amountCents: 0 }], removed: ['gone'] })).toEqual([]));
  it.each<[string, Partial<ChangeMatchFunding>]>([
    ['budget.unknown-operator /inserted/0/operatorId', { inserted: [fresh({ operatorId: 'x' })] }],
    ['budget.associated-operator-has-no-budget /inserted/0/operatorId', { inserted: [fresh({ operatorId: 'a' })] }],
    ['co-financing.source-of-another-operator /inserted/0/operatorId', { inserted: [fresh({ sourceId: 's', operatorId: 'p' })] }],
    ['co-financing.name-missing /inserted/0/name', { inserted: [fresh({ name: ' ' })] }],
    ['co-financing.amount-negative /changed/0/amountCents', { changed: [{ sourceId: 's', amountCents: -1 }] }],
    ['co-financing.name-missing /changed/0/name', { changed: [{ sourceId: 's', name: '' }] }],
    ['co-financing.unknown-source /changed/0', { changed: [{ sourceId: 'x', amountCents: 1 }] }],
    ['co-financing.source-named-twice /removed/0', { changed: [{ sourceId: 's', amountCents: 1 }], removed: ['s'] }],
  ])('is refused as %s', (expected, parts) => expect(act(parts)).toEqual([expected]));
  it('leaves what is not sent as it is, and takes a date away', () => {
    const dated = withSourceFields(known, { letterDate: '2017-04-07', letterReference: ' 17/204 ' });
    expect(dated).toEqual({ ...known, letterDate: '2017-04-07', letterReference: '17/204' });
    expect(withSourceFields(dated, { letterDate: null }).letterDate).toBeNull();
  });
});
