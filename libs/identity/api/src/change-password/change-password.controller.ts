import { Body, Controller, HttpCode, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentSession, NeedsSession, Refuses, Takes, type ApiRequest, type SignedIn } from '@passerelle/shared/api-kit';
import { ChangePassword } from '@passerelle/identity/model';
import { ChangePasswordUseCase } from './change-password.use-case';

@ApiTags('account')
@Controller('account/password')
export class ChangePasswordController {
  constructor(private readonly changePassword: ChangePasswordUseCase) {}

  /** Changes one's own password; other sessions end. */
  @Put()
  @HttpCode(204)
  @NeedsSession('it changes the own account')
  @Takes(ChangePassword)
  @Answers(204)
  @Refuses(400, 401, 403, 409, 422, 429)
  change(@Body() body: ChangePassword, @CurrentSession() session: SignedIn, @Req() request: ApiRequest): Promise<void> {
    return this.changePassword.change(session, body, request.ip);
  }
}
