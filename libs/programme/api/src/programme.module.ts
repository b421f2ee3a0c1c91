import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import * as entities from './_persistence/programme.entities';
import { ProgrammeRepository } from './_persistence/programme.repository';
import { ListProgrammesController } from './list-programmes/list-programmes.controller';
import { ProgrammeActions } from './programme.actions';
import { ProgrammeReader } from './programme.reader';

@Module({
  imports: [TypeOrmModule.forFeature(Object.values(entities))],
  controllers: [ListProgrammesController],
  providers: [ProgrammeRepository, ProgrammeReader, ProgrammeActions],
  exports: [ProgrammeReader, ProgrammeActions],
})
export class ProgrammeModule {}
