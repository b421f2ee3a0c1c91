import type { DemoPersonView } from '@passerelle/identity/model';
import type { DemoPersons } from '@passerelle/identity/api';
import type { Language, PersonRole } from '@passerelle/shared/kernel';

/** Everybody knows it: the accounts that have it can sign in in demo mode only. */
export const DEMO_PASSWORD = 'passerelle-demo';

export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  readonly role: PersonRole;
  /** The operator of AB Réfugiés that the person works for, as its name begins. */
  readonly operator?: string;
  readonly versantCode?: string;
}

/** One person per role, by function: no invented people. */
export const PERSONS: readonly DemoPerson[] = [
  { email: 'finance-lead@ab-refugies.example', name: 'Responsable financier · SGAR', language: 'fr', role: 'LEAD_OFFICER', operator: 'Préfecture de la région' },
  { email: 'finance-partner@ab-refugies.example', name: 'Responsable financier · SETIS', language: 'fr', role: 'PARTNER_OFFICER', operator: 'SETIS' },
  { email: 'officer-associated@ab-refugies.example', name: 'Chargé de projet · ARS', language: 'fr', role: 'ASSOCIATED_OFFICER', operator: 'ARS Hauts-de-France' },
  { email: 'verifier-wa@programme.example', name: 'Contrôleur de premier niveau · WA', language: 'fr', role: 'VERIFIER', versantCode: 'WA' },
  { email: 'contact-point-fr@programme.example', name: 'Antenne · FR', language: 'fr', role: 'CONTACT_POINT', versantCode: 'FR' },
  { email: 'secretariat@programme.example', name: 'Secrétariat conjoint', language: 'fr', role: 'SECRETARIAT' },
  { email: 'authority@programme.example', name: 'Autorité de gestion', language: 'fr', role: 'MANAGING_AUTHORITY' },
  { email: 'auditor@programme.example', name: 'Auditeur', language: 'fr', role: 'AUDITOR' },
  { email: 'administrator@programme.example', name: 'Administrateur', language: 'fr', role: 'ADMINISTRATOR' },
];

export const demoPersons: DemoPersons = {
  offered: (): DemoPersonView[] => PERSONS.map(({ email, name, role }) => ({ email, name, role, password: DEMO_PASSWORD })),
};
