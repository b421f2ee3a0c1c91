import { Inject, Injectable } from '@nestjs/common';
import { createHmac, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { INSTALLATION, keyFor, Refused, seal, SYSTEM, unseal, UnitOfWork, type Installation, type Transaction } from '@passerelle/shared/api-kit';
import { refusal } from '@passerelle/shared/kernel';
import { TotpRepository, type TotpRecord } from '../_persistence/totp.repository';
import { Attempts } from '../_attempts/attempts';

/** What every app expects: six digits, SHA-1, half a minute. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const SECRET_BYTES = 20;
/** A clock may differ by half a minute either way. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
/** Without letters and figures that look alike: 50 bits in ten of them. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

const plain = (code: string): string => code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
const isFromApp = (code: string): boolean => /^\d{6}$/.test(plain(code));
const newRecoveryCode = (): string => Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** Codes of the second factor: made, checked, each accepted once. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly totps: TotpRepository,
    private readonly attempts: Attempts,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /**
   * Does an act that a code lets through, in its transaction. A wrong code is counted even though nothing else happens. Refusals: 429 identity.too-many-attempts
   * (five on an account), and with the status given identity.code-wrong at /code.
   */
  async withCode<T>(given: { personId: string; code: string; address: string; status: 401 | 422; confirming?: boolean }, act: (tx: Transaction) => Promise<T>): Promise<T> {
    await this.attempts.take('CODE', { account: given.personId, address: given.address });
    return this.unitOfWork.run(SYSTEM, async (tx) => {
      if (!(await this.accept(tx, given.personId, given.code, given.confirming ?? false))) throw new Refused(given.status, [refusal('identity.code-wrong', {}, '/code')]);
      await this.attempts.forget(tx, 'CODE', given.personId);
      return act(tx);
    });
  }

  /** A new secret, kept sealed; until a code of it is given it is asked for nowhere. Out: the secret and what an app reads. */
  async begin(tx: Transaction, personId: string, email: string): Promise<{ secret: string; uri: string }> {
    const secret = new Secret({ size: SECRET_BYTES });
    await this.totps.begin(tx, personId, seal(this.key, placeOf(personId), secret.base32));
    return { secret: secret.base32, uri: new TOTP({ ...FORM, issuer: 'Passerelle', label: email, secret }).toString() };
  }

  /** Ten codes for the day the phone is lost; earlier ones are worth nothing any more. */
  async makeRecoveryCodes(tx: Transaction, personId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    await this.totps.setRecoveryCodes(tx, personId, codes.map((code) => this.fingerprintOf(personId, code)));
    return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
  }

  private async accept(tx: Transaction, personId: string, code: string, confirming: boolean): Promise<boolean> {
    const totp = await this.totps.lock(tx, personId);
    if (!totp || totp.isConfirmed === confirming) return false;
    if (isFromApp(code)) return this.acceptFromApp(tx, personId, totp, plain(code));
    return !confirming && this.totps.useRecoveryCode(tx, personId, this.fingerprintOf(personId, plain(code)));
  }

  private async acceptFromApp(tx: Transaction, personId: string, totp: TotpRecord, token: string): Promise<boolean> {
    const secret = unseal(this.key, placeOf(personId), totp.secret);
    if (secret === null) throw new Error('a second factor was sealed under another PASSERELLE_SECRET');
    const now = Date.now();
    const delta = new TOTP({ ...FORM, secret: Secret.fromBase32(secret) }).validate({ token, timestamp: now, window: WINDOW });
    if (delta === null) return false;
    const step = Math.floor(now / 1000 / FORM.period) + delta;
    if (step <= totp.lastStep) return false;
    await this.totps.setLastStep(tx, personId, step);
    return true;
  }

  private get key(): Buffer {
    return keyFor(this.installation, 'totp');
  }

  /** Keyed, so that who has the database alone cannot try all of them. */
  private fingerprintOf(personId: string, code: string): Buffer {
    return createHmac('sha256', keyFor(this.installation, 'recovery-code')).update(`${personId} ${code}`).digest();
  }
}

const placeOf = (personId: string): string => `totp ${personId}`;
