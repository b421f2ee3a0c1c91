import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SESSION_SOURCE } from '@passerelle/shared/api-kit';
import * as entities from './_persistence/identity.entities';
import { IdentityRepository } from './_persistence/identity.repository';
import { DEMO_PERSONS, type DemoPersons } from './demo-persons';
import { IdentityActions } from './identity.actions';
import { SignInController } from './sign-in/sign-in.controller';
import { SignInUseCase } from './sign-in/sign-in.use-case';

/** People: accounts, sessions, roles. `demoPersons` where the demo programme offers some. */
@Module({})
export class IdentityModule {
  static with(demoPersons: DemoPersons | null): DynamicModule {
    return {
      module: IdentityModule,
      global: true,
      imports: [TypeOrmModule.forFeature(Object.values(entities))],
      controllers: [SignInController],
      providers: [IdentityRepository, IdentityActions, SignInUseCase, { provide: DEMO_PERSONS, useValue: demoPersons }, { provide: SESSION_SOURCE, useExisting: SignInUseCase }],
      exports: [IdentityActions, SESSION_SOURCE],
    };
  }
}
