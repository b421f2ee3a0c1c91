import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BudgetModule } from '@passerelle/budget/api';
import { ProgrammeModule } from '@passerelle/programme/api';
import { WorkPlanModule } from '@passerelle/work-plan/api';
import { BudgetSubmissionEntity } from './_persistence/submission.entity';
import { SubmissionsRepository } from './_persistence/submissions.repository';
import { Differences } from './_versions/differences';
import { JudgedVersions } from './_versions/judged-versions';
import { VersionViews } from './_versions/version-views';
import { ApproveBudgetController } from './approve-budget/approve-budget.controller';
import { ApproveBudgetUseCase } from './approve-budget/approve-budget.use-case';
import { DownloadDifferenceController } from './download-difference/download-difference.controller';
import { ListVersionsController } from './list-versions/list-versions.controller';
import { OpenModificationController } from './open-modification/open-modification.controller';
import { OpenModificationUseCase } from './open-modification/open-modification.use-case';
import { ReadDifferenceController } from './read-difference/read-difference.controller';
import { ReadProblemsController } from './read-problems/read-problems.controller';
import { ReadShiftsController } from './read-shifts/read-shifts.controller';
import { ReadSubmissionController } from './read-submission/read-submission.controller';
import { ReturnBudgetController } from './return-budget/return-budget.controller';
import { ReturnBudgetUseCase } from './return-budget/return-budget.use-case';
import { SubmitBudgetController } from './submit-budget/submit-budget.controller';
import { SubmitBudgetUseCase } from './submit-budget/submit-budget.use-case';
import { WithdrawModificationController } from './withdraw-modification/withdraw-modification.controller';
import { WithdrawModificationUseCase } from './withdraw-modification/withdraw-modification.use-case';

@Module({
  imports: [TypeOrmModule.forFeature([BudgetSubmissionEntity]), BudgetModule, ProgrammeModule, WorkPlanModule],
  controllers: [
    ListVersionsController,
    OpenModificationController,
    WithdrawModificationController,
    ReadProblemsController,
    SubmitBudgetController,
    ApproveBudgetController,
    ReturnBudgetController,
    ReadSubmissionController,
    ReadDifferenceController,
    DownloadDifferenceController,
    ReadShiftsController,
  ],
  providers: [SubmissionsRepository, JudgedVersions, VersionViews, Differences, OpenModificationUseCase, WithdrawModificationUseCase, SubmitBudgetUseCase, ApproveBudgetUseCase, ReturnBudgetUseCase],
})
export class ModificationModule {}
