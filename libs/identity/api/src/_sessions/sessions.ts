import { Inject, Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { INSTALLATION, sessionTokenOf, SYSTEM, UnitOfWork, type ApiRequest, type Installation, type SessionSource, type SignedIn, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import type { SessionView } from '@passerelle/identity/model';
import type { PersonRecord } from '../_persistence/identity.repository';
import { SessionRepository, type SessionLife, type SessionRecord } from '../_persistence/session.repository';
import { ProviderClient } from '../_providers/provider-client';
import { DEMO_PERSONS, type DemoPersons } from '../demo-persons';

const LONGEST_HOURS = 12;
const USER_AGENT_LENGTH = 200;

/** What opens a session is with the browser alone: the database holds its sha-256. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** From where a session is started, and whether a second factor was given. */
export interface SessionOrigin {
  readonly address: string;
  readonly userAgent: string | undefined;
  readonly secondFactor: boolean;
}

export interface StartedSession {
  /** For setSessionCookie; it is told nobody else. */
  readonly token: string;
  readonly maxAgeSeconds: number;
  readonly sessionId: string;
  readonly csrfToken: string;
  readonly endsAt: string;
}

/** The one place where sessions begin, go on and are shown. */
@Injectable()
export class Sessions implements SessionSource {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: SessionRepository,
    @Inject(INSTALLATION) private readonly installation: Installation,
    @Inject(DEMO_PERSONS) private readonly demo: DemoPersons | null,
    private readonly providers: ProviderClient,
  ) {}

  /** Starts a session of an active person, whoever has found out that it is she. */
  async start(tx: Transaction, personId: string, origin: SessionOrigin): Promise<StartedSession> {
    const token = randomBytes(32).toString('base64url');
    const csrfToken = randomBytes(24).toString('base64url');
    const userAgent = (origin.userAgent ?? '').replaceAll('\0', '').slice(0, USER_AGENT_LENGTH);
    const { sessionId, endsAt } = await this.sessions.add(tx, { tokenHash: hashOfToken(token), personId, csrfToken, userAgent, address: origin.address, secondFactor: origin.secondFactor }, this.life);
    return { token, maxAgeSeconds: LONGEST_HOURS * 3600, sessionId, csrfToken, endsAt };
  }

  async findSignedIn(token: string, { extend }: { readonly extend: boolean }): Promise<SignedIn | null> {
    const found = await this.unitOfWork.read(SYSTEM, (tx) => this.sessions.find(tx, hashOfToken(token), this.installation.demo));
    if (!found) return null;
    // Once a minute is enough: the end is told as it stands in the database, never later.
    const endsAt = extend && found.isDue ? ((await this.extend(found.sessionId)) ?? found.endsAt) : found.endsAt;
    const { sessionId, csrfToken, personId, name, assignments } = found;
    return { sessionId, csrfToken, endsAt, actor: { personId, name, assignments }, restrictedBy: this.restrictionOf(found) };
  }

  /** Moves the end of a session; null where it has ended. */
  extend(sessionId: string): Promise<string | null> {
    return this.unitOfWork.run(SYSTEM, (tx) => this.sessions.extend(tx, sessionId, this.life));
  }

  /** Whether a session has not ended, as this transaction sees it. */
  stands(tx: Transaction, sessionId: string): Promise<boolean> {
    return this.sessions.stands(tx, sessionId);
  }

  /** The second factor was given to a session that was started without it. */
  markSecondFactor(tx: Transaction, sessionId: string): Promise<void> {
    return this.sessions.markSecondFactor(tx, sessionId);
  }

  /** Another session begins in this browser: the one that its cookie stood for is of no use to anybody any more. */
  async endBefore(request: ApiRequest): Promise<void> {
    const token = sessionTokenOf(request, this.installation);
    if (token) await this.end(token);
  }

  async end(token: string): Promise<void> {
    await this.unitOfWork.run(SYSTEM, (tx) => this.sessions.endByToken(tx, hashOfToken(token)));
  }

  /** Ends the sessions of a person, all of them or all but one. */
  endAll(tx: Transaction, personId: string, except: string | null = null): Promise<number> {
    return this.sessions.endAll(tx, personId, except);
  }

  /** Who is behind a session, as the screens are told; nobody without one. */
  async view(token: string | null): Promise<SessionView> {
    const found = token ? await this.unitOfWork.read(SYSTEM, (tx) => this.sessions.find(tx, hashOfToken(token), this.installation.demo)) : null;
    const restrictedBy = found && this.restrictionOf(found);
    return {
      person: found && personView(found),
      csrfToken: found?.csrfToken ?? null,
      endsAt: found?.endsAt ?? null,
      mustSetUpTotp: restrictedBy === 'identity.totp-needed',
      mustGiveCode: restrictedBy === 'identity.code-needed',
      providers: this.providers.offered,
      demo: this.installation.demo,
      demoPersons: this.demo?.offered() ?? [],
    };
  }

  /** Whether a role of the person is one that signs in with a second factor only. */
  needsTotp({ assignments }: Pick<Actor, 'assignments'>): boolean {
    return assignments.some(({ role }) => this.installation.totpRoles.includes(role));
  }

  private restrictionOf(session: SessionRecord): string | null {
    if (session.secondFactor || !this.needsTotp(session)) return null;
    return session.totpOn ? 'identity.code-needed' : 'identity.totp-needed';
  }

  private get life(): SessionLife {
    return { minutes: this.installation.sessionMinutes, hours: LONGEST_HOURS };
  }
}

const personView = (person: PersonRecord): SessionView['person'] => ({
  personId: person.personId,
  name: person.name,
  email: person.email,
  language: person.language,
  assignments: person.assignments.map(({ role, programmeId, versantCode = null, projectId = null, operatorId = null }) => ({ role, programmeId, versantCode, projectId, operatorId })),
});
