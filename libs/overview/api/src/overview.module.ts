import { Module } from '@nestjs/common';
import { PartnershipModule } from '@passerelle/partnership/api';
import { OverviewRepository } from './_persistence/overview.repository';
import { ListProjectsController } from './list-projects/list-projects.controller';
import { OverviewReader } from './overview.reader';
import { ReadActsController } from './read-acts/read-acts.controller';
import { ReadActsUseCase } from './read-acts/read-acts.use-case';
import { ReadOwnActsController } from './read-acts/read-own-acts.controller';
import { ReadHistoryController } from './read-history/read-history.controller';
import { ShowSheetController } from './show-sheet/show-sheet.controller';
import { VerifyJournalController } from './verify-journal/verify-journal.controller';
import { VerifyJournalUseCase } from './verify-journal/verify-journal.use-case';

@Module({
  imports: [PartnershipModule],
  controllers: [ListProjectsController, ShowSheetController, ReadHistoryController, ReadActsController, ReadOwnActsController, VerifyJournalController],
  providers: [OverviewRepository, OverviewReader, ReadActsUseCase, VerifyJournalUseCase],
  exports: [OverviewReader],
})
export class OverviewModule {}
