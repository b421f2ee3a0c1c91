/** An operator's part in a project. Associated operators never have a budget, ERDF or a claim. */
export const OPERATOR_ROLES = ['LEAD', 'PARTNER', 'ASSOCIATED'] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

/** What a person does in the programme; each assignment binds it to what it covers. */
export const PERSON_ROLES = [
  'LEAD_OFFICER',
  'PARTNER_OFFICER',
  'ASSOCIATED_OFFICER',
  'VERIFIER',
  'CONTACT_POINT',
  'SECRETARIAT',
  'MANAGING_AUTHORITY',
  'AUDITOR',
  'ADMINISTRATOR',
] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

/** A role and what it covers. Officers are bound to one operator of one project, verifiers and contact points to a versant, an auditor to the projects of the sample (one assignment each); an administrator to a programme, or (null) to all of them. */
export interface Assignment {
  readonly role: PersonRole;
  readonly programmeId: string | null;
  readonly versantCode?: string | null;
  readonly projectId?: string | null;
  readonly operatorId?: string | null;
}

/** Who acts: a person, or the command line (personId null), which only who has the machine can use. */
export interface Actor {
  readonly personId: string | null;
  readonly name: string;
  readonly assignments: readonly Assignment[];
}
