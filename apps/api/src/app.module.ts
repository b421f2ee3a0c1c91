import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BudgetModule } from '@passerelle/budget/api';
import { ExchangeModule } from '@passerelle/exchange/api';
import { IdentityModule } from '@passerelle/identity/api';
import { OverviewModule } from '@passerelle/overview/api';
import { PartnershipModule } from '@passerelle/partnership/api';
import { ProgrammeModule } from '@passerelle/programme/api';
import { ProjectModule } from '@passerelle/project/api';
import { ApiKitModule } from '@passerelle/shared/api-kit';
import { databaseOptions } from './database';
import { demoPersons } from './demo/demo-persons';
import { sampleSheets } from './demo/sample-sheets';
import { HealthController } from './health.controller';

@Module({})
export class AppModule {
  static with({ databaseUrl, demo }: { databaseUrl: string; demo: boolean }): DynamicModule {
    return {
      module: AppModule,
      imports: [
        TypeOrmModule.forRoot({ ...databaseOptions(databaseUrl), autoLoadEntities: true, retryAttempts: 0 }),
        ApiKitModule,
        IdentityModule.with(demo ? demoPersons : null),
        ProgrammeModule,
        ProjectModule,
        PartnershipModule,
        BudgetModule,
        OverviewModule,
        ExchangeModule.with(demo ? sampleSheets() : []),
      ],
      controllers: [HealthController],
    };
  }
}
