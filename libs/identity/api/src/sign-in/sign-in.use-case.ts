import { Inject, Injectable } from '@nestjs/common';
import { INSTALLATION, Refused, SYSTEM, UnitOfWork, type Installation } from '@passerelle/shared/api-kit';
import { refusal } from '@passerelle/shared/kernel';
import { IdentityRepository, type AccountRecord } from '../_persistence/identity.repository';
import { Attempts } from '../_attempts/attempts';
import { hashPassword, isPassword } from '../_passwords/password';
import { Sessions, type SessionOrigin, type StartedSession } from '../_sessions/sessions';
import { SecondFactor } from '../_totp/second-factor';

let decoy: Promise<string> | undefined;

type Origin = Omit<SessionOrigin, 'secondFactor'>;

/** Signing in with a local account. */
@Injectable()
export class SignInUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityRepository,
    private readonly sessions: Sessions,
    private readonly secondFactor: SecondFactor,
    private readonly attempts: Attempts,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /**
   * Starts a session. Refusals: 401 identity.sign-in-failed (the same, and as slow, for an unknown address), 401 identity.code-needed and identity.code-wrong for who
   * has a second factor, 429 identity.too-many-attempts.
   */
  async signIn({ email, password, code }: { email: string; password: string; code?: string }, origin: Origin): Promise<StartedSession> {
    const person = await this.withPassword(email.trim().toLowerCase(), password, origin.address);
    if (!person.totpOn) return this.unitOfWork.run(SYSTEM, (tx) => this.sessions.start(tx, person.personId, { ...origin, secondFactor: false }));
    if (!code) throw new Refused(401, [refusal('identity.code-needed', {}, '/code')]);
    return this.secondFactor.withCode({ personId: person.personId, code, address: origin.address, status: 401 }, (tx) => this.sessions.start(tx, person.personId, { ...origin, secondFactor: true }));
  }

  /** The code for a session that was started without it. Refusals: 422 identity.code-wrong at /code, 429. */
  async giveCode(personId: string, sessionId: string, code: string, address: string): Promise<void> {
    await this.secondFactor.withCode({ personId, code, address, status: 422 }, (tx) => this.sessions.markSecondFactor(tx, sessionId));
  }

  private async withPassword(account: string, password: string, address: string): Promise<AccountRecord> {
    await this.attempts.take('SIGN_IN', { account, address });
    const person = await this.unitOfWork.read(SYSTEM, (tx) => this.identity.findByEmail(tx, account, this.installation.demo));
    const isRight = await isPassword(password, person?.passwordHash ?? (await (decoy ??= hashPassword('nobody'))));
    if (!person?.passwordHash || !isRight) throw new Refused(401, [refusal('identity.sign-in-failed', {}, '/password')]);
    await this.unitOfWork.run(SYSTEM, (tx) => this.attempts.forget(tx, 'SIGN_IN', account, address));
    return person;
  }
}
