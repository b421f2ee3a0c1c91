import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Answers, INSTALLATION, Public, Refused, Refuses, setSessionCookie, type ApiRequest, type Installation } from '@passerelle/shared/api-kit';
import { ProviderClient } from '../_providers/provider-client';
import { ProviderJourneys } from '../_providers/provider-journeys';
import { Sessions } from '../_sessions/sessions';
import { SignInByProviderUseCase } from './sign-in-by-provider.use-case';

export class ProviderPath {
  @IsString() @MaxLength(40) @Matches(/^[a-z0-9-]+$/) provider: string;
}

export class LeaveQuery {
  /** An address of this application, in visible ASCII as addresses are: nobody is led elsewhere after signing in, and no sign that browsers drop hides where. */
  @IsOptional() @IsString() @MaxLength(1000) @Matches(/^\/(?!\/)[!-\[\]-~]*$/) returnTo?: string;
}

@ApiTags('session')
@Controller('sign-in')
export class SignInByProviderController {
  constructor(
    private readonly signIn: SignInByProviderUseCase,
    private readonly client: ProviderClient,
    private readonly journeys: ProviderJourneys,
    private readonly sessions: Sessions,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** Leads the browser to the provider. Where that does not answer: to the sign-in page, which says so. */
  @Get(':provider')
  @Public('signing in comes before being signed in')
  @ApiQuery({ name: 'returnTo', required: false, description: 'An address of this application to go to afterwards' })
  @Answers(302)
  @Refuses(400, 404)
  async leave(@Param() { provider }: ProviderPath, @Query() { returnTo = '/' }: LeaveQuery, @Res() reply: FastifyReply): Promise<void> {
    const settings = this.client.settingsOf(provider);
    try {
      const { url, journey } = await this.client.leave(settings);
      this.journeys.begin(reply, { ...journey, provider, purpose: { kind: 'SIGN_IN' }, returnTo });
      await reply.header('cache-control', 'no-store').redirect(url, 302);
    } catch (error) {
      await reply.redirect(problemPage('/sign-in', error), 302);
    }
  }

  /** Where the provider leads back. A page follows in any case: what was asked for, or the one that says what went wrong. */
  @Get(':provider/callback')
  @Public('the provider leads here before anybody is signed in')
  @Answers(302)
  @Refuses(400)
  async arrive(@Param() { provider }: ProviderPath, @Req() request: ApiRequest, @Res() reply: FastifyReply): Promise<void> {
    const journey = this.journeys.end(request, reply, provider);
    const back = journey?.purpose.kind === 'LINK' ? '/account/sign-in' : '/sign-in';
    try {
      if (!journey) throw new Refused(401, 'identity.provider-refused');
      const started = await this.signIn.arrive(journey, request.url.split('?')[1] ?? '', request.signedIn ?? null, { address: request.ip, userAgent: request.headers['user-agent'] });
      if (started) {
        await this.sessions.endBefore(request);
        setSessionCookie(reply, this.installation, started.token, started.maxAgeSeconds);
      }
      await reply.header('cache-control', 'no-store').redirect(journey.returnTo, 302);
    } catch (error) {
      await reply.redirect(problemPage(back, error), 302);
    }
  }
}

/** The page that says what went wrong, by the refusal's code. What was not expected is thrown on. */
function problemPage(page: string, error: unknown): string {
  if (!(error instanceof Refused)) throw error;
  return `${page}?problem=${encodeURIComponent(error.refusals[0]?.code ?? 'general.unexpected')}`;
}
