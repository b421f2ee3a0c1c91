import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, ProgrammePath, Refused, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import { reachesOf, type Actor, type Assignment } from '@passerelle/shared/kernel';
import { ListProjects, PROJECT_ORDERS, ProjectPage } from '@passerelle/overview/model';
import { OverviewRepository } from '../_persistence/overview.repository';

const PAGE_SIZE = 50;

@ApiTags('projects')
@Controller('programmes/:programme/projects')
export class ListProjectsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly overview: OverviewRepository,
  ) {}

  /** The projects that the person may see, a page at a time, with the totals of all that were found, in cents. */
  @Get()
  @Needs('project.read')
  @ApiQuery({ name: 'q', required: false, description: 'Searches code, acronym, title and operators' })
  @ApiQuery({ name: 'versant', required: false })
  @ApiQuery({ name: 'order', required: false, enum: PROJECT_ORDERS })
  @ApiQuery({ name: 'direction', required: false, enum: ['asc', 'desc'] })
  @ApiQuery({ name: 'page', required: false, type: 'integer' })
  @ApiQuery({ name: 'pageSize', required: false, type: 'integer' })
  @Answers(200, ProjectPage)
  @Refuses(400, 401, 403, 404)
  list(@CurrentActor() actor: Actor, @Param() path: ProgrammePath, @Query() ask: ListProjects): Promise<ProjectPage> {
    return this.unitOfWork.read(actor, async (tx) => {
      const programmeId = await this.overview.programmeId(tx, path.programme);
      const reaches = reachesOf(actor, 'project.read');
      const isOf = (assignment: Assignment): boolean => assignment.programmeId === programmeId;
      if (!programmeId) throw new Refused(404, 'general.not-found');
      if (!reaches.some(({ assignment }) => isOf(assignment))) throw actor.assignments.some(isOf) ? new Refused(403, 'general.not-allowed') : new Refused(404, 'general.not-found');
      return this.overview.projects(tx, programmeId, reaches, ask, ask.page ?? 1, ask.pageSize ?? PAGE_SIZE);
    });
  }
}
