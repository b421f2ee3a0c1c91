import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProjectEntity } from './_persistence/project.entity';
import { ProjectRepository } from './_persistence/project.repository';
import { ProjectActions } from './project.actions';

@Module({ imports: [TypeOrmModule.forFeature([ProjectEntity])], providers: [ProjectRepository, ProjectActions], exports: [ProjectActions] })
export class ProjectModule {}
