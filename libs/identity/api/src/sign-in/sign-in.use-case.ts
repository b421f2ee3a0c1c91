import { Inject, Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { Refused, SYSTEM, UnitOfWork, type SessionSource, type SignedIn } from '@passerelle/shared/api-kit';
import { refusal } from '@passerelle/shared/kernel';
import type { SessionView } from '@passerelle/identity/model';
import { IdentityRepository, type PersonRecord } from '../_persistence/identity.repository';
import { DEMO_PERSONS, type DemoPersons } from '../demo-persons';
import { hashPassword, isPassword } from '../password';

const SESSION_HOURS = 10;
const LIMITS = { both: 5, address: 50, account: 30 } as const;
const WAIT_SECONDS = 15 * 60;

const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();
let decoy: Promise<string> | undefined;

/** Signing in and out with a local account, and who is behind a session. */
@Injectable()
export class SignInUseCase implements SessionSource {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityRepository,
    @Inject(DEMO_PERSONS) private readonly demo: DemoPersons | null,
  ) {}

  async findSignedIn(token: string): Promise<SignedIn | null> {
    const found = await this.unitOfWork.read(SYSTEM, (tx) => this.identity.findBySession(tx, hashOfToken(token), this.demo !== null));
    return found && { csrfToken: found.csrfToken, actor: { personId: found.personId, name: found.name, assignments: found.assignments } };
  }

  async view(token: string | null): Promise<SessionView> {
    const found = token ? await this.unitOfWork.read(SYSTEM, (tx) => this.identity.findBySession(tx, hashOfToken(token), this.demo !== null)) : null;
    return this.viewOf(found, found?.csrfToken ?? null);
  }

  /**
   * Starts a session. Out: the token for the cookie, its life in seconds, the view. Refusals: 401 identity.sign-in-failed (the same, and as slow, for an
   * unknown address), 429 identity.too-many-attempts.
   */
  async signIn(email: string, password: string, address: string): Promise<{ token: string; maxAgeSeconds: number; view: SessionView }> {
    const account = email.trim().toLowerCase();
    const [failures, person] = await this.unitOfWork.read(SYSTEM, async (tx) => [await this.identity.countFailures(tx, account, address), await this.identity.findByEmail(tx, account, this.demo !== null)] as const);
    if (failures.both >= LIMITS.both || failures.address >= LIMITS.address || failures.account >= LIMITS.account) {
      throw new Refused(429, [refusal('identity.too-many-attempts', { minutes: WAIT_SECONDS / 60 })], {}, { 'retry-after': String(WAIT_SECONDS) });
    }
    const known = await isPassword(password, person?.passwordHash ?? (await (decoy ??= hashPassword('nobody'))));
    if (!person?.passwordHash || !known) {
      await this.unitOfWork.run(SYSTEM, (tx) => this.identity.addFailure(tx, account, address));
      throw new Refused(401, [refusal('identity.sign-in-failed', {}, '/password')]);
    }
    const token = randomBytes(32).toString('base64url');
    const csrfToken = randomBytes(24).toString('base64url');
    await this.unitOfWork.run(SYSTEM, async (tx) => {
      await this.identity.forgetFailures(tx, account, address);
      await this.identity.addSession(tx, { tokenHash: hashOfToken(token), personId: person.personId, csrfToken, hours: SESSION_HOURS });
    });
    return { token, maxAgeSeconds: SESSION_HOURS * 3600, view: this.viewOf(person, csrfToken) };
  }

  async signOut(token: string): Promise<void> {
    await this.unitOfWork.run(SYSTEM, (tx) => this.identity.endSession(tx, hashOfToken(token)));
  }

  private viewOf(person: PersonRecord | null, csrfToken: string | null): SessionView {
    const view = person && {
      personId: person.personId,
      name: person.name,
      email: person.email,
      language: person.language,
      assignments: person.assignments.map(({ role, programmeId, versantCode = null, projectId = null, operatorId = null }) => ({ role, programmeId, versantCode, projectId, operatorId })),
    };
    return { person: view, csrfToken, demo: this.demo !== null, demoPersons: this.demo?.offered() ?? [] };
  }
}
