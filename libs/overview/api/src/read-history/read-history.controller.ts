import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { actorsAndActs, Answers, CurrentActor, Needs, ProjectPath, readJournal, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { HistoryPage, HistoryQuery, PASSERELLE_ACTOR } from '@passerelle/overview/model';
import { PartnershipReader } from '@passerelle/partnership/api';
import { ASKED, filterOf, idsIn, PAGE_SIZE } from '../_journal/journal-page';
import { withoutSalaries } from '../_journal/without-salaries';
import { OverviewRepository } from '../_persistence/overview.repository';

@ApiTags('projects')
@Controller('programmes/:programme/projects/:project/history')
export class ReadHistoryController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly partnerships: PartnershipReader,
    private readonly overview: OverviewRepository,
  ) {}

  /** What was done in the project or to one row of it, by whom and when, latest first; amounts in cents. */
  @Get()
  @Needs('project.readHistory')
  @ApiQuery({ name: 'before', required: false, type: 'integer', description: 'Entries earlier than the one of this number' })
  @ApiQuery({ name: 'from', required: false, description: 'A day (by UTC) or a moment: 2024-10-01, 2024-09-30T22:00:00Z' })
  @ApiQuery({ name: 'to', required: false, description: 'A day, which is within, or a moment, which is not' })
  @ApiQuery({ name: 'actor', required: false, description: 'A person’s id, or passerelle for what no person did' })
  @ApiQuery({ name: 'act', required: false })
  @ApiQuery({ name: 'subject', required: false, description: 'What changed: budget-cell:<operatorId>:STAFF, person:<id>' })
  @Answers(200, HistoryPage)
  @Refuses(400, 401, 403, 404)
  read(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Query() query: HistoryQuery): Promise<HistoryPage> {
    return this.unitOfWork.read(actor, async (tx) => {
      const project = await this.partnerships.projectFor(tx, actor, 'project.readHistory', path.programme, path.project);
      const { projectId } = project;
      const asked = query.actor ? { personId: query.actor === PASSERELLE_ACTOR ? null : query.actor } : null;
      const found = await readJournal(tx, { projectId, ...filterOf(query), subject: query.subject || null, actor: asked, before: query.before, limit: ASKED });
      const entries = found.slice(0, PAGE_SIZE).map((entry) => withoutSalaries(entry, actor, project));
      const pairs = await actorsAndActs(tx, projectId);
      const actors = new Map(pairs.map(({ actorId, actorName }) => [actorId, actorName]));
      return {
        entries,
        earlierBefore: found.length > PAGE_SIZE ? entries.at(-1)!.entryId : null,
        names: await this.overview.namesOf(tx, idsIn(entries)),
        actors: [...actors].map(([actorId, name]) => ({ actorId, name })),
        acts: [...new Set(pairs.map(({ act }) => act))].sort(),
      };
    });
  }
}
