import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('person')
@Index('uq_person_email', { synchronize: false })
@Check('ck_person_status', `status in ('ACTIVE', 'DEACTIVATED')`)
@Check('ck_person_language', `language in ('fr', 'nl', 'en', 'de')`)
export class PersonEntity {
  @PrimaryColumn('uuid') id: string;
  /** Unique without regard to case. */
  @Column('text') email: string;
  @Column('text') name: string;
  @Column('text') language: string;
  /** argon2id in PHC form; null for who cannot sign in by password. */
  @Column({ type: 'text', nullable: true }) passwordHash: string | null;
  @Column({ type: 'text', default: 'ACTIVE' }) status: string;
  /** A person of the demo programme, whose password everybody knows: cannot sign in outside demo mode. */
  @Column({ type: 'boolean', default: false }) isDemo: boolean;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

/** The token itself is with the person's browser only; here lies its sha-256. */
@Entity('session')
@ForeignKey('PersonEntity', ['personId'], ['id'], { name: 'fk_session_person', onDelete: 'CASCADE' })
@Unique('uq_session_id', ['id'])
@Index('ix_session_person', ['personId'])
export class SessionEntity {
  @PrimaryColumn('bytea') tokenHash: Buffer;
  /** By which its owner names it when she ends it; it opens nothing. */
  @Column('uuid') id: string;
  @Column('uuid') personId: string;
  @Column('text') csrfToken: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  /** To the minute: written at most once in one. */
  @Column({ type: 'timestamptz', default: () => 'now()' }) lastSeenAt: Date;
  /** Moves with every request, never further than twelve hours from the beginning. */
  @Column('timestamptz') expiresAt: Date;
  /** As the browser names itself, 200 characters at most. */
  @Column({ type: 'text', default: '' }) userAgent: string;
  @Column({ type: 'text', default: '' }) address: string;
  /** Whether a second factor was given when it began, or since. */
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
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') personId: string;
  @Column('text') role: string;
  /** null: every programme. */
  @Column({ type: 'uuid', nullable: true }) programmeId: string | null;
  @Column({ type: 'text', nullable: true }) versantCode: string | null;
  @Column({ type: 'uuid', nullable: true }) projectId: string | null;
  @Column({ type: 'uuid', nullable: true }) operatorId: string | null;
  @Column({ type: 'timestamptz', default: () => 'now()' }) givenAt: Date;
  /** null: there from the beginning, or given by somebody who is no more. */
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
  @PrimaryColumn('uuid') id: string;
  @Column('text') email: string;
  @Column('text') language: string;
  @Column('text') role: string;
  /** null: every programme. */
  @Column({ type: 'uuid', nullable: true }) programmeId: string | null;
  @Column({ type: 'text', nullable: true }) versantCode: string | null;
  @Column({ type: 'uuid', nullable: true }) projectId: string | null;
  @Column({ type: 'uuid', nullable: true }) operatorId: string | null;
  /** What the role covers in words: { programme, project, operator }. Whoever holds the link may read these, and nothing else of what they name. */
  @Column({ type: 'jsonb' }) place: unknown;
  @Column({ type: 'uuid', nullable: true }) invitedById: string | null;
  @Column({ type: 'timestamptz', default: () => 'now()' }) invitedAt: Date;
  @Column('timestamptz') expiresAt: Date;
  @Column({ type: 'timestamptz', nullable: true }) acceptedAt: Date | null;
  @Column({ type: 'uuid', nullable: true }) acceptedPersonId: string | null;
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
  @PrimaryColumn('bytea') tokenHash: Buffer;
  @Column('text') purpose: string;
  @Column({ type: 'uuid', nullable: true }) personId: string | null;
  @Column({ type: 'uuid', nullable: true }) invitationId: string | null;
  @Column({ type: 'text', nullable: true }) newEmail: string | null;
  @Column('timestamptz') expiresAt: Date;
  /** When it was used, or replaced by another. */
  @Column({ type: 'timestamptz', nullable: true }) usedAt: Date | null;
}

/** A person's second factor. */
@Entity('totp')
@ForeignKey('PersonEntity', ['personId'], ['id'], { name: 'fk_totp_person', onDelete: 'CASCADE' })
export class TotpEntity {
  @PrimaryColumn('uuid') personId: string;
  /** The secret, encrypted by a key of the installation (AES-256-GCM), bound to this person. */
  @Column('bytea') secret: Buffer;
  /** null: being set up, and asked for nowhere. */
  @Column({ type: 'timestamptz', nullable: true }) confirmedAt: Date | null;
  /** The half-minute of the last code that was accepted: neither it nor an earlier one is accepted again. */
  @Column({ type: 'bigint', default: 0 }) lastStep: string;
}

/** A code that stands in for the app's, once. Here lies its keyed fingerprint. */
@Entity('recovery_code')
@ForeignKey('TotpEntity', ['personId'], ['personId'], { name: 'fk_recovery_code_totp', onDelete: 'CASCADE' })
export class RecoveryCodeEntity {
  @PrimaryColumn('uuid') personId: string;
  @PrimaryColumn('bytea') codeHash: Buffer;
  @Column({ type: 'timestamptz', nullable: true }) usedAt: Date | null;
}

/** Attempts at what can be guessed or sent too often, kept for an hour: what throttling counts. */
@Entity('attempt')
@Index('ix_attempt_account', ['kind', 'account', 'at'])
@Index('ix_attempt_address', ['kind', 'address', 'at'])
export class AttemptEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: string;
  /** The e-mail address given, or the person's id; '' where none is known. */
  @Column('text') account: string;
  @Column('text') address: string;
  @Column({ type: 'timestamptz', default: () => 'now()' }) at: Date;
}

/** An account of an OpenID Connect provider that opens a person's account: known by issuer and subject, never by an e-mail address. */
@Entity('external_identity')
@ForeignKey('PersonEntity', ['personId'], ['id'], { name: 'fk_external_identity_person', onDelete: 'CASCADE' })
@Unique('uq_external_identity_provider', ['personId', 'provider'])
export class ExternalIdentityEntity {
  @PrimaryColumn('text') issuer: string;
  @PrimaryColumn('text') subject: string;
  /** The provider's code in this installation's configuration. */
  @Column('text') provider: string;
  @Column('uuid') personId: string;
  @CreateDateColumn({ type: 'timestamptz' }) linkedAt: Date;
}
