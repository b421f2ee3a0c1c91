import { Module } from '@nestjs/common';
import { PartnershipModule } from '@passerelle/partnership/api';
import { ProgrammeModule } from '@passerelle/programme/api';
import { ProjectModule } from '@passerelle/project/api';
import { RetentionViews } from './_retention/retention-view';
import { HoldRecordsController } from './hold-records/hold-records.controller';
import { ListRetentionController } from './list-retention/list-retention.controller';
import { ReadRetentionController } from './read-retention/read-retention.controller';
import { RecordsReader } from './records.reader';
import { SetLastPaymentController } from './set-last-payment/set-last-payment.controller';

/** What is kept, of whom, and how long. */
@Module({
  imports: [PartnershipModule, ProgrammeModule, ProjectModule],
  controllers: [ReadRetentionController, ListRetentionController, SetLastPaymentController, HoldRecordsController],
  providers: [RetentionViews, RecordsReader],
  exports: [RecordsReader],
})
export class RecordsModule {}
