import { Module } from '@nestjs/common';
import { PartnershipModule } from '@passerelle/partnership/api';
import { OverviewRepository } from './_persistence/overview.repository';
import { ListProjectsController } from './list-projects/list-projects.controller';
import { OverviewReader } from './overview.reader';
import { ReadHistoryController } from './read-history/read-history.controller';
import { ShowSheetController } from './show-sheet/show-sheet.controller';

@Module({
  imports: [PartnershipModule],
  controllers: [ListProjectsController, ShowSheetController, ReadHistoryController],
  providers: [OverviewRepository, OverviewReader],
  exports: [OverviewReader],
})
export class OverviewModule {}
