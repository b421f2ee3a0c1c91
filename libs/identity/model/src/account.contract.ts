import { Type } from 'class-transformer';
import { IsBoolean, IsEmail, IsIn, IsInt, IsOptional, IsString, Matches, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { EMAIL_SIGNS, LANGUAGES, type Language } from '@passerelle/shared/kernel';
import { PERSON_NAME } from './person-name';

/** How it stands with the person's second factor. */
export class TotpState {
  @IsBoolean() on: boolean;
  /** A role of hers needs it: it cannot be taken away. */
  @IsBoolean() required: boolean;
  /** Recovery codes not yet used. */
  @IsInt() @Min(0) recoveryCodesLeft: number;
}

/** An account elsewhere by which the person signs in (OpenID Connect). */
export class LinkedProviderView {
  /** The provider's code in this installation's configuration. */
  @IsString() provider: string;
  @IsString() name: string;
}

/** The person's own account: GET /api/account, for whoever is signed in, with a role or without. */
export class AccountView {
  @IsEmail() email: string;
  @IsString() name: string;
  @IsIn(LANGUAGES) language: Language;
  @IsBoolean() hasPassword: boolean;
  @ValidateNested() @Type(() => TotpState) totp: TotpState;
  @ValidateNested({ each: true }) @Type(() => LinkedProviderView) providers: LinkedProviderView[];
}

/** Changes name or language: PATCH /api/account → 200 AccountView. What is left out stays. */
export class ChangeAccount {
  @IsOptional() @IsString() @MaxLength(200) @Matches(PERSON_NAME) name?: string;
  @IsOptional() @IsIn(LANGUAGES) language?: Language;
}

/**
 * Asks for another e-mail address: POST /api/account/email → 202. Nothing changes until the link in the mail to the new address is used (24 hours):
 * POST /api/account/email/confirm with a LinkToken → 204, signed in or not. Whether the address has an account already is told by nothing here; that is found out at the link: 409 identity.email-taken.
 * Refusals: 409 identity.no-password, 422 identity.email-unchanged at /email, 422 identity.password-wrong at /password, 429.
 */
export class AskEmailChange {
  @IsEmail() @MaxLength(254) @Matches(EMAIL_SIGNS) email: string;
  @IsString() @MinLength(1) @MaxLength(1024) password: string;
}
