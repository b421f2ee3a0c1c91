import type { Actor } from '@passerelle/shared/kernel';
import { heldRefusals } from './erasure.rules';

describe('an erasure that an audit stops', () => {
  const administrator = (programmeId: string | null): Actor => ({ personId: 'p', name: '', assignments: [{ role: 'ADMINISTRATOR', programmeId }] });
  const held = [{ code: '4.8.337', programmeId: 'FWVL' }, { code: '4.8.771', programmeId: 'FWVL' }, { code: '9.9.1', programmeId: 'other' }];

  it('names the projects that the administrator administers, and tells of others only how many there are', () => {
    expect(heldRefusals(administrator('FWVL'), held)).toMatchObject([
      { code: 'personalData.held', params: { count: 2, projects: '4.8.337, 4.8.771' } },
      { code: 'personalData.held-elsewhere', params: { count: 1 } },
    ]);
    expect(JSON.stringify(heldRefusals(administrator('FWVL'), held))).not.toContain('9.9.1');
    expect(heldRefusals(administrator(null), held)).toMatchObject([{ code: 'personalData.held', params: { count: 3, projects: '4.8.337, 4.8.771, 9.9.1' } }]);
  });

  it('is not stopped where nothing is held', () => expect(heldRefusals(administrator('FWVL'), [])).toEqual([]));
});
