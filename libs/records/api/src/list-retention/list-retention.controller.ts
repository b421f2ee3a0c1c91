import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, ProgrammePath, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import { reachesOf, type Actor } from '@passerelle/shared/kernel';
import { ProgrammeReader } from '@passerelle/programme/api';
import { RETENTION_STATES, type RetentionState } from '@passerelle/project/model';
import { ListRetention, RetentionPage } from '@passerelle/records/model';
import { RecordsReader, type ProjectTerm } from '../records.reader';

const PAGE_SIZE = 50;

@ApiTags('records')
@Controller('programmes/:programme/retention')
export class ListRetentionController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly programmes: ProgrammeReader,
    private readonly records: RecordsReader,
  ) {}

  /** Which records are kept until when: the projects of the programme, or of the auditor's sample, a page at a time. */
  @Get()
  @Needs('retention.read')
  @ApiQuery({ name: 'state', required: false, enum: RETENTION_STATES })
  @ApiQuery({ name: 'page', required: false, type: 'integer' })
  @ApiQuery({ name: 'pageSize', required: false, type: 'integer' })
  @Answers(200, RetentionPage)
  @Refuses(400, 401, 403, 404)
  list(@CurrentActor() actor: Actor, @Param() path: ProgrammePath, @Query() { state, page = 1, pageSize = PAGE_SIZE }: ListRetention): Promise<RetentionPage> {
    return this.unitOfWork.read(actor, async (tx) => {
      const { programmeId, retentionYears } = await this.programmes.programmeFor(tx, actor, 'retention.read', path.programme);
      const terms = await this.records.terms(tx, programmeId, reachedProjects(actor, programmeId));
      const found = terms.filter((term) => !state || term.state === state);
      const rows = found.slice((page - 1) * pageSize, page * pageSize).map(({ projectId, code, acronym, status, state: its, lastPaymentOn, until }) => ({ projectId, code, acronym, status, state: its, lastPaymentOn, until }));
      return { rows, rowCount: found.length, page, pageSize, counts: countsOf(terms), years: retentionYears };
    });
  }
}

/** The projects that the actor's roles reach one by one; null where one reaches the whole programme. */
function reachedProjects(actor: Actor, programmeId: string): string[] | null {
  const reaches = reachesOf(actor, 'retention.read').filter(({ assignment }) => assignment.programmeId === programmeId);
  if (reaches.some(({ reach }) => reach === 'programme')) return null;
  return reaches.flatMap(({ assignment }) => (assignment.projectId ? [assignment.projectId] : []));
}

const countsOf = (terms: readonly ProjectTerm[]): Record<RetentionState, number> => {
  const counts = { NOT_STARTED: 0, RUNNING: 0, HELD: 0, OVER: 0 };
  for (const { state } of terms) counts[state]++;
  return counts;
};
