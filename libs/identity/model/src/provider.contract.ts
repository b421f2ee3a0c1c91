import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { LANGUAGES, type Language } from '@passerelle/shared/kernel';
import { LinkToken } from './link.contract';
import { PERSON_NAME } from './person-name';

/** A provider of OpenID Connect that the sign-in page offers: GET /api/sign-in/:provider leads there. */
export class ProviderView {
  @IsString() id: string;
  @IsString() name: string;
}

/** Where the browser goes to sign in with a provider. It must come back within ten minutes, in the same browser. */
export class ProviderDeparture {
  @IsString() url: string;
}

/**
 * Begins to link an account of a provider to the own one: POST /api/account/providers/:provider → 200 ProviderDeparture. The password is asked for again; of an account
 * without one, a code of the second factor if it has that. Refusals: 404 unknown provider, 422 identity.password-wrong at /password, identity.code-needed and
 * identity.code-wrong at /code, 429, 503 identity.provider-unreachable.
 */
export class LinkProvider {
  @IsOptional() @IsString() @MaxLength(1024) password?: string;
  /** The six digits of the app, or one of the recovery codes. */
  @IsOptional() @IsString() @MaxLength(40) code?: string;
}

/**
 * Accepts an invitation with an account of a provider instead of a password: POST /api/invitations/accept-by-provider → 200 ProviderDeparture. The account is made when
 * the provider leads back. Refusals: as for looking at the invitation; 404 unknown provider, 503 identity.provider-unreachable.
 */
export class AcceptInvitationByProvider extends LinkToken {
  @IsString() @MaxLength(40) @Matches(/^[a-z0-9-]+$/) provider: string;
  @IsString() @MaxLength(200) @Matches(PERSON_NAME) name: string;
  @IsIn(LANGUAGES) language: Language;
}
