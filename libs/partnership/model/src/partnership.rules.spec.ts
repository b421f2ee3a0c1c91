import { refusePartnership, sameName, type PartnershipMember } from './partnership.rules';

const lead: PartnershipMember = { name: 'La Vie Active', role: 'LEAD', versantCode: 'FR' };
const partner: PartnershipMember = { name: 'SETIS', role: 'PARTNER', versantCode: 'WA' };
const codes = (members: PartnershipMember[]) => refusePartnership(members, ['FR', 'WA', 'VL']).map((r) => [r.code, r.pointer]);

describe('a partnership', () => {
  it('stands with one lead and a versant for each', () => expect(codes([lead, partner])).toEqual([]));
  it('has a lead', () => expect(codes([partner])).toEqual([['partnership.no-lead', '/operators']]));
  it('has no second lead', () => expect(codes([lead, { ...partner, role: 'LEAD' }])).toEqual([['partnership.two-leads', '/operators']]));
  it('knows its versants', () => expect(codes([lead, { ...partner, versantCode: 'XX' }])).toEqual([['partnership.unknown-versant', '/operators/1/versant']]));
  it('has an organisation once, however it is written', () => expect(codes([lead, { ...partner, name: 'la vie  active' }])).toEqual([['partnership.operator-twice', '/operators/1/name']]));
  it('tells all that is wrong at once', () => expect(codes([{ ...partner, versantCode: 'XX' }])).toHaveLength(2));
});

describe('two writings of a name', () => {
  it('are the same but for case, spaces, dashes and apostrophes', () => expect(sameName('Secrétariat – d’État\u00a0X')).toBe(sameName("secrétariat - d'état x")));
  it('differ by an accent', () => expect(sameName('Centre de référence')).not.toBe(sameName('Centre de reference')));
});
