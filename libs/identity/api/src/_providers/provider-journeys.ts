import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { INSTALLATION, isServedByHttps, keyFor, seal, unseal, type ApiRequest, type Installation } from '@passerelle/shared/api-kit';
import type { Journey } from './provider-client';

/** For what somebody went to the provider. */
export type JourneyPurpose =
  | { readonly kind: 'SIGN_IN' }
  | { readonly kind: 'LINK'; readonly personId: string; readonly sessionId: string }
  | { readonly kind: 'INVITATION'; readonly token: string; readonly name: string; readonly language: string };

export interface OpenJourney extends Journey {
  readonly provider: string;
  readonly purpose: JourneyPurpose;
  readonly returnTo: string;
  readonly endsAt: number;
}

const MINUTES = 10;
const PATH = '/api/sign-in';

/**
 * A journey to a provider lies sealed in a cookie of the browser that began it, for ten minutes, and is gone once it came back: no other browser can end it, nobody
 * can read or change it.
 */
@Injectable()
export class ProviderJourneys {
  constructor(@Inject(INSTALLATION) private readonly installation: Installation) {}

  begin(reply: FastifyReply, journey: Omit<OpenJourney, 'endsAt'>): void {
    const sealed = seal(this.key, journey.provider, JSON.stringify({ ...journey, endsAt: Date.now() + MINUTES * 60_000 } satisfies OpenJourney));
    reply.setCookie(this.name, sealed.toString('base64url'), { ...this.options, maxAge: MINUTES * 60 });
  }

  /** The journey that this browser began to this provider; null where there is none, or it took too long. Its cookie goes. */
  end(request: ApiRequest, reply: FastifyReply, provider: string): OpenJourney | null {
    reply.clearCookie(this.name, this.options);
    const opened = unseal(this.key, provider, Buffer.from(request.cookies[this.name] ?? '', 'base64url'));
    const journey = opened === null ? null : (JSON.parse(opened) as OpenJourney);
    return journey && journey.endsAt > Date.now() ? journey : null;
  }

  private get key(): Buffer {
    return keyFor(this.installation, 'provider journey');
  }

  private get name(): string {
    return isServedByHttps(this.installation) ? '__Secure-passerelle_provider' : 'passerelle_provider';
  }

  private get options() {
    // Lax: the provider leads back by a link of another site.
    return { path: PATH, httpOnly: true, sameSite: 'lax', secure: isServedByHttps(this.installation) } as const;
  }
}
