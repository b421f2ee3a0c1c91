import { Body, Controller, Delete, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, CurrentSession, NeedsSession, Refuses, Takes, WhileRestricted, type ApiRequest, type SignedIn } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ConfirmTotp, RecoveryCodes, RemoveTotp, RenewRecoveryCodes, TotpSetup } from '@passerelle/identity/model';
import { SetUpTotpUseCase } from './set-up-totp.use-case';

@ApiTags('account')
@Controller('account/totp')
@WhileRestricted()
export class SetUpTotpController {
  constructor(private readonly totp: SetUpTotpUseCase) {}

  /** Begins to set up a second factor: the secret, and the QR code for the app. */
  @Post()
  @Header('cache-control', 'no-store')
  @NeedsSession('it changes the own account')
  @Answers(201, TotpSetup)
  @Refuses(401, 403, 409)
  begin(@CurrentActor() actor: Actor): Promise<TotpSetup> {
    return this.totp.begin(actor);
  }

  /** Turns it on by a first code; the recovery codes are shown this once. */
  @Post('confirm')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @NeedsSession('it changes the own account')
  @Takes(ConfirmTotp)
  @Answers(200, RecoveryCodes)
  @Refuses(400, 401, 403, 409, 422, 429)
  confirm(@Body() { code }: ConfirmTotp, @CurrentSession() session: SignedIn, @Req() request: ApiRequest): Promise<RecoveryCodes> {
    return this.totp.confirm(session, code, request.ip);
  }

  /** Ten new recovery codes in place of those that are left, for a code of the app or one of them; shown this once. */
  @Post('recovery-codes')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @NeedsSession('it changes the own account')
  @Takes(RenewRecoveryCodes)
  @Answers(200, RecoveryCodes)
  @Refuses(400, 401, 403, 409, 422, 429)
  renewCodes(@Body() { code }: RenewRecoveryCodes, @CurrentActor() actor: Actor, @Req() request: ApiRequest): Promise<RecoveryCodes> {
    return this.totp.renewCodes(actor, code, request.ip);
  }

  /** Takes it away; not where a role needs it. */
  @Delete()
  @HttpCode(204)
  @NeedsSession('it changes the own account')
  @Takes(RemoveTotp)
  @Answers(204)
  @Refuses(400, 401, 403, 409, 422, 429)
  remove(@Body() body: RemoveTotp, @CurrentActor() actor: Actor, @Req() request: ApiRequest): Promise<void> {
    return this.totp.remove(actor, body, request.ip);
  }
}
