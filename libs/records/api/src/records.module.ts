import { Module } from '@nestjs/common';
import { PartnershipModule } from '@passerelle/partnership/api';
import { ProgrammeModule } from '@passerelle/programme/api';
import { ProjectModule } from '@passerelle/project/api';
import { PersonDataRepository } from './_persistence/person-data.repository';
import { PeopleOfProgramme } from './_person/people-of-programme';
import { RetentionViews } from './_retention/retention-view';
import { DownloadDataController } from './download-data/download-data.controller';
import { ErasePersonController } from './erase-person/erase-person.controller';
import { ErasePersonUseCase } from './erase-person/erase-person.use-case';
import { HoldRecordsController } from './hold-records/hold-records.controller';
import { ListRetentionController } from './list-retention/list-retention.controller';
import { ReadRegisterController } from './read-register/read-register.controller';
import { ReadRetentionController } from './read-retention/read-retention.controller';
import { RecordsReader } from './records.reader';
import { SetLastPaymentController } from './set-last-payment/set-last-payment.controller';

const RETENTION = [ReadRetentionController, ListRetentionController, SetLastPaymentController, HoldRecordsController];
const PERSONAL_DATA = [ReadRegisterController, DownloadDataController, ErasePersonController];

/** What is kept, of whom, and how long. */
@Module({
  imports: [PartnershipModule, ProgrammeModule, ProjectModule],
  controllers: [...RETENTION, ...PERSONAL_DATA],
  providers: [PersonDataRepository, RetentionViews, RecordsReader, PeopleOfProgramme, ErasePersonUseCase],
  exports: [RecordsReader],
})
export class RecordsModule {}
