import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Public, Refuses, Takes, type ApiRequest } from '@passerelle/shared/api-kit';
import { AskPasswordReset, UsePasswordReset } from '@passerelle/identity/model';
import { ResetPasswordUseCase } from './reset-password.use-case';

@ApiTags('password')
@Controller('password-resets')
export class ResetPasswordController {
  constructor(private readonly reset: ResetPasswordUseCase) {}

  /** Asks for a link by mail; the answer is the same whether there is such an account or not. */
  @Post()
  @HttpCode(202)
  @Public('who has forgotten the password cannot sign in')
  @Takes(AskPasswordReset)
  @Answers(202)
  @Refuses(400, 403, 429)
  ask(@Body() { email }: AskPasswordReset, @Req() request: ApiRequest): Promise<void> {
    return this.reset.ask(email, request.ip);
  }

  /** Sets the new password by the link of the mail. */
  @Post('use')
  @HttpCode(204)
  @Public('the link in the mail is the key')
  @Takes(UsePasswordReset)
  @Answers(204)
  @Refuses(400, 403, 404, 410, 422, 429)
  use(@Body() { token, password }: UsePasswordReset, @Req() request: ApiRequest): Promise<void> {
    return this.reset.use(token, password, request.ip);
  }
}
