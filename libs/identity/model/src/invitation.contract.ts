import { Type } from 'class-transformer';
import { IsEmail, IsIn, IsISO8601, IsOptional, IsString, Matches, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { LANGUAGES, PERSON_ROLES, type Language, type PersonRole } from '@passerelle/shared/kernel';
import { LinkToken } from './link.contract';
import { PERSON_NAME } from './person-name';

/** What somebody is invited to, in words that were right when the invitation was made; null where the role covers more than that. */
export class InvitationPlace {
  @IsOptional() @IsString() @MaxLength(500) programme: string | null;
  /** The project's code and acronym: 4.8.337 AB Réfugiés. */
  @IsOptional() @IsString() @MaxLength(500) project: string | null;
  @IsOptional() @IsString() @MaxLength(500) operator: string | null;
}

/**
 * What an invitation is for, before it is accepted: POST /api/invitations/look { token }. Refusals: 404 identity.link-unknown, 410 identity.link-used,
 * 410 identity.link-expired, 429 identity.too-many-attempts.
 */
export class InvitationView {
  @IsEmail() email: string;
  /** The language in which she was invited: the one to offer first. */
  @IsIn(LANGUAGES) language: Language;
  @IsIn(PERSON_ROLES) role: PersonRole;
  @IsOptional() @IsString() versantCode: string | null;
  @ValidateNested() @Type(() => InvitationPlace) place: InvitationPlace;
  @IsISO8601() expiresAt: string;
}

/**
 * Accepts an invitation: makes the account, gives the role (and those of other pending invitations to the same address), signs in and answers the SessionView.
 * Refusals: as for looking at it; 409 identity.email-taken (the address has an account by now: sign in instead), 422 identity.password-… at /password.
 */
export class AcceptInvitation extends LinkToken {
  @IsString() @MaxLength(200) @Matches(PERSON_NAME) name: string;
  @IsIn(LANGUAGES) language: Language;
  @IsString() @MinLength(1) @MaxLength(1024) password: string;
}
