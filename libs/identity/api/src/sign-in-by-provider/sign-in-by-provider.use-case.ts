import { Inject, Injectable } from '@nestjs/common';
import { INSTALLATION, Refused, SYSTEM, UnitOfWork, type Installation, type SignedIn, type Transaction } from '@passerelle/shared/api-kit';
import type { Language } from '@passerelle/shared/kernel';
import { ExternalIdentityRepository } from '../_persistence/external-identity.repository';
import { IdentityRepository } from '../_persistence/identity.repository';
import { InvitedAccounts } from '../_invitations/invited-accounts';
import { LinkedProviders } from '../_providers/linked-providers';
import { ProviderClient, type ProviderIdentity } from '../_providers/provider-client';
import type { OpenJourney } from '../_providers/provider-journeys';
import { Sessions, type SessionOrigin, type StartedSession } from '../_sessions/sessions';

/**
 * Coming back from a provider: to sign in, to link the account there to one's own here, or to accept an invitation with it. An account there opens one here only
 * where it was linked: an e-mail address that both know proves nothing.
 */
@Injectable()
export class SignInByProviderUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly client: ProviderClient,
    private readonly identity: IdentityRepository,
    private readonly identities: ExternalIdentityRepository,
    private readonly linked: LinkedProviders,
    private readonly invited: InvitedAccounts,
    private readonly sessions: Sessions,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /**
   * Ends a journey. Out: the session that begins; null where an account was linked to the one that is signed in. Refusals: 401 identity.provider-refused, 401
   * identity.provider-unknown (nobody here is linked to that account), 409 identity.provider-taken, those of the invitation, 503.
   */
  async arrive(journey: OpenJourney, query: string, signedIn: SignedIn | null, from: Omit<SessionOrigin, 'secondFactor'>): Promise<StartedSession | null> {
    const settings = this.client.settingsOf(journey.provider);
    const identity = await this.client.arrive(settings, query, journey);
    const origin = { ...from, secondFactor: settings.givesSecondFactor };
    const { purpose, provider } = journey;
    if (purpose.kind === 'LINK') {
      // Whoever signed out meanwhile, or is somebody else by now, links nothing.
      if (signedIn?.sessionId !== purpose.sessionId) throw new Refused(401, 'identity.provider-refused');
      await this.unitOfWork.run(SYSTEM, (tx) => this.link(tx, purpose, provider, identity));
      return null;
    }
    return this.unitOfWork.run(SYSTEM, async (tx) => {
      if (purpose.kind === 'INVITATION') {
        const personId = await this.invited.make(tx, { ...purpose, language: purpose.language as Language }, async () => null);
        await this.linked.add(tx, personId, provider, identity);
        return this.sessions.start(tx, personId, origin);
      }
      const personId = await this.identities.personOf(tx, identity.issuer, identity.subject, this.installation.demo);
      if (!personId) throw new Refused(401, 'identity.provider-unknown');
      return this.sessions.start(tx, personId, origin);
    });
  }

  /** Her session must still stand where the link is made: a new password that she has set while the provider answered has ended it, and takes every link away. */
  private async link(tx: Transaction, { personId, sessionId }: { personId: string; sessionId: string }, provider: string, identity: ProviderIdentity): Promise<void> {
    const person = await this.identity.lockPerson(tx, personId);
    if (!person || !(await this.sessions.stands(tx, sessionId))) throw new Refused(401, 'identity.provider-refused');
    await this.linked.add(tx, personId, provider, identity);
    await this.linked.tell(tx, person, provider, 'identity.provider-linked');
  }
}
