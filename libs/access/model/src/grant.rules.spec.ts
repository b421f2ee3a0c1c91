import fc from 'fast-check';
import { PERSON_ROLES, type Actor, type Assignment, type PersonRole } from '@passerelle/shared/kernel';
import { boundTo, grantableRoles, isOwnLastWayIn, mayGive, maySuspend, rolesFitting, type GrantPlace } from './grant.rules';

const actor = (...assignments: Assignment[]): Actor => ({ personId: 'p', name: 'somebody', assignments });
const inAb = { programmeId: 'FWVL', projectId: 'AB' };
const SGAR: GrantPlace = { ...inAb, operator: { operatorId: 'SGAR', role: 'LEAD' } };
const SETIS: GrantPlace = { ...inAb, operator: { operatorId: 'SETIS', role: 'PARTNER' } };
const ARS: GrantPlace = { ...inAb, operator: { operatorId: 'ARS', role: 'ASSOCIATED' } };
const ELSEWHERE: GrantPlace = { programmeId: 'FWVL', projectId: 'other', operator: { operatorId: 'X', role: 'PARTNER' } };
const SAMPLE: GrantPlace = inAb;
const VERSANT: GrantPlace = { programmeId: 'FWVL', versantCode: 'FR' };
const PROGRAMME: GrantPlace = { programmeId: 'FWVL' };
const EVERYTHING: GrantPlace = { programmeId: null };
const PLACES = { SGAR, SETIS, ARS, ELSEWHERE, SAMPLE, VERSANT, PROGRAMME, EVERYTHING };
const officer = (role: PersonRole, operatorId: string): Assignment => ({ role, ...inAb, operatorId });

describe('giving roles', () => {
  const all = (who: Actor) => Object.fromEntries(Object.entries(PLACES).flatMap(([name, place]) => (grantableRoles(who, place).length ? [[name, grantableRoles(who, place)]] : [])));

  it('a lead officer gives officers for every operator of the own project', () => {
    expect(all(actor(officer('LEAD_OFFICER', 'SGAR')))).toEqual({ SGAR: ['LEAD_OFFICER', 'PARTNER_OFFICER'], SETIS: ['PARTNER_OFFICER'], ARS: ['ASSOCIATED_OFFICER'] });
  });

  it('a partner and an associated officer give their own role for their own operator', () => {
    expect(all(actor(officer('PARTNER_OFFICER', 'SETIS')))).toEqual({ SETIS: ['PARTNER_OFFICER'] });
    expect(all(actor(officer('ASSOCIATED_OFFICER', 'ARS')))).toEqual({ ARS: ['ASSOCIATED_OFFICER'] });
  });

  it('a partner officer of the lead operator makes no lead officer', () => {
    expect(all(actor(officer('PARTNER_OFFICER', 'SGAR')))).toEqual({ SGAR: ['PARTNER_OFFICER'] });
  });

  it('the secretariat gives officers, verifiers, contact points and auditors in its programme', () => {
    expect(all(actor({ role: 'SECRETARIAT', programmeId: 'FWVL' }))).toEqual({
      SGAR: ['LEAD_OFFICER', 'PARTNER_OFFICER'], SETIS: ['PARTNER_OFFICER'], ARS: ['ASSOCIATED_OFFICER'], ELSEWHERE: ['PARTNER_OFFICER'], SAMPLE: ['AUDITOR'], VERSANT: ['VERIFIER', 'CONTACT_POINT'],
    });
  });

  it('an administrator gives every role in the programme, and only one of every programme makes another such', () => {
    const within = { SGAR: ['LEAD_OFFICER', 'PARTNER_OFFICER'], SETIS: ['PARTNER_OFFICER'], ARS: ['ASSOCIATED_OFFICER'], ELSEWHERE: ['PARTNER_OFFICER'], SAMPLE: ['AUDITOR'], VERSANT: ['VERIFIER', 'CONTACT_POINT'], PROGRAMME: ['SECRETARIAT', 'MANAGING_AUTHORITY', 'ADMINISTRATOR'] };
    expect(all(actor({ role: 'ADMINISTRATOR', programmeId: 'FWVL' }))).toEqual(within);
    expect(all(actor({ role: 'ADMINISTRATOR', programmeId: null }))).toEqual({ ...within, EVERYTHING: ['ADMINISTRATOR'] });
  });

  it('verifiers, contact points, auditors and the managing authority give none', () => {
    for (const role of ['VERIFIER', 'CONTACT_POINT', 'AUDITOR', 'MANAGING_AUTHORITY'] as const) expect(all(actor({ role, ...inAb, operatorId: 'SETIS', versantCode: 'FR' }))).toEqual({});
  });

  it('never reaches into another programme', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERSON_ROLES), fc.constantFrom(...PERSON_ROLES), fc.constantFrom(...Object.values(PLACES)), (own, role, place) => {
        const elsewhere = actor({ role: own, programmeId: 'other', projectId: 'AB', operatorId: place.operator?.operatorId ?? 'SETIS', versantCode: 'FR' });
        return !mayGive(elsewhere, boundTo(role, place));
      }),
    );
  });

  it('never gives more than the one who gives could give away again: whoever was given a role gives no role that the giver could not', () => {
    const places = Object.values(PLACES);
    const givers = PERSON_ROLES.flatMap((role) => places.filter((place) => rolesFitting(place).includes(role)).map((place) => boundTo(role, place)));
    for (const giver of givers) {
      for (const given of places.flatMap((place) => grantableRoles(actor(giver), place).map((role) => boundTo(role, place)))) {
        for (const place of places) expect(grantableRoles(actor(giver), place)).toEqual(expect.arrayContaining(grantableRoles(actor(given), place)));
      }
    }
  });
});

describe('ending one’s own role', () => {
  const lead = officer('LEAD_OFFICER', 'SGAR');
  const secretariat: Assignment = { role: 'SECRETARIAT', programmeId: 'FWVL' };

  it('shuts out who has no other way in', () => {
    expect(isOwnLastWayIn([lead], lead)).toBe(true);
    expect(isOwnLastWayIn([lead, { role: 'VERIFIER', programmeId: 'FWVL', versantCode: 'FR' }], lead)).toBe(true);
    expect(isOwnLastWayIn([secretariat, { role: 'SECRETARIAT', programmeId: 'other' }], secretariat)).toBe(true);
  });

  it('does not shut out who has another', () => {
    expect(isOwnLastWayIn([lead, officer('PARTNER_OFFICER', 'SETIS')], lead)).toBe(false);
    expect(isOwnLastWayIn([lead, secretariat], lead)).toBe(false);
    expect(isOwnLastWayIn([secretariat, { role: 'ADMINISTRATOR', programmeId: null }], secretariat)).toBe(false);
  });

  it('is not in question where the role is another’s', () => expect(isOwnLastWayIn([secretariat], lead)).toBe(false));
});

describe('suspending a person', () => {
  const administrator = actor({ role: 'ADMINISTRATOR', programmeId: 'FWVL' });

  it('is for the administrator of every programme where she is known', () => {
    expect(maySuspend(administrator, ['FWVL'])).toBe(true);
    expect(maySuspend(administrator, ['FWVL', 'other'])).toBe(false);
    expect(maySuspend(administrator, [null])).toBe(false);
    expect(maySuspend(actor({ role: 'ADMINISTRATOR', programmeId: null }), ['FWVL', 'other', null])).toBe(true);
    expect(maySuspend(actor({ role: 'SECRETARIAT', programmeId: 'FWVL' }), ['FWVL'])).toBe(false);
  });
});
