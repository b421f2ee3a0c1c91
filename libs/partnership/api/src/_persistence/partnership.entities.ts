import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Impersonal, RateColumn } from '@passerelle/shared/api-kit';

/** An organisation is shared by projects: one university stands in twenty. */
@Entity('organisation')
@Unique('uq_organisation_match_name', ['matchName'])
export class OrganisationEntity {
  @PrimaryColumn('uuid') id: string;
  @Impersonal('an organisation, never a person')
  @Column('text') name: string;
  /** The name without regard to case, spaces, dashes and apostrophes: by it a sheet's organisation is recognised. */
  @Impersonal('an organisation, never a person')
  @Column('text') matchName: string;
  @Impersonal('an organisation, never a person')
  @Column({ type: 'text', nullable: true }) postcode: string | null;
  @Impersonal('an organisation, never a person')
  @Column({ type: 'text', nullable: true }) city: string | null;
  @Column({ type: 'text', nullable: true }) country: string | null;
}

/** An organisation's part in one project. */
@Entity('operator')
@ForeignKey('ProjectEntity', ['projectId'], ['id'], { name: 'fk_operator_project', onDelete: 'CASCADE' })
@ForeignKey('ProjectEntity', ['projectId', 'programmeId'], ['id', 'programmeId'], { name: 'fk_operator_programme' })
@ForeignKey('OrganisationEntity', ['organisationId'], ['id'], { name: 'fk_operator_organisation' })
@ForeignKey('VersantEntity', ['versantId'], ['id'], { name: 'fk_operator_versant' })
@Unique('uq_operator_organisation', ['projectId', 'organisationId'])
@Unique('uq_operator_position', ['projectId', 'position'])
@Unique('uq_operator_funded', ['id', 'funded'])
@Index('uq_operator_one_lead', ['projectId'], { unique: true, where: `role = 'LEAD'` })
@Index('ix_operator_organisation', ['organisationId'])
@Index('ix_operator_versant', ['versantId', 'projectId'])
@Check('ck_operator_role', `role in ('LEAD', 'PARTNER', 'ASSOCIATED')`)
@Check('ck_operator_funded', `funded = (role <> 'ASSOCIATED')`)
export class OperatorEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') projectId: string;
  /** The project's, for the row's policy. */
  @Column('uuid') programmeId: string;
  @Column('uuid') organisationId: string;
  /** The name under which it stands in this project: an organisation may be renamed, signed documents keep theirs. */
  @Impersonal('an organisation, never a person')
  @Column('text') name: string;
  @Column('text') role: string;
  /** Follows from the role; a column so that a budget row can refer to it and an associated operator can have none. */
  @Column('boolean') funded: boolean;
  @Column('uuid') versantId: string;
  /** Its place on the sheet, from 1 on. */
  @Column('integer') position: number;
  /** Its own rate where it differs from the one of the kind of project. */
  @RateColumn({ nullable: true }) erdfRateBp: number | null;
}
