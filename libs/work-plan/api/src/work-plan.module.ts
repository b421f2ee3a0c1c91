import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PartnershipModule } from '@passerelle/partnership/api';
import { ChangeWorkPlanUseCase } from './_acts/change-work-plan.use-case';
import * as entities from './_persistence/work-plan.entities';
import { WorkPlanRepository } from './_persistence/work-plan.repository';
import { AddWorkPackageController } from './add-work-package/add-work-package.controller';
import { ChangeWorkPackageController } from './change-work-package/change-work-package.controller';
import { ListWorkPackagesController } from './list-work-packages/list-work-packages.controller';
import { MoveWorkPackageController } from './move-work-package/move-work-package.controller';
import { RemoveWorkPackageController } from './remove-work-package/remove-work-package.controller';
import { WorkPlanActions } from './work-plan.actions';
import { WorkPlanReader } from './work-plan.reader';

@Module({
  imports: [TypeOrmModule.forFeature(Object.values(entities)), PartnershipModule],
  controllers: [ListWorkPackagesController, AddWorkPackageController, ChangeWorkPackageController, MoveWorkPackageController, RemoveWorkPackageController],
  providers: [WorkPlanRepository, ChangeWorkPlanUseCase, WorkPlanReader, WorkPlanActions],
  exports: [WorkPlanReader, WorkPlanActions],
})
export class WorkPlanModule {}
