import { Body, Controller, Delete, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Answers, CurrentActor, CurrentSession, NeedsSession, Public, Refuses, SYSTEM, Takes, UnitOfWork, type ApiRequest, type SignedIn } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { AcceptInvitationByProvider, LinkProvider, ProviderDeparture } from '@passerelle/identity/model';
import { Attempts } from '../_attempts/attempts';
import { InvitedAccounts } from '../_invitations/invited-accounts';
import { ProviderClient } from '../_providers/provider-client';
import { ProviderJourneys, type JourneyPurpose } from '../_providers/provider-journeys';
import { LinkProviderUseCase } from './link-provider.use-case';

export class OwnProviderPath {
  @IsString() @MaxLength(40) @Matches(/^[a-z0-9-]+$/) provider: string;
}

/** Accounts of providers that open an account here: linked by who is signed in, or along with an invitation. */
@ApiTags('account')
@Controller()
export class LinkProviderController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly linkProvider: LinkProviderUseCase,
    private readonly invited: InvitedAccounts,
    private readonly client: ProviderClient,
    private readonly journeys: ProviderJourneys,
    private readonly attempts: Attempts,
  ) {}

  /** Begins to link an account of a provider to the own one, for who gives her password again. */
  @Post('account/providers/:provider')
  @HttpCode(200)
  @NeedsSession('it concerns the own account')
  @Takes(LinkProvider)
  @Answers(200, ProviderDeparture)
  @Refuses(400, 401, 403, 404, 422, 429, 503)
  async link(
    @Param() { provider }: OwnProviderPath,
    @Body() body: LinkProvider,
    @CurrentSession() { actor, sessionId }: SignedIn,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProviderDeparture> {
    this.client.settingsOf(provider);
    await this.linkProvider.prove(actor.personId!, body, request.ip);
    return this.depart(reply, provider, { kind: 'LINK', personId: actor.personId!, sessionId }, '/account/sign-in');
  }

  /** Takes the link away. Refused where it is the only way to sign in. */
  @Delete('account/providers/:provider')
  @HttpCode(204)
  @NeedsSession('it concerns the own account')
  @Answers(204)
  @Refuses(400, 401, 403, 404, 409)
  unlink(@Param() { provider }: OwnProviderPath, @CurrentActor() { personId }: Actor): Promise<void> {
    return this.linkProvider.unlink(personId!, provider);
  }

  /** Begins to accept an invitation with an account of a provider instead of a password. */
  @Post('invitations/accept-by-provider')
  @HttpCode(200)
  @Public('whoever is invited has no account yet; the link in the mail is the key')
  @Takes(AcceptInvitationByProvider)
  @Answers(200, ProviderDeparture)
  @Refuses(400, 403, 404, 410, 429, 503)
  async accept(@Body() { provider, token, name, language }: AcceptInvitationByProvider, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<ProviderDeparture> {
    await this.attempts.take('LINK', { address: request.ip });
    await this.unitOfWork.read(SYSTEM, (tx) => this.invited.look(tx, token));
    return this.depart(reply, provider, { kind: 'INVITATION', token, name, language }, '/');
  }

  private async depart(reply: FastifyReply, provider: string, purpose: JourneyPurpose, returnTo: string): Promise<ProviderDeparture> {
    const { url, journey } = await this.client.leave(this.client.settingsOf(provider));
    this.journeys.begin(reply, { ...journey, provider, purpose, returnTo });
    return { url };
  }
}
