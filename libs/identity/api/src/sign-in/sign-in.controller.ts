import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  Answers, CurrentSession, INSTALLATION, LeavesSessionTime, NeedsSession, Public, Refused, Refuses, sessionTokenOf, setSessionCookie, Takes, tellSessionEnd, WhileRestricted, type ApiRequest, type Installation, type SignedIn,
} from '@passerelle/shared/api-kit';
import { GiveCode, SessionTime, SessionView, SignIn } from '@passerelle/identity/model';
import { Sessions } from '../_sessions/sessions';
import { SignInUseCase } from './sign-in.use-case';

@ApiTags('session')
@Controller('session')
export class SignInController {
  constructor(
    private readonly signIn: SignInUseCase,
    private readonly sessions: Sessions,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** Who is signed in, and the CSRF token; nobody for a visitor. */
  @Get()
  @Public('the sign-in page asks before anybody is signed in')
  @Answers(200, SessionView)
  view(@Req() request: ApiRequest): Promise<SessionView> {
    return this.sessions.view(sessionTokenOf(request, this.installation));
  }

  /** Signs in with a local account and sets the session's cookie. */
  @Post()
  @HttpCode(200)
  @Public('signing in comes before being signed in')
  @Takes(SignIn)
  @Answers(200, SessionView)
  @Refuses(400, 401, 403, 429)
  async enter(@Body() body: SignIn, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    const started = await this.signIn.signIn(body, { address: request.ip, userAgent: request.headers['user-agent'] });
    await this.sessions.endBefore(request);
    setSessionCookie(reply, this.installation, started.token, started.maxAgeSeconds);
    tellSessionEnd(reply, started.endsAt);
    return this.sessions.view(started.token);
  }

  /** Signs out: the session ends on the server and its cookie goes. */
  @Delete()
  @HttpCode(204)
  @Public('signing out works even when the session has ended already')
  @Answers(204)
  @Refuses(403)
  async leave(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = sessionTokenOf(request, this.installation);
    if (token) await this.sessions.end(token);
    setSessionCookie(reply, this.installation, null);
    reply.removeHeader('x-session-ends');
  }

  /** Gives the second factor's code to a session that was started without it. */
  @Post('code')
  @HttpCode(200)
  @NeedsSession('it concerns the own session')
  @WhileRestricted()
  @Takes(GiveCode)
  @Answers(200, SessionView)
  @Refuses(400, 401, 403, 422, 429)
  async giveCode(@Body() { code }: GiveCode, @CurrentSession() { actor, sessionId }: SignedIn, @Req() request: ApiRequest): Promise<SessionView> {
    await this.signIn.giveCode(actor.personId!, sessionId, code, request.ip);
    return this.sessions.view(sessionTokenOf(request, this.installation));
  }

  /** When the session ends; asking does not move it. */
  @Get('time')
  @NeedsSession('it concerns the own session')
  @WhileRestricted()
  @LeavesSessionTime()
  @Answers(200, SessionTime)
  @Refuses(401)
  time(@CurrentSession() { endsAt }: SignedIn): SessionTime {
    return { endsAt };
  }

  /** Moves the end of the session, as any other request does: for somebody who only reads, and is warned. */
  @Post('extend')
  @HttpCode(200)
  @NeedsSession('it concerns the own session')
  @WhileRestricted()
  @Answers(200, SessionTime)
  @Refuses(401, 403)
  async extend(@CurrentSession() { sessionId }: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionTime> {
    const endsAt = await this.sessions.extend(sessionId);
    if (endsAt === null) throw new Refused(401, 'general.sign-in-needed');
    tellSessionEnd(reply, endsAt);
    return { endsAt };
  }
}
