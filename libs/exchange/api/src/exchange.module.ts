import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BudgetModule } from '@passerelle/budget/api';
import { OverviewModule } from '@passerelle/overview/api';
import { PartnershipModule } from '@passerelle/partnership/api';
import { ProgrammeModule } from '@passerelle/programme/api';
import { ProjectModule } from '@passerelle/project/api';
import { AcceptedSheetEntity } from './_persistence/accepted-sheet.entity';
import { AcceptedSheetRepository } from './_persistence/accepted-sheet.repository';
import { ExportBudgetController } from './export-budget/export-budget.controller';
import { ExportSheetController } from './export-sheet/export-sheet.controller';
import { ExportSheetUseCase } from './export-sheet/export-sheet.use-case';
import { ImportBudgetController } from './import-budget/import-budget.controller';
import { ImportBudgetUseCase } from './import-budget/import-budget.use-case';
import { ImportSheetController } from './import-sheet/import-sheet.controller';
import { ImportSheetUseCase } from './import-sheet/import-sheet.use-case';
import { SAMPLE_SHEETS, SampleSheetsController, type SampleSheet } from './sample-sheets/sample-sheets.controller';

/** Sheets in and out. `samples` are at hand on the import screen in demo mode. */
@Module({})
export class ExchangeModule {
  static with(samples: readonly SampleSheet[]): DynamicModule {
    return {
      module: ExchangeModule,
      imports: [TypeOrmModule.forFeature([AcceptedSheetEntity]), ProgrammeModule, ProjectModule, PartnershipModule, BudgetModule, OverviewModule],
      controllers: [ImportSheetController, ExportSheetController, ExportBudgetController, ImportBudgetController, SampleSheetsController],
      providers: [AcceptedSheetRepository, ImportSheetUseCase, ExportSheetUseCase, ImportBudgetUseCase, { provide: SAMPLE_SHEETS, useValue: samples }],
      exports: [ImportSheetUseCase, ExportSheetUseCase],
    };
  }
}
