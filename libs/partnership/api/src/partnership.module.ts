import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import * as entities from './_persistence/partnership.entities';
import { PartnershipRepository } from './_persistence/partnership.repository';
import { ListOwnOperatorsController } from './list-own-operators/list-own-operators.controller';
import { PartnershipActions } from './partnership.actions';
import { PartnershipReader } from './partnership.reader';

@Module({
  imports: [TypeOrmModule.forFeature(Object.values(entities))],
  controllers: [ListOwnOperatorsController],
  providers: [PartnershipRepository, PartnershipReader, PartnershipActions],
  exports: [PartnershipReader, PartnershipActions],
})
export class PartnershipModule {}
