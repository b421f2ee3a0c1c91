import { Inject, Injectable, Logger } from '@nestjs/common';
import * as client from 'openid-client';
import { INSTALLATION, Refused, type Installation } from '@passerelle/shared/api-kit';
import { PROVIDERS, type ProviderSettings } from './provider-settings';

/** What is kept between leaving for the provider and coming back: nobody but this browser brings it. */
export interface Journey {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who somebody is, by the provider's word: issuer and subject together, never an e-mail address, which changes hands. */
export interface ProviderIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/**
 * The protocol: authorization code with PKCE, state and nonce. What the provider issues is looked at here and thrown away; no token is stored or leaves the
 * server.
 */
@Injectable()
export class ProviderClient {
  private readonly logger = new Logger('Provider');
  private readonly known = new Map<string, Promise<client.Configuration>>();

  constructor(
    @Inject(PROVIDERS) private readonly providers: readonly ProviderSettings[],
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** Refusal: 404 where there is no such provider. */
  settingsOf(id: string): ProviderSettings {
    const settings = this.providers.find((provider) => provider.id === id);
    if (!settings) throw new Refused(404, 'general.not-found');
    return settings;
  }

  get offered(): { id: string; name: string }[] {
    return this.providers.map(({ id, name }) => ({ id, name }));
  }

  nameOf(id: string): string {
    return this.providers.find((provider) => provider.id === id)?.name ?? id;
  }

  /** Where the browser goes, and what it must bring back. Refusal: 503 identity.provider-unreachable. */
  async leave(settings: ProviderSettings): Promise<{ url: string; journey: Journey }> {
    const configuration = await this.configurationOf(settings);
    const journey = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.returnAddress(settings),
      scope: 'openid',
      state: journey.state,
      nonce: journey.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, journey };
  }

  /** Who came back. `query` is what the provider put behind the return address. Refusals: 401 identity.provider-refused, 503. */
  async arrive(settings: ProviderSettings, query: string, { state, nonce, verifier }: Journey): Promise<ProviderIdentity> {
    const configuration = await this.configurationOf(settings);
    try {
      const tokens = await client.authorizationCodeGrant(configuration, new URL(`${this.returnAddress(settings)}?${query}`), { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true });
      const claims = tokens.claims();
      if (!claims) throw new Error('no claims');
      return { issuer: claims.iss, subject: claims.sub };
    } catch (error) {
      // The reason is the administrator's to know; codes and tokens stay out of it.
      this.logger.warn(`${settings.id}: ${(error as { code?: string }).code ?? (error as Error).name}`);
      throw new Refused(401, 'identity.provider-refused');
    }
  }

  private returnAddress({ id }: ProviderSettings): string {
    return `${this.installation.publicUrl}/api/sign-in/${id}/callback`;
  }

  /** Asked of the provider once; again where it did not answer. */
  private async configurationOf(settings: ProviderSettings): Promise<client.Configuration> {
    const { id, issuer, clientId, clientSecret } = settings;
    const insecure = new URL(issuer).protocol === 'http:' ? [client.allowInsecureRequests] : [];
    const asked = this.known.get(id) ?? client.discovery(new URL(issuer), clientId, undefined, clientSecret ? client.ClientSecretPost(clientSecret) : client.None(), { execute: insecure, timeout: 10 });
    this.known.set(id, asked);
    try {
      return await asked;
    } catch (error) {
      this.known.delete(id);
      this.logger.warn(`${id}: ${(error as { code?: string }).code ?? (error as Error).name}`);
      throw new Refused(503, 'identity.provider-unreachable');
    }
  }
}
