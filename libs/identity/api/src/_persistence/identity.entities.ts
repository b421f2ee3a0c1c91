import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Impersonal, Personal } from '@passerelle/shared/api-kit';

// What is kept about persons, what for and how long: the register of personal data is made of these words.
const OF_ACCOUNT = { purpose: 'ACCOUNT', basis: 'PUBLIC_TASK', kept: 'ACCOUNT' } as const;
const OF_ROLE = { kind: 'FUNCTION', purpose: 'ACCESS', basis: 'PUBLIC_TASK', kept: 'FUNCTION', seenBy: ['SELF', 'access.read', 'person.manage'] } as const;
const OF_SESSION = { purpose: 'SECURITY', basis: 'SECURITY_OF_PROCESSING', kept: 'SESSION', seenBy: ['SELF'] } as const;
const OF_LINK = { purpose: 'ACCOUNT', basis: 'PUBLIC_TASK', kept: 'LINK', seenBy: [] } as const;
const OF_INVITATION = { purpose: 'ACCESS', basis: 'PUBLIC_TASK', kept: 'LINK', seenBy: ['SELF', 'access.grant'] } as const;
const OF_FACTOR = { kind: 'CREDENTIAL', purpose: 'SECURITY', basis: 'SECURITY_OF_PROCESSING', kept: 'FACTOR', seenBy: [] } as const;
const OF_PROVIDER = { purpose: 'ACCOUNT', basis: 'PUBLIC_TASK', kept: 'FACTOR', seenBy: ['SELF'] } as const;
const OF_ATTEMPT = { kind: 'CONNECTION', purpose: 'SECURITY', basis: 'SECURITY_OF_PROCESSING', kept: 'HOUR', seenBy: [] } as const;
const A_NUMBER = 'a number that tells one row from another';

@Entity('person')
@Index('uq_person_email', { synchronize: false })
@Check('ck_person_status', `status in ('ACTIVE', 'DEACTIVATED', 'ERASED')`)
@Check('ck_person_language', `language in ('fr', 'nl', 'en', 'de')`)
export class PersonEntity {
  @Personal({ kind: 'IDENTITY', ...OF_ACCOUNT, seenBy: ['SELF', 'access.read', 'person.manage'] })
  @PrimaryColumn('uuid') id: string;
  /** Unique without regard to case. */
  @Personal({ kind: 'CONTACT', ...OF_ACCOUNT, seenBy: ['SELF', 'access.grant', 'person.manage'] })
  @Column('text') email: string;
  @Personal({ kind: 'IDENTITY', ...OF_ACCOUNT, seenBy: ['SELF', 'access.read', 'project.readHistory', 'person.manage'] })
  @Column('text') name: string;
  @Personal({ kind: 'PREFERENCE', ...OF_ACCOUNT, seenBy: ['SELF', 'person.manage'] })
  @Column('text') language: string;
  /** argon2id in PHC form; null for who cannot sign in by password. */
  @Personal({ kind: 'CREDENTIAL', ...OF_ACCOUNT, purpose: 'SECURITY', seenBy: [] })
  @Column({ type: 'text', nullable: true }) passwordHash: string | null;
  @Personal({ kind: 'FUNCTION', ...OF_ACCOUNT, seenBy: ['SELF', 'person.manage'] })
  @Column({ type: 'text', default: 'ACTIVE' }) status: string;
  /** A person of the demo programme, whose password everybody knows: cannot sign in outside demo mode. */
  @Impersonal('no person at all stands behind an account of the demo')
  @Column({ type: 'boolean', default: false }) isDemo: boolean;
  @Personal({ kind: 'BEHAVIOUR', ...OF_ACCOUNT, seenBy: ['SELF', 'person.manage'] })
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  /** When she last did anything, to the minute: it stays when the session goes. */
  @Personal({ kind: 'BEHAVIOUR', ...OF_ACCOUNT, purpose: 'ACCESS', seenBy: ['SELF', 'access.read', 'person.manage'] })
  @Column({ type: 'timestamptz', nullable: true }) lastSeenAt: Date | null;
}

