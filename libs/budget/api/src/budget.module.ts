import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PartnershipModule } from '@passerelle/partnership/api';
import { ProgrammeModule } from '@passerelle/programme/api';
import { WorkPlanModule } from '@passerelle/work-plan/api';
import * as entities from './_persistence/budget.entities';
import { LiveBudgets } from './_live/live-budgets';
import { BudgetRepository } from './_persistence/budget.repository';
import { SimplifiedRepository } from './_persistence/simplified.repository';
import { BudgetSaving } from './_saving/budget-saving';
import { SimplifiedScopes } from './_saving/simplified-scopes';
import { TabledBudgets } from './_cross-table/tabled-budgets';
import { CrossTableRepository } from './_persistence/cross-table.repository';
import { BudgetReader } from './budget.reader';
import { BudgetActions } from './budget.actions';
import { BudgetVersions } from './budget.versions';
import { ChangeAmountsController } from './change-amounts/change-amounts.controller';
import { ChangeAmountsUseCase } from './change-amounts/change-amounts.use-case';
import { ChangeFlatRatesController } from './change-flat-rates/change-flat-rates.controller';
import { ChangeFlatRatesUseCase } from './change-flat-rates/change-flat-rates.use-case';
import { ChangeLinesController } from './change-lines/change-lines.controller';
import { ChangeLinesUseCase } from './change-lines/change-lines.use-case';
import { ChangeMatchFundingController } from './change-match-funding/change-match-funding.controller';
import { ChangeMatchFundingUseCase } from './change-match-funding/change-match-funding.use-case';
import { ExplainFigureController } from './explain-figure/explain-figure.controller';
import { LinesRepository } from './_persistence/lines.repository';
import { MatchFundingRepository } from './_persistence/match-funding.repository';
import { ProgrammeCoFinancingRepository } from './_persistence/programme-co-financing.repository';
import { OpenBudgetController } from './open-budget/open-budget.controller';
import { OpenCatalogueController } from './open-catalogue/open-catalogue.controller';
import { OpenCoFinancingController } from './open-co-financing/open-co-financing.controller';
import { OpenCrossTableController } from './open-cross-table/open-cross-table.controller';
import { OpenLinesController } from './open-lines/open-lines.controller';
import { OpenSimplifiedCostsController } from './open-simplified-costs/open-simplified-costs.controller';
import { ReadBehindFigureController } from './read-behind-figure/read-behind-figure.controller';
import { ReadBehindFigureUseCase } from './read-behind-figure/read-behind-figure.use-case';
import { ReadCellHistoryController } from './read-cell-history/read-cell-history.controller';
import { ReadLineHistoryController } from './read-line-history/read-line-history.controller';
import { ReadChangesController } from './read-changes/read-changes.controller';
import { VersionsRepository } from './_persistence/versions.repository';
import { ReadProgrammeCoFinancingController } from './read-programme-co-financing/read-programme-co-financing.controller';
import { RecomputeTotalsUseCase } from './recompute-totals/recompute-totals.use-case';
import { TellPlaceController } from './tell-place/tell-place.controller';
import { WatchBudgetController } from './watch-budget/watch-budget.controller';

@Module({
  imports: [TypeOrmModule.forFeature(Object.values(entities)), PartnershipModule, ProgrammeModule, WorkPlanModule],
  controllers: [
    OpenBudgetController,
    ChangeAmountsController,
    OpenLinesController,
    ChangeLinesController,
    ChangeFlatRatesController,
    OpenSimplifiedCostsController,
    OpenCatalogueController,
    OpenCoFinancingController,
    ChangeMatchFundingController,
    ReadProgrammeCoFinancingController,
    ExplainFigureController,
    OpenCrossTableController,
    ReadBehindFigureController,
    ReadCellHistoryController,
    ReadLineHistoryController,
    ReadChangesController,
    TellPlaceController,
    WatchBudgetController,
  ],
  providers: [
    BudgetRepository,
    LinesRepository,
    VersionsRepository,
    MatchFundingRepository,
    ProgrammeCoFinancingRepository,
    SimplifiedRepository,
    SimplifiedScopes,
    CrossTableRepository,
    TabledBudgets,
    BudgetSaving,
    BudgetActions,
    BudgetReader,
    BudgetVersions,
    ChangeAmountsUseCase,
    ChangeLinesUseCase,
    ChangeFlatRatesUseCase,
    ChangeMatchFundingUseCase,
    ReadBehindFigureUseCase,
    LiveBudgets,
    RecomputeTotalsUseCase,
  ],
  exports: [BudgetActions, BudgetReader, BudgetVersions, ChangeLinesUseCase, RecomputeTotalsUseCase],
})
export class BudgetModule {}
