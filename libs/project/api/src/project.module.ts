import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProjectEntity, ProjectHoldEntity } from './_persistence/project.entity';
import { ProjectRepository } from './_persistence/project.repository';
import { RetentionRepository } from './_persistence/retention.repository';
import { ProjectActions } from './project.actions';
import { RetentionActions } from './retention.actions';

@Module({
  imports: [TypeOrmModule.forFeature([ProjectEntity, ProjectHoldEntity])],
  providers: [ProjectRepository, RetentionRepository, ProjectActions, RetentionActions],
  exports: [ProjectActions, RetentionActions],
})
export class ProjectModule {}
