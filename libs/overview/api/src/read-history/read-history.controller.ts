import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Answers, CurrentActor, Needs, ProjectPath, readJournal, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { HistoryPage } from '@passerelle/overview/model';
import { PartnershipReader } from '@passerelle/partnership/api';

const PAGE_SIZE = 50;

export class HistoryQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) before?: number;
}

@ApiTags('projects')
@Controller('programmes/:programme/projects/:project/history')
export class ReadHistoryController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly partnerships: PartnershipReader,
  ) {}

  /** What was done in the project, by whom and when, latest first; amounts in cents. */
  @Get()
  @Needs('project.readHistory')
  @ApiQuery({ name: 'before', required: false, type: 'integer', description: 'Entries earlier than this one' })
  @Answers(200, HistoryPage)
  @Refuses(400, 401, 403, 404)
  read(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Query() query: HistoryQuery): Promise<HistoryPage> {
    return this.unitOfWork.read(actor, async (tx) => {
      const { projectId } = await this.partnerships.projectFor(tx, actor, 'project.readHistory', path.programme, path.project);
      const found = await readJournal(tx, { projectId, before: query.before, limit: PAGE_SIZE + 1 });
      const entries = found.slice(0, PAGE_SIZE);
      return { entries, earlierBefore: found.length > PAGE_SIZE ? entries.at(-1)!.entryId : null };
    });
  }
}
