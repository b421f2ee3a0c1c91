import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Creates, CurrentActor, NeedsSession, Public, Refuses, Takes, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { AskEmailChange, LinkToken } from '@passerelle/identity/model';
import { ChangeEmailUseCase } from './change-email.use-case';

@ApiTags('account')
@Controller('account/email')
export class ChangeEmailController {
  constructor(private readonly changeEmail: ChangeEmailUseCase) {}

  /** Asks for another e-mail address: nothing changes until the link in the mail to it is used. */
  @Post()
  @HttpCode(202)
  @Creates()
  @NeedsSession('it changes the own account')
  @Takes(AskEmailChange)
  @Answers(202)
  @Refuses(400, 401, 403, 409, 422, 429)
  ask(@Body() body: AskEmailChange, @CurrentActor() actor: Actor, @Req() request: ApiRequest): Promise<void> {
    return this.changeEmail.ask(actor, body, request.ip);
  }

  /** Puts the new address in place, by the link of the mail. */
  @Post('confirm')
  @HttpCode(204)
  @Public('the mail may be read where nobody is signed in; the link in it is the key')
  @Takes(LinkToken)
  @Answers(204)
  @Refuses(400, 403, 404, 409, 410, 429)
  confirm(@Body() { token }: LinkToken, @Req() request: ApiRequest): Promise<void> {
    return this.changeEmail.confirm(token, request.ip);
  }
}
