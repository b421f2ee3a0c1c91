import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PartnershipModule } from '@passerelle/partnership/api';
import * as entities from './_persistence/work-plan.entities';
import { WorkPlanRepository } from './_persistence/work-plan.repository';
import { WorkPlanReader } from './work-plan.reader';

@Module({
  imports: [TypeOrmModule.forFeature(Object.values(entities)), PartnershipModule],
  providers: [WorkPlanRepository, WorkPlanReader],
  exports: [WorkPlanReader],
})
export class WorkPlanModule {}
