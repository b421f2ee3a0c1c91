import fc from 'fast-check';
import { may, mayAnywhere, PERMISSIONS, reachesOf, type AccessTarget, type Permission } from './permissions';
import { PERSON_ROLES, type Actor, type Assignment } from './roles';

const actor = (...assignments: Assignment[]): Actor => ({ personId: 'p', name: 'somebody', assignments });
const ofSetis: AccessTarget = { programmeId: 'FWVL', projectId: 'AB', operatorId: 'SETIS', versantCodes: ['FR', 'WA'], leadVersantCode: 'FR' };
const anyPermission = fc.constantFrom(...(Object.keys(PERMISSIONS) as Permission[]));

describe('permissions', () => {
  it('let the lead officer change every operator of the own project and none of another', () => {
    const lead = actor({ role: 'LEAD_OFFICER', programmeId: 'FWVL', projectId: 'AB', operatorId: 'SGAR' });
    expect(may(lead, 'budget.changeAmounts', ofSetis)).toBe(true);
    expect(may(lead, 'budget.changeAmounts', { ...ofSetis, projectId: 'other' })).toBe(false);
  });

  it('let a partner officer change only the own operator', () => {
    const partner = actor({ role: 'PARTNER_OFFICER', programmeId: 'FWVL', projectId: 'AB', operatorId: 'SETIS' });
    expect(may(partner, 'budget.changeAmounts', ofSetis)).toBe(true);
    expect(may(partner, 'budget.changeAmounts', { ...ofSetis, operatorId: 'SGAR' })).toBe(false);
    expect(may(partner, 'budget.read', { ...ofSetis, operatorId: 'SGAR' })).toBe(true);
  });

  it('show an associated operator the project but not its budget', () => {
    const associated = actor({ role: 'ASSOCIATED_OFFICER', programmeId: 'FWVL', projectId: 'AB', operatorId: 'ARS' });
    expect(may(associated, 'project.read', ofSetis)).toBe(true);
    expect(mayAnywhere(associated, 'budget.read')).toBe(false);
  });

  it('bind verifiers to their versant and contact points to the lead’s', () => {
    const inVersant = (role: 'VERIFIER' | 'CONTACT_POINT', versantCode: string) => may(actor({ role, programmeId: 'FWVL', versantCode }), 'project.read', ofSetis);
    expect([inVersant('VERIFIER', 'WA'), inVersant('VERIFIER', 'VL')]).toEqual([true, false]);
    expect([inVersant('CONTACT_POINT', 'FR'), inVersant('CONTACT_POINT', 'WA')]).toEqual([true, false]);
  });

  it('never reach into another programme, whatever the role', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERSON_ROLES), anyPermission, (role, permission) => {
        const everywhere = actor({ role, programmeId: 'other', projectId: 'AB', operatorId: 'SETIS', versantCode: 'FR' });
        return !may(everywhere, permission, ofSetis);
      }),
    );
  });

  it('list for a permission exactly the assignments that carry it', () => {
    const both = actor({ role: 'SECRETARIAT', programmeId: 'FWVL' }, { role: 'ADMINISTRATOR', programmeId: 'FWVL' });
    expect(reachesOf(both, 'project.read')).toEqual([{ reach: 'programme', assignment: both.assignments[0] }]);
  });

  it('give the administrator what is about persons and their access, and no project content', () => {
    const given = Object.entries(PERMISSIONS).flatMap(([permission, grants]) => ('ADMINISTRATOR' in grants ? [permission] : []));
    expect(given).toEqual(['programme.read', 'access.grant', 'person.manage', 'personalData.readRegister']);
  });

  it('let the secretariat and the administrator give access in the whole programme, a lead in its project, others for their own operator alone', () => {
    const grants = (assignment: Assignment, target: AccessTarget) => may(actor(assignment), 'access.grant', target);
    const ofProject = { programmeId: 'FWVL', projectId: 'AB', operatorId: 'SETIS' };
    expect([grants({ role: 'SECRETARIAT', programmeId: 'FWVL' }, ofSetis), grants({ role: 'ADMINISTRATOR', programmeId: null }, ofSetis), grants({ role: 'MANAGING_AUTHORITY', programmeId: 'FWVL' }, ofSetis)]).toEqual([true, true, false]);
    expect([grants({ ...ofProject, role: 'LEAD_OFFICER', operatorId: 'SGAR' }, ofSetis), grants({ ...ofProject, role: 'LEAD_OFFICER' }, { ...ofSetis, projectId: 'other' })]).toEqual([true, false]);
    for (const role of ['PARTNER_OFFICER', 'ASSOCIATED_OFFICER'] as const) {
      expect([grants({ ...ofProject, role }, ofSetis), grants({ ...ofProject, role }, { ...ofSetis, operatorId: 'SGAR' })]).toEqual([true, false]);
    }
  });
});
