import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import * as entities from './_persistence/partnership.entities';
import { PartnershipRepository } from './_persistence/partnership.repository';
import { PartnershipActions } from './partnership.actions';
import { PartnershipReader } from './partnership.reader';

@Module({
  imports: [TypeOrmModule.forFeature(Object.values(entities))],
  providers: [PartnershipRepository, PartnershipReader, PartnershipActions],
  exports: [PartnershipReader, PartnershipActions],
})
export class PartnershipModule {}
