import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '@passerelle/access/api';
import { BudgetModule } from '@passerelle/budget/api';
import { ExchangeModule } from '@passerelle/exchange/api';
import { IdentityModule } from '@passerelle/identity/api';
import { MailModule } from '@passerelle/mail/api';
import { ModificationModule } from '@passerelle/modification/api';
import { OverviewModule } from '@passerelle/overview/api';
import { PartnershipModule } from '@passerelle/partnership/api';
import { ProgrammeModule } from '@passerelle/programme/api';
import { ProjectModule } from '@passerelle/project/api';
import { RecordsModule } from '@passerelle/records/api';
import { ApiKitModule, INSTALLATION, SYSTEM_CONNECTIONS, type Installation } from '@passerelle/shared/api-kit';
import { WorkPlanModule } from '@passerelle/work-plan/api';
import type { Config } from './config';
import { databaseOptions, systemOptions } from './database';
import { demoPersons } from './demo/demo-persons';
import { sampleSheets } from './demo/sample-sheets';
import { HealthController } from './health.controller';

/** What every domain may ask about this installation. */
@Global()
@Module({})
class InstallationModule {
  static with(installation: Installation): DynamicModule {
    return { module: InstallationModule, providers: [{ provide: INSTALLATION, useValue: installation }], exports: [INSTALLATION] };
  }
}

@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    const { databaseUrl, demo, mail, providers } = config;
    return {
      module: AppModule,
      imports: [
        TypeOrmModule.forRoot({ ...databaseOptions(databaseUrl), autoLoadEntities: true, retryAttempts: 0 }),
        TypeOrmModule.forRoot({ ...systemOptions(databaseUrl), name: SYSTEM_CONNECTIONS, retryAttempts: 0 }),
        InstallationModule.with(config),
        ApiKitModule,
        MailModule.with({ smtp: mail.smtpUrl, from: mail.from }),
        IdentityModule.with({ demoPersons: demo ? demoPersons : null, providers }),
        ProgrammeModule,
        ProjectModule,
        PartnershipModule,
        AccessModule,
        WorkPlanModule,
        BudgetModule,
        ModificationModule,
        OverviewModule,
        ExchangeModule.with(demo ? sampleSheets() : []),
        RecordsModule,
      ],
      controllers: [HealthController],
    };
  }
}
