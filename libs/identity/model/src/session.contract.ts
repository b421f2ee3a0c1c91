import { Type } from 'class-transformer';
import { IsBoolean, IsEmail, IsIn, IsISO8601, IsOptional, IsString, IsUUID, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { LANGUAGES, PERSON_ROLES, type Language, type PersonRole } from '@passerelle/shared/kernel';
import { ProviderView } from './provider.contract';

/**
 * Sign-in with a local account. Refusals: 401 identity.sign-in-failed (the same for an unknown address and a wrong password), 401 identity.code-needed at /code
 * (the password is right and the account has a second factor: send the same again with the code), 401 identity.code-wrong at /code, 429 identity.too-many-attempts.
 */
export class SignIn {
  @IsEmail() @MaxLength(254) email: string;
  @IsString() @MinLength(1) @MaxLength(1024) password: string;
  /** The six digits of the app, or one of the recovery codes. */
  @IsOptional() @IsString() @MaxLength(40) code?: string;
}

/** A role of the person and what it covers. */
export class AssignmentView {
  @IsIn(PERSON_ROLES) role: PersonRole;
  /** null: every programme (administrators of the installation). */
  @IsOptional() @IsUUID() programmeId: string | null;
  @IsOptional() @IsString() versantCode: string | null;
  @IsOptional() @IsUUID() projectId: string | null;
  @IsOptional() @IsUUID() operatorId: string | null;
}

export class PersonView {
  @IsUUID() personId: string;
  @IsString() name: string;
  @IsString() email: string;
  @IsIn(LANGUAGES) language: Language;
  @ValidateNested({ each: true }) @Type(() => AssignmentView) assignments: AssignmentView[];
}

/** A person that the demo programme offers on the sign-in page, one per role. */
export class DemoPersonView {
  @IsString() email: string;
  @IsString() name: string;
  @IsIn(PERSON_ROLES) role: PersonRole;
  /** The demo's password, printed because it protects nothing: it exists in demo mode only. */
  @IsString() password: string;
}

/** Who is signed in, and the token that every changing request sends back as X-CSRF-Token. */
export class SessionView {
  @IsOptional() @ValidateNested() @Type(() => PersonView) person: PersonView | null;
  @IsOptional() @IsString() csrfToken: string | null;
  /** When the session ends unless something is asked before (ISO moment). Every answer to somebody signed in tells it anew in the header x-session-ends. */
  @IsOptional() @IsISO8601() endsAt: string | null;
  /**
   * A role of hers needs a second factor and she has set up none: every route but those of the session and of the account's second factor answers 403
   * identity.totp-needed until she has (POST /api/account/totp and …/confirm).
   */
  @IsBoolean() mustSetUpTotp: boolean;
  /** She has a second factor that this session was started without, and a role of hers needs it: POST /api/session/code lifts the same restriction. */
  @IsBoolean() mustGiveCode: boolean;
  /** Providers by which people may sign in beside a password. */
  @ValidateNested({ each: true }) @Type(() => ProviderView) providers: ProviderView[];
  @IsBoolean() demo: boolean;
  @ValidateNested({ each: true }) @Type(() => DemoPersonView) demoPersons: DemoPersonView[];
}

/** A code of the second factor, for a session that was started without it. */
export class GiveCode {
  @IsString() @MinLength(1) @MaxLength(40) code: string;
}

/** When the session ends (ISO moment). GET /api/session/time asks without moving it, POST /api/session/extend moves it: twelve hours after the beginning it ends all the same. */
export class SessionTime {
  @IsISO8601() endsAt: string;
}

/** One of the person's sessions, as her account lists it. */
export class OwnSessionView {
  @IsUUID() sessionId: string;
  /** The session of this very request. */
  @IsBoolean() current: boolean;
  @IsISO8601() startedAt: string;
  /** To the minute. */
  @IsISO8601() lastSeenAt: string;
  /** In plain words: Firefox · Linux; '' where the browser does not say. */
  @IsString() browser: string;
  @IsString() address: string;
  @IsBoolean() secondFactor: boolean;
}
