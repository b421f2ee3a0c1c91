import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SESSION_SOURCE } from '@passerelle/shared/api-kit';
import { AttemptRepository } from './_persistence/attempt.repository';
import { ErasureRepository } from './_persistence/erasure.repository';
import * as entities from './_persistence/identity.entities';
import { ExternalIdentityRepository } from './_persistence/external-identity.repository';
import { IdentityRepository } from './_persistence/identity.repository';
import { InvitationRepository } from './_persistence/invitation.repository';
import { LinkRepository } from './_persistence/link.repository';
import { SessionRepository } from './_persistence/session.repository';
import { TotpRepository } from './_persistence/totp.repository';
import { Attempts } from './_attempts/attempts';
import { InvitedAccounts } from './_invitations/invited-accounts';
import { OneTimeLinks } from './_links/one-time-links';
import { OwnPassword } from './_passwords/own-password';
import { LinkedProviders } from './_providers/linked-providers';
import { ProviderClient } from './_providers/provider-client';
import { ProviderJourneys } from './_providers/provider-journeys';
import { PROVIDERS, type ProviderSettings } from './_providers/provider-settings';
import { Sessions } from './_sessions/sessions';
import { SecondFactor } from './_totp/second-factor';
import { AcceptInvitationController } from './accept-invitation/accept-invitation.controller';
import { AcceptInvitationUseCase } from './accept-invitation/accept-invitation.use-case';
import { ChangeEmailController } from './change-email/change-email.controller';
import { ChangeEmailUseCase } from './change-email/change-email.use-case';
import { ChangePasswordController } from './change-password/change-password.controller';
import { ChangePasswordUseCase } from './change-password/change-password.use-case';
import { DEMO_PERSONS, type DemoPersons } from './demo-persons';
import { ErasureActions } from './erasure.actions';
import { IdentityActions } from './identity.actions';
import { IdentityReader } from './identity.reader';
import { LinkProviderController } from './link-provider/link-provider.controller';
import { LinkProviderUseCase } from './link-provider/link-provider.use-case';
import { OwnAccountController } from './own-account/own-account.controller';
import { OwnSessionsController } from './own-sessions/own-sessions.controller';
import { ResetPasswordController } from './reset-password/reset-password.controller';
import { ResetPasswordUseCase } from './reset-password/reset-password.use-case';
import { SetUpTotpController } from './set-up-totp/set-up-totp.controller';
import { SetUpTotpUseCase } from './set-up-totp/set-up-totp.use-case';
import { SignInByProviderController } from './sign-in-by-provider/sign-in-by-provider.controller';
import { SignInByProviderUseCase } from './sign-in-by-provider/sign-in-by-provider.use-case';
import { SignInController } from './sign-in/sign-in.controller';
import { SignInUseCase } from './sign-in/sign-in.use-case';

const REPOSITORIES = [AttemptRepository, ErasureRepository, ExternalIdentityRepository, IdentityRepository, InvitationRepository, LinkRepository, SessionRepository, TotpRepository];
const SHARED = [Attempts, InvitedAccounts, LinkedProviders, OneTimeLinks, OwnPassword, ProviderClient, ProviderJourneys, SecondFactor, Sessions];
const USE_CASES = [AcceptInvitationUseCase, ChangeEmailUseCase, ChangePasswordUseCase, LinkProviderUseCase, ResetPasswordUseCase, SetUpTotpUseCase, SignInByProviderUseCase, SignInUseCase];

/** People: accounts, sessions, roles. `demoPersons` where the demo programme offers some; `providers` by which people may sign in beside a password. */
@Module({})
export class IdentityModule {
  static with({ demoPersons, providers }: { demoPersons: DemoPersons | null; providers: readonly ProviderSettings[] }): DynamicModule {
    return {
      module: IdentityModule,
      global: true,
      imports: [TypeOrmModule.forFeature(Object.values(entities))],
      controllers: [AcceptInvitationController, ChangeEmailController, ChangePasswordController, LinkProviderController, OwnAccountController, OwnSessionsController, ResetPasswordController, SetUpTotpController, SignInByProviderController, SignInController],
      providers: [...REPOSITORIES, ...SHARED, ...USE_CASES, ErasureActions, IdentityActions, IdentityReader, { provide: DEMO_PERSONS, useValue: demoPersons }, { provide: PROVIDERS, useValue: providers }, { provide: SESSION_SOURCE, useExisting: Sessions }],
      exports: [ErasureActions, IdentityActions, IdentityReader, SESSION_SOURCE],
    };
  }
}
