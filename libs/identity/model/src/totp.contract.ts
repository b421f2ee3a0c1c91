import { ArrayMaxSize, IsInt, IsString, MaxLength, MinLength } from 'class-validator';

/**
 * A second factor that is being set up: POST /api/account/totp → 201. Nothing changes until a code of the app confirms it; asking again gives another secret.
 * Refusal: 409 identity.totp-already.
 */
export class TotpSetup {
  /** For typing into an app that cannot read the picture: base32, to be shown in groups of four. */
  @IsString() secret: string;
  /** otpauth://totp/… for a link that opens the app. */
  @IsString() uri: string;
  /** The QR code as the path of an SVG whose view box is 0 0 size size: one unit per module, a border of four included. */
  @IsString() qrPath: string;
  @IsInt() qrSize: number;
}

/** The first code of the app: POST /api/account/totp/confirm. Refusals: 409 identity.totp-not-begun, 409 identity.totp-already, 422 identity.code-wrong at /code, 429. */
export class ConfirmTotp {
  @IsString() @MinLength(1) @MaxLength(40) code: string;
}

/** Ten codes for the day the phone is lost, each good once in place of the app's code. They are shown this once; only their fingerprints are kept. */
export class RecoveryCodes {
  @IsString({ each: true }) @ArrayMaxSize(10) codes: string[];
}

/** Asks for new recovery codes: POST /api/account/totp/recovery-codes. Refusals: 409 identity.totp-not-begun, 422 identity.code-wrong at /code, 429. */
export class RenewRecoveryCodes {
  /** The six digits of the app, or one of the recovery codes that are left. */
  @IsString() @MinLength(1) @MaxLength(40) code: string;
}

/**
 * Takes the second factor away: DELETE /api/account/totp → 204. Refusals: 403 identity.totp-required (a role of hers needs it), 409 identity.totp-not-begun,
 * 409 identity.no-password, 422 identity.password-wrong at /password, 422 identity.code-wrong at /code, 429.
 */
export class RemoveTotp {
  @IsString() @MinLength(1) @MaxLength(1024) password: string;
  /** The six digits of the app, or one of the recovery codes. */
  @IsString() @MinLength(1) @MaxLength(40) code: string;
}
