import { IsEmail, IsString, MaxLength, MinLength } from 'class-validator';
import { LinkToken } from './link.contract';

/**
 * Asks for a link by which a new password is set: POST /api/password-resets, always 202 and equally fast, whether there is such an account or not. The link works once,
 * for an hour. Refusal: 429 identity.too-many-attempts (five an hour for an address).
 */
export class AskPasswordReset {
  @IsEmail() @MaxLength(254) email: string;
}

/**
 * Sets the new password: POST /api/password-resets/use → 204. Every session of the person ends; the second factor stays. Refusals: 404 identity.link-unknown,
 * 410 identity.link-used, 410 identity.link-expired, 422 identity.password-… at /password, 429.
 */
export class UsePasswordReset extends LinkToken {
  @IsString() @MinLength(1) @MaxLength(1024) password: string;
}

/**
 * Changes one's own password: PUT /api/account/password → 204. Other sessions of the person end, this one stays. Refusals: 409 identity.no-password (the account
 * has none: a password is set by a link, as when it is forgotten), 422 identity.password-wrong at /current, 422 identity.password-… at /password, 429.
 */
export class ChangePassword {
  @IsString() @MinLength(1) @MaxLength(1024) current: string;
  @IsString() @MinLength(1) @MaxLength(1024) password: string;
}