/** The token itself is with the person's browser only; here lies its sha-256. */
@Entity('session')
@ForeignKey('PersonEntity', ['personId'], ['id'], { name: 'fk_session_person', onDelete: 'CASCADE' })
@Unique('uq_session_id', ['id'])
@Index('ix_session_person', ['personId'])
export class SessionEntity {
  @Personal({ kind: 'CREDENTIAL', ...OF_SESSION, seenBy: [] })
  @PrimaryColumn('bytea') tokenHash: Buffer;
  /** By which its owner names it when she ends it; it opens nothing. */
  @Impersonal(A_NUMBER)
  @Column('uuid') id: string;
  @Personal({ kind: 'IDENTITY', ...OF_SESSION })
  @Column('uuid') personId: string;
  @Personal({ kind: 'CREDENTIAL', ...OF_SESSION })
  @Column('text') csrfToken: string;
  @Personal({ kind: 'BEHAVIOUR', ...OF_SESSION })
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  /** To the minute: written at most once in one. */
  @Personal({ kind: 'BEHAVIOUR', ...OF_SESSION, seenBy: ['SELF', 'access.read', 'person.manage'] })
  @Column({ type: 'timestamptz', default: () => 'now()' }) lastSeenAt: Date;
  /** Moves with every request, never further than twelve hours from the beginning. */
  @Personal({ kind: 'BEHAVIOUR', ...OF_SESSION })
  @Column('timestamptz') expiresAt: Date;
  /** As the browser names itself, 200 characters at most. */
  @Personal({ kind: 'CONNECTION', ...OF_SESSION })
  @Column({ type: 'text', default: '' }) userAgent: string;
  @Personal({ kind: 'CONNECTION', ...OF_SESSION })
  @Column({ type: 'text', default: '' }) address: string;
  /** Whether a second factor was given when it began, or since. */
  @Personal({ kind: 'CREDENTIAL', ...OF_SESSION })
  @Column({ type: 'boolean', default: false }) secondFactor: boolean;
}

/** A role and what it covers: an operator of a project, a project, a versant, the programme. */
@Entity('role_assignment')
@ForeignKey('PersonEntity', ['personId'], ['id'], { name: 'fk_role_assignment_person', onDelete: 'CASCADE' })
@ForeignKey('ProgrammeEntity', ['programmeId'], ['id'], { name: 'fk_role_assignment_programme' })
@ForeignKey('ProjectEntity', ['projectId'], ['id'], { name: 'fk_role_assignment_project' })
@ForeignKey('OperatorEntity', ['operatorId'], ['id'], { name: 'fk_role_assignment_operator' })
@ForeignKey('PersonEntity', ['givenById'], ['id'], { name: 'fk_role_assignment_given_by', onDelete: 'SET NULL' })
@Index('ix_role_assignment_person', ['personId'])
@Index('ix_role_assignment_programme', ['programmeId'])
@Index('ix_role_assignment_project', ['projectId'])
@Index('uq_role_assignment', { synchronize: false })
@Check(
  'ck_role_assignment_binding',
  `case when role in ('LEAD_OFFICER', 'PARTNER_OFFICER', 'ASSOCIATED_OFFICER') then operator_id is not null and project_id is not null
        when role in ('VERIFIER', 'CONTACT_POINT') then versant_code is not null
        when role = 'AUDITOR' then project_id is not null
        else role in ('SECRETARIAT', 'MANAGING_AUTHORITY', 'ADMINISTRATOR') end`,
)
@Check('ck_role_assignment_programme', `programme_id is not null or role = 'ADMINISTRATOR'`)
export class RoleAssignmentEntity {
  @Impersonal(A_NUMBER)
  @PrimaryColumn('uuid') id: string;
  @Personal({ ...OF_ROLE, kind: 'IDENTITY' })
  @Column('uuid') personId: string;
  @Personal(OF_ROLE)
  @Column('text') role: string;
  /** null: every programme. */
  @Personal(OF_ROLE)
  @Column({ type: 'uuid', nullable: true }) programmeId: string | null;
  @Personal(OF_ROLE)
  @Column({ type: 'text', nullable: true }) versantCode: string | null;
  @Personal(OF_ROLE)
  @Column({ type: 'uuid', nullable: true }) projectId: string | null;
  @Personal(OF_ROLE)
  @Column({ type: 'uuid', nullable: true }) operatorId: string | null;
  @Personal({ ...OF_ROLE, kind: 'BEHAVIOUR' })
  @Column({ type: 'timestamptz', default: () => 'now()' }) givenAt: Date;
  /** null: there from the beginning, or given by somebody who is no more. */
  @Personal({ ...OF_ROLE, kind: 'IDENTITY' })
  @Column({ type: 'uuid', nullable: true }) givenById: string | null;
}

