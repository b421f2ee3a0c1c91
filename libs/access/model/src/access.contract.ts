import { Type } from 'class-transformer';
import { IsBoolean, IsEmail, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { CODE_PATTERN, EMAIL_SIGNS, LANGUAGES, OPERATOR_ROLES, PERSON_ROLES, type Language, type OperatorRole, type PersonRole } from '@passerelle/shared/kernel';

// PostgreSQL's texts cannot hold it.
const NO_NUL = /^[^\0]*$/;

/** By what a role reaches a project: its operator, the audit's sample, an operator in the versant, the lead in the versant, the whole programme. */
export const ACCESS_REASONS = ['OPERATOR', 'SAMPLE', 'VERSANT', 'LED_FROM_VERSANT', 'PROGRAMME'] as const;
export type AccessReason = (typeof ACCESS_REASONS)[number];

/** What a role covers. What does not apply is null. */
export class CoverageView {
  /** null: every programme. */
  @IsOptional() @IsUUID() programmeId: string | null;
  @IsOptional() @IsString() versantCode: string | null;
  @IsOptional() @IsUUID() projectId: string | null;
  @IsOptional() @IsString() projectCode: string | null;
  @IsOptional() @IsString() projectAcronym: string | null;
  @IsOptional() @IsUUID() operatorId: string | null;
  @IsOptional() @IsString() operatorName: string | null;
  @IsOptional() @IsIn(OPERATOR_ROLES) operatorRole: OperatorRole | null;
}

/** A role that somebody has, and what the reader may do about it. */
export class HeldRoleView {
  @IsUUID() assignmentId: string;
  @IsIn(PERSON_ROLES) role: PersonRole;
  @ValidateNested() @Type(() => CoverageView) covers: CoverageView;
  /** Since when (ISO moment), and who gave it; null for who was there from the beginning. */
  @IsISO8601() since: string;
  @IsOptional() @IsString() givenByName: string | null;
  /** Whether the reader may end it. */
  @IsBoolean() mayEnd: boolean;
  /** The other roles that the reader may give in its place, for the same thing. */
  @IsIn(PERSON_ROLES, { each: true }) otherRoles: PersonRole[];
}

/** An operator by which a role reaches a project, and where it stands. */
export class AccessPathView {
  @IsString() operatorName: string;
  @IsString() versantCode: string;
}

/** Somebody with access to a project, by one role. Who has two stands here twice, with both reasons. */
export class AccessView extends HeldRoleView {
  @IsUUID() personId: string;
  @IsString() name: string;
  /** Only for a reader who may give and end this role; null for others. */
  @IsOptional() @IsEmail() email: string | null;
  @IsIn(ACCESS_REASONS) reason: AccessReason;
  /** By which operators: the person's own, those of the versant, the lead; none where the role is bound to no operator and no versant. */
  @ValidateNested({ each: true }) @Type(() => AccessPathView) through: AccessPathView[];
  /** When the person last did anything, to the minute (ISO moment). */
  @IsOptional() @IsISO8601() lastSeenAt: string | null;
  @IsBoolean() isSelf: boolean;
}

/** Somebody who was invited and has not come yet. One whose time is over can be renewed. */
export class PendingInvitationView {
  @IsUUID() invitationId: string;
  /** Only for a reader who may give this role; null for others. */
  @IsOptional() @IsEmail() email: string | null;
  @IsIn(LANGUAGES) language: Language;
  @IsIn(PERSON_ROLES) role: PersonRole;
  @ValidateNested() @Type(() => CoverageView) covers: CoverageView;
  @IsOptional() @IsString() invitedByName: string | null;
  @IsISO8601() invitedAt: string;
  @IsISO8601() expiresAt: string;
  @IsBoolean() isExpired: boolean;
  /** Whether the reader may renew and end it. */
  @IsBoolean() mayEnd: boolean;
}

/** An operator for which the reader may give roles; null: for the project itself (auditors). */
export class GrantableView {
  @IsOptional() @IsUUID() operatorId: string | null;
  @IsOptional() @IsString() operatorName: string | null;
  @IsIn(PERSON_ROLES, { each: true }) roles: PersonRole[];
}

/** Who has access to a project and why, who was invited to it, and what the reader may give: where that is empty, no way to give is shown. */
export class ProjectAccessView {
  @ValidateNested({ each: true }) @Type(() => AccessView) people: AccessView[];
  @ValidateNested({ each: true }) @Type(() => PendingInvitationView) invitations: PendingInvitationView[];
  @ValidateNested({ each: true }) @Type(() => GrantableView) grantable: GrantableView[];
}

/** Invites somebody to a project: officers with the operator that they work for, an auditor to the project itself. Whoever has an account gets the role at once. */
export class InviteToProject {
  @IsEmail() @MaxLength(254) @Matches(EMAIL_SIGNS) email: string;
  @IsIn(LANGUAGES) language: Language;
  @IsIn(PERSON_ROLES) role: PersonRole;
  @IsOptional() @IsUUID() operatorId?: string | null;
}

/** Invites somebody to a programme: with an operator or a project (by its code), a versant, or the programme as a whole; `everywhere`: an administrator of every programme. */
export class InviteToProgramme extends InviteToProject {
  @IsOptional() @IsString() @Matches(CODE_PATTERN) projectCode?: string | null;
  @IsOptional() @IsString() @Matches(CODE_PATTERN) versantCode?: string | null;
  @IsOptional() @IsBoolean() everywhere?: boolean;
}

/** What an invitation became: sent as a mail, or the role given at once to somebody who has an account. */
export class InvitationOutcome {
  @IsIn(['INVITED', 'ADDED']) outcome: 'INVITED' | 'ADDED';
  @IsOptional() @IsUUID() invitationId: string | null;
  @IsOptional() @IsUUID() assignmentId: string | null;
}

/** Gives another role in the place of one, for the same operator, project, versant or programme: one act. */
export class ChangeRole {
  @IsIn(PERSON_ROLES) role: PersonRole;
}

/** The role that somebody has from now on. */
export class GivenRole {
  @IsUUID() assignmentId: string;
}

/** `confirmed`: the person was asked, and means to end her own last way in. */
export class EndRole {
  @IsOptional() @IsIn(['true']) confirmed?: 'true';
}

/** A role for somebody who has an account: what InviteToProgramme names, without the address. */
export class GiveRole {
  @IsIn(PERSON_ROLES) role: PersonRole;
  @IsOptional() @IsUUID() operatorId?: string | null;
  @IsOptional() @IsString() @Matches(CODE_PATTERN) projectCode?: string | null;
  @IsOptional() @IsString() @Matches(CODE_PATTERN) versantCode?: string | null;
  @IsOptional() @IsBoolean() everywhere?: boolean;
}

export const PERSON_STATUSES = ['ACTIVE', 'DEACTIVATED'] as const;
export type PersonStatus = (typeof PERSON_STATUSES)[number];

/** A person of a programme, as its administrator sees her. */
export class ManagedPersonView {
  @IsUUID() personId: string;
  @IsString() name: string;
  @IsEmail() email: string;
  @IsIn(LANGUAGES) language: Language;
  @IsIn(PERSON_STATUSES) status: PersonStatus;
  @IsOptional() @IsISO8601() lastSeenAt: string | null;
  /** Sessions that have not ended. */
  @IsInt() sessionCount: number;
  /** Whether she signs in in two steps: what can be taken away where she has lost it. */
  @IsBoolean() hasSecondFactor: boolean;
  @IsBoolean() isSelf: boolean;
  /** Whether the reader may deactivate her, take her back and end her sessions: not herself, and not who is known in other programmes too, by a role or an invitation that she accepted. */
  @IsBoolean() maySuspend: boolean;
  /** Her roles in this programme (and those in every programme). */
  @ValidateNested({ each: true }) @Type(() => HeldRoleView) roles: HeldRoleView[];
}

export class ManagedPeoplePage {
  @ValidateNested({ each: true }) @Type(() => ManagedPersonView) rows: ManagedPersonView[];
  @IsInt() rowCount: number;
  @IsInt() page: number;
  @IsInt() pageSize: number;
  /** Every pending invitation of the programme, the latest first. */
  @ValidateNested({ each: true }) @Type(() => PendingInvitationView) invitations: PendingInvitationView[];
}

/** What the list of people is asked: a page, a search over names and addresses. */
export class ListPeople {
  @IsOptional() @IsString() @MaxLength(200) @Matches(NO_NUL) q?: string;
  @IsOptional() @IsIn(PERSON_STATUSES) status?: PersonStatus;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) page?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) pageSize?: number;
}

/** A project with its operators' names, for choosing what a role is given for. */
export class GrantPlaceView {
  @IsUUID() projectId: string;
  @IsString() projectCode: string;
  @IsString() projectAcronym: string;
  @ValidateNested({ each: true }) @Type(() => GrantableView) grantable: GrantableView[];
}

/** Searches codes, acronyms and operators' names. */
export class FindGrantPlaces {
  @IsOptional() @IsString() @MaxLength(200) @Matches(NO_NUL) q?: string;
}
