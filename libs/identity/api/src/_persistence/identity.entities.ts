import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

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
@Index('ix_session_person', ['personId'])
export class SessionEntity {
  @PrimaryColumn('bytea') tokenHash: Buffer;
  @Column('uuid') personId: string;
  @Column('text') csrfToken: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  @Column('timestamptz') expiresAt: Date;
}

/** A role and what it covers: an operator of a project, a project, a versant, the programme. */
@Entity('role_assignment')
@ForeignKey('PersonEntity', ['personId'], ['id'], { name: 'fk_role_assignment_person', onDelete: 'CASCADE' })
@ForeignKey('ProgrammeEntity', ['programmeId'], ['id'], { name: 'fk_role_assignment_programme' })
@ForeignKey('ProjectEntity', ['projectId'], ['id'], { name: 'fk_role_assignment_project' })
@ForeignKey('OperatorEntity', ['operatorId'], ['id'], { name: 'fk_role_assignment_operator' })
@Index('ix_role_assignment_person', ['personId'])
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
}

/** Failed attempts to sign in, kept for a quarter of an hour: what throttling counts. */
@Entity('sign_in_failure')
@Index('ix_sign_in_failure_account', ['account', 'at'])
@Index('ix_sign_in_failure_address', ['address', 'at'])
export class SignInFailureEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') account: string;
  @Column('text') address: string;
  @Column({ type: 'timestamptz', default: () => 'now()' }) at: Date;
}