/** An account-to-be: where it leads and until when. It holds what the person will have; she exists once she has accepted. */
@Entity('invitation')
@ForeignKey('PersonEntity', ['invitedById'], ['id'], { name: 'fk_invitation_invited_by', onDelete: 'SET NULL' })
@ForeignKey('PersonEntity', ['acceptedPersonId'], ['id'], { name: 'fk_invitation_accepted_person', onDelete: 'CASCADE' })
@ForeignKey('ProgrammeEntity', ['programmeId'], ['id'], { name: 'fk_invitation_programme' })
@ForeignKey('ProjectEntity', ['projectId'], ['id'], { name: 'fk_invitation_project' })
@ForeignKey('OperatorEntity', ['operatorId'], ['id'], { name: 'fk_invitation_operator' })
@Index('ix_invitation_email', { synchronize: false })
@Index('ix_invitation_project', ['projectId'])
@Check(
  'ck_invitation_binding',
  `case when role in ('LEAD_OFFICER', 'PARTNER_OFFICER', 'ASSOCIATED_OFFICER') then operator_id is not null and project_id is not null
        when role in ('VERIFIER', 'CONTACT_POINT') then versant_code is not null
        when role = 'AUDITOR' then project_id is not null
        else role in ('SECRETARIAT', 'MANAGING_AUTHORITY', 'ADMINISTRATOR') end`,
)
@Check('ck_invitation_programme', `programme_id is not null or role = 'ADMINISTRATOR'`)
@Check('ck_invitation_language', `language in ('fr', 'nl', 'en', 'de')`)
export class InvitationEntity {
  @Impersonal(A_NUMBER)
  @PrimaryColumn('uuid') id: string;
  @Personal({ kind: 'CONTACT', ...OF_INVITATION })
  @Column('text') email: string;
  @Personal({ kind: 'PREFERENCE', ...OF_INVITATION })
  @Column('text') language: string;
  @Personal({ kind: 'FUNCTION', ...OF_INVITATION })
  @Column('text') role: string;
  /** null: every programme. */
  @Personal({ kind: 'FUNCTION', ...OF_INVITATION })
  @Column({ type: 'uuid', nullable: true }) programmeId: string | null;
  @Personal({ kind: 'FUNCTION', ...OF_INVITATION })
  @Column({ type: 'text', nullable: true }) versantCode: string | null;
  @Personal({ kind: 'FUNCTION', ...OF_INVITATION })
  @Column({ type: 'uuid', nullable: true }) projectId: string | null;
  @Personal({ kind: 'FUNCTION', ...OF_INVITATION })
  @Column({ type: 'uuid', nullable: true }) operatorId: string | null;
  /** What the role covers in words: { programme, project, operator }. Whoever holds the link may read these, and nothing else of what they name. */
  @Impersonal('names of a programme, a project and an operator')
  @Column({ type: 'jsonb' }) place: unknown;
  @Personal({ kind: 'IDENTITY', ...OF_INVITATION })
  @Column({ type: 'uuid', nullable: true }) invitedById: string | null;
  @Personal({ kind: 'BEHAVIOUR', ...OF_INVITATION })
  @Column({ type: 'timestamptz', default: () => 'now()' }) invitedAt: Date;
  @Personal({ kind: 'BEHAVIOUR', ...OF_INVITATION })
  @Column('timestamptz') expiresAt: Date;
  @Personal({ kind: 'BEHAVIOUR', ...OF_INVITATION })
  @Column({ type: 'timestamptz', nullable: true }) acceptedAt: Date | null;
  @Personal({ kind: 'IDENTITY', ...OF_INVITATION })
  @Column({ type: 'uuid', nullable: true }) acceptedPersonId: string | null;
  @Personal({ kind: 'BEHAVIOUR', ...OF_INVITATION })
  @Column({ type: 'timestamptz', nullable: true }) endedAt: Date | null;
}

/** A link in a mail that works once. The token is in the mail only; here lies its sha-256. */
@Entity('one_time_link')
@ForeignKey('PersonEntity', ['personId'], ['id'], { name: 'fk_one_time_link_person', onDelete: 'CASCADE' })
@ForeignKey('InvitationEntity', ['invitationId'], ['id'], { name: 'fk_one_time_link_invitation', onDelete: 'CASCADE' })
@Index('ix_one_time_link_person', ['personId'])
@Index('ix_one_time_link_invitation', ['invitationId'])
@Check(
  'ck_one_time_link_purpose',
  `case purpose when 'INVITATION' then invitation_id is not null when 'PASSWORD_RESET' then person_id is not null when 'EMAIL_CHANGE' then person_id is not null and new_email is not null else false end`,
)
export class OneTimeLinkEntity {
  @Personal({ kind: 'CREDENTIAL', ...OF_LINK })
  @PrimaryColumn('bytea') tokenHash: Buffer;
  @Personal({ kind: 'BEHAVIOUR', ...OF_LINK })
  @Column('text') purpose: string;
  @Personal({ kind: 'IDENTITY', ...OF_LINK })
  @Column({ type: 'uuid', nullable: true }) personId: string | null;
  @Impersonal(A_NUMBER)
  @Column({ type: 'uuid', nullable: true }) invitationId: string | null;
  @Personal({ kind: 'CONTACT', ...OF_LINK })
  @Column({ type: 'text', nullable: true }) newEmail: string | null;
  @Personal({ kind: 'BEHAVIOUR', ...OF_LINK })
  @Column('timestamptz') expiresAt: Date;
  /** When it was used, or replaced by another. */
  @Personal({ kind: 'BEHAVIOUR', ...OF_LINK })
  @Column({ type: 'timestamptz', nullable: true }) usedAt: Date | null;
}

