import { may, type Actor, type PersonRole } from '@passerelle/shared/kernel';
import { cents } from '@passerelle/shared/money';
import type { ShiftLevel, ShiftRule } from '@passerelle/programme/model';
import { agreementOf, permissionToReturn, shownShiftBp } from './agreement.rules';

const RULES: readonly ShiftRule[] = [{ level: 'COMMITTEE', of: 'CATEGORY', overBp: 1000 }];
const agreed = { erdfCents: cents(1000) };
const target = { programmeId: 'p', projectId: 'x', leadVersantCode: 'WA' };
const actor = (role: PersonRole): Actor => ({ personId: 'a', assignments: [{ role, programmeId: 'p', versantCode: 'WA', projectId: role === 'LEAD_OFFICER' ? 'x' : null, operatorId: null }] }) as unknown as Actor;
const ROLES: readonly PersonRole[] = ['LEAD_OFFICER', 'PARTNER_OFFICER', 'CONTACT_POINT', 'SECRETARIAT', 'MANAGING_AUTHORITY', 'AUDITOR', 'VERIFIER'];

describe('who agrees to a version', () => {
  it.each([
    ['FREE', ['LEAD_OFFICER', 'CONTACT_POINT', 'SECRETARIAT', 'MANAGING_AUTHORITY']],
    ['CONTACT_POINT', ['CONTACT_POINT', 'SECRETARIAT', 'MANAGING_AUTHORITY']],
    ['COMMITTEE', ['SECRETARIAT', 'MANAGING_AUTHORITY']],
  ] satisfies [ShiftLevel, PersonRole[]][])('where its shifts are for %s: %j', (level, who) => {
    const { approve } = agreementOf(agreed, agreed, level, RULES);
    expect(ROLES.filter((role) => may(actor(role), approve, target))).toEqual(who);
  });

  it('is the committee’s matter for the first version, for more ERDF than was agreed by a cent, and where the programme has no thresholds', () => {
    expect(agreementOf(null, agreed, 'FREE', RULES)).toEqual({ level: 'COMMITTEE', reason: 'FIRST', approve: 'budget.approveAll' });
    expect(agreementOf(agreed, { erdfCents: cents(1001) }, 'FREE', RULES).reason).toBe('MORE_ERDF');
    expect(agreementOf(agreed, { erdfCents: cents(999) }, 'FREE', RULES)).toEqual({ level: 'FREE', reason: 'SHIFTS', approve: 'budget.approve' });
    expect(agreementOf(agreed, agreed, 'FREE', [])).toMatchObject({ level: 'COMMITTEE', reason: 'NO_RULES' });
  });

  it('whoever sent a version never returns it', () => {
    for (const level of ['FREE', 'CONTACT_POINT', 'COMMITTEE'] as const) expect(may(actor('LEAD_OFFICER'), permissionToReturn(agreementOf(agreed, agreed, level, RULES)), target)).toBe(false);
    expect(may(actor('CONTACT_POINT'), permissionToReturn(agreementOf(agreed, agreed, 'COMMITTEE', RULES)), target)).toBe(false);
    expect(may(actor('CONTACT_POINT'), permissionToReturn(agreementOf(agreed, agreed, 'FREE', RULES)), target)).toBe(true);
  });

  it.each([[1124, 500, 1120], [1004, 1000, 1004], [1000, 500, 1000], [9, null, 0], [null, null, null]])('says a shift of %j basis points over %j as %j', (shiftBp, overBp, shown) => expect(shownShiftBp({ shiftBp, overBp })).toBe(shown));
});
