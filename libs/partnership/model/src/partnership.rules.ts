import { refusal, type OperatorRole, type Refusal } from '@passerelle/shared/kernel';

export interface PartnershipMember {
  readonly name: string;
  readonly role: OperatorRole;
  readonly versantCode: string;
}

/**
 * Every reason against a partnership; none when it stands. Exactly one lead; every operator in exactly one versant of the programme
 * (where it has versants at all); an organisation takes part once. Source: programme manual, partnership.
 */
export function refusePartnership(members: readonly PartnershipMember[], versantCodes: readonly string[]): Refusal[] {
  const leads = members.filter((member) => member.role === 'LEAD');
  const found: Refusal[] = [];
  if (leads.length === 0) found.push(refusal('partnership.no-lead', {}, '/operators'));
  if (leads.length > 1) found.push(refusal('partnership.two-leads', { names: leads.map((lead) => lead.name).join(' · ') }, '/operators'));
  const names = new Set<string>();
  members.forEach((member, index) => {
    if (!versantCodes.includes(member.versantCode)) found.push(refusal('partnership.unknown-versant', { operator: member.name, versant: member.versantCode }, `/operators/${index}/versant`));
    const name = sameName(member.name);
    if (names.has(name)) found.push(refusal('partnership.operator-twice', { operator: member.name }, `/operators/${index}/name`));
    names.add(name);
  });
  return found;
}

/** The form in which two writings of an organisation's name are the same: case, spaces, dashes and apostrophes do not count; accents do. */
export const sameName = (name: string): string =>
  name.normalize('NFC').replace(/[\s\u00a0\u202f\u2009]+/g, ' ').replace(/[‐‑‒–—−]/g, '-').replace(/[’‘`´]/g, "'").trim().toLowerCase();