/** A person's second factor. */
@Entity('totp')
@ForeignKey('PersonEntity', ['personId'], ['id'], { name: 'fk_totp_person', onDelete: 'CASCADE' })
export class TotpEntity {
  @Personal({ ...OF_FACTOR, kind: 'IDENTITY' })
  @PrimaryColumn('uuid') personId: string;
  /** The secret, encrypted by a key of the installation (AES-256-GCM), bound to this person. */
  @Personal(OF_FACTOR)
  @Column('bytea') secret: Buffer;
  /** null: being set up, and asked for nowhere. */
  @Personal({ ...OF_FACTOR, seenBy: ['SELF', 'person.manage'] })
  @Column({ type: 'timestamptz', nullable: true }) confirmedAt: Date | null;
  /** The half-minute of the last code that was accepted: neither it nor an earlier one is accepted again. */
  @Personal(OF_FACTOR)
  @Column({ type: 'bigint', default: 0 }) lastStep: string;
}

/** A code that stands in for the app's, once. Here lies its keyed fingerprint. */
@Entity('recovery_code')
@ForeignKey('TotpEntity', ['personId'], ['personId'], { name: 'fk_recovery_code_totp', onDelete: 'CASCADE' })
export class RecoveryCodeEntity {
  @Personal({ ...OF_FACTOR, kind: 'IDENTITY' })
  @PrimaryColumn('uuid') personId: string;
  @Personal(OF_FACTOR)
  @PrimaryColumn('bytea') codeHash: Buffer;
  @Personal({ ...OF_FACTOR, seenBy: ['SELF'] })
  @Column({ type: 'timestamptz', nullable: true }) usedAt: Date | null;
}

/** Attempts at what can be guessed or sent too often, kept for an hour: what throttling counts. */
@Entity('attempt')
@Index('ix_attempt_account', ['kind', 'account', 'at'])
@Index('ix_attempt_address', ['kind', 'address', 'at'])
export class AttemptEntity {
  @Impersonal(A_NUMBER)
  @PrimaryColumn('uuid') id: string;
  @Personal({ ...OF_ATTEMPT, kind: 'BEHAVIOUR' })
  @Column('text') kind: string;
  /** The e-mail address given, or the person's id; '' where none is known. */
  @Personal({ ...OF_ATTEMPT, kind: 'CONTACT' })
  @Column('text') account: string;
  @Personal(OF_ATTEMPT)
  @Column('text') address: string;
  @Personal({ ...OF_ATTEMPT, kind: 'BEHAVIOUR' })
  @Column({ type: 'timestamptz', default: () => 'now()' }) at: Date;
}

/** An account of an OpenID Connect provider that opens a person's account: known by issuer and subject, never by an e-mail address. */
@Entity('external_identity')
@ForeignKey('PersonEntity', ['personId'], ['id'], { name: 'fk_external_identity_person', onDelete: 'CASCADE' })
@Unique('uq_external_identity_provider', ['personId', 'provider'])
export class ExternalIdentityEntity {
  @Personal({ kind: 'CREDENTIAL', ...OF_PROVIDER })
  @PrimaryColumn('text') issuer: string;
  @Personal({ kind: 'IDENTITY', ...OF_PROVIDER })
  @PrimaryColumn('text') subject: string;
  /** The provider's code in this installation's configuration. */
  @Personal({ kind: 'CREDENTIAL', ...OF_PROVIDER })
  @Column('text') provider: string;
  @Personal({ kind: 'IDENTITY', ...OF_PROVIDER })
  @Column('uuid') personId: string;
  @Personal({ kind: 'BEHAVIOUR', ...OF_PROVIDER })
  @CreateDateColumn({ type: 'timestamptz' }) linkedAt: Date;
}
