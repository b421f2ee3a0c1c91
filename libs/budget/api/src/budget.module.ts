import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PartnershipModule } from '@passerelle/partnership/api';
import { WorkPlanModule } from '@passerelle/work-plan/api';
import * as entities from './_persistence/budget.entities';
import { LiveBudgets } from './_live/live-budgets';
import { BudgetRepository } from './_persistence/budget.repository';
import { TabledBudgets } from './_cross-table/tabled-budgets';
import { CrossTableRepository } from './_persistence/cross-table.repository';
import { BudgetActions } from './budget.actions';
import { BudgetVersions } from './budget.versions';
import { ChangeAmountsController } from './change-amounts/change-amounts.controller';
import { ChangeAmountsUseCase } from './change-amounts/change-amounts.use-case';
import { ChangeLinesController } from './change-lines/change-lines.controller';
import { ChangeLinesUseCase } from './change-lines/change-lines.use-case';
import { ChangeMatchFundingController } from './change-match-funding/change-match-funding.controller';
import { ChangeMatchFundingUseCase } from './change-match-funding/change-match-funding.use-case';
import { ExplainFigureController } from './explain-figure/explain-figure.controller';
import { LinesRepository } from './_persistence/lines.repository';
import { MatchFundingRepository } from './_persistence/match-funding.repository';
import { ProgrammeCoFinancingRepository } from './_persistence/programme-co-financing.repository';
import { OpenBudgetController } from './open-budget/open-budget.controller';
import { OpenCoFinancingController } from './open-co-financing/open-co-financing.controller';
import { OpenCrossTableController } from './open-cross-table/open-cross-table.controller';
import { OpenLinesController } from './open-lines/open-lines.controller';
import { ReadBehindFigureController } from './read-behind-figure/read-behind-figure.controller';
import { ReadBehindFigureUseCase } from './read-behind-figure/read-behind-figure.use-case';
import { ReadCellHistoryController } from './read-cell-history/read-cell-history.controller';
import { ReadChangesController } from './read-changes/read-changes.controller';
import { VersionsRepository } from './_persistence/versions.repository';
import { ReadProgrammeCoFinancingController } from './read-programme-co-financing/read-programme-co-financing.controller';
import { RecomputeTotalsUseCase } from './recompute-totals/recompute-totals.use-case';
import { TellPlaceController } from './tell-place/tell-place.controller';
import { WatchBudgetController } from './watch-budget/watch-budget.controller';

@Module({
  imports: [TypeOrmModule.forFeature(Object.values(entities)), PartnershipModule, WorkPlanModule],
  controllers: [
    OpenBudgetController,
    ChangeAmountsController,
    OpenLinesController,
    ChangeLinesController,
    OpenCoFinancingController,
    ChangeMatchFundingController,
    ReadProgrammeCoFinancingController,
    ExplainFigureController,
    OpenCrossTableController,
    ReadBehindFigureController,
    ReadCellHistoryController,
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
    BudgetActions,
    BudgetVersions,
    ChangeAmountsUseCase,
    ChangeLinesUseCase,
    ChangeMatchFundingUseCase,
    LiveBudgets,
    CrossTableRepository,
    TabledBudgets,
    ReadBehindFigureUseCase,
    RecomputeTotalsUseCase,
  ],
  exports: [BudgetActions, BudgetVersions, RecomputeTotalsUseCase],
})
export class BudgetModule {}
