import { refuseDefinition } from './programme.rules';

const coded = (code: string) => ({ code, names: { fr: code } });
const definition = {
  code: 'TSI',
  names: { en: 'Technical Support Instrument' },
  currency: 'EUR',
  roundingRule: 'CUT',
  acronymMaxLength: 20,
  terms: {},
  versants: [],
  funds: [],
  projectTypes: [{ ...coded('SINGLE'), erdfRateBp: 0, operatorRateAllowed: false }],
  costCategories: [coded('STAFF')],
  priorities: [{ ...coded('1'), specificObjectives: [coded('1.1')] }],
  interventionCategories: [],
};
const pointers = (value: unknown) => refuseDefinition(value).map(({ pointer }) => pointer);

describe('a programme’s definition', () => {
  it('may have no versants, no fund and no priorities', () => {
    expect(pointers(definition)).toEqual([]);
    expect(pointers({ ...definition, priorities: [] })).toEqual([]);
  });
  it('has a kind of project and a cost category', () => expect(pointers({ ...definition, projectTypes: [], costCategories: [] })).toEqual(['/projectTypes', '/costCategories']));
  it('has rates from 0 to 100 %', () => {
    for (const erdfRateBp of [-1, 10_001, 50.5, '50']) expect(pointers({ ...definition, projectTypes: [{ ...definition.projectTypes[0], erdfRateBp }] })).toEqual(['/projectTypes/0/erdfRateBp']);
  });
  it('keeps records for the regulation’s five years, or longer', () => {
    expect(pointers({ ...definition, retentionYears: 10 })).toEqual([]);
    for (const retentionYears of [4, 100, 5.5, '5', null]) expect(pointers({ ...definition, retentionYears })).toEqual(['/retentionYears']);
  });
  it('has a code once in a list', () => expect(refuseDefinition({ ...definition, costCategories: [coded('STAFF'), coded('STAFF')] })).toMatchObject([{ code: 'programme.code-twice', pointer: '/costCategories/1' }]));
  it('has texts in languages that we know', () => expect(pointers({ ...definition, names: { xx: 'Programme' } })).toEqual(['/names']));
  it.each([null, 'x', [], 5])('is no %p', (value) => expect(refuseDefinition(value)).toMatchObject([{ code: 'programme.no-definition' }]));
  it('is refused with every reason at once', () => expect(pointers({}).length).toBeGreaterThan(8));
});
