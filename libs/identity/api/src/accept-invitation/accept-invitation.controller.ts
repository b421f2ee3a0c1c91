import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, INSTALLATION, Public, Refuses, setSessionCookie, Takes, tellSessionEnd, type ApiRequest, type Installation } from '@passerelle/shared/api-kit';
import { AcceptInvitation, InvitationView, LinkToken, SessionView } from '@passerelle/identity/model';
import { Sessions } from '../_sessions/sessions';
import { AcceptInvitationUseCase } from './accept-invitation.use-case';

@ApiTags('invitations')
@Controller('invitations')
export class AcceptInvitationController {
  constructor(
    private readonly invitation: AcceptInvitationUseCase,
    private readonly sessions: Sessions,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** What an invitation is for: told to whoever holds its link. */
  @Post('look')
  @HttpCode(200)
  @Public('whoever is invited has no account yet; the link in the mail is the key')
  @Takes(LinkToken)
  @Answers(200, InvitationView)
  @Refuses(400, 403, 404, 410, 429)
  look(@Body() { token }: LinkToken, @Req() request: ApiRequest): Promise<InvitationView> {
    return this.invitation.look(token, request.ip);
  }

  /** Makes the account with its roles, and signs in. */
  @Post('accept')
  @HttpCode(200)
  @Public('whoever is invited has no account yet; the link in the mail is the key')
  @Takes(AcceptInvitation)
  @Answers(200, SessionView)
  @Refuses(400, 403, 404, 409, 410, 422, 429)
  async accept(@Body() body: AcceptInvitation, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    const started = await this.invitation.accept(body, { address: request.ip, userAgent: request.headers['user-agent'] });
    await this.sessions.endBefore(request);
    setSessionCookie(reply, this.installation, started.token, started.maxAgeSeconds);
    tellSessionEnd(reply, started.endsAt);
    return this.sessions.view(started.token);
  }
}
