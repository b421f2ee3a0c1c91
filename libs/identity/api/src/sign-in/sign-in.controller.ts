import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, Public, Refuses, sessionTokenOf, setSessionCookie, Takes, type ApiRequest } from '@passerelle/shared/api-kit';
import { SessionView, SignIn } from '@passerelle/identity/model';
import { SignInUseCase } from './sign-in.use-case';

@ApiTags('session')
@Controller('session')
export class SignInController {
  constructor(private readonly signIn: SignInUseCase) {}

  /** Who is signed in, and the CSRF token; nobody for a visitor. */
  @Get()
  @Public('the sign-in page asks before anybody is signed in')
  @Answers(200, SessionView)
  view(@Req() request: ApiRequest): Promise<SessionView> {
    return this.signIn.view(sessionTokenOf(request));
  }

  /** Signs in with a local account and sets the session's cookie. */
  @Post()
  @HttpCode(200)
  @Public('signing in comes before being signed in')
  @Takes(SignIn)
  @Answers(200, SessionView)
  @Refuses(400, 401, 403, 429)
  async enter(@Body() body: SignIn, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    const started = await this.signIn.signIn(body.email, body.password, request.ip);
    setSessionCookie(request, reply, started.token, started.maxAgeSeconds);
    return started.view;
  }

  /** Signs out: the session ends on the server and its cookie goes. */
  @Delete()
  @HttpCode(204)
  @Public('signing out works even when the session has ended already')
  @Answers(204)
  @Refuses(403)
  async leave(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = sessionTokenOf(request);
    if (token) await this.signIn.signOut(token);
    setSessionCookie(request, reply, null);
  }
}
