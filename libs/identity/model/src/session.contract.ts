import { Type } from 'class-transformer';
import { IsBoolean, IsEmail, IsIn, IsOptional, IsString, IsUUID, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { LANGUAGES, PERSON_ROLES, type Language, type PersonRole } from '@passerelle/shared/kernel';

/** Sign-in with a local account. Refusals: identity.sign-in-failed (the same for an unknown address and a wrong password), identity.too-many-attempts. */
export class SignIn {
  @IsEmail() @MaxLength(254) email: string;
  @IsString() @MinLength(1) @MaxLength(1024) password: string;
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
  @IsBoolean() demo: boolean;
  @ValidateNested({ each: true }) @Type(() => DemoPersonView) demoPersons: DemoPersonView[];
}
